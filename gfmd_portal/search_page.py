"""The search page: what every kind of record holds of the words typed."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from browse.listing import page_asked
from browse.moments import moment_of
from browse.wording import passed_over, shown
from gfmd_portal.languages import is_english
from gfmd_portal.templatetags.languages import as_record
from search.filters import SEARCHED
from search.index import RANKED
from search.results import Results
from search.snippets import LENGTH, beginning
from search.sources import sources

FEW = 3
"""Records of each kind on the first page of results."""
PER_PAGE = 25

LABELS = {
    "themes": _("Themes"),
    "recommendations": _("Recommendations"),
    "examples": _("Examples"),
    "questions": _("Guiding questions"),
    "sessions": _("Sessions"),
    "activities": _("Activities"),
    "agencies": _("Agencies"),
    "roundtables": _("Roundtables"),
    "meetings": _("Meetings"),
    "documents": _("Documents"),
    "passages": _("Passages of documents"),
}
LISTS = {
    "recommendations": "recommendations:list",
    "examples": "recommendations:examples",
    "questions": "sessions:questions",
    "sessions": "sessions:list",
    "activities": "agencies:activities",
}
"""The kinds that have a list with filters, which takes the same words. The others are listed on this page."""

WORDS = ("q", "kind", "page")
"""What the address of the page may say."""

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
class Found:
    """One record on the page."""

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


@dataclass(frozen=True)
class Group:
    """The records of one kind."""

    kind: str
    count: int
    url: str
    records: list

    @property
    def label(self):
        return LABELS[self.kind]

    @property
    def more(self):
        return self.count > len(self.records)


def search(request):
    """What every kind of record holds of the words typed, the best first; with `kind`, all of one kind."""
    with moment_of(SEARCHED):  # so that the numbers fit what stands below them while somebody edits
        results = Results(" ".join(request.GET.getlist("q")), _kind(request.GET))
        return render(request, "search.html", _context(results, request.GET))


def _kind(asked):
    """The kind of record that an address asks for, the first that there is; empty for all."""
    return next((kind for kind in asked.getlist("kind") if kind in LABELS), "")


def _context(results, asked):
    """What the page says of results; `asked` are the words of its address."""
    kind = results.kind if results.tree else ""
    odd = [("kind", shown(named)) for named in asked.getlist("kind") if named not in ("", results.kind)]
    context = {
        "results": results,
        "words": results.query.typed,
        "not_understood": [*odd, *passed_over(asked, *WORDS)],
        "kind": kind,
        "label": LABELS.get(kind),
        "total": results.found,
    }
    if kind:
        return context | _one_kind(results, kind, asked.get("page"))
    context["bad_page"] = page_asked(asked.get("page"), Paginator([], FEW))[1]
    context["groups"] = [
        Group(kind, results.counts[kind], _list_url(results, kind), _found(kind, hits))
        for kind, hits in results.best_of_each(FEW).items()
    ]
    return context


def _one_kind(results, kind, page):
    """A page of all records of one kind, as far as they are ranked."""
    count = results.counts.get(kind, 0)
    paginator = Paginator(range(min(count, RANKED)), PER_PAGE)
    number, bad_page = page_asked(page, paginator)
    page = paginator.get_page(number)
    records = _found(kind, results.best(kind, PER_PAGE, max(0, page.start_index() - 1)))
    pages = [
        (number, _url(results, kind=kind, page=number) if isinstance(number, int) else "")
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "groups": [Group(kind, count, "", records)] if count else [],
        "page": page,
        "bad_page": bad_page,
        "pages": pages,
        "ranked": RANKED if count > RANKED else 0,
        "all_url": _url(results),
    }


def _list_url(results, kind):
    """Where all matches of a kind are listed: as many as the page counts."""
    if kind not in LISTS:
        return _url(results, kind=kind)
    return f"{reverse(LISTS[kind])}{_query(q=results.query.typed)}"


def _url(results, **more):
    return f"{reverse('search')}{_query(q=results.query.typed, **more)}"


def _query(**words):
    query = QueryDict(mutable=True)
    query.update(words)
    return f"?{query.urlencode()}"


def _found(kind, hits):
    """The hits with the addresses and names of their records, in the same order."""
    records = sources()[kind].model.objects.order_by().select_related(*SHOWN_WITH.get(kind, ()))
    records = records.in_bulk([hit.record for hit in hits])
    return [_shown(kind, records[hit.record], hit) for hit in hits if hit.record in records]


def _shown(kind, record, hit):
    """A hit as the page shows it: what has a name in the language of the page is called by it."""
    title = "" if kind in NAMED and not is_english() else hit.title
    translated = kind == "themes" and record.local_description != record.description
    return Found(
        url=record.get_absolute_url(),
        name=title or _name(kind, record),
        place=_place(kind, record),
        text=beginning(record.local_description, LENGTH) if translated else hit.text,
        indirect=hit.indirect,
        named_by_us=not title and kind != "passages",
        told_by_us=translated,
    )


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
