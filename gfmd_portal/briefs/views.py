"""The addresses of sheets and booklets: each as a page to print, and as PDF."""

from functools import partial

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from browse.snapshots import in_one_snapshot
from gfmd_portal.briefs.pdf import Busy, NoPrinter, as_pdf, look_for_printer
from gfmd_portal.briefs.sheets import sheets_of
from gfmd_portal.downloads.views import NO_PAGE
from gfmd_portal.faults import LATER
from gfmd_portal.kept_files import kept_whole
from gfmd_portal.middleware.conditional import labelled
from gfmd_portal.page_state import state_of
from meetings.days import day_in_words
from meetings.models import Meeting
from sessions.agenda import as_held, days_of
from sessions.models import Session

PDF = "application/pdf"


@in_one_snapshot
def session_brief(request, meeting, number, form):
    """The sheet of one session."""
    session = get_object_or_404(Session.objects.select_related("meeting"), meeting__slug=meeting, number=number)
    title = _("Brief: %(session)s") % {"session": session}
    context = {"title": title, "meeting": session.meeting, "session": session, "here": _("Brief on one sheet")}
    only = Session.objects.filter(pk=session.pk)
    return sent(request, only, context, f"gfmd-{meeting}-session-{number}", form, many=False)


@in_one_snapshot
def day_brief(request, meeting, day, form):
    """The sheets of the sessions of one day, in the order in which they are held."""
    meeting = get_object_or_404(Meeting, slug=meeting)
    date = days_of(meeting).get(day)
    held = meeting.sessions.filter(slot__date=date)
    if date is None or not held.exists():
        raise Http404(_("No session of this meeting is on record for the day “%(day)s”.") % {"day": day})
    title = _("Briefs: %(meeting)s, %(day)s") % {"meeting": meeting, "day": day_in_words(date, "DATE_FORMAT")}
    page = reverse("sessions:agenda-day", args=[meeting.slug, day])
    context = {"title": title, "meeting": meeting, "here": _("Briefs of this day"), "head_address": page}
    return sent(request, held, context, f"gfmd-{meeting.slug}-{day}", form, order=as_held)


@in_one_snapshot
def booklet(request, meeting, form):
    """A cover, a list of contents and the sheets of all sessions of a meeting."""
    meeting = get_object_or_404(Meeting, slug=meeting)
    context = {
        "title": _("Booklet: %(meeting)s") % {"meeting": meeting},
        "meeting": meeting,
        "here": _("Booklet of all sessions"),
        "cover": True,
    }
    return sent(request, meeting.sessions.all(), context, f"gfmd-{meeting.slug}-booklet", form)


def sent(request, sessions, context, stem, form, order=list, many=True):
    """The sheets of `sessions`, as `order` puts them, as a page or as PDF; where that cannot be, a page that says why.

    Those of `many` sessions are kept as a page too. HEAD has no PDF made, and tells no size: that is known once it is
    there.
    """
    page = request.path.removesuffix(".pdf") + "/" if form == "pdf" else request.path
    context |= {"form": form, "page": page, "pdf": f"{page[:-1]}.pdf"}
    address = request.build_absolute_uri(request.path)  # whatever words follow it: they change no sheet
    write = partial(_sheets, request, sessions, context, order)
    if form == "page":
        # Those of 300 sessions take seconds of a core.
        sheets = kept_whole(address, state_of(request), lambda: write().encode()).decode() if many else write()
        return render(request, "briefs/page.html", context | {"sheets": mark_safe(sheets)})
    headers = {**NO_PAGE, "Content-Disposition": f'inline; filename="{stem}.pdf"'}
    try:
        if request.method == "HEAD":
            look_for_printer()
            return StreamingHttpResponse(content_type=PDF, headers=headers)
        content = as_pdf(address, state_of(request), lambda: _as_html(request, context, write()))
        return HttpResponse(content, content_type=PDF, headers=headers)
    except NoPrinter:
        return render(request, "briefs/no_pdf.html", context, status=503)
    except Busy:
        return labelled(render(request, "briefs/busy.html", context, status=503), LATER)


def _sheets(request, sessions, context, order):
    return render_to_string("briefs/_sheets.html", context | {"sheets": sheets_of(sessions, order)}, request)


def _as_html(request, context, sheets):
    return render_to_string("briefs/pdf.html", context | {"sheets": sheets}, request)
