"""What the search finds: every kind of record, the words it is found by, and the tables these words come from."""

from agencies.models import Activity, ActivityGroup, ActivityTheme, Agency, Involvement
from documents.models import Document, EditorialNote, Passage
from gfmd_portal.prefetching import as_lists
from meetings.models import Meeting, Participation, Room, Theme
from meetings.translated import translations
from recommendations.models import Example, ExampleCountry, ExampleTheme, Recommendation, RecommendationTheme, SubItem
from roundtables.models import Roundtable, RoundtableTitle
from search.sources import Source, Text, paragraphs
from sessions.models import GuidingQuestion, Paper, Partner, Point, Session, SessionTitle, Slot, Speaker


def theme_of(codings):
    """The names of the themes of a record, and the marks by which synonyms find it."""
    themes = [coding.theme for coding in codings]
    return [theme.name for theme in themes], tuple(mark for theme in themes for mark in theme.marks)


def in_words(day):
    """A day as people write it in English, the language of the record: “10 July 2007”."""
    return f"{day.day} {day:%B %Y}"


def recommendation(record):
    names, marks = theme_of(record.its_codings)
    return Text(
        title=record.heading,
        body=paragraphs(record.text, *(item.text for item in record.its_sub_items)),
        keywords=(record.ref, record.meeting.short_title, record.session.title, *names),
        marks=marks,
        parts=(*record.its_codings, *record.its_sub_items),
    )


def example(record):
    names, marks = theme_of(record.its_codings)
    countries = [place.country.name for place in record.its_countries]
    about = (record.meeting.short_title, record.session.title, record.recommendation.heading)
    return Text(
        body=record.text,
        keywords=(record.ref, *about, *names, *countries),
        marks=marks,
        parts=(*record.its_codings, *record.its_countries),
    )


def question(record):
    return Text(
        body=record.text,
        keywords=(record.meeting.short_title, record.session.title if record.session else ""),
    )


def session(record):
    parts = (*record.other_titles.all(), *record.points.all(), *record.partners.all())
    programme = (*record.questions.all(), *record.speakers.all(), *record.papers.all())
    points, questions = ((text.text for text in texts.all()) for texts in (record.points, record.questions))
    return Text(
        title=record.title,
        body=paragraphs(record.abstract, *points, *questions, record.summary),
        keywords=(
            record.meeting.short_title,
            record.label,
            record.room.name if record.room else "",
            in_words(record.slot.date) if record.slot else "",
            *(other.title for other in (*record.other_titles.all(), *record.papers.all())),
            *(name for partner in record.partners.all() for name in (partner.name, partner.as_listed)),
            *(name for speaker in record.speakers.all() for name in (speaker.name, speaker.affiliation)),
        ),
        parts=(*parts, *programme),
    )


def activity(record):
    names, marks = theme_of(record.codings.all())
    agencies, group = record.agencies.all(), record.group
    called = [f"{agency.acronym} {agency.name}" for agency in agencies]
    return Text(
        body=paragraphs(record.activity, record.objective),
        keywords=(group.title, group.roundtable.meeting.short_title, group.roundtable.title, *names, *called),
        names=[name for agency in agencies for name in translations(agency, "name", "acronym")],
        marks=marks,
        parts=record.codings.all(),
    )


def agency(record):
    return Text(
        title=f"{record.name} ({record.acronym})" if record.acronym else record.name,
        body=paragraphs(*(involvement.text for involvement in record.involvements.all())),
        names=translations(record, "name", "acronym"),
        parts=record.involvements.all(),
    )


def theme(record):
    names = translations(record, "name")
    return Text(title=record.name, body=record.description, names=names, marks=record.marks)


def meeting(record):
    taking_part = record.participations.all()
    return Text(
        title=paragraphs(record.short_title, record.title),
        body=paragraphs(record.motto, record.venue, record.attendance, record.summary),
        keywords=[
            record.slug,
            *map(in_words, (record.starts_on, record.ends_on)),
            f"{record.starts_on.day}-{in_words(record.ends_on)}",
            *translations(record, "short_title", "city"),
            *(name for party in taking_part for name in (party.name, party.as_listed)),
        ],
        names=translations(record, "short_title", "city"),
        parts=taking_part,
    )


def roundtable(record):
    titles = record.other_titles.all()
    return Text(
        title=record.title,
        body=record.summary,
        keywords=(record.meeting.short_title, record.theme_heading, *(other.title for other in titles)),
        parts=titles,
    )


def document(record):
    return Text(
        title=record.title,
        body=record.note,
        keywords=(record.meeting.short_title, record.author, record.publisher, record.identifiers),
    )


def passage(record):
    is_heading = record.kind == Passage.Kind.HEADING
    return Text(
        title=record.text if is_heading else "",
        body="" if is_heading else record.text,
        keywords=[note.text for note in record.notes.all()],
        parts=record.notes.all(),
    )


# The order is that of the page. A number, once given, stays with its kind.
SOURCES = [
    Source("themes", 8, Theme.objects.all, theme),
    Source(
        "recommendations",
        1,
        lambda: Recommendation.objects.prefetch_related(
            "meeting", "session", *as_lists("codings", "sub_items"), "its_codings__theme"
        ),
        recommendation,
        {
            RecommendationTheme: "codings",
            SubItem: "sub_items",
            Theme: "codings__theme",
            Session: "session",
            Meeting: "meeting",
        },
        by_name=(Meeting,),  # it begins the ref
    ),
    Source(
        "examples",
        2,
        lambda: Example.objects.select_related("recommendation").prefetch_related(
            "meeting", "session", *as_lists("codings", "countries"), "its_codings__theme"
        ),
        example,
        {
            ExampleTheme: "codings",
            ExampleCountry: "countries",
            Theme: "codings__theme",
            Recommendation: "recommendation",
            Session: "session",
            Meeting: "meeting",
        },
        by_name=(Meeting,),  # it begins the ref
    ),
    Source(
        "questions",
        3,
        lambda: GuidingQuestion.objects.select_related("meeting", "session"),
        question,
        {Session: "session", Meeting: "meeting"},
    ),
    Source(
        "sessions",
        4,
        lambda: Session.objects.select_related("meeting", "room", "slot").prefetch_related(
            "other_titles", "points", "partners", "questions", "speakers", "papers"
        ),
        session,
        {
            **{SessionTitle: "other_titles", Point: "points", Partner: "partners", GuidingQuestion: "questions"},
            **{Speaker: "speakers", Paper: "papers", Room: "room", Slot: "slot", Meeting: "meeting"},
        },
    ),
    Source(
        "activities",
        5,
        lambda: Activity.objects.select_related("group__roundtable__meeting").prefetch_related(
            "codings__theme", "agencies"
        ),
        activity,
        {
            ActivityTheme: "codings",
            Theme: "codings__theme",
            Agency: "agencies",
            # The rows that tie agencies to activities have no way back once they are gone; there are few activities.
            Activity.agencies.through: None,
            ActivityGroup: "group",
            Roundtable: "group__roundtable",
            Meeting: "group__roundtable__meeting",
        },
    ),
    Source(
        "agencies",
        6,
        lambda: Agency.objects.prefetch_related("involvements"),
        agency,
        {Involvement: "involvements"},
    ),
    Source(
        "roundtables",
        10,
        lambda: Roundtable.objects.select_related("meeting").prefetch_related("other_titles"),
        roundtable,
        {RoundtableTitle: "other_titles", Meeting: "meeting"},
    ),
    Source(
        "meetings",
        9,
        lambda: Meeting.objects.prefetch_related("participations"),
        meeting,
        {Participation: "participations"},
    ),
    Source("documents", 11, lambda: Document.objects.select_related("meeting"), document, {Meeting: "meeting"}),
    Source("passages", 7, lambda: Passage.objects.prefetch_related("notes"), passage, {EditorialNote: "notes"}),
]
