"""Clashes in an agenda: two sessions at overlapping times in one room, or with one person on both podiums."""

from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from sessions.models import Session


@dataclass(frozen=True)
class Clash:
    """Two sessions that cannot both be held as planned, and the room or person that both need."""

    first: Session
    second: Session
    room: str = ""
    person: str = ""

    def __str__(self):
        names = {"first": self.first, "second": self.second, "room": self.room, "person": self.person}
        if self.room:
            return _("%(first)s and %(second)s are in the same room at overlapping times: %(room)s.") % names
        return _("%(first)s and %(second)s need the same person at overlapping times: %(person)s.") % names


def clashes(meeting, *among):
    """The clashes of `meeting` that involve any of the sessions `among`, each once, in the order of the meeting."""
    held = meeting.sessions.exclude(status=Session.Status.CANCELLED).filter(slot__starts_at__isnull=False)
    held = held.select_related("meeting", "slot__meeting", "room").prefetch_related("speakers")
    wanted, moments = {session.pk for session in among}, moments_of(held)
    return [
        clash
        for first, second in combinations(held, 2)
        if wanted & {first.pk, second.pk} and overlap(first, second, moments)
        for clash in _shared(first, second)
    ]


def moments_of(sessions):
    """The moments at which the slots of sessions start and end, by the id of the slot; those without hours left out.

    Each is worked out once, for sessions are held against each other in pairs.
    """
    return {held.slot_id: (held.slot.starts, held.slot.ends) for held in sessions if held.slot and held.slot.starts_at}


def overlap(first, second, moments):
    """Whether two sessions with stated hours, which `moments_of` tells, are held, for some time at least, at once."""
    if second.pk == first.parent_id or first.pk == second.parent_id:
        return False  # a session that was divided, and one of its groups
    if first.slot_id == second.slot_id:
        # In one track of a slot, sessions follow each other.
        return first.roundtable_id != second.roundtable_id or first.order_in_slot == second.order_in_slot
    (starts, ends), (others_start, others_end) = moments[first.slot_id], moments[second.slot_id]
    return starts < others_end and others_start < ends


def _shared(first, second):
    if first.room_id and first.room_id == second.room_id:
        yield Clash(first, second, room=str(first.room))
    others = _on_the_podium(second)
    for name, said in _on_the_podium(first).items():
        if name in others:
            yield Clash(first, second, person=said)


def _on_the_podium(session):
    """Those who lead a session or speak in it: each name as it is compared, with the name as it was written."""
    return {" ".join(speaker.name.casefold().split()): speaker.name for speaker in session.speakers.all()}
