"""The sessions of a meeting as data for the scripts of a reader's page: her stars, her agenda, her search offline."""

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format, time_format

from meetings.models import Meeting
from sessions.models import Session


def key_of(session):
    """How a reader's device names a session: `manila-2008/1.1`."""
    return f"{session.meeting.slug}/{session.number}"


def programme(meeting):
    """The sessions of `meeting` in order, with their questions, and which of them overlap with which."""
    family = _family(meeting)
    return {
        "meeting": meeting.slug,
        "title": meeting.short_title,
        "address": reverse("sessions:agenda", args=[meeting.slug]),
        "sessions": [_entry(session, family) for session in family if session.meeting_id == meeting.pk],
    }


def _family(meeting):
    """The sessions of a meeting, and of those that are held with it as a part of it or of which it is one."""
    related = Q(pk=meeting.pk) | Q(part_of=meeting) | Q(pk=meeting.part_of_id)
    sessions = Session.objects.filter(meeting__in=Meeting.objects.filter(related))
    return list(sessions.select_related("meeting", "slot__meeting", "parent").prefetch_related("questions"))


def _entry(session, family):
    slot = session.slot
    hours = slot is not None and slot.starts_at is not None
    clock = f"{time_format(slot.starts_at, 'H:i')}–{time_format(slot.ends_at, 'H:i')}" if hours else ""
    return {
        "key": key_of(session),
        "label": str(session.label),
        "title": session.title,
        "address": session.get_absolute_url(),
        "day": date_format(slot.date, "l j F Y") if slot else "",
        "hours": clock,
        "questions": [question.text for question in session.questions.all()],
        "clashes": [key_of(other) for other in family if other.pk != session.pk and at_once(session, other)],
    }


def at_once(first, second):
    """Whether nobody can follow both sessions from start to end: groups of one session, or overlapping hours."""
    if first.parent_id and first.parent_id == second.parent_id:
        return True
    if second.pk == first.parent_id or first.pk == second.parent_id:
        return False
    slots = first.slot, second.slot
    if any(slot is None or slot.starts_at is None for slot in slots):
        return False
    if first.slot_id == second.slot_id:
        # In one track of a slot, sessions follow each other.
        return first.roundtable_id != second.roundtable_id or first.order_in_slot == second.order_in_slot
    one, other = slots
    return one.date == other.date and one.starts_at < other.ends_at and other.starts_at < one.ends_at
