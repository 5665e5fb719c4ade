"""The rows in the form of a record: themes, questions, examples, participants, added and moved in one go."""

import re

import pytest
from django.contrib.admin.models import LogEntry

from meetings.desk import DeskInline
from meetings.models import Participation
from sessions.models import Session
from tests import factories
from tests.at_the_desk import address, filled_in, form_of, rows, save

pytestmark = pytest.mark.django_db


def test_themes_are_numbered_without_a_gap(desk):
    main, other = factories.a_theme(), factories.a_theme()
    codings = rows("codings", {"position": 1, "theme": main.pk}, {"position": 3, "theme": other.pk})
    complaints = save(desk, factories.a_recommendation(), **codings)
    assert complaints == ["Number the themes without a gap: 1 for the main theme, then 2 and 3."]


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ("position", "Another theme of this example has this position."),
        ("theme", "This example already has this theme."),
    ],
)
def test_no_two_themes_of_a_record_share_a_place_or_a_name(desk, field, complaint):
    first, second = [{"position": n, "theme": factories.a_theme().pk} for n in [1, 2]]
    second[field] = first[field]
    assert save(desk, factories.an_example(), **rows("codings", first, second)) == [complaint]


def test_a_record_has_three_themes_at_most(desk):
    themes = [{"position": n, "theme": factories.a_theme().pk} for n in [1, 2, 3, 4]]
    complaints = save(desk, factories.an_activity(), **rows("codings", *themes))
    assert complaints == ["A record has three themes at most."]


@pytest.mark.parametrize("field", ["position", "theme"])
def test_two_themes_change_places_in_one_go(desk, field):
    recommendation, main, other = factories.a_recommendation(), factories.a_theme(), factories.a_theme()
    for position, theme in enumerate([main, other], start=1):
        recommendation.codings.create(theme=theme, position=position)
    changes = {"position": [2, 1], "theme": [other.pk, main.pk]}[field]
    assert save(desk, recommendation, **{f"codings-{n}-{field}": value for n, value in enumerate(changes)}) == []
    assert [coding.theme for coding in recommendation.codings.all()] == [other, main]


def test_a_row_is_put_between_two_others_in_one_go(desk):
    session = factories.a_session()
    for position, text in enumerate(["First", "Third"], start=1):
        factories.a_point(session=session, position=position, text=text).passages.add(factories.a_passage())
    second = rows("points", {"position": 2, "kind": "discussion-point", "text": "Second"}, after=2)
    assert save(desk, session, **second, **{"points-1-position": 3}) == []
    points = [(point.position, point.text, point.passages.count()) for point in session.points.all()]
    assert points == [(1, "First", 1), (2, "Second", 0), (3, "Third", 1)]


def test_a_row_takes_the_place_of_one_deleted_in_the_same_go(desk):
    recommendation, kept = factories.a_recommendation(), factories.a_theme()
    for position, theme in enumerate([factories.a_theme(), kept], start=1):
        recommendation.codings.create(theme=theme, position=position)
    assert save(desk, recommendation, **{"codings-0-DELETE": "on", "codings-1-position": 1}) == []
    assert [(coding.position, coding.theme) for coding in recommendation.codings.all()] == [(1, kept)]


def test_a_place_that_no_database_could_keep_is_refused_in_rows_too(desk):
    session = factories.a_session()
    row = {"position": 16384, "kind": "discussion-point", "text": "So."}
    too_far = "Ensure this value is less than or equal to 16383."
    assert save(desk, session, **rows("points", row)) == [too_far]
    factories.a_point(session=session, position=16383)
    assert save(desk, session, **{"points-0-position": 1}) == []
    assert save(desk, session, position="9" * 20) == [too_far]


def test_a_question_on_a_session_belongs_to_its_meeting(desk):
    session = factories.a_session()
    assert save(desk, session, **rows("questions", {"position": 1, "text": "What works?"})) == []
    assert [(q.meeting, q.text) for q in session.questions.all()] == [(session.meeting, "What works?")]


def test_a_session_can_be_added_with_its_questions(desk):
    meeting = factories.a_meeting()
    form = filled_in(desk.get(address("add", Session))) | {"meeting": meeting.pk, "number": "1.1", "position": 1}
    form |= rows("questions", {"position": 1, "text": "Why?"}, {"position": 2, "text": "How?"})
    assert desk.post(address("add", Session), form).status_code == 302
    assert [question.text for question in meeting.questions.all()] == ["Why?", "How?"]


def test_an_agency_has_one_entry_for_a_session(desk):
    involvement = factories.an_involvement()
    again = rows("involvements", {"agency": involvement.agency_id, "position": 1, "text": "Speaks."}, after=1)
    complaints = save(desk, involvement.session, **again)
    assert complaints == [
        "This agency already has an entry for this session.",
        "Please correct the duplicate values below.",
    ]


@pytest.mark.parametrize(
    ("field", "complaint"),
    [
        ("code", "This meeting already has an example with this code."),
        ("position", "Another example of this session has this position."),
    ],
)
def test_an_example_under_a_recommendation_is_checked_against_its_session(desk, field, complaint):
    recommendation = factories.a_recommendation()
    other = factories.an_example(recommendation=factories.a_recommendation(session=recommendation.session))
    row = {"code": "E1", "position": 1, "label": "Example:", "text": "There."} | {field: getattr(other, field)}
    assert save(desk, recommendation, **rows("examples", row)) == [complaint]


def test_the_examples_of_a_recommendation_follow_it_to_another_session(desk):
    example = factories.an_example(position=1)
    recommendation = example.recommendation
    meant = factories.a_session(meeting=recommendation.meeting)
    assert save(desk, recommendation, session=meant.pk) == []
    example.refresh_from_db()
    assert example.session == meant
    assert f"Changed Session for example “{example}”." in LogEntry.objects.first().get_change_message()
    other = factories.a_recommendation(session=factories.a_session(meeting=meant.meeting))
    taken = factories.an_example(position=1, recommendation=other)
    assert taken.session != meant
    assert save(desk, recommendation, session=taken.session_id) == [
        "Another example of this session has this position."
    ]
    recommendation.refresh_from_db()
    assert recommendation.session == meant


def test_an_example_stands_in_the_session_of_its_recommendation(desk):
    example, other = factories.an_example(), factories.a_recommendation()
    assert save(desk, example, recommendation=other.pk) == [f"“{other}” belongs to another session."]


def test_a_meeting_of_five_hundred_participants_is_saved(desk):
    meeting = factories.a_meeting()
    usual = {"kind": "person", "role": "participant", "name": "A. Person", "as_listed": "A. Person"}
    Participation.objects.bulk_create(
        Participation(meeting=meeting, position=position, **usual) for position in range(1, 501)
    )
    assert save(desk, meeting, **{"motto": "Together", "participations-499-name": "B. Person"}) == []
    assert meeting.participations.last().name == "B. Person"


TOO_MANY = "There are too many rows for one form. They are kept here: delete some, and save at most 1000 at a time."


def test_rows_that_a_form_only_claims_to_hold_are_not_made(desk):
    meeting = factories.a_meeting()
    room = rows("rooms", {"position": 1, "name": "Room A", "slug": "a"})
    sent = filled_in(desk.get(form_of(meeting))) | room
    page = desk.post(form_of(meeting), sent | {"rooms-TOTAL_FORMS": 16_383})
    assert page.context["errors"] == [TOO_MANY]
    [table] = [table.formset for table in page.context["inline_admin_formsets"] if table.formset.prefix == "rooms"]
    assert [form["name"].value() for form in table] == ["Room A"]
    assert save(desk, meeting, **room | {"rooms-TOTAL_FORMS": 1_999}) == []
    assert [room.name for room in meeting.rooms.all()] == ["Room A"]


def test_more_rows_than_are_taken_at_once_are_refused_and_kept(desk, monkeypatch):
    monkeypatch.setattr(DeskInline, "max_num", 3)
    monkeypatch.setattr("django.forms.formsets.DEFAULT_MAX_NUM", 0)
    meeting = factories.a_meeting()
    table = rows("rooms", *({"position": n, "name": f"Room {n}", "slug": n} for n in range(1, 6)))
    page = desk.post(form_of(meeting), filled_in(desk.get(form_of(meeting))) | table)
    assert page.context["errors"] == [TOO_MANY.replace("1000", "3")]
    assert not meeting.rooms.exists()
    assert filled_in(page)["rooms-4-name"] == "Room 5"


def test_each_field_of_a_row_is_named_to_those_who_hear_the_page(desk):
    room = factories.a_room()
    page = desk.get(form_of(room.meeting)).content.decode()
    fields = re.findall(r"<(?:input|select|textarea)(?=[^>]* name=\"rooms-(?:0|__prefix__)-)[^>]*>", page)
    named = [re.search(r' aria-label="([^"]+)"', field) for field in fields if 'type="hidden"' not in field]
    labels = ["Position", "Name", "Slug", "Place", "Capacity"]
    assert [name and name[1] for name in named] == [*labels, "Delete", *labels]
