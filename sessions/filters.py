"""How lists of sessions and of guiding questions are narrowed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from browse.addresses import addresses
from browse.facets import FacetFilter, links
from browse.filters import ListFilter
from meetings.filters import choice_options, meeting_options
from roundtables.models import Roundtable
from search.filters import WordsFilter
from sessions.models import GuidingQuestion, Session


def session_options(_ids):
    """All sessions as facet values such as `bern-2011/5`."""
    sessions = Session.objects.select_related("meeting")
    return [(f"{session.meeting.slug}/{session.number}", str(session), [session.pk]) for session in sessions]


def session_links(listed):
    """A link to each session that a `ListFilter` offers, by its id."""
    address = addresses("sessions:detail", 2)
    return links(listed, "session", lambda word: address(*word.split("/")))


def roundtable_options(ids):
    """The roundtables with these ids as facet values such as `manila-2008/1`."""
    roundtables = Roundtable.objects.filter(pk__in=ids).select_related("meeting")
    return [
        (f"{roundtable.meeting.slug}/{roundtable.number}", str(roundtable), [roundtable.pk])
        for roundtable in roundtables
    ]


class SessionFilter(ListFilter):
    """Sessions by meeting, roundtable and kind."""

    counted = ngettext_lazy("%(number)s session", "%(number)s sessions", "number")
    q = WordsFilter("sessions")
    meeting = FacetFilter("meeting_id", label=_("Meeting"), options=meeting_options)
    roundtable = FacetFilter("roundtable_id", label=_("Roundtable"), options=roundtable_options)
    kind = FacetFilter("kind", label=_("Kind"), options=choice_options(Session.Kind.choices))

    class Meta:
        model = Session
        fields = []


class QuestionFilter(ListFilter):
    """Guiding questions by meeting and session."""

    counted = ngettext_lazy("%(number)s question", "%(number)s questions", "number")
    q = WordsFilter("questions")
    meeting = FacetFilter("meeting_id", label=_("Meeting"), options=meeting_options)
    session = FacetFilter("session_id", label=_("Session"), options=session_options, in_use_only=True, within="meeting")

    class Meta:
        model = GuidingQuestion
        fields = []


def found_sessions(data):
    """The sessions that the words of an address ask for, as a `SessionFilter`."""
    sessions = Session.objects.all()
    return SessionFilter(data, sessions.select_related("meeting", "roundtable__meeting", "slot"))


def found_questions(data):
    """The guiding questions that the words of an address ask for, as a `QuestionFilter`."""
    questions = GuidingQuestion.objects.all()
    return QuestionFilter(
        data, questions.select_related("meeting", "session__meeting").prefetch_related("passages__document")
    )
