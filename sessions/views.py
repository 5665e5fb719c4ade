"""Pages about sessions and the guiding questions."""

from functools import partial

from django.shortcuts import get_object_or_404, render

from browse.snapshots import in_one_snapshot
from browse.views import list_page
from changes.names import with_former
from sessions.agenda import neighbours
from sessions.cards import cards, question_cards
from sessions.filters import found_questions, found_sessions
from sessions.history import recent_changes, with_recent_changes
from sessions.models import Session

RELATED = ["meeting", "roundtable__meeting", "parent__meeting", "slot__meeting", "room"]
READ_WITH = (
    "groups__meeting",
    "spoken_languages",
    "speakers",
    "papers",
    "codings__theme",
    "questions__passages__document",
    "questions__passages__translations",
    "points__passages__document",
    "partners__passages__document",
    "examples__codings__theme",
    "examples__meeting",
    "examples__countries",
    "involvements__agency",
    "involvements__roles",
    "involvements__passages__document",
    "summary_rows__cells__agency",
    "other_titles__passages__document",
    "builds_on__earlier_meeting",
    "builds_on__earlier_roundtable__meeting",
    "builds_on__earlier_session__meeting",
    "builds_on__passages__document",
    "built_on_by__meeting",
    "built_on_by__roundtable__meeting",
    "built_on_by__session__meeting",
    "built_on_by__passages__document",
    "passages__document",
    "passages__section",
    "passages__notes",
    "passages__translations",
)
"""What the page of a session shows of other tables."""


def session_list(request):
    """All sessions, narrowed by meeting, roundtable and kind."""
    found = found_sessions(request.GET)
    template = "sessions/session_list.jinja"
    return list_page(request, found, template, name="sessions", cards=cards)


def question_list(request):
    """All guiding questions, narrowed by meeting and session."""
    found = found_questions(request.GET)
    template = "sessions/question_list.jinja"
    return list_page(request, found, template, name="questions", cards=question_cards)


@in_one_snapshot
def session_detail(request, meeting, number):
    """One session with everything the record holds about it."""
    session = get_object_or_404(_read_whole(Session.objects.filter(meeting__slug=meeting)), number=number)
    _name_agencies([session])
    return _session_page(request, session, list(session.meeting.sessions.all()))


def pages_of_sessions(meeting):
    """The page of each session of `meeting`: (its address, a view that answers a request for it).

    What they show is read for all of them at once. Read one by one, 300 sessions ask the database 6,000 times.
    """
    sessions = list(_read_whole(meeting.sessions.all()))
    _name_agencies(sessions)
    for session in sessions:
        session.meeting = meeting
        yield session.get_absolute_url(), partial(_session_page, session=session, siblings=sessions)


def _read_whole(sessions):
    """`sessions`, a queryset, with all that their pages show."""
    return sessions.select_related(*RELATED).prefetch_related(*READ_WITH, with_recent_changes())


def _name_agencies(sessions):
    """Let the pages of `sessions` know what their agencies were called before: each stands there under its name."""
    with_former(involvement.agency for session in sessions for involvement in session.involvements.all())


def _session_page(request, session, siblings):
    before, after, parallel = neighbours(session, siblings)
    context = {"session": session, "before": before, "after": after, "parallel": parallel}
    return render(request, "sessions/session_detail.html", context | recent_changes(session))
