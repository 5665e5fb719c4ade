"""Meetings as their list and the time line show them."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django_countries import countries

from browse.addresses import addresses
from meetings.models import Meeting


@dataclass(slots=True)
class Card:
    """A meeting, with all but its title in the language of the page."""

    slug: str
    address: str
    name: str
    title: str
    starts_on: str
    days: str
    kind: str
    city: str
    country: str
    part_of: str
    """The name of the meeting that it is a part of, or nothing."""


def cards():
    """All meetings, in order of time."""
    kinds = {kind: str(name) for kind, name in Meeting.Kind.choices}
    address = addresses("meetings:detail", 1)
    meetings = Meeting.objects.order_by("starts_on", "slug").in_bulk()
    return [
        Card(
            slug=meeting.slug,
            address=address(meeting.slug),
            name=meeting.local_title,
            title=meeting.title,
            starts_on=meeting.starts_on.isoformat(),
            days=meeting.days,
            kind=kinds[meeting.kind],
            city=meeting.local_city,
            country=_country(meeting.country.code, get_language()),
            part_of=meetings[meeting.part_of_id].local_title if meeting.part_of_id else "",
        )
        for meeting in meetings.values()
    ]


@lru_cache
def _country(code, _language):
    return countries.name(code)
