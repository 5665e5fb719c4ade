"""The changes of an agenda that its pages show beside what changed."""

from datetime import timedelta

from django.db.models import Max, Prefetch
from django.utils import timezone

from sessions.models import AgendaChange

KEPT = timedelta(days=60)
"""Changes that a page carries for readers who come back; older ones stand on the page of changes."""


def with_recent_changes():
    """Prefetches what changed in sessions of late, the last first, as their `recent_changes`."""
    changes = AgendaChange.objects.filter(made_at__gte=timezone.now() - KEPT)
    return Prefetch("agenda_changes", changes, to_attr="recent_changes")


def recent_changes(session):
    """What the page of a session says of changes beside its own `recent_changes`: the last of its meeting's agenda."""
    return {"last_change": last_change(session.meeting) if session.recent_changes else None}


def last_change(meeting):
    """When the agenda of `meeting` was last changed, or None."""
    return AgendaChange.objects.filter(session__meeting=meeting).aggregate(last=Max("made_at"))["last"]


def changes_of(meeting, number):
    """The last `number` changes of the agenda of `meeting`, newest first."""
    changes = AgendaChange.objects.filter(session__meeting=meeting)
    return changes.select_related("session__meeting")[:number]
