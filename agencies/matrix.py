"""The two tables that cross agencies with something else: with sessions, and with groups of activities."""

from dataclasses import dataclass

from django.db.models import Count

from agencies.models import Activity, ActivityGroup, Agency, Involvement


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, its cells in the order of the agencies, and whether its source is lost."""

    subject: object
    cells: list
    lost: bool = False


def involvement_by_session(meeting):
    """The agencies' parts in the sessions of `meeting`: (agencies, rows).

    A cell is an agency with the list of its `Involvement` entries there. The last row holds what is tied to no session.
    """
    agencies = list(Agency.objects.all())
    told = {}
    for entry in Involvement.objects.filter(meeting=meeting).prefetch_related("roles").select_related("agency"):
        told.setdefault((entry.session_id, entry.agency_id), []).append(entry)
    sessions = [*meeting.sessions.select_related("meeting", "roundtable"), None]
    return agencies, [
        Row(session, [(agency, told.get((session and session.pk, agency.pk), [])) for agency in agencies])
        for session in sessions
    ]


def summary_table(meeting):
    """The summary table of the note, word for word: (agencies, rows). A cell is its text or an empty string."""
    agencies = list(Agency.objects.all())
    rows = []
    for row in meeting.summary_rows.prefetch_related("cells", "session__meeting"):
        words = {cell.agency_id: cell.text for cell in row.cells.all()}
        rows.append(Row(row, [(agency, words.get(agency.pk, "")) for agency in agencies], lost=row.lost))
    return agencies, rows


def activities_by_group():
    """How many activities of each group each agency has expertise in: (agencies, rows of numbers)."""
    agencies = list(Agency.objects.all())
    counted = Activity.agencies.through.objects.values_list("activity__group", "agency").annotate(Count("pk"))
    numbers = {(group, agency): number for group, agency, number in counted}
    groups = (
        ActivityGroup.objects.select_related("roundtable__meeting")
        .annotate(total=Count("activities"))
        .order_by(*ActivityGroup._meta.ordering)
    )
    return agencies, [
        Row(group, [(agency, numbers.get((group.pk, agency.pk), 0)) for agency in agencies]) for group in groups
    ]
