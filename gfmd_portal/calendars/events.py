"""The events of a calendar: a session, what else fills a slot, a meeting as a whole, a deadline."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Event
from icalendar.enums import STATUS, TRANSP

from gfmd_portal.calendars.revisions import Revisions
from gfmd_portal.identities import Identities
from sessions.models import GuidingQuestion, Paper, Session, Speaker, SpokenLanguage

UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
DAY = timedelta(days=1)


class EventMaker:
    """Makes the events of `records`, among them all that stand behind an event.

    `absolute` turns a path into a full address.
    """

    def __init__(self, absolute, records):
        self.absolute = absolute
        self.revisions = Revisions(records)
        self.uid = Identities(records).uid

    def session(self, session):
        """The event of a session that has a day; without hours it lasts that whole day."""
        event = _event(
            self.uid(session.meeting, "session", session),
            self._revision(session),
            summary=_session_summary(session),
            location=_location(session.meeting, session.room),
            url=self.absolute(session.get_absolute_url()),
            description=self._about(session),
        )
        event.start, event.end = hours(session.slot)
        if session.roundtable:
            event.categories = [_("Roundtable %(number)s") % {"number": session.roundtable.number}]
        event.status = STATUS.CANCELLED if session.is_cancelled else STATUS.CONFIRMED
        return event

    def item(self, item):
        """The event of what fills a slot where it is no session."""
        slot, meeting = item.slot, item.slot.meeting
        agenda = reverse("sessions:agenda", args=[meeting.slug])
        event = _event(
            self.uid(meeting, "item", slot.position, item.order_in_slot),
            self.revisions.of(item, slot, meeting),
            summary=" · ".join(item.title.split("\n")),
            location=_location(meeting),
            url=self.absolute(item.held_as.get_absolute_url() if item.held_as else agenda),
        )
        event.start, event.end = hours(slot)
        event.status = STATUS.CONFIRMED
        event.transparency = TRANSP.OPAQUE if slot.starts_at else TRANSP.TRANSPARENT
        return event

    def meeting(self, meeting, undated=()):
        """The event of a meeting as a whole, which names the sessions for which the record states no day."""
        event = _event(
            self.uid(meeting, "meeting"),
            max(self.revisions.of(meeting, *undated), self.revisions.of_parts(meeting, Session)),
            summary=_("%(name)s: %(title)s") % {"name": meeting.local_title, "title": meeting.title},
            location=_location(meeting),
            url=self.absolute(meeting.get_absolute_url()),
            description=self._undated(undated) if undated else meeting.summary,
        )
        event.start, event.end = meeting.starts_on, meeting.ends_on + DAY
        event.status = STATUS.CONFIRMED
        event.transparency = TRANSP.TRANSPARENT
        return event

    def deadline(self, deadline):
        """The event of a deadline: a moment where its time is stated, else the whole day."""
        meeting = deadline.meeting
        names = {"deadline": deadline.name, "meeting": meeting.local_title}
        event = _event(
            self.uid(meeting, "deadline", deadline.position),
            self.revisions.of(deadline, meeting),
            summary=_("%(meeting)s: %(deadline)s") % names,
            url=deadline.url or self.absolute(meeting.get_absolute_url()),
            description=deadline.note,
        )
        if deadline.time:
            event.start = datetime.combine(deadline.date, deadline.time, ZoneInfo(meeting.time_zone))
        else:
            event.start, event.end = deadline.date, deadline.date + DAY
        event.status = STATUS.CONFIRMED
        event.transparency = TRANSP.TRANSPARENT
        return event

    def _revision(self, session):
        """The last change of anything that the event of a session tells, or told before it was taken out."""
        return max(
            self.revisions.of(session, session.slot, session.room, session.roundtable, session.meeting),
            self.revisions.of(*told_of(session)),
            self.revisions.of_parts(session, Speaker, SpokenLanguage, Paper, GuidingQuestion),
        )

    def _about(self, session):
        """What a delegate wants to read of a session: all that the agenda says of it, its roundtable, its questions."""
        said = ["\n".join(lines)] if (lines := session.programme_lines) else []
        if roundtable := session.roundtable:
            said.append(
                _("Roundtable %(number)s: %(title)s") % {"number": roundtable.number, "title": roundtable.title}
            )
        if questions := session.questions.all():
            lines = [f"{question.position}. {question.text}" for question in questions]
            said.append("\n".join([_("Guiding questions"), *lines]))
        return "\n\n".join([*said, self.absolute(session.get_absolute_url())])

    def _undated(self, sessions):
        """The sessions that the record ties to no day, each with its page."""
        said = ngettext(
            "The record does not state the day of this session:",
            "The record does not state the day of these sessions:",
            len(sessions),
        )
        lines = [said]
        for session in sessions:
            lines.append(f"{session.headline}\n{self.absolute(session.get_absolute_url())}")
        return "\n\n".join(lines)


def told_of(session):
    """The rows beside a session that its event tells of: who speaks, in which languages, the papers, the questions."""
    told = (session.speakers, session.spoken_languages, session.papers, session.questions)
    return [row for rows in told for row in rows.all()]


def hours(slot):
    """When a slot starts and ends: two moments in the meeting's zone, or without hours two dates, the end excluded."""
    if slot.starts_at is None:
        return slot.date, slot.date + DAY
    return slot.starts, slot.ends


def _session_summary(session):
    """What stands in the calendar: first what must be seen on a small screen, whether it is held and in which room."""
    title = session.headline
    if session.room:
        title = _("%(room)s · %(title)s") % {"room": session.room.name, "title": title}
    if session.is_cancelled:
        title = _("Cancelled: %(title)s") % {"title": title}
    return title


def _location(meeting, room=None):
    """Where to go, from near to far."""
    near = [room.name, room.place] if room else []
    return ", ".join(filter(None, [*near, meeting.venue, meeting.local_city, str(meeting.country.name)]))


def _event(identity, revision, **words):
    """An event with what all have. Its texts hold only what a calendar can; empty ones are left out."""
    told = {name: plain(text) for name, text in words.items() if text}
    event = Event.new(uid=identity, stamp=revision.moment, last_modified=revision.moment, **told)
    event.sequence = revision.number
    return event


def plain(text):
    """The text with one kind of line break, and without the characters that a calendar cannot hold."""
    return UNHELD.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
