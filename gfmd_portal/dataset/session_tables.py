"""The tables of the sessions: their questions, points and partners, and what they build on."""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from gfmd_portal.dataset.columns import (
    ANCHORS,
    AS_LISTED,
    DOCUMENT,
    MEETING,
    OF_SESSION,
    PARTY_COUNTRY,
    PARTY_KIND,
    PARTY_NAME,
    POSITION,
    ROUNDTABLE,
    SESSION,
    SESSION_NUMBER,
    TEXT,
    TO_SESSION,
    below,
)
from gfmd_portal.dataset.reading import passages
from gfmd_portal.dataset.schema import Column, QueryTable
from sessions.models import BuildsOn, CommonTheme, Firmness, GuidingQuestion, Partner, Point, Session

SESSION_MEETING = below(MEETING, "session")

SESSIONS = QueryTable(
    name="sessions",
    title=_("Sessions"),
    description=_("The sessions of each meeting in their printed order, breakout groups and side events included."),
    records=Session.objects.all,
    key=("meeting", "number"),
    columns=(
        MEETING,
        Column(
            name="number",
            description=_("The number of the session, as printed. Numbers repeat from meeting to meeting."),
            required=True,
            pattern=SESSION_NUMBER,
            example="2.1",
        ),
        Column(
            name="title",
            description=_("The title, as printed; empty where the document gives none."),
            example="Protecting the rights of migrants – a shared responsibility",
        ),
        Column(
            name="kind",
            description=_("What kind of session it is."),
            required=True,
            allowed=tuple(Session.Kind.values),
            example="session",
        ),
        ROUNDTABLE,
        Column(
            name="parent",
            path="parent__number",
            description=_("For a breakout group: the session that was divided, by its number in this meeting."),
            pattern=SESSION_NUMBER,
            example="6",
        ),
        Column(
            name="room",
            path="room__slug",
            description=_("The room, by its slug in this meeting; empty where none is stated."),
            example="room-3",
        ),
        Column(
            name="status",
            description=_("Whether it is held as announced, was moved, or was cancelled."),
            required=True,
            allowed=tuple(Session.Status.values),
            example="moved",
        ),
        Column(
            name="status_note",
            description=_("What readers should know of a session that was moved or cancelled."),
            example="Moved from Room 1: more people registered than it seats.",
        ),
    ),
)

QUESTIONS = QueryTable(
    name="questions",
    title=_("Guiding questions"),
    description=_("The questions that sessions were asked to answer, and those left to future meetings."),
    records=GuidingQuestion.objects.all,
    columns=(
        MEETING,
        replace(
            SESSION,
            description=_("The session, by its number in this meeting. Empty for a question left to future meetings."),
            example="3.3",
        ),
        POSITION,
        replace(TEXT, example="How can RCPs work more closely with the GFMD in mutually reinforcing ways?"),
    ),
)

POINTS = QueryTable(
    name="points",
    title=_("Points"),
    description=_("Bullets that set out what a session faces or discussed: policy challenges and discussion points."),
    records=Point.objects.all,
    key=("meeting", "session", "position"),
    links=(TO_SESSION,),
    columns=(
        SESSION_MEETING,
        OF_SESSION,
        Column(
            name="kind",
            description=_("Whether it is a policy challenge or a discussion point."),
            required=True,
            allowed=tuple(Point.Kind.values),
            example="discussion-point",
        ),
        POSITION,
        replace(TEXT, example="the reason for restrictions on cross-border mobility;"),
    ),
)

PARTNERS = QueryTable(
    name="partners",
    title=_("Partners of sessions"),
    description=_("Governments and organisations with a part in preparing or holding a session, as the document says."),
    records=Partner.objects.all,
    key=("meeting", "session", "position"),
    links=(TO_SESSION,),
    columns=(
        SESSION_MEETING,
        OF_SESSION,
        POSITION,
        PARTY_KIND,
        Column(
            name="role",
            description=_("The part it has."),
            required=True,
            allowed=tuple(Partner.Role.values),
            example="coordinating-partner",
        ),
        Column(
            name="firmness",
            description=_("How firm that part is, in the document's own terms."),
            required=True,
            allowed=tuple(Firmness.values),
            example="confirmed",
        ),
        PARTY_NAME,
        AS_LISTED,
        PARTY_COUNTRY,
    ),
)

BUILDS_ON = QueryTable(
    name="builds_on",
    title=_("Links to earlier work"),
    description=_("Where a roundtable or session says that it builds on an earlier meeting, roundtable or session."),
    records=BuildsOn.objects.all,
    gatherers=(passages(BuildsOn),),
    key=("meeting", "position"),
    columns=(
        MEETING,
        POSITION,
        replace(ROUNDTABLE, description=_("The roundtable that builds on earlier work, if it is one.")),
        replace(SESSION, description=_("The session that builds on earlier work, if it is one."), example="1.2"),
        replace(
            MEETING,
            name="earlier_meeting",
            path="earlier_meeting__slug",
            description=_("The earlier meeting, by its slug."),
            example="brussels-2007",
        ),
        replace(
            ROUNDTABLE,
            name="earlier_roundtable",
            path="earlier_roundtable__number",
            description=_("The earlier roundtable, by its number in the earlier meeting."),
        ),
        replace(
            SESSION,
            name="earlier_session",
            path="earlier_session__number",
            description=_("The earlier session, by its number in the earlier meeting."),
            example="3.1",
        ),
        replace(
            TEXT,
            name="words",
            description=_("The words of the document that say so, exactly."),
            example="Pursuant to the Brussels meeting, the session will explore ways of strengthening the potential "
            "role of regional consultative processes in enhancing the contribution of migration to development.",
        ),
        DOCUMENT,
        ANCHORS,
    ),
)

ABSTRACTS = QueryTable(
    name="abstracts",
    title=_("Abstracts of sessions"),
    description=_("The short account that a document itself prints of a session."),
    records=lambda: Session.objects.exclude(abstract=""),
    key=("meeting", "session"),
    links=(TO_SESSION,),
    columns=(MEETING, replace(OF_SESSION, path="number", example="3"), replace(TEXT, path="abstract")),
)

COMMON_THEMES = QueryTable(
    name="common_themes",
    title=_("Common themes"),
    description=_("Subjects that a report says came back in all its sessions, under its own titles."),
    records=CommonTheme.objects.all,
    gatherers=(passages(CommonTheme),),
    key=("meeting", "position"),
    columns=(
        MEETING,
        POSITION,
        Column(name="title", description=_("The title, as printed."), required=True, example="Migrant voices"),
        DOCUMENT,
        ANCHORS,
    ),
)
