"""A calendar as a file."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from icalendar import Calendar, vDuration, vText

from gfmd_portal.calendars.events import plain
from gfmd_portal.calendars.zones import zone_component

PRODUCT = "-//GFMD portal//Calendars//EN"
SOON = timedelta(days=14)
OFTEN, DAILY = timedelta(minutes=15), timedelta(days=1)


def calendar_file(events, *, name, about, page, address, path):
    """The bytes of a calendar of `events`.

    `name` and `about` are what programs show of it, `page` is the full address of the page that shows the same,
    `address` its own, and `path` the same without the host, which makes its identity.
    """
    calendar = Calendar.new(
        prodid=PRODUCT,
        uid=str(uuid5(NAMESPACE_URL, path)),
        name=plain(name),
        description=plain(about) or None,
        url=page,
        source=address,
        refresh_interval=_refresh(events),
    )
    # RFC 7986 wants the kind of these two stated, which the package leaves out.
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    calendar["SOURCE"].params["VALUE"] = "URI"
    # These are text, in which a comma is coded; the package knows that of the others only.
    for word in {"NAME", "X-WR-CALNAME", "X-WR-CALDESC"} & calendar.keys():
        calendar[word] = vText(calendar[word])
    calendar.add("X-PUBLISHED-TTL", vDuration(calendar.refresh_interval), encode=0)
    for event in events:
        calendar.add_component(event)
    for component in reversed(_zones(events)):
        calendar.subcomponents.insert(0, component)
    return calendar.to_ical()


def _zones(events):
    """The zones that the events name, each for the years in which it is named."""
    years = {}
    for event in events:
        for moment in (event.start, event.get("DTEND") and event.end):
            if isinstance(moment, datetime) and moment.tzinfo is not None:
                years.setdefault(str(moment.tzinfo), []).append(moment.year)
    return [zone_component(name, min(named) - 1, max(named) + 1) for name, named in sorted(years.items())]


def _refresh(events):
    """How often a program should ask again: often while a meeting is near, else once a day."""
    today = timezone.localdate()
    days = [event.start.date() if isinstance(event.start, datetime) else event.start for event in events]
    return OFTEN if any(abs(day - today) <= SOON for day in days) else DAILY
