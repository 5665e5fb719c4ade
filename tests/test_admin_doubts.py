"""What the desk doubts or refuses before saving: names that a slip tells apart, and days far from their meeting."""

from datetime import date

import pytest

from meetings.models import Deadline, Meeting, Room, Theme
from sessions.models import GuidingQuestion, Speaker
from tests import factories
from tests.at_the_desk import add, address, complaints, filled_in, form_of, rows, save

pytestmark = pytest.mark.django_db


def doubted(told):
    return f"{told} If it is meant, save again."


def very_like(name, other):
    return doubted(f"“{name}” is very like “{other}”, which is there already.")


def in_capitals(name, other):
    return f"“{name}” differs from “{other}” in capitals alone. Choose another."


def press_twice(desk, page, sent):
    """What a form says when it is sent, and what when it is sent again as it came back."""
    said = []
    for _press in range(2):
        answer = desk.post(page, sent)
        said.append([] if answer.status_code == 302 else complaints(answer))
        if answer.status_code == 302:
            break
        sent = sent | {"let_stand": let_stand(answer)}
    return said


def let_stand(page):
    """What the hidden fields of a form say that its editor has read."""
    forms = [page.context["adminform"].form, *(table.formset for table in page.context["inline_admin_formsets"])]
    told = [doubt for form in forms for doubt in form.doubts]
    assert page.content.decode().count('name="let_stand"') == len(told)
    return told


def new(desk, model, **typed):
    page = address("add", model)
    return page, filled_in(desk.get(page)) | typed


@pytest.mark.parametrize("name", ["remittances", "Rémittances", "Remittance", "Remitances", "Remittances "])
def test_a_new_theme_much_like_another_is_doubted_once(desk, name):
    page, sent = new(desk, Theme, slug="another", name=name, position=99)
    assert press_twice(desk, page, sent) == [[very_like(name.strip(), "Remittances")], []]
    assert Theme.objects.get(slug="another").name == name.strip()


def test_a_doubt_that_was_read_does_not_let_another_stand(desk):
    page, sent = new(desk, Theme, slug="another", name="Remitances", position=99)
    sent["let_stand"] = let_stand(desk.post(page, sent))
    answer = desk.post(page, sent | {"name": "Recruitmnet"})
    assert complaints(answer) == [very_like("Recruitmnet", "Recruitment")]


def test_what_stays_as_it_was_is_not_doubted(desk):
    first, second = factories.a_theme(name="Climate mobility"), factories.a_theme(name="climate mobility")
    assert save(desk, second, description="Both are there.") == []
    assert save(desk, second, name="CLIMATE mobility") == [very_like("CLIMATE mobility", first.name)]


def test_codes_and_numbers_that_differ_in_capitals_alone_are_refused(desk):
    session = factories.a_session(number="9-Trade")
    record = factories.a_recommendation(meeting=session.meeting, session=session, code="S9-E2")
    second = factories.a_recommendation(meeting=session.meeting, session=session, code="S9-3")
    for times in (1, 2):
        assert save(desk, second, code="S9-e2") == [in_capitals("S9-e2", "S9-E2")], times
    assert save(desk, record, code="s9-E2") == []
    other = factories.a_session(meeting=session.meeting)
    assert save(desk, other, number="9-trade") == [in_capitals("9-trade", "9-Trade")]
    elsewhere = factories.a_recommendation(code="S9-1")
    assert save(desk, elsewhere, code="S9-e2") == []


def test_a_code_of_an_example_is_held_against_those_under_other_recommendations(desk):
    first = factories.an_example(code="S9-E1")
    other = factories.a_recommendation(meeting=first.meeting, session=first.session)
    row = {"code": "S9-e1", "position": 9, "label": "Example", "text": "Another example."}
    assert save(desk, other, **rows("examples", row)) == [in_capitals("S9-e1", "S9-E1")]


def test_a_room_much_like_another_of_its_meeting_is_doubted_in_rows_and_by_itself(desk):
    meeting = factories.a_meeting()
    factories.a_room(meeting=meeting, slug="hall", name="Salle Émile")
    added = rows("rooms", {"name": "salle emile", "slug": "emile"}, {"name": "Annex", "slug": "HALL"}, after=1)
    assert save(desk, meeting, **added) == [
        very_like("salle emile", "Salle Émile"),
        in_capitals("HALL", "hall"),
    ]
    page, sent = new(desk, Room, meeting=meeting.pk, slug="emile", name="salle emile")
    assert press_twice(desk, page, sent) == [[very_like("salle emile", "Salle Émile")], []]
    assert add(desk, Room, meeting=factories.a_meeting().pk, slug="emile", name="salle emile") == []
    assert Room.objects.filter(name="salle emile").count() == 2


def test_numbered_and_lettered_rooms_are_rooms_of_their_own(desk):
    meeting = factories.a_meeting()
    names = ["Room 1", "Room 2", "Room A", "Room B", "Salon North", "Salon South", "Room 12", "Room 1b"]
    added = [{"name": name, "slug": f"room-{n}"} for n, name in enumerate(names)]
    assert save(desk, meeting, **rows("rooms", *added)) == []


def test_two_rows_of_one_form_are_told_apart_and_may_swap_their_names(desk):
    meeting = factories.a_meeting()
    twice = rows("rooms", {"name": "Great hall", "slug": "a"}, {"name": "Great Hall", "slug": "b"})
    page = form_of(meeting)
    sent = filled_in(desk.get(page)) | twice
    assert press_twice(desk, page, sent) == [[very_like("Great Hall", "Great hall")], []]
    names = {"rooms-0-name": "Great Hall", "rooms-1-name": "Annex"}
    assert save(desk, meeting, **names) == []
    assert save(desk, meeting, **{"rooms-0-name": "Annex", "rooms-1-name": "Great Hall"}) == []


def test_a_speaker_who_stands_twice_in_a_session_is_doubted_and_two_parts_of_one_are_not(desk):
    session = factories.a_session()
    factories.a_speaker(session=session, name="Ms Amina Diallo", role="chair", position=1)
    added = {"role": "chair", "name": "Ms Amína  Diallo"}
    page = form_of(session)
    sent = filled_in(desk.get(page)) | rows("speakers", added, after=1)
    assert press_twice(desk, page, sent) == [[very_like("Ms Amína  Diallo", "Ms Amina Diallo")], []]
    assert add(desk, Speaker, session=session.pk, role="speaker", name="Ms Amina Diallo") == []
    assert session.speakers.count() == 3


def test_one_question_twice_in_a_session_is_refused(desk):
    session = factories.a_session()
    text = "How can costs be lowered?"
    factories.a_question(meeting=session.meeting, session=session, text=text, position=1)
    said = f"This question is there already: “{text}”"
    row = {"text": "How can  costs be lowered ?"}
    assert save(desk, session, **rows("questions", row, after=1)) == [said]
    typed = {"meeting": session.meeting_id, "text": text.upper()}
    assert add(desk, GuidingQuestion, session=session.pk, **typed) == [said]
    assert add(desk, GuidingQuestion, session="", **typed) == []
    assert add(desk, GuidingQuestion, session=factories.a_session(meeting=session.meeting).pk, **typed) == []


@pytest.mark.parametrize(
    ("day", "away"),
    [("2029-10-29", False), ("2031-10-30", False), ("2029-10-20", True), ("2031-11-03", True), ("2003-09-01", True)],
)
def test_a_deadline_more_than_a_year_away_from_its_meeting_is_doubted(desk, day, away):
    meeting = factories.a_meeting(short_title="Quito 2030")
    shown = f"{int(day[8:])} {date.fromisoformat(day):%B %Y}"
    said = f"{shown} is more than a year away from Quito 2030 (29–30 October 2030). If it is meant, save again."
    page, sent = new(desk, Deadline, meeting=meeting.pk, name="Papers", date=day)
    assert press_twice(desk, page, sent) == ([[said], []] if away else [[]])
    inline = filled_in(desk.get(form_of(meeting))) | rows("deadlines", {"name": "Hotels", "date": day}, after=1)
    assert press_twice(desk, form_of(meeting), inline) == ([[said], []] if away else [[]])
    assert meeting.deadlines.filter(date=day).count() == 2


def test_a_new_meeting_with_a_deadline_years_away_is_doubted(desk):
    typed = {"title": "Meeting of Quito", "short_title": "Quito 2030", "slug": "quito-2030", "kind": "forum"}
    typed |= {"city": "Quito", "country": "EC", "time_zone": "America/Guayaquil"}
    typed |= {"starts_on": "2030-10-29", "ends_on": "2030-10-30"}
    typed |= rows("deadlines", {"name": "Papers", "date": "2003-09-01"})
    said = "1 September 2003 is more than a year away from Quito 2030 (29–30 October 2030). If it is meant, save again."
    page, sent = new(desk, Meeting, **typed)
    assert press_twice(desk, page, sent) == [[said], []]


def test_what_is_wrong_with_a_form_is_listed_at_its_top_with_links_to_the_fields(desk):
    meeting = factories.a_meeting()
    twice = rows("rooms", {"name": "Great hall", "slug": "a"}, {"name": "Great Hall", "slug": "b c"})
    page = desk.post(form_of(meeting), filled_in(desk.get(form_of(meeting))) | twice | {"starts_on": "2030-02-30"})
    assert [tuple(fault) for fault in page.context["faults"]] == [
        ("id_starts_on", "Starts on", "There is no such day: write it as 31/12/2027 or 2027-12-31."),
        (
            "id_rooms-1-slug",
            "Room 2 · Slug",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
    ]
    html = page.content.decode()
    assert '<a href="#id_rooms-1-slug">Room 2 · Slug</a>' in html
    assert all(f'id="{fault.place}"' in html for fault in page.context["faults"])


def test_what_is_wrong_with_rows_as_a_whole_leads_to_their_table(desk):
    meeting = factories.a_meeting()
    twice = rows("rooms", {"name": "Great hall", "slug": "a"}, {"name": "Annex", "slug": "a"})
    page = desk.post(form_of(meeting), filled_in(desk.get(form_of(meeting))) | twice)
    said = "This meeting already has a room with this slug."
    assert [tuple(fault) for fault in page.context["faults"]] == [("rooms-group", "Rooms", said)]
    assert 'id="rooms-group"' in page.content.decode()
