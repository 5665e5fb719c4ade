"""How the tables of recommendations and examples are read, which say where they were taken from."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.models import Passage
from gfmd_portal.importing.cells import cleaned
from gfmd_portal.importing.tables import ids_of
from meetings.models import Meeting, Theme
from recommendations.models import Addressee, Example, ExampleCountry, Recommendation
from sessions.models import Session

MOST_THEMES = 3


def recommendations():
    read_referenced = referenced(Recommendation)
    addressees = ids_of(Addressee, "slug")
    return lambda batch: {**read_referenced(batch), "addressees": alone(batch.lists("addressees", addressees))}


def examples():
    read_referenced = referenced(Example)
    read_recommendation = of_record("recommendation", Recommendation)

    def read(batch):
        return {**read_referenced(batch), **read_recommendation(batch), "countries": in_order(countries(batch))}

    return read


def countries(batch):
    """The country codes that each cell lists."""
    field = ExampleCountry._meta.get_field("country")

    def meaning(text):
        return tuple(cleaned(field, code) for code in text.split(";")) if text else ()

    return batch.each("countries", batch["countries"], meaning, instead=())


def referenced(model):
    """Return the function that reads what recommendations and examples have in common."""
    meetings, themes = ids_of(Meeting, "slug"), ids_of(Theme, "slug")
    sessions = ids_of(Session, "meeting_id", "number")
    passages = ids_of(Passage, "document__slug", "anchor")
    code = model._meta.get_field("code")

    def read(batch):
        meeting = batch.filled("meeting", batch.ids("meeting", meetings))
        of_ref, codes = batch.refs("ref", meetings, code)
        if of_ref != meeting:
            both = enumerate(zip(of_ref, meeting, strict=True))
            others = [place for place, pair in both if all(pair) and len(set(pair)) > 1]
            batch.refuse("ref", dict.fromkeys(others, _("It begins with another meeting.")))
        return {
            "meeting_id": meeting,
            "session_id": batch.filled("session", batch.ids("session", sessions, within=meeting)),
            "code": codes,
            "themes": in_order(batch.lists("themes", themes, MOST_THEMES)),
            "passages": alone(quoted(batch, passages)),
        }

    return read


def quoted(batch, ids):
    """The ids of the passages that each row was taken from."""

    def meaning(key):
        document, anchors = key
        names = [anchor.partition("#") for anchor in anchors.split(";") if anchors]
        keys = [(slug, anchor) if hash_sign else (document, slug) for slug, hash_sign, anchor in names]
        if missing := [key for key in keys if key not in ids]:
            raise ValidationError(_("There is no passage %(name)s."), params={"name": "#".join(missing[0])})
        return tuple(ids[key] for key in dict.fromkeys(keys))

    return batch.each("anchors", list(zip(batch["document"], batch["anchors"], strict=True)), meaning, instead=())


def of_record(name, model):
    """Return the function that reads the ref of the record that a row belongs to."""
    meetings = ids_of(Meeting, "slug")
    code = model._meta.get_field("code")

    def read(batch):
        of_meeting, codes = batch.refs(name, meetings, code)
        return {f"{name}_id": [None] * len(codes), f"{name}_meeting": of_meeting, f"{name}_code": codes}

    return read


def parts(name, owner):
    """Return the reader of a table of the parts of a record, such as its sub-items."""
    return lambda: of_record(name, owner)


def alone(lists):
    """Rows of a link that has no columns but the two ends."""
    return [tuple((pk,) for pk in listed) for listed in lists]


def in_order(lists):
    """Rows of a link that keeps the order of what a cell lists."""
    return [tuple((pk, place) for place, pk in enumerate(listed, 1)) for listed in lists]
