"""The addresses of calendars. They take the same words as the pages that show the same sessions."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.not_understood import as_texts, idle_words, note_of
from browse.snapshots import in_one_snapshot, snapshot_of
from gfmd_portal.calendars.contents import (
    events_of_all_meetings,
    events_of_day,
    events_of_meeting,
    events_of_sessions,
)
from gfmd_portal.calendars.files import calendar_file
from gfmd_portal.downloads.views import NO_PAGE
from meetings.days import day_in_words
from meetings.models import Meeting
from mine.views import behind, own
from sessions.agenda import days_of
from sessions.agenda_filters import found_in_agenda
from sessions.filters import found_sessions
from sessions.models import Session
from sessions.views_agenda import snapshot_of_agenda


@in_one_snapshot
def session_calendar(request, meeting, number):
    """One session."""
    session = get_object_or_404(Session.objects.select_related("meeting"), meeting__slug=meeting, number=number)
    events = events_of_sessions(Session.objects.filter(pk=session.pk), request.build_absolute_uri)
    name = _("GFMD: %(session)s") % {"session": session}
    return sent(request, events, f"gfmd-{meeting}-session-{number}", name, page=session.get_absolute_url())


def agenda_calendar(request, meeting):
    """The agenda of a meeting, or the sessions in it that the words of the address ask for."""
    with snapshot_of_agenda(request):
        meeting = get_object_or_404(Meeting, slug=meeting)
        page = reverse("sessions:agenda", args=[meeting.slug])
        name = _("GFMD: agenda of %(meeting)s") % {"meeting": meeting}
        found = found_in_agenda(request.GET, meeting) if request.GET else None
        if found and found.any_choice:
            events = events_of_sessions(found.qs, request.build_absolute_uri)
        else:
            events = events_of_meeting(meeting, request.build_absolute_uri)
        return sent(request, events, f"gfmd-{meeting.slug}-agenda", name, page=page, found=found)


def day_calendar(request, meeting, day):
    """One day of an agenda, or the sessions of that day that the words of the address ask for."""
    with snapshot_of_agenda(request):
        meeting = get_object_or_404(Meeting, slug=meeting)
        date = days_of(meeting).get(day)
        if date is None:
            raise Http404(_("This agenda has no day “%(day)s”.") % {"day": day})
        page = reverse("sessions:agenda-day", args=[meeting.slug, day])
        told = {"meeting": meeting, "day": day_in_words(date, "DATE_FORMAT")}
        name = _("GFMD: agenda of %(meeting)s, %(day)s") % told
        found = found_in_agenda(request.GET, meeting, date) if request.GET else None
        if found and found.any_choice:
            events = events_of_sessions(found.qs, request.build_absolute_uri)
        else:
            events = events_of_day(meeting, date, request.build_absolute_uri)
        return sent(request, events, f"gfmd-{meeting.slug}-{day}", name, page=page, found=found)


def session_list_calendar(request):
    """The sessions that the words of the address ask for, of all meetings."""
    found = found_sessions(request.GET)
    with snapshot_of(found):
        events = events_of_sessions(found.qs, request.build_absolute_uri)
        return sent(request, events, "gfmd-sessions", _("GFMD: sessions"), page=reverse("sessions:list"), found=found)


@in_one_snapshot
def meeting_list_calendar(request):
    """Every meeting as a whole, with its deadlines."""
    events = events_of_all_meetings(request.build_absolute_uri)
    return sent(request, events, "gfmd-meetings", _("GFMD: meetings"), page=reverse("meetings:list"))


@own
@in_one_snapshot
def my_calendar(request, token):
    """The sessions that somebody starred, behind the address that only she knows."""
    sessions = Session.objects.filter(pk__in=behind(token).sessions.values("pk"))
    events = events_of_sessions(sessions, request.build_absolute_uri)
    return sent(request, events, "gfmd-my-agenda", _("GFMD: my agenda"), page=reverse("mine:shared", args=[token]))


def sent(request, events, stem, name, *, page, found=None):
    """The answer that sends a calendar; `found` is the list it follows, whose query it then states."""
    query = found.url().removesuffix("?") if found else ""
    odd = as_texts(found.not_understood_without_pages) if found else idle_words(request.GET)
    if query:
        name = _("%(calendar)s, %(query)s") % {"calendar": name, "query": found.in_words}
    content = calendar_file(
        events,
        name=name,
        about=note_of(odd),
        page=request.build_absolute_uri(f"{page}{query}"),
        address=request.build_absolute_uri(f"{request.path}{query}"),
        path=f"{request.path}{query}",
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={**NO_PAGE, "Content-Disposition": f'inline; filename="{stem}.ics"'},
    )
