"""What goes into a calendar: the events of chosen sessions, and around them those of their meeting."""

from collections import defaultdict

from gfmd_portal.calendars.events import EventMaker, told_of
from meetings.models import Deadline, Meeting
from sessions.models import AgendaItem

ITEMS = AgendaItem.objects.select_related("slot__meeting", "held_as").order_by("slot__position", "order_in_slot")
DEADLINES = Deadline.objects.select_related("meeting")


def events_of_sessions(sessions, absolute):
    """The events of `sessions`, a queryset in its order.

    A session for which the record states no day is named in the event of its meeting, so that nothing is missing.
    """
    return _events(_with_their_facts(sessions), absolute)


def events_of_meeting(meeting, absolute):
    """All events of a meeting: the meeting as a whole, its deadlines, and what its agenda holds."""
    sessions = _with_their_facts(meeting.sessions.all())
    deadlines, items = DEADLINES.filter(meeting=meeting), ITEMS.filter(slot__meeting=meeting)
    return _events(sessions, absolute, meetings=[meeting], deadlines=deadlines, items=items)


def events_of_day(meeting, day, absolute):
    """All events of one day of a meeting's agenda."""
    sessions = _with_their_facts(meeting.sessions.filter(slot__date=day))
    return _events(sessions, absolute, items=ITEMS.filter(slot__meeting=meeting, slot__date=day))


def events_of_all_meetings(absolute):
    """Every meeting as a whole, and its deadlines."""
    return _events([], absolute, meetings=Meeting.objects.all(), deadlines=DEADLINES.all())


def _with_their_facts(sessions):
    read = sessions.select_related("meeting", "roundtable", "room", "slot__meeting")
    return read.prefetch_related("questions", "speakers", "spoken_languages", "papers")


def _events(sessions, absolute, meetings=(), deadlines=(), items=()):
    """The events, read in a snapshot: else one could tell what stood before an edit under the number of after it."""
    dated = [session for session in sessions if session.slot]
    undated = defaultdict(list)
    for session in sessions:
        if not session.slot:
            undated[session.meeting].append(session)
    whole = list(dict.fromkeys([*meetings, *undated]))
    deadlines, items = list(deadlines), list(items)
    records = [*sessions, *whole, *deadlines, *items, *(record.meeting for record in (*sessions, *deadlines))]
    records += [place for session in dated for place in (session.slot, session.room, session.roundtable) if place]
    records += [row for session in dated for row in told_of(session)]
    make = EventMaker(absolute, [*records, *(item.slot for item in items)])
    return [
        *(make.meeting(meeting, undated[meeting]) for meeting in whole),
        *map(make.deadline, deadlines),
        *map(make.item, items),
        *map(make.session, dated),
    ]
