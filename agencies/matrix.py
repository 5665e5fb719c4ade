"""The two tables that cross agencies with something else: with sessions, and with groups of activities."""

from dataclasses import dataclass

from agencies.filters import found_activities
from agencies.models import ActivityGroup, Agency, Involvement


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


@dataclass(frozen=True)
class Group:
    """The groups of activities that bear one letter and number, in one meeting or in several."""

    code: str
    title: str
    total: int


def activities_by_group():
    """How many activities of each group each agency has expertise in: (agencies, rows of numbers).

    The numbers are those of the list behind them, where groups of two meetings that are numbered alike are one.
    """
    agencies, titles, found = list(Agency.objects.all()), {}, found_activities({})
    for group in ActivityGroup.objects.select_related("roundtable"):
        titles.setdefault(group.code, {})[group.title] = None
    experts = {agency.word: agency.places for agency in found.offered["agency"].values()}
    return agencies, [
        Row(
            Group(option.word, " / ".join(titles[option.word]), total),
            [(agency, option.places.intersection_cardinality(experts[agency.slug])) for agency in agencies],
        )
        for option, total in found.numbers("group")
    ]
