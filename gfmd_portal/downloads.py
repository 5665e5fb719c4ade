"""A filtered list as a file: the same records in the same order as its page, all of them."""

from dataclasses import replace
from datetime import date

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_safe

from agencies.filters import found_activities
from browse.cells import safe_cell
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.dataset.files import as_text, csv_chunks
from recommendations.filters import found_examples, found_recommendations

LISTS = {
    "recommendations": found_recommendations,
    "examples": found_examples,
    "activities": found_activities,
}


@require_safe
def list_csv(request, name):
    """The records that the words of the address ask for, as CSV with the columns of the data set.

    Cells that a spreadsheet would run are made safe; the name of the file carries the date and the number of rows.
    """
    if name not in LISTS:
        raise Http404
    found = LISTS[name](request.GET)
    table = TABLES_BY_NAME[name]
    chosen = replace(table, records=lambda: table.records().filter(pk__in=found.qs.order_by().values("pk")))
    filename = f"gfmd-{name}-{date.today():%Y-%m-%d}-{found.count}-rows.csv"
    return StreamingHttpResponse(
        csv_chunks(chosen, safe_text),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"', "X-Robots-Tag": "noindex"},
    )


def safe_text(value):
    """The value as the data set writes it, made safe for a spreadsheet."""
    text = as_text(value)
    return safe_cell(text) if isinstance(text, str) else text
