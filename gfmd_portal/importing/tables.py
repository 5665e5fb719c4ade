"""How each table that can be brought back is read: which cell becomes which column, and what a cell lists."""

from collections.abc import Callable
from dataclasses import dataclass

from babel.core import get_global
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from documents.models import Document, Passage
from gfmd_portal.importing.merging import Link, Reference
from meetings.models import Meeting, Room
from roundtables.models import Roundtable
from sessions.models import Session

MOST_THEMES = 3


LATER = ("status", "status_note")
"""Columns of the sessions that the files of the first releases do not have."""


@dataclass(frozen=True)
class Import:
    """A table that can be brought back.

    `read` makes a `Known` of what the database has, and returns the function from a batch to its columns, by name.
    Where the name is that of a link, each value is a tuple of rows.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    read: Callable
    links: tuple[Link, ...] = ()
    references: tuple[Reference, ...] = ()
    more: tuple[str, ...] = ()
    """Columns that the file may have or not: those of the data set that came later, and some beside them."""


def ids_of(model, *key):
    """The ids of all records of a model by the columns of their natural key, which may be one."""
    rows = model.objects.order_by().values_list("pk", *key)
    return {tuple(names) if len(names) > 1 else names[0]: pk for pk, *names in rows}


def plain(batch, *names):
    return {name: batch.values(name) for name in names}


def numbered(model, key, within=None):
    """Return a function that gives records their places: those they have, or the next after the last of their kind.

    It takes the keys in the order of the file; what a key belongs to is its part at `within`.
    """
    places = {tuple(names): place for *names, place in model.objects.values_list(*key, "position")}
    last = {}
    for names, place in places.items():
        group = None if within is None else names[within]
        last[group] = max(place, last.get(group, 0))

    def place_of(names):
        if names not in places:
            group = None if within is None else names[within]
            last[group] = places[names] = last.get(group, 0) + 1
        return places[names]

    return lambda keys: [place_of(names) for names in keys]


def vocabulary(model):
    def read():
        places = numbered(model, ["slug"])
        return lambda batch: {
            **plain(batch, "slug", "name", "description"),
            "position": places([(slug,) for slug in batch["slug"]]),
        }

    return read


def meetings():
    stored = {row[0]: row[1:] for row in Meeting.objects.values_list("slug", "short_title", "time_zone")}
    zones = get_global("territory_zones")
    field = Meeting._meta.get_field("time_zone")

    def read(batch):
        found = plain(batch, "slug", "title", "kind", "city", "country", "starts_on", "ends_on", "motto")
        columns = batch.columns
        places = zip(batch["slug"], batch["city"], batch["starts_on"], strict=True)
        usual = [stored[slug][0] if slug in stored else f"{city} {day[:4]}" for slug, city, day in places]
        found["short_title"] = batch.values("short_title") if "short_title" in columns else usual
        if "time_zone" in columns:
            found["time_zone"] = batch.values("time_zone")
        else:
            known = [stored[slug][1] if slug in stored else "" for slug in batch["slug"]]
            found["time_zone"] = batch.each("country", list(zip(known, batch["country"], strict=True)), zone)
        return {**found, "part_of_id": [None] * len(batch.lines), "part_of_slug": batch["part_of"]}

    def zone(key):
        known, country = key
        if known or len(zones.get(country, ())) == 1:
            return field.clean(known or zones[country][0], None)
        raise ValidationError(_("It has several time zones: add a column “time_zone”."))

    return read


def passages():
    ids = ids_of(Document, "slug")
    levels = {tuple(key): level for *key, level in Passage.objects.values_list("document_id", "anchor", "level")}
    deep = (Passage.Kind.HEADING, Passage.Kind.ITEM)

    def read(batch):
        document = batch.filled("document", batch.ids("document", ids))
        rows = zip(document, batch["anchor"], batch["kind"], strict=True)
        return {
            **plain(batch, "position", "anchor", "kind", "text"),
            "document_id": document,
            "level": [levels.get((within, anchor), int(kind in deep)) for within, anchor, kind in rows],
            "section_id": [None] * len(document),
            "section_anchor": batch["section"],
        }

    return read


def of_meeting(*names):
    """Return the reader of a table whose other columns are those of the model."""

    def read():
        ids = ids_of(Meeting, "slug")
        return lambda batch: {
            **plain(batch, *names),
            "meeting_id": batch.filled("meeting", batch.ids("meeting", ids)),
        }

    return read


def sessions():
    ids = ids_of(Meeting, "slug")
    tracks = {
        (meeting, str(number)): pk for (meeting, number), pk in ids_of(Roundtable, "meeting_id", "number").items()
    }
    rooms = ids_of(Room, "meeting_id", "slug")
    places = numbered(Session, ["meeting_id", "number"], within=0)

    def read(batch):
        meeting = batch.filled("meeting", batch.ids("meeting", ids))
        return {
            **plain(batch, "number", "title", "kind", *(name for name in LATER if name in batch.columns)),
            **({"room_id": batch.ids("room", rooms, within=meeting)} if "room" in batch.columns else {}),
            "meeting_id": meeting,
            "position": places(list(zip(meeting, batch["number"], strict=True))),
            "roundtable_id": batch.ids("roundtable", tracks, within=meeting),
            "parent_id": [None] * len(meeting),
            "parent_number": batch["parent"],
        }

    return read
