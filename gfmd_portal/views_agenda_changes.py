"""What changed in the agenda of a meeting: a page and a feed."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from browse.not_understood import idle_words, note_of
from browse.snapshots import in_one_snapshot
from gfmd_portal.dataset import package
from gfmd_portal.downloads.atom import UNKNOWN, entry, feed
from gfmd_portal.downloads.views import ATOM, NO_PAGE
from gfmd_portal.identities import Identities, urn
from meetings.models import Meeting
from sessions.history import changes_of, last_change

SHOWN = 300
FED = 100


@in_one_snapshot
def agenda_changes(request, meeting):
    """The changes of a meeting's agenda, newest first."""
    meeting = get_object_or_404(Meeting, slug=meeting)
    changes = list(changes_of(meeting, SHOWN))
    context = {
        "meeting": meeting,
        "changes": changes,
        "last_change": last_change(meeting),
        "cut": len(changes) == SHOWN,
    }
    return render(request, "sessions/changes.html", context)


@in_one_snapshot
def agenda_changes_feed(request, meeting):
    """The same as a feed."""
    meeting = get_object_or_404(Meeting, slug=meeting)
    changes, absolute = changes_of(meeting, FED), request.build_absolute_uri
    name = partial(Identities([meeting]).name, meeting, "change")
    answer = feed(
        (_entry(change, urn(name(change.pk)), absolute) for change in changes),
        identity=urn(name("feed")),
        title=_("GFMD portal: changes to the agenda of %(meeting)s") % {"meeting": meeting},
        address=absolute(request.path),
        page=absolute(reverse("agenda-changes", args=[meeting.slug])),
        updated=changes[0].made_at if changes else UNKNOWN,
        licence=_(package.RIGHTS),
        note=note_of(idle_words(request.GET)),
    )
    return HttpResponse(answer, content_type=ATOM, headers=NO_PAGE)


def _entry(change, identity, absolute):
    session = change.session
    told = {"label": session.label, "fact": change.get_fact_display()}
    title = _("%(label)s: %(fact)s changed") % told
    words = {"title": session.title or session.label, "before": change.before_in_words, "after": change.after_in_words}
    content = _("%(title)s. Before: %(before)s. Now: %(after)s.") % words
    return entry(identity, title, change.made_at, absolute(session.get_absolute_url()), content)
