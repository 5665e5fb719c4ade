"""How programs that are not ours read a calendar, and what the library of reference says of its form."""

import ctypes
from datetime import UTC, date, datetime
from functools import cache

import ics
import vobject
from ical.calendar_stream import IcsCalendarStream

from tests import left_out

NO_LIBICAL = "the check of calendars by libical (no libical3 on this machine)"


def by_vobject(text):
    """The hours of each event by its UID, as vobject reads them; it takes zones from the calendar alone."""
    calendar = vobject.readOne(text)
    assert calendar.validate(raiseException=True)
    return {
        event.uid.value: (told(event.dtstart.value), told(event.dtend.value) if hasattr(event, "dtend") else None)
        for event in calendar.vevent_list
    }


def by_ics(text):
    """The same as ics.py reads it. It shows a whole day as a span of hours without a zone."""
    return {
        event.uid: (event.begin.date(), event.end.date())
        if event.all_day
        else (told(event.begin.datetime), told(event.end.datetime) if event.has_end() else None)
        for event in ics.Calendar(text).events
    }


def by_ical(text):
    """The same as ical reads it, which holds every property to its type."""
    events = IcsCalendarStream.calendar_from_ics(text).events
    return {event.uid: (told(event.dtstart), told(event.dtend) if event.dtend else None) for event in events}


READERS = [by_vobject, by_ics, by_ical]


def told(moment):
    """A moment in UTC; a whole day as it is."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def on(*day):
    return date(*day)


def at(*moment):
    return datetime(*moment, tzinfo=UTC)


@cache
def libical():
    """The C library that many programs read calendars with; it knows what RFC 5545 requires of each component."""
    try:
        library = ctypes.CDLL("libical.so.3")
    except OSError:
        left_out.leave_out(NO_LIBICAL)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    return library


def errors_of(text):
    """What libical finds wrong with a calendar: the lines of its complaints, none where it is valid."""
    library = libical()
    component = ctypes.c_void_p(library.icalparser_parse_string(text.encode()))
    assert component, "no calendar"
    library.icalrestriction_check(component)
    said = library.icalcomponent_as_ical_string(component).decode().replace("\r\n ", "")
    library.icalcomponent_free(component)
    return [line for line in said.splitlines() if line.startswith("X-LIC-ERROR")]
