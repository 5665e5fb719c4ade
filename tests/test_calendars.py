"""Calendars: the sessions of the page at their right hours, in a form that every program reads."""

import re
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.urls import reverse
from icalendar import Calendar

from changes.versions import record_version
from gfmd_portal.calendars import contents
from gfmd_portal.calendars.zones import zone_component
from sessions.models import Session
from tests.another_editor import edits_meanwhile
from tests.calendar_readers import READERS, at, errors_of, on
from tests.factories import (
    a_deadline,
    a_language,
    a_meeting,
    a_paper,
    a_question,
    a_room,
    a_roundtable,
    a_session,
    a_slot,
    a_speaker,
    from_to,
)
from tests.reading import drawn, read

pytestmark = pytest.mark.django_db

OCTETS = 75
LISTED = re.compile(r'<h3><a href="(/meetings/[^"]+)"')
CALENDARS = [
    "/meetings.ics",
    "/sessions.ics",
    "/sessions.ics?roundtable=brussels-2007/2",
    "/meetings/brussels-2007/agenda.ics",
    "/meetings/manila-2008/agenda.ics",
    "/meetings/bern-2011/agenda.ics?kind=breakout_group",
    "/meetings/brussels-2007/sessions/2.1.ics",
    "/meetings/bern-2011/sessions/9-government.ics",
]


def events(client, address, **headers):
    """The events of a calendar by the part of their UID before the @."""
    calendar = Calendar.from_ical(client.get(address, headers=headers).content)
    return {event.uid.split("@")[0]: event for event in calendar.events}


def the_event(client, session):
    return events(client, f"{session.get_absolute_url()[:-1]}.ics")[f"{session.meeting.slug}.session.{session.number}"]


def a_meeting_over_a_clock_change(**facts):
    """A meeting at the end of October 2031, when Brussels puts its clocks back in the night to the 26th."""
    place = {"city": "Brussels", "country": "BE", "time_zone": "Europe/Brussels", "slug": "brussels-2031"}
    return a_meeting(**place, starts_on=date(2031, 10, 25), ends_on=date(2031, 10, 26), **facts)


@pytest.fixture
def autumn():
    """Sessions before, in and after the hour that comes twice, and one on a day without hours."""
    meeting = a_meeting_over_a_clock_change()
    saturday, sunday = (
        {"meeting": meeting, "date": date(2031, 10, 25)},
        {"meeting": meeting, "date": date(2031, 10, 26)},
    )
    a_session(meeting=meeting, number="1", slot=from_to("9:00", "10:30", **saturday))
    a_session(meeting=meeting, number="2", slot=from_to("22:00", "4:30", ends_next_day=True, **saturday))
    a_session(meeting=meeting, number="3", slot=from_to("9:00", "10:30", **sunday))
    a_session(meeting=meeting, number="4", slot=a_slot(**sunday))
    a_deadline(meeting=meeting, position=1, date=date(2031, 3, 30), time=time(3, 15))
    a_deadline(meeting=meeting, position=2, date=date(2031, 9, 1))
    return meeting


@pytest.mark.parametrize("reader", READERS)
def test_other_programs_read_the_right_hour_across_a_change_of_clocks(client, autumn, reader):
    text = client.get("/meetings/brussels-2031/agenda.ics").content.decode()
    found = {uid.removeprefix("brussels-2031.").removesuffix("@gfmd-portal"): at for uid, at in reader(text).items()}
    assert found == {
        "meeting": (on(2031, 10, 25), on(2031, 10, 27)),
        "deadline.1": (at(2031, 3, 30, 1, 15), None),
        "deadline.2": (on(2031, 9, 1), on(2031, 9, 2)),
        "session.1": (at(2031, 10, 25, 7), at(2031, 10, 25, 8, 30)),
        "session.2": (at(2031, 10, 25, 20), at(2031, 10, 26, 3, 30)),
        "session.3": (at(2031, 10, 26, 8), at(2031, 10, 26, 9, 30)),
        "session.4": (on(2031, 10, 26), on(2031, 10, 27)),
    }


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Asia/Manila", "America/Santiago", "Africa/Casablanca", "UTC"])
def test_a_zone_as_stated_has_the_hours_of_the_zone_by_name(zone):
    component = zone_component(zone, 2030, 2032).to_ical().decode()
    stated = vobject.readOne(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{component}END:VCALENDAR\r\n").vtimezone.gettzinfo()
    moment, wrong = datetime(2030, 1, 2), []
    while moment.year < 2033:
        if not_doubtful(moment, zone) and stated.utcoffset(moment) != ZoneInfo(zone).utcoffset(moment):
            wrong.append(moment)
        moment += timedelta(hours=1)
    assert wrong == []


def test_a_zone_states_each_change_by_the_clock_that_showed_before_it():
    """RFC 5545, 3.6.5: else whoever starts in the hour that comes twice is shown an hour off."""
    stated = zone_component("Europe/Brussels", 2031, 2031).to_ical().decode().splitlines()
    assert [line for line in stated if line.startswith(("DTSTART", "RDATE"))] == [
        "DTSTART:20310101T010000",
        "DTSTART:20310330T020000",
        "DTSTART:20311026T030000",
    ]


def not_doubtful(moment, zone):
    """Whether the clocks of `zone` show this hour exactly once."""
    local = moment.replace(tzinfo=ZoneInfo(zone))
    return local.utcoffset() == local.replace(fold=1).utcoffset()


@pytest.mark.parametrize("address", CALENDARS)
def test_calendars_are_valid(client, address):
    assert errors_of(client.get(address).content.decode()) == []


@pytest.mark.parametrize("fault", [(r"PRODID:.*\r\n", ""), (r"(LOCATION:.*\r\n)", r"\1\1"), ("PT15M|P1D", "soon")])
def test_the_judge_of_calendars_finds_faults(client, fault):
    text = client.get("/meetings.ics").content.decode()
    assert errors_of(re.sub(*fault, text, count=1)) != []


@pytest.mark.parametrize("address", CALENDARS)
def test_lines_end_with_crlf_and_are_folded(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert lines[-1] == b""
    assert [line for line in lines if len(line) > OCTETS or b"\n" in line or b"\r" in line] == []


def test_an_event_tells_what_a_delegate_needs(client):
    meeting = a_meeting(slug="manila-2030", city="Manila", venue="Convention Centre", summary="Ours.")
    room = a_room(meeting=meeting, name="Room A", place="second floor")
    track = a_roundtable(meeting=meeting, number=2, title="Remittances")
    slot = from_to("9:00", "10:30", meeting=meeting, date=date(2030, 10, 29))
    facts = {"room": room, "roundtable": track, "slot": slot, "title": "Costs, and who pays; why"}
    session = a_session(meeting=meeting, number="2.1", **facts)
    a_language(session=session, language="en")
    a_language(session=session, role="interpretation", language="fr")
    a_speaker(session=session, name="Ms Maria Silva")
    a_question(session=session, position=1, text="What works?")
    a_question(session=session, position=2, text="What does it cost?")
    response = client.get("/meetings/manila-2030/sessions/2.1.ics")
    assert response.headers["Content-Disposition"] == 'inline; filename="gfmd-manila-2030-session-2.1.ics"'
    text = response.content.decode().replace("\r\n ", "")
    for line in [
        "SUMMARY:Room A · Session 2.1: Costs\\, and who pays\\; why",
        "LOCATION:Room A\\, second floor\\, Convention Centre\\, Manila\\, Philippines",
        "DTSTART;TZID=Asia/Manila:20301029T090000",
        "DTEND;TZID=Asia/Manila:20301029T103000",
        "UID:manila-2030.session.2.1@gfmd-portal",
        "STATUS:CONFIRMED",
        "CATEGORIES:Roundtable 2",
        "URL:http://testserver/meetings/manila-2030/sessions/2.1/",
        "DESCRIPTION:Room: Room A\\nLanguages: English\\nInterpretation: French\\nChair: Ms Maria Silva\\n\\n"
        "Roundtable 2: Remittances\\n\\nGuiding questions\\n1. What works?\\n2. What does it cost?\\n\\n"
        "http://testserver/meetings/manila-2030/sessions/2.1/",
        f"X-WR-CALNAME:GFMD: {meeting.short_title}\\, Session 2.1",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        "PRODID:-//GFMD portal//Calendars//EN",
    ]:
        assert f"\r\n{line}\r\n" in text
    assert "METHOD" not in text


def test_a_cancelled_session_stays_and_says_so(client):
    session = a_session(
        slot=from_to("9:00", "10:00"), status="cancelled", status_note="The chair is ill.", title="Costs"
    )
    Session.objects.filter(pk=session.pk).update(meeting=session.slot.meeting)
    session.refresh_from_db()
    event = the_event(client, session)
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == f"Cancelled: Session {session.number}: Costs"
    assert event["DESCRIPTION"].startswith("This session was cancelled. The chair is ill.\n\n")


def test_a_moved_session_says_so_and_another_speaker_raises_its_sequence(client):
    slot = from_to("9:00", "10:00")
    session = a_session(slot=slot, meeting=slot.meeting, status="moved")
    speaker = a_speaker(session=session, name="Ms Maria Silva")
    before = the_event(client, session)
    assert before["DESCRIPTION"].startswith(
        "This session was moved: the time and the room given here are the new ones.\n"
    )
    speaker.name = "Mr Jan Peeters"
    speaker.save()
    after = the_event(client, session)
    assert "Chair: Mr Jan Peeters" in after["DESCRIPTION"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_sessions_without_a_day_are_named_in_the_event_of_their_meeting(client):
    (event,) = events(client, "/meetings/manila-2008/agenda.ics").values()
    assert (event.uid, event.start, event.end) == (
        "manila-2008.meeting@gfmd-portal",
        on(2008, 10, 27),
        on(2008, 10, 31),
    )
    named = re.findall(r"http://testserver(/meetings/manila-2008/sessions/\S+)", event["DESCRIPTION"])
    assert named == [session.get_absolute_url() for session in Session.objects.filter(meeting__slug="manila-2008")]
    assert len(named) == 8


def test_the_agenda_has_what_is_no_session_too(client):
    found = events(client, "/meetings/brussels-2007/agenda.ics")
    assert len([name for name in found if ".session." in name]) == 12
    lunch = found["brussels-2007.item.3.1"]
    assert (lunch["SUMMARY"], lunch.start.hour, lunch.end.hour) == ("Lunch", 13, 15)
    day = found["brussels-2007.item.1.1"]
    assert (day.start, day.end) == (on(2007, 7, 9), on(2007, 7, 10))
    assert day["URL"] == "http://testserver/meetings/brussels-2007-csd/"


def test_deadlines_stand_in_the_calendars_of_their_meeting_and_of_all(client):
    meeting = a_meeting(slug="manila-2030", short_title="Manila 2030")
    a_deadline(meeting=meeting, position=1, name="Papers are due", date=date(2030, 9, 1), url="https://example.org/in")
    a_deadline(meeting=meeting, position=2, name="Registration closes", date=date(2030, 9, 30), time=time(18))
    for address in ("/meetings.ics", "/meetings/manila-2030/agenda.ics"):
        found = events(client, address)
        papers, registration = found["manila-2030.deadline.1"], found["manila-2030.deadline.2"]
        assert (papers.start, papers["SUMMARY"]) == (on(2030, 9, 1), "Manila 2030: Papers are due")
        assert papers["URL"] == "https://example.org/in"
        assert registration.start.astimezone(UTC) == at(2030, 9, 30, 10)
    assert len([name for name in events(client, "/meetings.ics") if name.endswith(".meeting")]) == 5


def held(client, address):
    """The pages of the sessions that a calendar holds: in events of their own, and named in those of meetings."""
    pages = []
    for name, event in events(client, address).items():
        said = event["DESCRIPTION"] if name.endswith(".meeting") else event["URL"]
        pages += re.findall(r"http://testserver(/meetings/[^/\s]+/sessions/[^/\s]+/)", said)
    return sorted(pages)


def listed(client, address):
    """The pages of the sessions on all pages of a list."""
    pages, number = [], 1
    while True:
        page = read(client, f"{address}{'&' if '?' in address else '?'}page={number}")
        pages += map(unescape, LISTED.findall(page))
        if 'rel="next' not in page:
            return sorted(pages)
        number += 1


@pytest.mark.parametrize("seed", range(12))
def test_the_calendar_of_a_list_holds_the_sessions_of_its_page(client, seed):
    query = drawn(client, "/sessions/", seed)
    assert held(client, f"/sessions.ics{query}") == listed(client, f"/sessions/{query}")


AGENDAS = [
    "/meetings/brussels-2007/agenda/",
    "/meetings/bern-2011/agenda/",
    "/meetings/brussels-2007/agenda/2007-07-11/",
]
ENTRY = re.compile(r'<a href="(/meetings/[^"]+/sessions/[^"]+/)" data-session')


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("address", AGENDAS)
def test_the_calendar_that_an_agenda_offers_holds_the_sessions_it_shows(client, address, seed):
    page = read(client, address + drawn(client, address, seed))
    calendar = unescape(re.search(r'href="(/meetings/[^"]+\.ics[^"]*)"', page)[1])
    assert held(client, calendar) == sorted(ENTRY.findall(page))


def test_the_calendar_of_a_day_has_what_is_no_session_too(client):
    found = events(client, "/meetings/brussels-2007/agenda/2007-07-11.ics")
    assert [name for name in found if ".item." in name] == ["brussels-2007.item.6.1", "brussels-2007.item.7.1"]
    assert {event.start.date() for event in found.values()} == {on(2007, 7, 11)}
    assert client.get("/meetings/brussels-2007/agenda/2007-07-12.ics").status_code == 404


def test_what_was_not_understood_is_said_in_the_calendar(client):
    address = "/sessions.ics?kind=tea&kind=side_event"
    note = "Part of the address was not understood: "
    assert said_of(client, address) == ("GFMD: sessions, kind = side event", f"{note}kind: tea")
    assert held(client, address) == ["/meetings/bern-2011/sessions/side-event/"]
    for address in ("/sessions.ics?page=2", "/meetings.ics?page=2", "/meetings/manila-2008/agenda.ics?page=2"):
        assert said_of(client, address)[1] == f"{note}page: 2"


def test_signs_in_the_name_of_a_calendar_are_read_as_they_were_typed(client):
    said = said_of(client, "/sessions.ics?q=C:%5Cnew%2C+old;%20d&kind=tea%2Ccake")
    note = "Part of the address was not understood: kind: tea,cake"
    assert said == ("GFMD: sessions, words = “C:\\new, old; d”", note)


def said_of(client, address):
    """What a calendar says of itself, (name, note), which programs find in two places each."""
    said = vobject.readOne(client.get(address).content.decode()).contents
    (name, again), (note, once_more) = (
        [said[word][0].value for word in words] for words in (("name", "x-wr-calname"), ("description", "x-wr-caldesc"))
    )
    assert (name, note) == (again, once_more)
    return name, note


def test_a_calendar_states_the_zones_it_uses_and_no_others(client, autumn):
    def zones(address):
        return [zone.tz_name for zone in Calendar.from_ical(client.get(address).content).timezones]

    a_session(meeting=(manila := a_meeting()), slot=from_to("9:00", "10:00", meeting=manila))
    assert zones("/sessions.ics") == ["Asia/Manila", "Europe/Brussels"]
    assert zones("/sessions.ics?meeting=brussels-2031") == ["Europe/Brussels"]
    assert zones("/meetings/bern-2011/agenda.ics") == []


def test_an_event_is_the_same_on_every_host_and_in_every_language(client):
    one, other = (
        events(client, "/meetings/brussels-2007/agenda.ics", host=host) for host in ("localhost", "127.0.0.1")
    )
    french = events(client, "/fr/meetings/brussels-2007/agenda.ics")
    assert [event.uid for event in one.values()] == [event.uid for event in other.values()]
    assert [event.uid for event in one.values()] == [event.uid for event in french.values()]
    assert french["brussels-2007.session.2.1"]["URL"] == "http://testserver/fr/meetings/brussels-2007/sessions/2.1/"
    assert one["brussels-2007.session.2.1"]["URL"].startswith("http://localhost/")


def test_an_event_stays_the_same_when_its_session_and_meeting_are_renamed(client):
    slot = from_to("9:00", "10:00", meeting=a_meeting(slug="manila-2030"))
    a_session(meeting=slot.meeting, slot=slot, number="2.1")
    for slug, number in (("manila-2031", "2.2"), ("manila-2032", "2.3")):
        type(slot.meeting).objects.filter(pk=slot.meeting_id).update(slug=slug)
        Session.objects.filter(slot=slot).update(number=number)
    (event,) = events(client, "/meetings/manila-2032/sessions/2.3.ics").values()
    assert event.uid == "manila-2030.session.2.1@gfmd-portal"
    moved = client.get("/meetings/manila-2030/sessions/2.1.ics")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/meetings/manila-2032/sessions/2.3.ics")


def test_an_event_stays_the_same_when_its_session_and_meeting_take_their_names_back(client):
    slot = from_to("9:00", "10:00", meeting=a_meeting(slug="manila-2030"))
    a_session(meeting=slot.meeting, slot=slot, number="2.1")
    for slug, number in (("manila-2031", "2.2"), ("manila-2030", "2.1")):
        type(slot.meeting).objects.filter(pk=slot.meeting_id).update(slug=slug)
        Session.objects.filter(slot=slot).update(number=number)
        (event,) = events(client, f"/meetings/{slug}/sessions/{number}.ics").values()
        assert event.uid == "manila-2030.session.2.1@gfmd-portal"


def test_every_edit_behind_an_event_raises_its_sequence_and_others_do_not(client):
    meeting = a_meeting()
    busy, quiet = (from_to("9:00", "10:00", meeting=meeting) for _ in range(2))
    for minute in range(5):
        type(busy).objects.filter(pk=busy.pk).update(starts_at=time(9, minute))
    room = a_room(meeting=meeting)
    track = a_roundtable(meeting=meeting)
    session = a_session(meeting=meeting, slot=busy, room=room, roundtable=track)
    mine, said = Session.objects.filter(pk=session.pk), []

    def look():
        event = the_event(client, session)
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        said.append((event["SEQUENCE"], event["DTSTAMP"].dt))

    look()
    for edit in (
        lambda: mine.update(title="Another"),
        lambda: mine.update(slot=quiet),  # edited less often than the slot before
        lambda: type(quiet).objects.filter(pk=quiet.pk).update(ends_at=time(11)),
        lambda: type(room).objects.filter(pk=room.pk).update(name="Room B"),
        lambda: type(track).objects.filter(pk=track.pk).update(title="Other costs"),
        lambda: mine.update(status="cancelled"),
        lambda: type(meeting).objects.filter(pk=meeting.pk).update(time_zone="Asia/Tokyo"),
    ):
        edit()
        look()
    assert said == sorted(said)
    assert len({sequence for sequence, _stamp in said}) == 8
    beside = a_session(meeting=meeting, slot=busy)
    question = a_question(session=beside)
    type(question).objects.filter(pk=question.pk).update(text="What else?")
    question.delete()
    look()
    assert said[-1] == said[-2]


def three(a_part):
    """The facts by which three parts of a session differ, where they must."""
    return [{"language": code} for code in ("en", "fr", "ar")] if a_part is a_language else [{}] * 3


@pytest.mark.parametrize("a_part", [a_speaker, a_language, a_paper, a_question])
def test_what_is_added_moved_or_taken_out_of_a_session_raises_its_sequence(client, admin_client, a_part):
    meeting = a_meeting()
    slots = [from_to("9:00", "10:00", meeting=meeting) for _ in range(2)]
    session, other = (a_session(meeting=meeting, slot=slot) for slot in slots)
    said = []

    def look():
        event = the_event(client, session)
        said.append((event["SEQUENCE"], event["DTSTAMP"].dt, event["DESCRIPTION"]))

    look()
    kept, moved, taken_out = (a_part(session=session, **facts) for facts in three(a_part))
    look()
    type(moved).objects.filter(pk=moved.pk).update(session=other)
    look()
    taken_out.delete()
    look()
    at_the_desk = reverse(admin_urlname(kept._meta, "changelist"))
    chosen = {"action": "delete_selected", "_selected_action": [kept.pk], "post": "yes"}
    assert admin_client.post(at_the_desk, chosen).status_code == 302
    look()
    numbers, moments, texts = zip(*said, strict=True)
    assert list(numbers) == sorted(set(numbers))
    assert list(moments) == sorted(moments)
    assert texts[0] == texts[-1]


def test_a_session_that_is_given_a_day_or_taken_out_raises_the_sequence_of_its_meeting(client):
    meeting = a_meeting(slug="manila-2030")
    first, second = (a_session(meeting=meeting) for _ in range(2))
    said = []

    def look():
        event = events(client, "/meetings/manila-2030/agenda.ics")["manila-2030.meeting"]
        said.append((event["SEQUENCE"], str(event.get("DESCRIPTION", "")).count("/sessions/")))

    look()
    Session.objects.filter(pk=second.pk).update(slot=from_to("9:00", "10:00", meeting=meeting))
    look()
    first.delete()
    look()
    assert [sessions for _sequence, sessions in said] == [2, 1, 0]
    assert said[0][0] < said[1][0] < said[2][0]


def test_a_calendar_costs_the_same_few_questions_however_long_it_is(client, django_assert_num_queries):
    meeting = a_meeting(slug="manila-2030")
    for more in (1, 30):
        for _ in range(more):
            slot = from_to("9:00", "10:00", meeting=meeting)
            session = a_session(meeting=meeting, slot=slot, room=a_room(meeting=meeting))
            a_question(session=session)
        with django_assert_num_queries(13):
            client.get("/meetings/manila-2030/agenda.ics")


HOSTILE = [
    "Costs\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Mine",
    "\\n\\, \\; “quoted” : ; , =",
    "هجرة اليد العاملة وتحويلات المهاجرين " * 10,
    "👩🏽‍🌾 remittances \u202e reversed \x07 bell \x85 next",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_out_of_its_event(client, title):
    slot = from_to("9:00", "10:00")
    session = a_session(meeting=slot.meeting, slot=slot, title=title)
    (event,) = events(client, f"{session.get_absolute_url()[:-1]}.ics").values()
    words = title.replace("\r\n", "\n").replace("\x07", "\N{REPLACEMENT CHARACTER}")
    assert event["SUMMARY"] == f"Session {session.number}: {words}"


@pytest.mark.parametrize(
    "address",
    ["/meetings/nowhere/agenda.ics", "/meetings/bern-2011/sessions/99.ics", "/meetings/nowhere/sessions/1.ics"],
)
def test_there_is_no_calendar_of_what_there_is_not(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("shown_on", "calendar"),
    [
        ("/meetings/", "/meetings.ics"),
        ("/meetings/brussels-2007/", "/meetings/brussels-2007/agenda.ics"),
        ("/meetings/brussels-2007/agenda/", "/meetings/brussels-2007/agenda.ics"),
        ("/meetings/brussels-2007/sessions/2.1/", "/meetings/brussels-2007/sessions/2.1.ics"),
        ("/sessions/?kind=side_event", "/sessions.ics?kind=side_event"),
    ],
)
def test_pages_offer_their_calendar_once_and_for_good(client, shown_on, calendar):
    links = re.findall(r'href="([^"]*\.ics[^"]*)"', read(client, shown_on))
    assert links == [calendar, f"webcal://testserver{calendar}"]
    assert client.get(calendar).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of", ["sessions/1", "agenda", "agenda/2030-10-29"])
def test_a_calendar_tells_one_state_of_the_record_while_others_write(client, monkeypatch, of):
    meeting = a_meeting()
    a_session(meeting=meeting, number="1", title="Before", slot=from_to("9:00", "10:30", meeting=meeting))
    maker, version = contents.EventMaker, record_version()

    def edited_meanwhile(*arguments):
        edits_meanwhile(lambda: Session.objects.update(title="After"))
        return maker(*arguments)

    monkeypatch.setattr(contents, "EventMaker", edited_meanwhile)
    event = events(client, f"/meetings/{meeting.slug}/{of}.ics")[f"{meeting.slug}.session.1"]
    assert str(event["SUMMARY"]).endswith("Before") and event["SEQUENCE"] <= version.number
