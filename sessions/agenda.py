"""The agenda of a meeting: days, the slots of each day, and what stands side by side in a slot."""

from dataclasses import dataclass, field
from itertools import groupby

from sessions.models import Session


@dataclass
class Track:
    """What one roundtable holds in a slot; sessions outside the roundtables stand in a track without one."""

    roundtable: object
    sessions: list = field(default_factory=list)


@dataclass
class AgendaSlot:
    """A slot with its items and its parallel tracks."""

    slot: object
    items: list
    tracks: list[Track]


@dataclass
class AgendaDay:
    """A day of the meeting with its slots in order."""

    date: object
    slots: list[AgendaSlot]


def agenda(meeting):
    """The agenda of `meeting` as a list of `AgendaDay`; empty where the record gives no slots."""
    slots = meeting.slots.prefetch_related("items__held_as", "sessions__roundtable", "sessions__meeting")
    return [
        AgendaDay(date, [_side_by_side(slot) for slot in day]) for date, day in groupby(slots, lambda slot: slot.date)
    ]


def _side_by_side(slot):
    sessions = sorted(slot.sessions.all(), key=_track_then_order)
    tracks = [Track(track, list(held)) for track, held in groupby(sessions, lambda session: session.roundtable)]
    return AgendaSlot(slot, list(slot.items.all()), tracks)


def _track_then_order(session):
    return (session.roundtable.number if session.roundtable else 0, session.order_in_slot, session.position)


def neighbours(session):
    """The sessions before and after `session` in its meeting, and those held at the same time as it.

    Returns (previous or None, next or None, list of parallel sessions).
    """
    siblings = list(session.meeting.sessions.select_related("meeting", "roundtable"))
    place = next(number for number, other in enumerate(siblings) if other.pk == session.pk)
    before = siblings[place - 1] if place else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    return before, after, [other for other in siblings if _parallel(session, other)]


def _parallel(session, other):
    """Whether two sessions are held at once: same place of different tracks in a slot, or groups of one session."""
    if session.pk == other.pk:
        return False
    if session.kind == Session.Kind.BREAKOUT_GROUP:
        return session.parent_id == other.parent_id
    return (
        session.slot_id is not None
        and session.slot_id == other.slot_id
        and session.roundtable_id != other.roundtable_id
    )
