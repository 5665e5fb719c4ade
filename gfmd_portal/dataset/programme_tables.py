"""The tables of what a meeting's programme adds: rooms, deadlines, speakers, papers, languages and themes."""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from gfmd_portal.dataset.columns import MEETING, OF_SESSION, POSITION, TO_SESSION
from gfmd_portal.dataset.schema import Column, QueryTable
from gfmd_portal.dataset.session_tables import SESSION_MEETING
from meetings.models import Deadline, Room
from sessions.models import Paper, SessionTheme, Speaker, SpokenLanguage

LANGUAGE = Column(
    name="language", description=_("The language, as its ISO code."), pattern="^[a-z]{2,3}(-[a-z]+)?$", example="fr"
)
ADDRESS = Column(name="url", description=_("Where it is on the web."), example="https://www.gfmd.org/papers/1.pdf")

ROOMS = QueryTable(
    name="rooms",
    title=_("Rooms"),
    description=_("The rooms in which the sessions of a meeting are held."),
    records=lambda: Room.objects.order_by("meeting__starts_on", "meeting__slug", "position"),
    key=("meeting", "slug"),
    columns=(
        MEETING,
        Column(
            name="slug",
            description=_("The short name of the room in its meeting, by which sessions name it."),
            required=True,
            example="room-3",
        ),
        POSITION,
        Column(name="name", description=_("The name of the room."), required=True, example="Room 3"),
        Column(name="place", description=_("The building and floor."), example="Egmont Palace, second floor"),
        Column(name="capacity", description=_("How many people it seats."), type="integer", example="120"),
    ),
)

DEADLINES = QueryTable(
    name="deadlines",
    title=_("Deadlines"),
    description=_("Dates by which something is due for a meeting, such as papers or registration."),
    records=lambda: Deadline.objects.order_by("meeting__starts_on", "meeting__slug", "position"),
    key=("meeting", "position"),
    columns=(
        MEETING,
        POSITION,
        Column(name="name", description=_("What is due."), required=True, example="Registration closes"),
        Column(
            name="date", description=_("The last day, in local time."), type="date", required=True, example="2007-06-30"
        ),
        Column(name="time", description=_("The local time; empty for the end of the day."), example="17:00:00"),
        ADDRESS,
        Column(name="note", description=_("What else a reader should know."), example="By invitation only."),
    ),
)

SPEAKERS = QueryTable(
    name="speakers",
    title=_("Speakers"),
    description=_("People with a part on the podium of a session."),
    records=lambda: of_sessions(Speaker, "position"),
    key=("meeting", "session", "position"),
    links=(TO_SESSION,),
    columns=(
        SESSION_MEETING,
        OF_SESSION,
        POSITION,
        Column(
            name="role",
            description=_("The part."),
            required=True,
            allowed=tuple(Speaker.Role.values),
            example="chair",
        ),
        Column(name="name", description=_("The name, with title."), required=True, example="Ms Amina Diallo"),
        Column(
            name="affiliation",
            description=_("Office and country or organisation."),
            example="Ministry of the Interior, Senegal",
        ),
    ),
)

PAPERS = QueryTable(
    name="papers",
    title=_("Papers"),
    description=_("Papers for a session, and pages elsewhere that its participants need."),
    records=lambda: of_sessions(Paper, "position"),
    key=("meeting", "session", "position"),
    links=(TO_SESSION,),
    columns=(
        SESSION_MEETING,
        OF_SESSION,
        POSITION,
        Column(name="title", description=_("The title."), required=True, example="Background paper for session 1.1"),
        ADDRESS,
        LANGUAGE,
    ),
)

SPOKEN_LANGUAGES = QueryTable(
    name="spoken_languages",
    title=_("Languages of sessions"),
    description=_("The languages spoken in a session, and those into which it is interpreted."),
    records=lambda: of_sessions(SpokenLanguage, "role", "pk"),
    key=("meeting", "session", "role", "language"),
    links=(TO_SESSION,),
    columns=(
        SESSION_MEETING,
        OF_SESSION,
        Column(
            name="role",
            description=_("Whether it is spoken on the floor or offered by interpreters."),
            required=True,
            allowed=tuple(SpokenLanguage.Role.values),
            example="interpretation",
        ),
        replace(LANGUAGE, required=True),
    ),
)

SESSION_THEMES = QueryTable(
    name="session_themes",
    title=_("Themes of sessions"),
    description=_("The themes given to a session itself. Themes of what it recommends stand with the recommendations."),
    records=lambda: of_sessions(SessionTheme, "position"),
    key=("meeting", "session", "position"),
    links=(TO_SESSION,),
    columns=(
        SESSION_MEETING,
        OF_SESSION,
        replace(POSITION, description=_("1 for the main theme, then 2 and 3."), example="1"),
        Column(
            name="theme",
            path="theme__slug",
            description=_("The theme, by its slug."),
            required=True,
            refers="themes.slug",
            example="remittances",
        ),
    ),
)


def of_sessions(model, *order):
    """All records of `model` in the order of their sessions, then in their own."""
    return model.objects.order_by("session__meeting__starts_on", "session__meeting", "session__position", *order)
