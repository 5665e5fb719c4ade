"""Meetings, sessions and documents in schema.org's terms, for search engines.

See https://schema.org/Event and https://schema.org/Report.
"""

from documents.models import Document
from gfmd_portal.citations.reference import FORUM, authors_of
from gfmd_portal.languages import in_english
from meetings.models import Meeting
from sessions.models import Session

SCHEDULED, CANCELLED = "https://schema.org/EventScheduled", "https://schema.org/EventCancelled"


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
        "eventStatus": SCHEDULED,
        "location": _place(meeting),
        "organizer": {"@type": "Organization", "name": FORUM},
        "superEvent": meeting.part_of and {"@type": "Event", "url": absolute(meeting.part_of.get_absolute_url())},
    }


def _session(session, absolute):
    meeting, slot = session.meeting, session.slot
    first, last = meeting.starts_on, meeting.ends_on
    if slot:
        first, last = slot.starts or slot.date, slot.ends or slot.last_date
    return {
        "@type": "Event",
        "name": session.headline,
        "url": absolute(session.get_absolute_url()),
        "startDate": first.isoformat(),
        "endDate": last.isoformat(),
        "description": session.summary,
        "eventStatus": CANCELLED if session.is_cancelled else SCHEDULED,
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
        "author": [_author(author) for author in authors_of(document.author)],
        "publisher": document.publisher and {"@type": "Organization", "name": document.publisher},
        "about": {"@type": "Event", "url": absolute(document.meeting.get_absolute_url())},
    }


def _place(meeting):
    address = {"@type": "PostalAddress", "addressLocality": meeting.city, "addressCountry": meeting.country.code}
    return {"@type": "Place", "name": meeting.venue or meeting.city, "address": address}


def _author(author):
    return {"@type": "Person" if author.given else "Organization", "name": author.in_order}


DESCRIBERS = {Meeting: _meeting, Session: _session, Document: _document}
