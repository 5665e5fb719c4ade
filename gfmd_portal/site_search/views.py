"""The search page: what every kind of record holds of the words typed."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from browse.list_page import page_asked
from browse.not_understood import overruled, passed_over, shown
from browse.snapshots import snapshot_of
from gfmd_portal.downloads.lists import LISTS
from gfmd_portal.site_search.hits import shown_hits
from search.filters import SEARCHED
from search.index import RANKED
from search.results import Results

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
WORDS = ("q", "kind", "page")
"""What the address of the page may say."""


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
    with snapshot_of(SEARCHED):  # so that the numbers fit what stands below them while somebody edits
        results = Results(" ".join(request.GET.getlist("q")), _kind(request.GET))
        return render(request, "search.html", _context(results, request.GET))


def _kind(asked):
    """The kind of record that an address asks for, the first that there is; empty for all."""
    return next((kind for kind in asked.getlist("kind") if kind in LABELS), "")


def _context(results, asked):
    """What the page says of results; `asked` are the words of its address."""
    kind = results.kind if results.tree else ""
    odd = [("kind", shown(named)) for named in asked.getlist("kind") if named not in ("", results.kind)]
    odd += [("page", shown(number)) for number in overruled(asked.getlist("page"))]
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
        Group(kind, results.counts[kind], _list_url(results, kind), shown_hits(kind, hits, results))
        for kind, hits in results.best_of_each(FEW).items()
    ]
    return context


def _one_kind(results, kind, page):
    """A page of all records of one kind, as far as they are ranked."""
    count = results.counts.get(kind, 0)
    paginator = Paginator(range(min(count, RANKED)), PER_PAGE)
    number, bad_page = page_asked(page, paginator)
    page = paginator.get_page(number)
    records = shown_hits(kind, results.best(kind, PER_PAGE, max(0, page.start_index() - 1)), results)
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
    """Where all matches of a kind are listed: as many as the page counts.

    Some kinds have a list with filters, which takes the same words. The others are listed on this page.
    """
    if kind not in LISTS:
        return _url(results, kind=kind)
    return f"{reverse(LISTS[kind].page)}{_query(q=results.query.typed)}"


def _url(results, **more):
    return f"{reverse('search')}{_query(q=results.query.typed, **more)}"


def _query(**words):
    query = QueryDict(mutable=True)
    query.update(words)
    return f"?{query.urlencode()}"
