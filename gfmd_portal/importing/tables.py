"""How each table that can be brought back is read: which cell becomes which column, and what a cell lists."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from documents.models import Document, Passage
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.importing.merging import Link, Reference
from meetings.models import Meeting, Room
from meetings.zones import zones_of
from roundtables.models import Roundtable
from sessions.models import Session


@dataclass(frozen=True)
class Import:
    """A table that can be brought back.

    Its `plain` columns are read as their fields say. For all others, `read` looks up what the database has and
    returns the function from a batch to its columns, by name. Where a name is that of a link, each value is a tuple
    of rows.
    """

    name: str
    model: type[Model]
    key: tuple[str, ...]
    read: Callable
    links: tuple[Link, ...] = ()
    references: tuple[Reference, ...] = ()
    more: tuple[str, ...] = ()
    """Columns that the file may have or not, beside those of the data set and those plain ones that may be empty."""

    @property
    def plain(self):
        """The fields of the model that stand in a column of the data set under their own names, by these names."""
        fields = {field.name: field for field in self.model._meta.concrete_fields if not field.is_relation}
        columns = [column.name for column in TABLES_BY_NAME[self.name].columns if column.path is None]
        return {name: fields[name] for name in columns if name in fields}

    @property
    def optional(self):
        """The columns without which a file is whole; what they would say stays as it is."""
        spare = [name for name, field in self.plain.items() if field.blank or field.null or field.has_default()]
        return [*self.more, *spare]


def ids_of(model, *key):
    """The ids of all records of a model by the columns of their natural key, which may be one."""
    rows = model.objects.order_by().values_list("pk", *key)
    return {tuple(names) if len(names) > 1 else names[0]: pk for pk, *names in rows}


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
        return lambda batch: {"position": places([(slug,) for slug in batch["slug"]])}

    return read


def meetings():
    stored = {row[0]: row[1:] for row in Meeting.objects.values_list("slug", "short_title", "time_zone")}
    field = Meeting._meta.get_field("time_zone")

    def read(batch):
        places = zip(batch["slug"], batch["city"], batch["starts_on"], strict=True)
        usual = [stored[slug][0] if slug in stored else f"{city} {day[:4]}" for slug, city, day in places]
        return {
            "short_title": batch.values("short_title") if "short_title" in batch.columns else usual,
            "time_zone": batch.values("time_zone") if "time_zone" in batch.columns else zones(batch),
            "part_of_id": [None] * len(batch.lines),
            "part_of_slug": batch["part_of"],
        }

    def zones(batch):
        known = [stored[slug][1] if slug in stored else "" for slug in batch["slug"]]
        return batch.each("country", list(zip(known, batch["country"], strict=True)), zone)

    def zone(key):
        known, country = key
        possible = [known] if known else zones_of(country)
        if len(possible) == 1:
            return field.clean(possible[0], None)
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
            "document_id": document,
            "level": [levels.get((within, anchor), int(kind in deep)) for within, anchor, kind in rows],
            "section_id": [None] * len(document),
            "section_anchor": batch["section"],
        }

    return read


def of_meeting():
    ids = ids_of(Meeting, "slug")
    return lambda batch: {"meeting_id": batch.filled("meeting", batch.ids("meeting", ids))}


def sessions():
    ids = ids_of(Meeting, "slug")
    roundtables = {
        (meeting, str(number)): pk for (meeting, number), pk in ids_of(Roundtable, "meeting_id", "number").items()
    }
    rooms = ids_of(Room, "meeting_id", "slug")
    places = numbered(Session, ["meeting_id", "number"], within=0)

    def read(batch):
        meeting = batch.filled("meeting", batch.ids("meeting", ids))
        return {
            **({"room_id": batch.ids("room", rooms, within=meeting)} if "room" in batch.columns else {}),
            "meeting_id": meeting,
            "position": places(list(zip(meeting, batch["number"], strict=True))),
            "roundtable_id": batch.ids("roundtable", roundtables, within=meeting),
            "parent_id": [None] * len(meeting),
            "parent_number": batch["parent"],
        }

    return read
