"""What changed in an agenda: kept with what stood there before, whatever the means, and told to readers."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from changes.models import Change
from gfmd_portal.kept_pages import pages
from meetings.models import Room
from sessions.models import AgendaChange, Session, Slot
from tests.factories import a_meeting, a_room, a_session, a_slot, from_to
from tests.reading import read, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = date(2030, 10, 29)


@pytest.fixture
def meeting():
    return a_meeting(slug="manila-2030", short_title="Manila 2030")


@pytest.fixture
def session(meeting):
    """Session 1 in Room A, from 9:00 to 10:30."""
    slot = from_to("9:00", "10:30", meeting=meeting, date=DAY)
    return a_session(meeting=meeting, number="1", title="Costs", slot=slot, room=a_room(meeting=meeting, name="Room A"))


def kept():
    return list(AgendaChange.objects.order_by("pk").values_list("session__number", "fact", "before", "after"))


def test_the_first_load_of_the_record_is_no_change(session):
    assert kept() == []


def test_a_save_keeps_each_fact_that_changed_and_no_other(session, meeting):
    session.title, session.status, session.summary = "The costs", "moved", "Ours."
    session.room = a_room(meeting=meeting, name="Room B")
    session.slot = from_to("14:00", "15:00", meeting=meeting, date=DAY)
    session.save()
    assert sorted(kept()) == [
        ("1", "room", "Room A", "Room B"),
        ("1", "status", "confirmed", "moved"),
        ("1", "time", "2030-10-29 09:00–10:30", "2030-10-29 14:00–15:00"),
        ("1", "title", "Costs", "The costs"),
    ]


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        (
            lambda session: Slot.objects.filter(pk=session.slot_id).update(ends_at=time(11)),
            ("time", "2030-10-29 09:00–10:30", "2030-10-29 09:00–11:00"),
        ),
        (
            lambda session: Slot.objects.filter(pk=session.slot_id).update(starts_at=None, ends_at=None),
            ("time", "2030-10-29 09:00–10:30", "2030-10-29"),
        ),
        (
            lambda session: Slot.objects.filter(pk=session.slot_id).update(ends_next_day=True),
            ("time", "2030-10-29 09:00–10:30", "2030-10-29 09:00–10:30 +1"),
        ),
        (lambda session: session.slot.delete(), ("time", "2030-10-29 09:00–10:30", "")),
        (lambda session: Room.objects.filter(pk=session.room_id).update(name="Hall"), ("room", "Room A", "Hall")),
        (lambda session: Session.objects.filter(pk=session.pk).update(room=None), ("room", "Room A", "")),
        (
            lambda session: write("UPDATE gfmd_sessions_session SET title = 'New' WHERE id = %s", session.pk),
            ("title", "Costs", "New"),
        ),
    ],
    ids=["hours", "no hours", "next day", "no slot", "renamed room", "no room", "SQL"],
)
def test_bulk_and_raw_edits_and_those_of_slots_and_rooms_are_kept_too(session, edit, change):
    other = a_session(meeting=session.meeting, slot=a_slot(meeting=session.meeting))
    before = timezone.now()
    edit(session)
    assert kept() == [("1", *change)]
    made_at = AgendaChange.objects.get().made_at
    assert before - timedelta(seconds=1) < made_at <= timezone.now()
    assert not other.agenda_changes.exists()


def write(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_moving_to_a_slot_of_the_same_hours_is_no_change(session):
    same = from_to("9:00", "10:30", meeting=session.meeting, date=DAY)
    Session.objects.filter(pk=session.pk).update(slot=same, summary="Ours.")
    assert kept() == []


def test_one_edit_is_one_change_of_the_record(session):
    before = Change.objects.count()
    Session.objects.filter(pk=session.pk).update(title="New")
    assert Change.objects.count() == before + 1


def test_a_session_that_is_taken_out_takes_its_changes_along(session):
    Session.objects.filter(pk=session.pk).update(title="New")
    session.delete()
    assert kept() == []


def test_a_meeting_can_be_deleted_with_the_slots_and_rooms_of_its_sessions(session, meeting):
    # Its rows go slots and rooms first, so that its sessions change before they go themselves.
    meeting.delete()
    connection.check_constraints()
    assert not AgendaChange.objects.exists()


def test_migrations_find_the_triggers_out_of_their_way_and_leave_them_in_place(session):
    call_command("migrate", verbosity=0)
    Session.objects.filter(pk=session.pk).update(title="New")
    assert kept() == [("1", "title", "Costs", "New")]


def age(days):
    """Let what changed have changed so many days before; no page was made on this day yet."""
    pages.clear()
    AgendaChange.objects.update(made_at=timezone.now() - timedelta(days=days))


def test_the_session_says_what_it_was_before_for_a_week(client, session):
    Room.objects.filter(pk=session.room_id).update(name="Room B")
    today = f"{datetime.now(ZoneInfo('Asia/Manila')):%-d %b %Y}"
    page = read(client, session.get_absolute_url())
    said = words(re.search(r'<div class="changes">(.*?)</div>', page, re.S)[1])
    assert said == f"New Room changed on {today}: was Room A, now Room B."
    assert not re.search(r'data-changed-at="[^"]+" hidden', page)
    age(days=7)
    assert not re.search(r'data-changed-at="[^"]+" hidden', read(client, session.get_absolute_url()))
    age(days=8)
    assert re.search(r'data-changed-at="[^"]+" hidden', read(client, session.get_absolute_url()))
    age(days=61)
    assert "data-changed-at" not in read(client, session.get_absolute_url())


def test_a_status_is_told_once_to_who_sees_it_for_the_first_time(client, session):
    def shown():
        page = read(client, session.get_absolute_url())
        lines = re.findall(r'data-changed-at="[^"]+"( hidden)?>(.*?)</p>', page, re.S)
        return [re.sub("changed on .*: ", "", words(line)) for hidden, line in lines if not hidden]

    Session.objects.filter(pk=session.pk).update(status="moved", room=None)
    assert shown() == ["New Room was Room A, now not stated."]
    Session.objects.filter(pk=session.pk).update(status="confirmed")
    told = ["New Status was moved, now confirmed.", "New Status was confirmed, now moved."]
    assert [line for line in shown() if "Status" in line] == told


def test_the_page_of_changes_lists_them_newest_first(client, session, meeting):
    Session.objects.filter(pk=session.pk).update(title="Costs & <b>more</b>")
    Slot.objects.filter(pk=session.slot_id).update(ends_at=time(11))
    Session.objects.filter(pk=session.pk).update(status="cancelled", room=None)
    page = read(client, "/meetings/manila-2030/changes/")
    said = [words(line) for line in re.findall(r"</strong> ((?:Time|Room|Title|Status) changed.*?)</p>", page, re.S)]
    assert [re.sub(r"on .*?: was", "was", line) for line in said] == [
        "Room changed was Room A, now not stated.",
        "Status changed was confirmed, now cancelled.",
        "Time changed was 29 Oct 2030, 09:00–10:30, now 09:00–11:00.",
        "Title changed was “Costs”, now “Costs & <b>more</b>”.",
    ]
    moments = re.findall(r'data-changed-at="([^"]+)"', page)
    assert moments == sorted(moments, reverse=True)
    assert [datetime.fromisoformat(moment).tzinfo is not None for moment in moments] == [True] * 4
    assert f'data-last-change="{moments[0]}"' in page


def test_a_change_on_the_page_of_changes_says_its_day_and_hour_once(client, session):
    Room.objects.filter(pk=session.room_id).update(name="Room B")
    next_day_in_manila = datetime(2030, 10, 2, 22, 5, tzinfo=ZoneInfo("UTC"))
    AgendaChange.objects.update(made_at=next_day_in_manila)
    cards = cards_of(read(client, "/meetings/manila-2030/changes/"))
    said = "New Room changed on 3 Oct 2030, 06:05: was Room A, now Room B."
    assert cards == [f"Session 1 Costs {said}"]


def cards_of(page):
    return [words(card) for card in re.findall(r'<li class="record-card">.*?</li>', page, re.S)]


def test_changes_of_one_session_in_a_row_stand_below_its_name(client, session, meeting):
    other = a_session(meeting=meeting, number="2", title="Gains")
    for changed, status in ((session, "moved"), (session, "cancelled"), (other, "moved"), (session, "confirmed")):
        Session.objects.filter(pk=changed.pk).update(status=status)
    said = [
        re.sub(r"New Status changed on .*?: ", "", card)
        for card in cards_of(read(client, "/meetings/manila-2030/changes/"))
    ]
    assert said == [
        "Session 1 Costs was cancelled, now confirmed.",
        "Session 2 Gains was confirmed, now moved.",
        "Session 1 Costs was moved, now cancelled. was confirmed, now moved.",
    ]


def test_an_end_moved_past_midnight_is_told(client, session):
    Slot.objects.filter(pk=session.slot_id).update(ends_next_day=True)
    page = words(read(client, "/meetings/manila-2030/changes/"))
    assert "was 29 Oct 2030, 09:00–10:30, now 09:00–10:30 (ends on the next day)." in page


def test_a_session_that_goes_to_another_day_or_loses_its_hours_is_told_with_the_day(client, session):
    Slot.objects.filter(pk=session.slot_id).update(date=date(2030, 10, 30))
    Slot.objects.filter(pk=session.slot_id).update(starts_at=None, ends_at=None)
    page = words(read(client, "/meetings/manila-2030/changes/"))
    assert "was 29 Oct 2030, 09:00–10:30, now 30 Oct 2030, 09:00–10:30." in page
    assert "was 30 Oct 2030, 09:00–10:30, now 30 Oct 2030." in page


def test_the_feed_of_changes_says_the_same(client, session):
    Session.objects.filter(pk=session.pk).update(title="Costs & <b>more</b>")
    Room.objects.filter(pk=session.room_id).update(name="Room B")
    response = client.get("/meetings/manila-2030/changes.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall("a:entry", ATOM)
    assert [(entry.find("a:title", ATOM).text, entry.find("a:content", ATOM).text) for entry in entries] == [
        ("Session 1: Room changed", "Costs & <b>more</b>. Before: Room A. Now: Room B."),
        ("Session 1: Title changed", "Costs & <b>more</b>. Before: Costs. Now: Costs & <b>more</b>."),
    ]
    assert len({entry.find("a:id", ATOM).text for entry in entries}) == 2
    assert feed.find("a:updated", ATOM).text == entries[0].find("a:updated", ATOM).text
    link = entries[0].find("a:link", ATOM).get("href")
    assert link == "http://testserver/meetings/manila-2030/sessions/1/"


def test_an_agenda_without_changes_says_so(client, meeting):
    assert "Nothing has changed" in read(client, "/meetings/manila-2030/changes/")
    assert (
        ElementTree.fromstring(client.get("/meetings/manila-2030/changes.atom").content).findall("a:entry", ATOM) == []
    )
    assert client.get("/meetings/nowhere/changes/").status_code == 404
    assert client.get("/meetings/nowhere/changes.atom").status_code == 404


def test_the_feed_of_changes_is_linked_where_a_reader_looks(client, meeting):
    feed = 'href="/meetings/manila-2030/changes.atom"'
    for page in ("", "agenda/", "agenda/tracks/", "changes/"):
        text = client.get(f"/meetings/manila-2030/{page}").content.decode()
        link = f'<link rel="alternate" type="application/atom+xml" title="Feed of changes to this agenda" {feed}>'
        assert link in text
        assert (f"<a {feed}>" in text) == (page == "changes/")
