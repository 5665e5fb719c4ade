"""How the search page shows what it found: what each record is called, and where it stands."""

from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from gfmd_portal.languages import is_english
from gfmd_portal.templatetags.languages import as_record
from search.snippets import LENGTH, beginning
from search.sources import sources

SUMMED_UP = {"sessions", "roundtables", "meetings"}
"""The kinds of which we have written summaries. A summary ends what is searched of its record."""

NAMED = {"themes", "agencies", "meetings"}
"""The kinds that have names in every language."""

SHOWN_WITH = {
    "recommendations": ("meeting", "session__meeting"),
    "examples": ("meeting", "session__meeting"),
    "questions": ("meeting", "session__meeting"),
    "sessions": ("meeting",),
    "activities": ("group__roundtable__meeting",),
    "roundtables": ("meeting",),
    "documents": ("meeting",),
    "passages": ("document__meeting", "section"),
}
"""What is needed of each record to name it and to say where it stands."""


@dataclass(frozen=True)
class ShownHit:
    """A record on the page of results."""

    url: str
    name: str
    place: str
    text: str
    indirect: bool
    """Whether it was found by words that stand about it, such as the name of its theme."""
    named_by_us: bool
    """Whether its name is in the language of the page, and not in the words of the record."""
    told_by_us: bool
    """Whether its text is."""
    is_summary: bool
    """Whether its text is our summary, and no text of record."""


def shown_hits(kind, hits, results):
    """The hits with the addresses and names of their records, in the same order."""
    records = sources()[kind].model.objects.order_by().select_related(*SHOWN_WITH.get(kind, ()))
    records = records.in_bulk([hit.record for hit in hits])
    return [_shown(kind, records[hit.record], hit, results) for hit in hits if hit.record in records]


def _shown(kind, record, hit, results):
    """A hit as the page shows it: what has a name in the language of the page is called by it."""
    title = "" if kind in NAMED and not is_english() else hit.title
    translated = kind == "themes" and record.local_description != record.description
    text, is_summary = _text(kind, record, hit, results)
    return ShownHit(
        url=record.get_absolute_url(),
        name=title or _name(kind, record),
        place=_place(kind, record),
        text=beginning(record.local_description, LENGTH) if translated else text,
        indirect=hit.indirect,
        named_by_us=not title and kind != "passages",
        told_by_us=translated,
        is_summary=is_summary,
    )


def _text(kind, record, hit, results):
    """(What is shown of a hit, whether it is our summary): the words of record, where they hold what was sought."""
    summary = record.summary if kind in SUMMED_UP else ""
    if not summary:
        return hit.text, False
    of_record = results.stretch(hit.body.removesuffix(summary))
    return (of_record, False) if "<mark>" in of_record else (results.stretch(summary), True)


def _name(kind, record):
    """What a record without a title is called."""
    match kind:
        case "recommendations":
            return _("%(kind)s %(code)s") % {"kind": record.get_kind_display().capitalize(), "code": record.code}
        case "examples":
            return _("Example %(code)s") % {"code": record.code}
        case "questions" if record.session:
            return _("Question %(number)s") % {"number": record.position}
        case "questions":
            return _("Question for future meetings %(number)s") % {"number": record.position}
        case "activities":
            return _("Activity %(code)s") % {"code": record}
        case "passages":
            return record.section.text if record.section else record.anchor
    return str(record)


def _place(kind, record):
    """Where a record stands: its meeting and its session, or its document."""
    match kind:
        case "recommendations" | "examples" | "questions":
            parts = [record.meeting, record.session.label if record.session else ""]
        case "sessions":
            parts = [record.meeting, record.label]
        case "activities":
            parts = [record.group.roundtable.meeting, as_record(record.group)]
        case "roundtables":
            parts = [record]
        case "documents":
            parts = [record.meeting]
        case "passages":
            parts = [as_record(record.document)]
        case _:
            parts = []
    return format_html_join(_(", "), "{}", ((part,) for part in parts if part))
