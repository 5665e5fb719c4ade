"""The lists of records and the single records that the API gives."""

from django.utils.translation import gettext_lazy as _

from agencies.filters import found_activities
from agencies.models import Agency
from documents.models import Document
from gfmd_portal.api import filters, serializers, serializers_sources
from gfmd_portal.api.answers import ListAnswer, RecordAnswer
from meetings.models import Meeting
from recommendations.filters import found_examples, found_recommendations
from recommendations.models import Example, Recommendation
from search.filters import SEARCHED
from sessions.filters import found_questions, found_sessions
from sessions.models import Session

PASSAGES = ("passages__document",)
FILTERED = _(
    "The words are those of the web page, and so are the records, their order and the count. Several values of one "
    "word mean “or”; different words mean “and”."
)
OF_MEETING = {"meeting": (_("The meeting, by its slug."), "bern-2011")}


class Recommendations(ListAnswer):
    name = "recommendations"
    title = _("Recommendations and ways forward")
    about = FILTERED
    find = staticmethod(found_recommendations)
    serializer = serializers.RecommendationSerializer
    related = ("session", "codings__theme", "addressees", "sub_items", "examples__meeting", *PASSAGES)


class OneRecommendation(RecordAnswer):
    name = "recommendation"
    tag = "recommendations"
    title = _("One recommendation or way forward")
    about = _("The two parts of its ref are its address: bern-2011/S5-3.")
    records = Recommendation.objects.select_related("meeting", "session")
    place = {"meeting": "meeting__slug", "code": "code"}
    parts = {**OF_MEETING, "code": (_("The code: the part of the ref after the slash."), "S5-3")}
    serializer = serializers.RecommendationDetailSerializer
    related = Recommendations.related
    read_with = (SEARCHED,)


class Examples(ListAnswer):
    name = "examples"
    title = _("Examples of practice")
    about = FILTERED
    find = staticmethod(found_examples)
    serializer = serializers.ExampleSerializer
    related = ("recommendation__meeting", "session", "codings__theme", "countries", "organisations", *PASSAGES)


class OneExample(RecordAnswer):
    name = "example"
    tag = "examples"
    title = _("One example")
    about = _("The two parts of its ref are its address: brussels-2007-csd/S5-E9.")
    records = Example.objects.select_related("meeting", "session")
    place = {"meeting": "meeting__slug", "code": "code"}
    parts = {
        "meeting": (_("The meeting, by its slug."), "brussels-2007-csd"),
        "code": (_("The code: the part of the ref after the slash."), "S5-E9"),
    }
    serializer = Examples.serializer
    related = Examples.related


class Questions(ListAnswer):
    name = "questions"
    title = _("Guiding questions")
    about = FILTERED
    find = staticmethod(found_questions)
    serializer = serializers.QuestionSerializer
    related = ("session__meeting", *PASSAGES)


class Sessions(ListAnswer):
    name = "sessions"
    title = _("Sessions")
    about = FILTERED
    find = staticmethod(found_sessions)
    serializer = serializers.SessionSerializer
    related = ("roundtable", "parent", "slot__meeting", "room")


class OneSession(RecordAnswer):
    name = "session"
    tag = "sessions"
    title = _("One session")
    about = _("The session with its questions and points in words, and its recommendations and examples by their refs.")
    records = Session.objects.select_related("meeting")
    place = {"meeting": "meeting__slug", "number": "number"}
    parts = {**OF_MEETING, "number": (_("The number of the session, as printed."), "5")}
    serializer = serializers.SessionDetailSerializer
    related = (
        *Sessions.related,
        "questions",
        "points",
        "recommendations__meeting",
        "examples__meeting",
        "groups",
        *PASSAGES,
    )


class Activities(ListAnswer):
    name = "activities"
    title = _("Activities of the matrix")
    about = FILTERED
    find = staticmethod(found_activities)
    serializer = serializers_sources.ActivitySerializer
    related = ("group__roundtable__meeting", "agencies", "codings__theme", *PASSAGES)


class Agencies(ListAnswer):
    name = "agencies"
    title = _("Agencies")
    about = _("The agencies that took part in preparing the meeting of 2007, in the order of the note.")
    find = staticmethod(filters.found_agencies)
    serializer = serializers_sources.AgencySerializer


class OneAgency(RecordAnswer):
    name = "agency"
    tag = "agencies"
    title = _("One agency")
    about = _("Its entries are at /api/involvement/, its activities at /api/activities/, both by agency.")
    records = Agency.objects.all()
    place = {"slug": "slug"}
    parts = {"slug": (_("The slug of the agency."), "iom")}
    serializer = Agencies.serializer


class Involvements(ListAnswer):
    name = "involvement"
    title = _("Involvement of agencies")
    about = _("What each agency does for one session of a meeting, or for the meeting as a whole.")
    find = staticmethod(filters.found_involvement)
    serializer = serializers_sources.InvolvementSerializer
    related = ("roles", *PASSAGES)


class Meetings(ListAnswer):
    name = "meetings"
    title = _("Meetings")
    about = _("The meetings on record, in chronological order.")
    find = staticmethod(filters.found_meetings)
    serializer = serializers_sources.MeetingSerializer


class OneMeeting(RecordAnswer):
    name = "meeting"
    tag = "meetings"
    title = _("One meeting")
    about = _("The facts that its documents state.")
    records = Meeting.objects.select_related("part_of")
    place = {"slug": "slug"}
    parts = {"slug": OF_MEETING["meeting"]}
    serializer = Meetings.serializer


class Roundtables(ListAnswer):
    name = "roundtables"
    title = _("Roundtables")
    about = _("The roundtables of the meetings, with their sessions.")
    find = staticmethod(filters.found_roundtables)
    serializer = serializers.RoundtableSerializer
    related = ("sessions", *PASSAGES)


class Themes(ListAnswer):
    name = "themes"
    title = _("Themes")
    about = _("The themes that records are given, with what belongs under each: the codebook.")
    find = staticmethod(filters.found_themes)
    serializer = serializers.ThemeSerializer


class Addressees(ListAnswer):
    name = "addressees"
    title = _("Addressees")
    about = _("Whom recommendations ask to act, with what belongs under each: the codebook.")
    find = staticmethod(filters.found_addressees)
    serializer = serializers.AddresseeSerializer


class Documents(ListAnswer):
    name = "documents"
    title = _("Documents")
    about = _("The reports, notes and matrices from which the record was transcribed. Their text is at /api/passages/.")
    find = staticmethod(filters.found_documents)
    serializer = serializers_sources.DocumentSerializer


class OneDocument(RecordAnswer):
    name = "document"
    tag = "documents"
    title = _("One document")
    about = _("Its text is at /api/passages/ with the word document.")
    records = Document.objects.select_related("meeting")
    place = {"slug": "slug"}
    parts = {"slug": (_("The slug of the document."), "bern-2011-m4md-meeting-report")}
    serializer = Documents.serializer


class Passages(ListAnswer):
    name = "passages"
    title = _("Passages of the documents")
    about = _("The whole text of each document, in order, in stretches to which every record points.")
    find = staticmethod(filters.found_passages)
    serializer = serializers_sources.PassageSerializer


LISTS = [
    *(Recommendations, Examples, Questions, Sessions, Activities, Agencies, Involvements),
    *(Meetings, Roundtables, Themes, Addressees, Documents, Passages),
]
RECORDS = [OneRecommendation, OneExample, OneSession, OneAgency, OneMeeting, OneDocument]
