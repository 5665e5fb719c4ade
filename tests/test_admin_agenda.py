"""The agenda at the desk: hours that cannot be are refused, clashes and odd days are saved with a warning."""

import re
from datetime import date

import pytest

from tests import factories
from tests.at_the_desk import address, rows, save, warnings

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_sessions():
    """Two sessions of one meeting in slots of their own, from 9:00 to 10:30 and from 10:00 to 11:00."""
    meeting = factories.a_meeting(short_title="Quito 2030")
    slots = [factories.from_to(*hours, meeting=meeting) for hours in [("9:00", "10:30"), ("10:00", "11:00")]]
    return [factories.a_session(meeting=meeting, slot=slot, number=n) for n, slot in zip("12", slots, strict=True)]


@pytest.mark.parametrize(
    ("hours", "complaint"),
    [
        ({"starts_at": "22:00", "ends_at": "01:00", "ends_next_day": "on"}, []),
        ({"starts_at": "22:00", "ends_at": "01:00"}, 1),
        ({"starts_at": "22:00"}, 1),
        ({"ends_next_day": "on"}, 1),
    ],
)
def test_a_slot_ends_after_it_starts_or_on_the_next_day(desk, hours, complaint):
    said = "State both times, the end after the start or on the next day, or leave both empty."
    assert save(desk, factories.a_slot(), **hours) == ([said] if complaint else [])


def test_two_sessions_in_one_room_at_once_are_saved_with_a_warning_that_names_both(desk, two_sessions):
    first, second = two_sessions
    first.room = factories.a_room(meeting=first.meeting, name="Salon Bleu")
    first.save()
    assert save(desk, second, room=first.room_id) == []
    second.refresh_from_db()
    assert second.room == first.room
    said = "Quito 2030, Session 1 and Quito 2030, Session 2 are in the same room at overlapping times: Salon Bleu."
    assert warnings(desk) == [said]


@pytest.mark.parametrize(("role", "others"), [("chair", "moderator"), ("speaker", "speaker"), ("chair", "rapporteur")])
def test_one_person_on_two_podiums_at_once_is_warned_of_from_either_form(desk, two_sessions, role, others):
    first, second = two_sessions
    factories.a_speaker(session=first, name="Ms Amina Diallo", role=role)
    row = {"position": 1, "role": others, "name": "Ms  amina diallo"}
    said = "Quito 2030, Session 1 and Quito 2030, Session 2 need the same person at overlapping times: Ms Amina Diallo."
    assert save(desk, second, **rows("speakers", row)) == []
    assert warnings(desk) == [said]
    assert save(desk, second.slot) == []
    assert warnings(desk) == [said]
    assert save(desk, second.slot, starts_at="10:30:00") == []
    assert warnings(desk) == []


def test_a_person_with_two_parts_in_a_session_is_named_once(desk, two_sessions):
    first, second = two_sessions
    for session, role in [(first, "chair"), (first, "speaker"), (second, "discussant")]:
        factories.a_speaker(session=session, name="Mr Jan Peeters", role=role)
    assert save(desk, second) == []
    said = "Quito 2030, Session 1 and Quito 2030, Session 2 need the same person at overlapping times: Mr Jan Peeters."
    assert warnings(desk) == [said]


@pytest.mark.parametrize("facts", [{"status": "cancelled"}, {"slot": None}, {"room": None}])
def test_no_clash_is_seen_where_there_is_none(desk, two_sessions, facts):
    first, second = two_sessions
    first.room = factories.a_room(meeting=first.meeting)
    first.save()
    assert save(desk, second, **{"room": first.room_id} | {name: value or "" for name, value in facts.items()}) == []
    assert warnings(desk) == []


def test_sessions_that_follow_each_other_in_a_track_do_not_clash(desk, two_sessions):
    first, second = two_sessions
    first.room = factories.a_room(meeting=first.meeting)
    first.save()
    assert save(desk, second, room=first.room_id, slot=first.slot_id, order_in_slot=2) == []
    assert warnings(desk) == []


def test_a_slot_on_a_day_that_is_not_the_meetings_is_saved_with_a_warning_that_names_the_days(desk):
    dates = {"starts_on": date(2030, 12, 30), "ends_on": date(2031, 1, 2)}
    slot = factories.a_slot(meeting=factories.a_meeting(short_title="Quito 2030", **dates), date=dates["starts_on"])
    assert save(desk, slot, date="2031-01-02") == []
    assert warnings(desk) == []
    assert save(desk, slot, date="2030-01-02") == []
    days = "30 December 2030 – 2 January 2031"
    assert warnings(desk) == [f"2 January 2030 is not a day of Quito 2030 ({days}): check the date."]


def test_new_days_of_a_meeting_are_saved_with_a_warning_that_names_the_days_of_slots_outside_them(desk):
    meeting = factories.a_meeting()
    for day in (29, 29, 30):
        factories.a_slot(meeting=meeting, date=date(2030, 10, day))
    assert save(desk, meeting, starts_on="2030-10-28") == []
    assert warnings(desk) == []
    assert save(desk, meeting, starts_on="2030-11-01", ends_on="2030-11-02") == []
    assert warnings(desk) == [
        "Slots of the agenda lie outside the days of the meeting: 29 October 2030, 30 October 2030."
    ]


def test_a_session_that_is_called_moved_and_stays_where_it_was_is_doubted(desk):
    session = factories.a_session()
    room = factories.a_room(meeting=session.meeting)
    assert save(desk, session, status="moved") == []
    assert warnings(desk) == [f"“{session}” is marked as moved, but its slot and room have not changed: check both."]
    assert save(desk, session, status_note="To the hall.") == [] and warnings(desk) == []
    assert save(desk, session, status="confirmed") == [] and warnings(desk) == []
    assert save(desk, session, status="moved", room=room.pk) == [] and warnings(desk) == []


def test_the_list_of_sessions_tells_meeting_and_room_first_and_the_meeting_once(desk, two_sessions):
    first, _second = two_sessions
    first.room = factories.a_room(meeting=first.meeting, name="Salon Bleu")
    first.roundtable = factories.a_roundtable(meeting=first.meeting, number=7)
    first.save()
    page = desk.get(address("changelist", type(first), meeting__id__exact=first.meeting_id)).content.decode()
    cells = re.findall(r'<t[dh] class="field-(\w+)[^"]*">(?:<a[^>]*>)?([^<]*)', page)[:7]
    assert cells == [
        ("number", "1"),
        ("meeting", "Quito 2030"),
        ("title", first.title),
        ("room", "Salon Bleu"),
        ("status", "confirmed"),
        ("kind", "session"),
        ("its_roundtable", "7"),
    ]
    assert '<a href="#changelist-filter">Filters</a>' in page and 'id="changelist-filter"' in page
