"""The agenda of a meeting: its days, what starts when on each, and what stands side by side."""

from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby
from math import inf

from sessions.history import with_recent_changes
from sessions.models import Session, Slot

MOST_COLUMNS = 12
"""Tracks that stand side by side as columns of a grid; the sessions of more than these flow."""


@dataclass
class Track:
    """What one roundtable holds at a time; sessions outside the roundtables stand in a track without one."""

    roundtable: object
    sessions: list
    column: int = 0
    """Its column in the grid of its day, from 1; 0 where it spans them all."""

    @property
    def alone(self):
        """The session, where it is the only one."""
        return self.sessions[0] if len(self.sessions) == 1 else None


@dataclass
class AgendaRow:
    """All that starts at one time: agenda items and parallel tracks."""

    slots: list[Slot]
    items: list = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)

    @property
    def starts_at(self) -> time | None:
        return self.slots[0].starts_at

    @property
    def slot(self):
        """The slot, where all that starts here also ends at one time; otherwise None, and each says its own end."""
        ends = {(slot.ends_at, slot.ends_next_day) for slot in self.slots}
        return self.slots[0] if len(ends) == 1 else None

    @property
    def hours_differ(self):
        return self.slot is None

    @property
    def sessions(self):
        return [session for track in self.tracks for session in track.sessions]


@dataclass
class AgendaDay:
    """A day of the meeting with its rows in order, and the roundtables that are its columns."""

    date: date
    rows: list[AgendaRow]
    columns: list


@dataclass
class Agenda:
    """What is to be shown of a meeting's agenda: some of its sessions or all, by day and time."""

    days: list[AgendaDay]
    undated: list[Session]
    """Sessions whose time the record does not state."""

    @property
    def sessions(self):
        return [session for day in self.days for row in day.rows for session in row.sessions] + self.undated


def agenda(meeting, sessions, *, whole=True, only=None):
    """The `Agenda` of `meeting` with `sessions`, a queryset of those to be shown; in slots that are `only` such.

    Where these are not the `whole` of it, slots without any of them are left out, and so are lunches and openings.
    """
    slots = meeting.slots.prefetch_related("items__held_as") if whole else meeting.slots.all()
    slots = list(slots.filter(**only or {}))
    placed = _by_slot(meeting, slots, sessions)
    shown = [slot for slot in slots if placed.get(slot.pk) or (whole and slot.items.all())]
    days = [_day(date, list(group), placed, whole) for date, group in groupby(_in_order(shown), lambda slot: slot.date)]
    return Agenda(days, [] if only else placed.get(None, []))


def with_programme(sessions):
    """A queryset of sessions with all that a line of the agenda says of each."""
    related = sessions.select_related("meeting", "slot", "roundtable", "room")
    return related.prefetch_related("spoken_languages", "speakers", "papers", with_recent_changes())


def days_of(meeting):
    """The days on which something of `meeting` has a place, in order, by their names in addresses: `2007-07-10`."""
    days = meeting.slots.order_by("date").values_list("date", flat=True).distinct()
    return {day.isoformat(): day for day in days}


def as_held(sessions):
    """The sessions of one meeting in the order in which they are held; those without a slot come last, as numbered."""
    placed = {}
    for session in sessions:
        placed.setdefault(session.slot, []).append(session)
    unplaced = placed.pop(None, [])
    return [session for slot in _in_order(placed) for session in sorted(placed[slot], key=_track_then_order)] + unplaced


def _by_slot(meeting, slots, sessions):
    """The sessions by the id of their slot, each knowing the meeting and the slot that are already read."""
    known, placed = {slot.pk: slot for slot in slots}, {}
    for session in with_programme(sessions):
        session.meeting = meeting
        session.slot = known.get(session.slot_id)
        if session.roundtable:
            session.roundtable.meeting = meeting
        placed.setdefault(session.slot_id, []).append(session)
    return placed


def _in_order(slots):
    """Slots by day; those of a day by their hours, or as they are numbered where some have none."""
    for _date, day in groupby(sorted(slots, key=lambda slot: (slot.date, slot.position)), lambda slot: slot.date):
        day = list(day)
        yield from sorted(day, key=lambda slot: slot.starts_at) if all(slot.starts_at for slot in day) else day


def _day(date, slots, placed, whole):
    sessions = [session for slot in slots for session in placed.get(slot.pk, [])]
    roundtables = {session.roundtable_id: session.roundtable for session in sessions if session.roundtable_id}
    columns = sorted(roundtables.values(), key=lambda roundtable: roundtable.number)
    columns = columns if 1 < len(columns) <= MOST_COLUMNS else []
    number = {roundtable.pk: place for place, roundtable in enumerate(columns, 1)}
    starts = groupby(slots, lambda slot: slot.starts_at or slot.pk)
    return AgendaDay(date, [_row(list(group), placed, number, whole) for _start, group in starts], columns)


def _row(slots, placed, column, whole):
    items = [item for slot in slots for item in slot.items.all()] if whole else []
    sessions = sorted((session for slot in slots for session in placed.get(slot.pk, [])), key=_track_then_order)
    tracks = [
        Track(roundtable, list(held), column.get(roundtable and roundtable.pk, 0))
        for roundtable, held in groupby(sessions, lambda session: session.roundtable)
    ]
    return AgendaRow(slots, items, tracks)


def _track_then_order(session):
    return (session.roundtable.number if session.roundtable else 0, session.order_in_slot, session.position)


def by_track(shown):
    """The sessions of an `Agenda` by roundtable, each with its sessions in order of time; those outside come last."""
    held = {}
    for session in shown.sessions:
        held.setdefault(session.roundtable, []).append(session)
    tracks = [Track(roundtable, sessions) for roundtable, sessions in held.items()]
    return sorted(tracks, key=lambda track: track.roundtable.number if track.roundtable else inf)


def neighbours(session, siblings):
    """Of all sessions of a meeting, those before and after `session`, and those held at the same time as it.

    Returns (previous or None, next or None, list of parallel sessions).
    """
    place = next(number for number, other in enumerate(siblings) if other.number == session.number)
    before = siblings[place - 1] if place else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    return before, after, [other for other in siblings if _parallel(session, other)]


def _parallel(session, other):
    """Whether two sessions are held at once: same place of different tracks in a slot, or groups of one session."""
    if session.kind == Session.Kind.BREAKOUT_GROUP:
        return session.parent_id == other.parent_id and session.number != other.number
    return (
        session.slot_id is not None
        and session.slot_id == other.slot_id
        and session.roundtable_id != other.roundtable_id
    )
