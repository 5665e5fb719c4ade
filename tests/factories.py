"""Small records for tests: one plain line each, every fact open to be said otherwise.

What a record stands in is made along with it unless it is given: `a_point()` has a session, and that a meeting.
"""

from datetime import date, time
from itertools import count

from agencies.models import Activity, ActivityGroup, Agency, Involvement
from documents.models import Document, Passage, Translation
from meetings.models import Deadline, Meeting, Participation, Room, Theme
from recommendations.models import Addressee, Example, Likeness, Recommendation, SubItem
from roundtables.models import Roundtable
from sessions.models import (
    GuidingQuestion,
    Paper,
    Partner,
    Point,
    Session,
    SessionTheme,
    Slot,
    Speaker,
    SpokenLanguage,
)

# The record that every test finds loaded has places up to some hundreds.
numbers = count(1001)


def make(model, facts, **usual):
    """Create a record of `model` from its usual facts with the given `facts` in their place.

    A fact may be a function that makes it, called only where nothing else is given.
    """
    facts = {name: value() if callable(value) else value for name, value in (usual | facts).items()}
    return model.objects.create(**facts)


def a_theme(**facts):
    n = next(numbers)
    return make(Theme, facts, slug=f"theme-{n}", name=f"Theme {n}", position=n)


def an_addressee(**facts):
    n = next(numbers)
    return make(Addressee, facts, slug=f"addressee-{n}", name=f"Addressee {n}", position=n)


def a_meeting(**facts):
    n = next(numbers)
    place = {"city": "Manila", "country": "PH", "time_zone": "Asia/Manila"}
    dates = {"starts_on": date(2030, 10, 29), "ends_on": date(2030, 10, 30)}
    names = {"slug": f"meeting-{n}", "title": f"Meeting {n}", "short_title": f"Manila {n}"}
    return make(Meeting, facts, **names, **place, **dates, kind=Meeting.Kind.FORUM)


def a_participation(**facts):
    usual = {"kind": "government", "role": "participant", "name": "Colombia", "as_listed": "Columbia", "country": "CO"}
    return make(Participation, facts, meeting=a_meeting, position=next(numbers), **usual)


def a_room(**facts):
    n = next(numbers)
    return make(Room, facts, meeting=a_meeting, slug=f"room-{n}", name=f"Room {n}", position=n)


def a_deadline(**facts):
    usual = {"name": "Registration closes", "date": date(2030, 9, 1)}
    return make(Deadline, facts, meeting=a_meeting, position=next(numbers), **usual)


def a_document(**facts):
    n = next(numbers)
    return make(Document, facts, meeting=a_meeting, slug=f"document-{n}", title=f"Document {n}")


def a_passage(**facts):
    n = next(numbers)
    return make(Passage, facts, document=a_document, position=n, anchor=f"p{n}", kind="paragraph", text="As printed.")


def a_roundtable(**facts):
    n = next(numbers)
    return make(Roundtable, facts, meeting=a_meeting, number=n, title=f"Roundtable {n}")


def a_slot(**facts):
    return make(Slot, facts, meeting=a_meeting, position=next(numbers), date=date(2030, 10, 29))


def from_to(starts, ends, **facts):
    """A slot by its hours: `from_to("9:00", "10:30")`."""
    hours = {"starts_at": time.fromisoformat(starts.zfill(5)), "ends_at": time.fromisoformat(ends.zfill(5))}
    return a_slot(**hours, **facts)


def a_session(**facts):
    n = next(numbers)
    return make(Session, facts, meeting=a_meeting, number=str(n), position=n, title=f"Session {n}")


def a_question(**facts):
    session = facts.pop("session", None) or a_session()
    usual = {"meeting": session.meeting, "position": next(numbers), "text": "What works?"}
    return make(GuidingQuestion, facts, session=session, **usual)


def a_point(**facts):
    return make(Point, facts, session=a_session, kind="discussion-point", position=next(numbers), text="It is hard.")


def a_partner(**facts):
    usual = {
        "kind": "government",
        "role": "chair",
        "name": "Philippines",
        "as_listed": "the Philippines",
        "country": "PH",
    }
    return make(Partner, facts, session=a_session, position=next(numbers), **usual)


def a_speaker(**facts):
    usual = {"name": "Ms Amina Diallo", "affiliation": "Ministry of the Interior, Senegal", "role": "chair"}
    return make(Speaker, facts, session=a_session, position=next(numbers), **usual)


def a_language(**facts):
    return make(SpokenLanguage, facts, session=a_session, role="floor", language="fr")


def a_paper(**facts):
    usual = {"title": "Background paper", "url": "https://example.org/paper.pdf", "language": "en"}
    return make(Paper, facts, session=a_session, position=next(numbers), **usual)


def a_translation(**facts):
    usual = {"text": "Améliorer la collecte de données.", "made_by": "GFMD Support Unit", "language": "fr"}
    return make(Translation, facts, passage=a_passage, **usual)


def a_session_theme(**facts):
    return make(SessionTheme, facts, session=a_session, theme=a_theme, position=1)


def an_agency(**facts):
    n = next(numbers)
    return make(Agency, facts, slug=f"agency-{n}", acronym=f"A{n}", name=f"Agency {n}", position=n)


def an_involvement(**facts):
    session = facts.pop("session", None) or a_session()
    usual = {"agency": an_agency, "meeting": session.meeting, "position": next(numbers), "text": "Prepares a paper."}
    return make(Involvement, facts, session=session, **usual)


def an_activity_group(**facts):
    return make(ActivityGroup, facts, roundtable=a_roundtable, letter="a", title="Labour mobility")


def an_activity(**facts):
    usual = {"position": next(numbers), "activity": "A survey.", "objective": "To know more."}
    return make(Activity, facts, group=an_activity_group, **usual)


def a_recommendation(**facts):
    session, n = facts.pop("session", None) or a_session(), next(numbers)
    usual = {"meeting": session.meeting, "code": f"S{n}", "position": n, "kind": "recommendation", "text": "Do it."}
    return make(Recommendation, facts, session=session, **usual)


def a_sub_item(**facts):
    return make(SubItem, facts, recommendation=a_recommendation, position=next(numbers), text="This too.")


def an_example(**facts):
    recommendation, n = facts.pop("recommendation", None) or a_recommendation(), next(numbers)
    place = {"meeting": recommendation.meeting, "session": recommendation.session, "code": f"E{n}", "position": n}
    return make(Example, facts, recommendation=recommendation, **place, text="In one city they did.")


def a_likeness(**facts):
    return make(Likeness, facts, first=a_recommendation, second=a_recommendation, verdict="confirmed")
