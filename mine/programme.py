"""The sessions of a meeting as data for the scripts of a reader's page: her stars, her agenda, her search offline."""

from itertools import combinations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from changes.names import earlier_names, former_anchors
from meetings.days import day_in_words
from meetings.models import Meeting
from sessions.agenda import as_held
from sessions.clashes import moments_of, overlap
from sessions.models import AgendaItem, Session
from sessions.plain import hours


def key_of(session):
    """How a reader's device names a session: `manila-2008/1.1`."""
    return f"{session.meeting.slug}/{session.number}"


def programme(meeting):
    """The sessions of `meeting` as they are held, with their questions, and which of them overlap with which.

    Openings and lunches are told with them: a device without network is not to say at noon that nothing is on.
    """
    family = _family(meeting)
    own = [session for session in family if session.meeting_id == meeting.pk]
    clashes = _clashes(family)
    slugs, numbers = [*earlier_names(meeting), meeting.slug], former_anchors(Session, meeting.pk)
    keys = {
        session.pk: [f"{slug}/{number}" for slug in slugs for number in [*numbers.get(session.pk, []), session.number]]
        for session in own
    }
    return {
        "meeting": meeting.slug,
        "title": meeting.local_title,
        "address": reverse("sessions:agenda", args=[meeting.slug]),
        # A device may know a session by a former name; the last is that of today.
        "sessions": [
            _entry(session) | {"clashes": clashes[session.pk], "former": keys[session.pk][:-1]}
            for session in as_held(own)
        ],
        "items": [_when(item.slot) | {"title": " · ".join(item.title.splitlines())} for item in _items(meeting)],
    }


def _items(meeting):
    return AgendaItem.objects.filter(slot__meeting=meeting, slot__starts_at__isnull=False).select_related(
        "slot__meeting"
    )


def _family(meeting):
    """The sessions of a meeting, and of those that are held with it as a part of it or of which it is one."""
    related = Q(pk=meeting.pk) | Q(part_of=meeting) | Q(pk=meeting.part_of_id)
    sessions = Session.objects.filter(meeting__in=Meeting.objects.filter(related))
    return list(sessions.select_related("meeting", "slot__meeting", "roundtable", "room").prefetch_related("questions"))


def _clashes(family):
    """For each session of `family`, by its id, how a device names those that nobody can follow beside it."""
    found, moments = {session.pk: [] for session in family}, moments_of(family)
    for first, second in combinations(family, 2):
        if at_once(first, second, moments):
            found[first.pk].append(key_of(second))
            found[second.pk].append(key_of(first))
    return found


def _entry(session):
    return _when(session.slot) | {
        "key": key_of(session),
        "label": str(session.label),
        "title": session.title,
        "address": session.get_absolute_url(),
        "room": session.room.name if session.room else "",
        "status": "" if session.status == Session.Status.CONFIRMED else session.get_status_display(),
        "status_note": session.status_note,
        "cancelled": session.is_cancelled,
        "questions": [question.text for question in session.questions.all()],
    }


def _when(slot):
    stated = slot is not None and slot.starts_at is not None
    return {
        "day": day_in_words(slot.date, _("l j F Y")) if slot else "",
        "hours": hours(slot) if stated else "",
        "starts": slot.starts.isoformat() if stated else "",
        "ends": slot.ends.isoformat() if stated else "",
    }


def at_once(first, second, moments):
    """Whether nobody can follow both sessions from start to end: groups of one session, or overlapping hours."""
    if first.is_cancelled or second.is_cancelled:
        return False
    if first.parent_id and first.parent_id == second.parent_id:
        return True
    return first.slot_id in moments and second.slot_id in moments and overlap(first, second, moments)
