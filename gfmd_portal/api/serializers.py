"""What each kind of record looks like in an answer. Fields have the names of the columns of the data set."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gfmd_portal.api.fields import (
    AddressField,
    AnchorsField,
    DocumentField,
    Each,
    FilteredPageField,
    MomentField,
    NamesField,
    PageField,
)
from recommendations.models import Recommendation
from recommendations.said_before import said_before
from sessions.models import Point, Session

MEETING = _("The meeting, by its slug.")
SESSION = _("The session, by its number in this meeting.")
TEXT = _("The words of the document, exactly. A blank line separates paragraphs.")
THEMES = _("The themes by the codebook, the main one first.")
SLUG = _("Its short name, by which other records name it.")
OURS = _("One or two sentences in our own words, never text of record; may be empty.")


class MeetingField(serializers.CharField):
    """The meeting of a record."""

    def __init__(self, source="meeting.slug", **facts):
        super().__init__(source=source, help_text=MEETING, **facts)


class RecommendationSerializer(serializers.Serializer):
    """A recommendation, or a way forward of the Civil Society Day."""

    ref = serializers.CharField(help_text=_("The short, stable name of the record, such as bern-2011/S5-3."))
    meeting = MeetingField()
    session = serializers.CharField(source="session.number", help_text=SESSION)
    position = serializers.IntegerField(help_text=_("Its place in the session, from 1."))
    kind = serializers.ChoiceField(
        Recommendation.Kind.choices, help_text=_("Whether the document calls it a recommendation or a way forward.")
    )
    heading = serializers.CharField(
        help_text=_("The printed heading of a way forward, without its number; empty for a recommendation.")
    )
    text = serializers.CharField(help_text=TEXT)
    themes = Each("codings", "theme.slug", help_text=THEMES)
    addressees = Each(
        "addressees", "slug", help_text=_("Whom the text asks to act, by the codebook; empty where it does not say.")
    )
    document = DocumentField()
    anchors = AnchorsField()
    sub_items = Each("sub_items", "text", help_text=_("The bullets within it, word for word, in printed order."))
    examples = Each("examples", "ref", help_text=_("The examples given to illustrate it, by their refs."))
    url = AddressField("recommendation", "meeting.slug", "code")
    page = PageField()


class SaidBeforeSerializer(serializers.Serializer):
    """Another recommendation that is worded much like one."""

    ref = serializers.CharField(source="record.ref", help_text=_("The other recommendation, by its ref."))
    score = serializers.FloatField(
        help_text=_("How much alike they are, from 0 to 1; a little is added where the themes agree.")
    )
    shared_words = serializers.ListField(
        source="words",
        child=serializers.CharField(),
        help_text=_("The words in both, in lower case, as this one writes them, the most telling first."),
    )
    confirmed = serializers.BooleanField(
        help_text=_("Whether the secretariat confirmed that they make the same point.")
    )


class RecommendationDetailSerializer(RecommendationSerializer):
    """A recommendation with those of other sessions that are worded most like it."""

    said_before = serializers.SerializerMethodField(
        help_text=_(
            "The recommendations of other sessions and meetings that are worded most like it: those that the "
            "secretariat confirmed first, then the most alike."
        )
    )

    @extend_schema_field(SaidBeforeSerializer(many=True))
    def get_said_before(self, record):
        return SaidBeforeSerializer(said_before(record), many=True).data


class ExampleSerializer(serializers.Serializer):
    """A practice that a report tells under the label “Example”."""

    ref = serializers.CharField(help_text=_("The short, stable name of the record, such as brussels-2007-csd/S5-E9."))
    recommendation = serializers.CharField(
        source="recommendation.ref", help_text=_("The way forward it illustrates, by its ref.")
    )
    meeting = MeetingField()
    session = serializers.CharField(source="session.number", help_text=SESSION)
    position = serializers.IntegerField(help_text=_("Its place in the session, from 1."))
    label = serializers.CharField(help_text=_("The label printed before the text."))
    text = serializers.CharField(help_text=TEXT)
    countries = Each(
        "countries",
        "country.code",
        help_text=_("The countries and territories it names, in its order, as ISO 3166-1 alpha-2 codes."),
    )
    organisations = Each("organisations", "name", help_text=_("The organisations it names, as printed."))
    themes = Each("codings", "theme.slug", help_text=THEMES)
    document = DocumentField()
    anchors = AnchorsField()
    url = AddressField("example", "meeting.slug", "code")
    page = PageField()


class QuestionSerializer(serializers.Serializer):
    """A guiding question of a session, or one that a meeting leaves to later meetings."""

    meeting = MeetingField()
    session = serializers.CharField(
        source="session.number",
        allow_null=True,
        help_text=_("The session, by its number in this meeting; null where it is left to future meetings."),
    )
    position = serializers.IntegerField(help_text=_("Its place among the questions of its session, from 1."))
    text = serializers.CharField(help_text=TEXT)
    document = DocumentField()
    anchors = AnchorsField()
    page = PageField()


class SessionSerializer(serializers.Serializer):
    """A session of a meeting, a breakout group or a side event."""

    meeting = MeetingField()
    number = serializers.CharField(help_text=_("Its number as printed, such as 2.1; breakout groups as 6-trade."))
    title = serializers.CharField(help_text=_("The title as printed; empty where the document gives none."))
    kind = serializers.ChoiceField(Session.Kind.choices, help_text=_("What kind of session it is."))
    format = serializers.CharField(help_text=_("How it was held, as printed; may be empty."))
    roundtable = serializers.IntegerField(
        source="roundtable.number",
        allow_null=True,
        help_text=_("The roundtable it belongs to, by its number, or null."),
    )
    parent = serializers.CharField(
        source="parent.number",
        allow_null=True,
        help_text=_("For a breakout group: the session that was divided, by its number. Null for all others."),
    )
    date = serializers.DateField(
        source="slot.date", allow_null=True, help_text=_("The day; null where the record does not state it.")
    )
    starts_at = MomentField(
        "starts", help_text=_("When it starts, local time with its offset from UTC; null where not stated.")
    )
    ends_at = MomentField("ends", help_text=_("When it ends, in the same form; null where not stated."))
    room = serializers.CharField(
        source="room.slug",
        allow_null=True,
        help_text=_("The room, by its slug in this meeting; null where none is stated."),
    )
    status = serializers.ChoiceField(
        Session.Status.choices, help_text=_("Whether it is held as announced, was moved, or was cancelled.")
    )
    status_note = serializers.CharField(
        help_text=_("What readers should know of a session that was moved or cancelled.")
    )
    abstract = serializers.CharField(
        help_text=_("The short account that the document itself prints of it; may be empty.")
    )
    summary = serializers.CharField(help_text=OURS)
    url = AddressField("session", "meeting.slug", "number")
    page = PageField()


class PointSerializer(serializers.Serializer):
    """A bullet that sets out what a session faces or discussed."""

    kind = serializers.ChoiceField(
        Point.Kind.choices, help_text=_("Whether it is a policy challenge, or a point that was discussed.")
    )
    text = serializers.CharField(help_text=TEXT)


class SessionDetailSerializer(SessionSerializer):
    """A session with what belongs to it."""

    questions = Each("questions", "text", help_text=_("Its guiding questions, word for word, in printed order."))
    points = PointSerializer(many=True, help_text=_("Its policy challenges and discussion points, in printed order."))
    recommendations = Each(
        "recommendations", "ref", help_text=_("Its recommendations and ways forward, by their refs.")
    )
    examples = Each("examples", "ref", help_text=_("The examples it gave, by their refs."))
    groups = Each("groups", "number", help_text=_("The breakout groups it was divided into, by their numbers."))
    document = DocumentField()
    anchors = AnchorsField()


class RoundtableSerializer(serializers.Serializer):
    """A roundtable of a meeting."""

    meeting = MeetingField()
    number = serializers.IntegerField(help_text=_("Its number as printed."))
    title = serializers.CharField(help_text=_("The title as printed, capitals included."))
    summary = serializers.CharField(help_text=OURS)
    sessions = Each("sessions", "number", help_text=_("Its sessions, by their numbers in this meeting."))
    document = DocumentField()
    anchors = AnchorsField()
    page = PageField()


class ThemeSerializer(serializers.Serializer):
    """A theme of the codebook."""

    slug = serializers.CharField(help_text=SLUG)
    name = serializers.CharField(help_text=_("Its name."))
    names = NamesField("name")
    description = serializers.CharField(help_text=_("What belongs under it, as the codebook says."))
    not_here = serializers.CharField(
        help_text=_("What belongs under a neighbouring theme instead, and which; may be empty.")
    )
    page = PageField()


class AddresseeSerializer(serializers.Serializer):
    """An addressee of the codebook: whom recommendations ask to act."""

    slug = serializers.CharField(help_text=SLUG)
    name = serializers.CharField(help_text=_("Its name."))
    names = NamesField("name")
    description = serializers.CharField(help_text=_("What belongs under it, as the codebook says."))
    page = FilteredPageField("recommendations:list", "addressee")
