"""A time zone as a calendar states it, for readers that do not know it by its name.

The `icalendar` package can state zones too, but gives the moment of a change in the hours after it, where RFC 5545
(3.6.5) wants those before it: whoever starts in the first hour after a change would be shown an hour off.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

STEP = timedelta(days=7)
"""No zone changes its clocks and changes them back within a week."""
SECOND = timedelta(seconds=1)


@lru_cache(maxsize=64)
def zone_component(name, first_year, last_year):
    """The VTIMEZONE of the IANA zone `name`, true for all of these years."""
    zone = ZoneInfo(name)
    first, last = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    component = Timezone()
    component.add("TZID", name)
    observances = defaultdict(list)
    before = first
    for moment in [first, *_clock_changes(zone, first, last)]:
        observances[_offset(zone, before), _state(zone, moment)].append(_wall_clock(moment, _offset(zone, before)))
        before = moment
    for (offset_from, (offset_to, label, daylight)), starts in observances.items():
        observance = TimezoneDaylight() if daylight else TimezoneStandard()
        observance.DTSTART = starts[0]
        observance.TZOFFSETFROM, observance.TZOFFSETTO = offset_from, offset_to
        observance.add("TZNAME", label)
        for start in starts[1:]:
            observance.add("RDATE", [start])  # a line for each: not every reader looks behind a comma
        component.add_component(observance)
    return component


def _clock_changes(zone, first, last):
    """Yield the moments between `first` and `last` from which the clocks of `zone` show something new."""
    moment = first
    while moment < last:
        later = min(moment + STEP, last)
        if _state(zone, later) != _state(zone, moment):
            yield _first_moment(zone, moment, later)
        moment = later


def _first_moment(zone, old, new):
    """The first second of the state in which `zone` is at `new`, given that it was in another at `old`."""
    while new - old > SECOND:
        middle = old + (new - old) // 2
        middle = middle.replace(microsecond=0)
        old, new = (middle, new) if _state(zone, middle) == _state(zone, old) else (old, middle)
    return new


def _state(zone, moment):
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname(), bool(local.dst())


def _offset(zone, moment):
    return moment.astimezone(zone).utcoffset()


def _wall_clock(moment, offset):
    return (moment + offset).replace(tzinfo=None)
