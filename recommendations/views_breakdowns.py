"""Charts of a selection of recommendations, and two selections compared: as pages and as files."""

from itertools import combinations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_bidi

from browse.charts.drawing import drawing, picture
from browse.charts.png import as_png
from browse.not_understood import said_of_file
from recommendations.breakdown_files import (
    caution_of,
    chart_of,
    csv_of,
    file_name,
    in_words,
    legend_of,
    source_of,
    title_of,
)
from recommendations.breakdowns import ONE_SIDE, TWO_SIDES, Breakdown

FEW_MEETINGS = 4
"""So many meetings are paired to begin with; with more there would be too many pairs to read."""


def chart(request):
    """A selection of recommendations counted by theme, meeting and so on."""
    return page_of(request, Breakdown(request.GET, ONE_SIDE), "recommendations/chart.html")


def compare(request):
    """Two selections side by side; without any, what to begin with."""
    return page_of(request, Breakdown(request.GET, TWO_SIDES), "recommendations/compare.html")


def page_of(request, breakdown, template):
    """The page of a breakdown: its table, and the same as a drawing."""
    with breakdown.snapshot():
        return render(request, template, context_of(breakdown))


def context_of(breakdown):
    """What the page of a breakdown shows."""
    context = {"breakdown": breakdown, "chart_title": title_of(breakdown)}
    if breakdown.is_empty and breakdown.is_comparison:
        context["beginnings"] = beginnings(breakdown)
    else:
        chart = chart_of(breakdown)
        # Every word in it was escaped when it was drawn.
        context["drawing"] = mark_safe(drawing(chart, right_to_left=get_language_bidi()))
        context["caution"] = caution_of(breakdown)
        context["legend"] = [(place, legend_of(side)) for place, side in enumerate(breakdown.sides, 1)]
    return context


def beginnings(breakdown):
    """Pairs of meetings to compare, the latest first: (first label, second label, query string)."""
    meetings = [item for item in breakdown.sides[0].facet("meeting").values if item.count][-FEW_MEETINGS:]
    pairs = reversed(list(combinations(meetings, 2)))
    return [
        (one.label, two.label, f"?a.meeting={one.value}&b.meeting={two.value}&by={breakdown.by}") for one, two in pairs
    ]


def breakdown_svg(request, sides, page):
    """The chart as an SVG file that needs nothing else."""
    breakdown = Breakdown(request.GET, sides)
    with breakdown.snapshot():
        return sent(breakdown, as_svg(request, breakdown, page), "svg", "image/svg+xml")


def breakdown_png(request, sides, page):
    """The chart as a picture for slides and texts. HEAD tells no size: that is known once it is drawn."""
    breakdown = Breakdown(request.GET, sides)
    with breakdown.snapshot():
        if request.method == "HEAD":
            return sent(breakdown, (), "png", "image/png", StreamingHttpResponse)
        return sent(breakdown, as_png(as_svg(request, breakdown, page)), "png", "image/png")


def breakdown_csv(request, sides, page):
    """The numbers of the chart."""
    breakdown = Breakdown(request.GET, sides)
    with breakdown.snapshot():
        return sent(breakdown, csv_of(breakdown, request.build_absolute_uri), "csv", "text/csv; charset=utf-8")


def as_svg(request, breakdown, page):
    address = request.build_absolute_uri(f"{reverse(page)}{breakdown.query()}")
    return picture(chart_of(breakdown), source_of(breakdown, address), right_to_left=get_language_bidi())


def sent(breakdown, content, ending, content_type, answer=HttpResponse):
    """The answer that sends a breakdown as a file, which is no page for search engines."""
    _lost, headers = said_of_file(in_words(breakdown))
    name = f'attachment; filename="{file_name(breakdown, ending)}"'
    headers = {**headers, "X-Robots-Tag": "noindex", "Content-Disposition": name}
    return answer(content, content_type=content_type, headers=headers)
