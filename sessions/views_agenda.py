"""One agenda, read in four ways: by time, by roundtable, one day of it, and as plain text."""

from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property

from browse.list_page import page_asked
from browse.not_understood import shown as shown_text
from browse.snapshots import snapshot_of
from meetings.models import Meeting
from sessions import views_now
from sessions.agenda import agenda, by_track, days_of
from sessions.agenda_filters import found_in_agenda
from sessions.history import last_change
from sessions.now import local_day
from sessions.plain import plain_agenda


@dataclass
class AgendaListing:
    """An agenda as the templates of lists see one: what narrowed it, its count, and no pages."""

    filter: object

    @property
    def bad_page(self):
        """The page number typed, where it is not that of the one page."""
        return page_asked(self.filter.data.get("page"), Paginator([], 1))[1]

    @property
    def count(self):
        return self.filter.count

    @property
    def filter_without_words(self):
        """The query string of this agenda without the words searched for."""
        return self.filter.url(q=None)

    @cached_property
    def facets(self):
        """The facets with the values that mean something in this agenda; those that would find nothing are left out."""
        facets = [
            replace(facet, values=[value for value in facet.values if value.count or value.chosen])
            for facet in self.filter.facets
        ]
        return [facet for facet in facets if len(facet.values) > 1 or facet.chosen]

    @property
    def address_query(self):
        """The query string that keeps the choices in another view of the agenda."""
        return self.filter.url().removesuffix("?")


def by_time(request, meeting):
    """The whole agenda by time, with parallel sessions side by side."""
    return _page(request, meeting, "time")


def by_roundtable(request, meeting):
    """The whole agenda by roundtable, the sessions of each in order of time."""
    return _page(request, meeting, "tracks")


def one_day(request, meeting, day):
    """One day of the agenda; a day that the agenda does not have is answered by naming those that it has."""
    return _page(request, meeting, "day", day)


def plain_text(request, meeting):
    """The agenda as plain text, narrowed by the same words of the address."""
    with snapshot_of_agenda(request):
        meeting = get_object_or_404(Meeting, slug=meeting)
        found = found_in_agenda(request.GET, meeting)
        shown = agenda(meeting, found.qs, whole=not found.any_choice)
        text = plain_agenda(meeting, shown, found.in_words if found.any_choice else "")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _page(request, slug, view, typed=""):
    with snapshot_of_agenda(request):
        meeting = get_object_or_404(Meeting, slug=slug)
        days = days_of(meeting)
        day = days.get(typed)
        lost = bool(typed and not day)
        view = "time" if lost else view
        found = found_in_agenda(request.GET, meeting, day)
        shown = agenda(meeting, found.qs, whole=not found.any_choice, only=day and {"date": day})
        context = {
            "meeting": meeting,
            "view": view,
            "day": day,
            "last_change": last_change(meeting),
            "today": _today(request, meeting),
            "days": [(date, reverse("sessions:agenda-day", args=[slug, name])) for name, date in days.items()],
            "lost_day": shown_text(typed) if lost else "",
            "listing": AgendaListing(found),
            "agenda": shown,
            "tracks": by_track(shown) if view == "tracks" else [],
            # Whoever was shown the whole agenda has seen what changed in it.
            "visit": not day and not found.any_choice,
        }
        return render(request, "sessions/agenda.html", context, status=404 if lost else 200)


def snapshot_of_agenda(request):
    """One state of the meeting, its slots and its sessions; of the search too, if there are words to look for.

    Whether there are is not told by the meeting, which is to be read within.
    """
    return snapshot_of(found_in_agenda(request.GET, None))


def _today(request, meeting):
    """Today where the meeting is held, or None in a copy for a device.

    A copy is read on other days too, so there the device marks today by its own clock (`mine.js`), as it does on
    “Now and next”. Everybody else is told by the server, for whom the mark needs no script; ETags hold this day.
    """
    return None if hasattr(request, "as_of") else local_day(meeting, views_now.as_of(request))
