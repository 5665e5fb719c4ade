"""What is on now and what comes next, by the clock of the place where a meeting is held."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.models import Meeting
from sessions.agenda import agenda, with_programme

DAY = timedelta(days=1)
FILLED = Q(sessions__isnull=False) | Q(items__isnull=False)
"""The slots in which something stands: one that waits for its session is nothing that comes next."""


@dataclass
class Running:
    """A meeting that runs at a moment: what is on, what comes next, and what has only a day."""

    meeting: Meeting
    local: datetime
    """The moment by the clock of the meeting."""
    now: list = field(default_factory=list)
    """The rows of the agenda that are going on."""
    next: list = field(default_factory=list)
    """The rows that start next, today or on a later day."""
    today: list = field(default_factory=list)
    """The rows of today for which no hours are stated."""
    undated: list = field(default_factory=list)
    """The sessions, where the record does not even state on which day each is held."""

    @property
    def zone(self):
        """The zone in words: “Brussels time, UTC+2”."""
        return _("%(city)s time, %(offset)s") % {"city": self.meeting.local_city, "offset": offset(self.local)}

    @property
    def next_day(self):
        """The day of what comes next, where it is not today."""
        day = self.next[0].slots[0].date if self.next else None
        return day if day != self.local.date() else None


def offset(moment):
    """How far a moment's clock is from UTC: “UTC+2”, “UTC−3:30”, “UTC”."""
    minutes = round(moment.utcoffset().total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    ahead = "+" if minutes > 0 else "−"
    return f"UTC{ahead}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def local_day(meeting, moment):
    """The day that it is at `moment` where `meeting` is held."""
    return moment.astimezone(ZoneInfo(meeting.time_zone)).date()


def running_at(moment):
    """The meetings that run at `moment`, each as a `Running`, in the order of their start."""
    found = [Running(meeting, moment.astimezone(ZoneInfo(meeting.time_zone))) for meeting in near(moment.date())]
    return [_filled(running) for running in found if _runs(running)]


def near(day):
    """The meetings that run on `day` somewhere on earth, or in the night that follows."""
    return list(Meeting.objects.filter(starts_on__lte=day + DAY, ends_on__gte=day - 2 * DAY))


@lru_cache(maxsize=8)
def known_near(_version, day):
    """The meetings that run about `day`, kept for a version of the record: any page may ask at no cost."""
    return near(day)


def before_or_after(moment):
    """Where none runs: the next meeting, or else the last; and whether it is to come, by the clock of its place."""
    # East of Greenwich the last day of a meeting may be over while it is still that day in UTC.
    near_or_later = Meeting.objects.filter(starts_on__gte=moment.date())
    coming = next((meeting for meeting in near_or_later if local_day(meeting, moment) < meeting.starts_on), None)
    return coming or Meeting.objects.order_by("-starts_on", "-ends_on").first(), coming is not None


def _runs(running):
    meeting, today = running.meeting, running.local.date()
    if meeting.starts_on <= today <= meeting.ends_on:
        return True
    return any(_on(slot, running.local) for slot in meeting.slots.filter(date=today - DAY, ends_next_day=True))


def _on(slot, moment):
    """Whether a slot is going on. Moments of one zone are compared by the clock, which is wrong when it is changed."""
    return bool(slot.starts_at) and slot.starts.timestamp() <= moment.timestamp() < slot.ends.timestamp()


def _filled(running):
    slots = list(running.meeting.slots.filter(FILLED).distinct())
    for slot in slots:
        slot.meeting = running.meeting
    timed = [slot for slot in slots if slot.starts_at]
    later = [slot for slot in timed if slot.starts.timestamp() > running.local.timestamp()]
    first = min((slot.starts for slot in later), key=datetime.timestamp, default=None)
    running.now = _rows(running.meeting, [slot for slot in timed if _on(slot, running.local)])
    running.next = _rows(running.meeting, [slot for slot in later if slot.starts == first])
    today = [slot for slot in slots if not slot.starts_at and slot.date == running.local.date()]
    running.today = _rows(running.meeting, today)
    if not slots:
        running.undated = list(with_programme(running.meeting.sessions.all()))
    return running


def _rows(meeting, slots):
    if not slots:
        return []
    sessions = meeting.sessions.filter(slot__in=slots)
    shown = agenda(meeting, sessions, only={"pk__in": [slot.pk for slot in slots]})
    return [row for day in shown.days for row in day.rows]
