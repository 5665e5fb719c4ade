"""Pages about agencies, their involvement and their activities."""

from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, render

from agencies.cards import cards
from agencies.filters import found_activities
from agencies.matrix import activities_by_group, involvement_by_session, summary_table
from agencies.models import Agency, Involvement
from browse.snapshots import in_one_snapshot
from browse.views import list_page
from meetings.models import Meeting


def agency_list(request):
    """The directory of agencies."""
    agencies = Agency.objects.annotate(
        involvement_total=Count("involvements", distinct=True), activity_total=Count("activities", distinct=True)
    ).order_by("position")
    return render(request, "agencies/agency_list.html", {"agencies": agencies})


@in_one_snapshot
def agency_detail(request, slug):
    """One agency: what it did for which session, and the activities it has expertise in."""
    entries = Involvement.objects.order_by("meeting__starts_on", "meeting", "position")
    agency = get_object_or_404(
        Agency.objects.prefetch_related(
            Prefetch("involvements", entries),
            "involvements__session__meeting",
            "involvements__meeting",
            "involvements__roles",
            "involvements__passages__document",
            "involvements__passages__notes",
            "summary_cells__row__session__meeting",
            "summary_cells__row__passages__document",
        ),
        slug=slug,
    )
    groups = [(group, number) for group, number in found_activities({"agency": [slug]}).numbers("group") if number]
    return render(request, "agencies/agency_detail.html", {"agency": agency, "groups": groups})


@in_one_snapshot
def involvement(request):
    """The matrices: agency by session for each meeting that has it on record, and agency by activity group."""
    meetings = Meeting.objects.filter(involvements__isnull=False).distinct()
    tables = [(meeting, *involvement_by_session(meeting), summary_table(meeting)[1]) for meeting in meetings]
    agencies, groups = activities_by_group()
    context = {"tables": tables, "agencies": agencies, "groups": groups}
    return render(request, "agencies/involvement.html", context)


def activity_list(request):
    """The activities of the matrix, with facets."""
    found = found_activities(request.GET)
    template = "agencies/activity_list.jinja"
    return list_page(request, found, template, name="activities", cards=cards)
