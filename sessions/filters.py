"""How lists of sessions and of guiding questions are narrowed."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from browse.filters import FacetFilter, ListFilter
from meetings.models import Meeting
from search.filters import WordsFilter
from sessions.models import GuidingQuestion, Session


def meeting_options():
    """All meetings as facet values, in order of time."""
    return [(meeting.slug, meeting.short_title) for meeting in Meeting.objects.all()]


def session_options(**having):
    """The sessions that fulfil `having`, as facet values such as `bern-2011/5`."""
    sessions = Session.objects.filter(**having).distinct().select_related("meeting")
    return [(f"{session.meeting.slug}/{session.number}", str(session)) for session in sessions]


def roundtable_options():
    """The roundtables that have sessions, as facet values such as `manila-2008/1`."""
    sessions = Session.objects.filter(roundtable__isnull=False).select_related("roundtable__meeting")
    tracks = {session.roundtable_id: session.roundtable for session in sessions}.values()
    return [(f"{track.meeting.slug}/{track.number}", str(track)) for track in tracks]


def numbered(path):
    """The facet value of a session or roundtable that a record belongs to: meeting and number in one column."""
    return Concat(F(f"{path}__meeting__slug"), Value("/"), F(f"{path}__number"), output_field=CharField())


class SessionFilter(ListFilter):
    """Sessions by meeting, roundtable and kind."""

    q = WordsFilter("sessions")
    meeting = FacetFilter("meeting__slug", label=_("Meeting"), options=meeting_options)
    roundtable = FacetFilter("roundtable_value", label=_("Roundtable"), options=roundtable_options)
    kind = FacetFilter("kind", label=_("Kind"), options=lambda: Session.Kind.choices)

    class Meta:
        model = Session
        fields = []


class QuestionFilter(ListFilter):
    """Guiding questions by meeting and session."""

    q = WordsFilter("questions")
    meeting = FacetFilter("meeting__slug", label=_("Meeting"), options=meeting_options)
    session = FacetFilter(
        "session_value",
        label=_("Session"),
        options=lambda: session_options(questions__isnull=False),
    )

    class Meta:
        model = GuidingQuestion
        fields = []
