"""The pages that can be cited. The citation of a page stands at /cite, its own address and the ending of a shape."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import resolve

from browse.snapshots import snapshot_of
from changes.snapshots import one_snapshot
from changes.versions import record_version
from documents.models import Document
from gfmd_portal.citations.charts import CHARTS, reference_to_chart
from gfmd_portal.citations.records import PASSAGES, READ_WITH, READ_WITH_ITEMS, reference_to
from gfmd_portal.citations.searches import reference_to_search
from gfmd_portal.downloads.lists import LISTS, Listed
from recommendations.models import Example, Recommendation
from sessions.models import Session

CODED = Recommendation.objects.select_related("meeting").prefetch_related(*READ_WITH_ITEMS)
RECORDS = {
    "recommendations:detail": (CODED, {"meeting": "meeting__slug", "code": "code"}),
    "recommendations:example": (
        Example.objects.select_related("meeting").prefetch_related(*READ_WITH),
        {"meeting": "meeting__slug", "code": "code"},
    ),
    "sessions:detail": (
        Session.objects.select_related("meeting").prefetch_related(*PASSAGES),
        {"meeting": "meeting__slug", "number": "number"},
    ),
    "documents:detail": (Document.objects.select_related("meeting"), {"slug": "slug"}),
}
"""By the name of its page: the records of a kind, and what the parts of the address say of one."""


def reference_to_page(path, data, absolute):
    """The `Reference` to the page at `path` with the words `data` in its address, as the record stands now.

    Raises Http404 where there is no such page, or one that is not cited.
    """
    page = resolve(path)
    lists = {kind.page: kind for kind in LISTS.values()}
    if kind := lists.get(page.view_name):
        listed = Listed(kind, data, absolute)
        with snapshot_of(listed.found):
            return reference_to_search(listed)
    if page.view_name in CHARTS:
        return reference_to_chart(page.view_name, data, absolute)
    if page.view_name not in RECORDS:
        raise Http404
    records, columns = RECORDS[page.view_name]
    with one_snapshot():
        record = get_object_or_404(records, **{columns[name]: value for name, value in page.kwargs.items()})
        return reference_to(record, absolute, record_version())
