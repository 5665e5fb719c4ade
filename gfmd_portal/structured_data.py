"""Meetings, sessions and documents in schema.org's terms, for search engines.

See https://schema.org/Event and https://schema.org/Report.
"""

from documents.models import Document
from gfmd_portal.languages import in_english
from meetings.models import Meeting
from sessions.models import Session


@in_english
def describe(record, absolute):
    """The JSON-LD of `record` as a dict; `absolute` turns a path into a full address.

    Raises KeyError for a record that is neither meeting, session nor document.
    """
    described = {"@context": "https://schema.org", **DESCRIBERS[type(record)](record, absolute)}
    return {key: value for key, value in described.items() if value}


def _meeting(meeting, absolute):
    return {
        "@type": "Event",
        "name": meeting.title,
        "url": absolute(meeting.get_absolute_url()),
        "startDate": meeting.starts_on.isoformat(),
        "endDate": meeting.ends_on.isoformat(),
        "description": meeting.summary,
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": _place(meeting),
        "organizer": {"@type": "Organization", "name": "Global Forum on Migration and Development"},
        "superEvent": meeting.part_of and {"@type": "Event", "url": absolute(meeting.part_of.get_absolute_url())},
    }


def _session(session, absolute):
    meeting = session.meeting
    return {
        "@type": "Event",
        "name": session.headline,
        "url": absolute(session.get_absolute_url()),
        "startDate": _moment(session, "starts") or meeting.starts_on.isoformat(),
        "endDate": _moment(session, "ends") or meeting.ends_on.isoformat(),
        "description": session.summary,
        "location": _place(meeting),
        "superEvent": {"@type": "Event", "name": meeting.title, "url": absolute(meeting.get_absolute_url())},
    }


def _document(document, absolute):
    return {
        "@type": "Report",
        "name": document.title,
        "url": absolute(document.get_absolute_url()),
        "datePublished": document.published_on,
        "inLanguage": document.language,
        "author": document.author and {"@type": "Person", "name": document.author},
        "publisher": document.publisher and {"@type": "Organization", "name": document.publisher},
        "about": {"@type": "Event", "url": absolute(document.meeting.get_absolute_url())},
    }


def _place(meeting):
    address = {"@type": "PostalAddress", "addressLocality": meeting.city, "addressCountry": meeting.country.code}
    return {"@type": "Place", "name": meeting.venue or meeting.city, "address": address}


def _moment(session, edge):
    """The start or end of a session as ISO 8601 with offset, or None where no time is stated."""
    moment = session.slot and getattr(session.slot, edge)
    return moment and moment.isoformat()


DESCRIBERS = {Meeting: _meeting, Session: _session, Document: _document}
