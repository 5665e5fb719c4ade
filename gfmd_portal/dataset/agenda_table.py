"""The table of the agenda, where sessions stand among openings, lunches and days held by others."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain, groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop as _

from gfmd_portal.dataset.columns import MEETING, POSITION, ROUNDTABLE, SESSION
from gfmd_portal.dataset.schema import Column, Table
from sessions.models import AgendaItem, Session

SLOT = [
    "slot__meeting__starts_on",
    "slot__meeting__slug",
    "slot__meeting__time_zone",
    "slot__position",
    "order_in_slot",
    "slot__date",
    "slot__starts_at",
    "slot__ends_at",
    "slot__ends_next_day",
    "title",
]


class Entry(NamedTuple):
    """What stands in a slot: an agenda item, or a session with its number and roundtable."""

    meeting_starts_on: date
    meeting: str
    time_zone: str
    slot: int
    order_in_slot: int
    date: date
    starts_at: time | None
    ends_at: time | None
    ends_next_day: bool
    title: str
    kind: str = "session"
    session: str | None = None
    session_position: int = 0
    roundtable: int | None = None

    def place(self):
        """Slots in order, and within a slot the entries without a roundtable before the tracks side by side."""
        return (
            *(self.meeting_starts_on, self.meeting, self.slot, self.order_in_slot),
            *(self.roundtable or 0, self.session_position),
        )

    def moment(self, clock, days_later=0):
        """Return the time in ISO 8601 with the offset of the place on that day, if a time is stated."""
        if clock is None:
            return None
        day = self.date + timedelta(days=days_later)
        return datetime.combine(day, clock, ZoneInfo(self.time_zone)).isoformat()

    def row(self, position):
        return (
            self.meeting,
            position,
            self.moment(self.starts_at),
            self.moment(self.ends_at, self.ends_next_day),
            self.date,
            self.kind,
            " ".join(self.title.splitlines()),
            self.roundtable,
            self.session,
        )


class AgendaTable(Table):
    """One row for each session that stands in a slot and for each agenda item, numbered within the meeting."""

    def sessions(self):
        return Session.objects.filter(slot__isnull=False).order_by()

    def items(self):
        return AgendaItem.objects.order_by()

    def count(self):
        return self.sessions().count() + self.items().count()

    def rows(self):
        """Sort in memory: programmes are short, and the two kinds of entry come from two queries."""
        of_session = ["number", "position", "roundtable__number"]
        entries = chain(
            (Entry(*item) for item in self.items().values_list(*SLOT, "kind").iterator()),
            (
                Entry(*row[: len(SLOT)], "session", *row[len(SLOT) :])
                for row in self.sessions().values_list(*SLOT, *of_session).iterator()
            ),
        )
        for _meeting, agenda in groupby(sorted(entries, key=Entry.place), key=lambda entry: entry.meeting):
            for position, entry in enumerate(agenda, 1):
                yield entry.row(position)


MOMENT = Column(
    name="starts_at",
    description=_("When it starts, local time with its offset from UTC; empty where the document states no time."),
    type="datetime",
    example="2007-07-10T15:00:00+02:00",
)

AGENDA = AgendaTable(
    name="agenda",
    title=_("Agenda"),
    description=_(
        "What stood in the programme, slot by slot, for each meeting whose programme is in the record. "
        "Sessions held side by side have the same times and different roundtables."
    ),
    key=("meeting", "position"),
    columns=(
        MEETING,
        replace(POSITION, description=_("Its place in the agenda of the meeting, from 1.")),
        MOMENT,
        replace(
            MOMENT,
            name="ends_at",
            description=_("When it ends, in the same form. Sessions that share a slot share its end."),
            example="2007-07-10T18:00:00+02:00",
        ),
        Column(name="date", description=_("The day."), type="date", required=True, example="2007-07-10"),
        Column(
            name="kind",
            description=_("Whether it is a session, or what else fills the slot."),
            required=True,
            allowed=("session", *AgendaItem.Kind.values),
            example="session",
        ),
        Column(
            name="title",
            description=_("The title as printed, its line breaks written as spaces."),
            example="Highly skilled migration: balancing interests and responsibilities",
        ),
        ROUNDTABLE,
        replace(SESSION, example="1.1"),
    ),
)
