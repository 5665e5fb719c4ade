"""“Now and next” at every hour: by the clock of the place, over midnight and a change of clocks, and at no meeting."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from meetings.models import Meeting
from sessions import views_now
from sessions.now import offset
from tests import factories, programmes
from tests.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def hour(monkeypatch):
    """Set the clock of the portal to a moment of UTC: `hour("2030-10-28T08:30")`."""

    def put(moment):
        fixed = datetime.fromisoformat(f"{moment}+00:00")
        monkeypatch.setattr(views_now, "as_of", lambda request: getattr(request, "as_of", None) or fixed)

    return put


@pytest.fixture
def at(client, hour):
    """Read a page as it is at a moment of UTC: `at("2030-10-28T08:30")`."""

    def told(moment, address="/now/"):
        hour(moment)
        return words(read(client, address).partition("<main")[2].partition("</main>")[0])

    return told


def test_a_meeting_and_its_agenda_lead_to_what_is_on_only_while_it_runs(at, client):
    programmes.of_one_session()
    for address in ("/meetings/one-session/", "/meetings/one-session/agenda/"):
        assert "Now and next" in at("2030-10-28T08:30", address)
        assert "Now and next" not in at("2030-09-28T08:30", address)


def marked(page):
    """The days that an agenda calls today: those of its ways to read it, then those of its headings."""
    views, _nav, rest = page.partition('class="agenda-views"')[2].partition("</nav>")
    form = r'<time datetime="([^"]+)">[^<]+</time> <span class="today">([^<]+)</span>'
    return [re.findall(form, part) for part in (views, rest)]


def test_an_agenda_marks_today_by_the_calendar_of_the_place(client, hour):
    programmes.of_300_sessions()
    agenda = "/meetings/many-sessions/agenda/"
    for moment, today in [
        ("2030-10-27T22:59", []),
        ("2030-10-27T23:00", [("2030-10-28", "today")]),
        ("2030-10-28T22:59", [("2030-10-28", "today")]),
        ("2030-10-28T23:00", [("2030-10-29", "today")]),
        ("2030-10-31T23:00", []),
    ]:
        hour(moment)
        assert marked(client.get(agenda).content.decode()) == [today, today]
        assert marked(client.get(f"{agenda}tracks/").content.decode()) == [today, []]
    hour("2030-10-29T12:00")
    assert marked(client.get(f"{agenda}2030-10-28/").content.decode()) == [[("2030-10-29", "today")], []]
    assert marked(client.get(f"/fr{agenda}").content.decode())[0] == [("2030-10-29", "aujourd’hui")]


def test_a_page_that_marks_today_is_sent_anew_when_the_day_of_the_meeting_ends(client, hour):
    programmes.of_300_sessions()
    agenda = "/meetings/many-sessions/agenda/"
    hour("2030-10-28T00:01")
    stamp = client.get(agenda).headers["ETag"]
    hour("2030-10-28T22:59")
    assert client.get(agenda, headers={"If-None-Match": stamp}).status_code == 304
    hour("2030-10-28T23:00")
    anew = client.get(agenda, headers={"If-None-Match": stamp})
    assert (anew.status_code, marked(anew.content.decode())[0]) == (200, [("2030-10-29", "today")])


def test_a_copy_for_a_device_leaves_today_to_its_clock(client, hour):
    meeting = programmes.running()
    hour(f"{meeting.starts_on + timedelta(days=1)}T05:00")
    assert marked(client.get("/meetings/running/agenda/").content.decode())[0]
    pages = {page["address"]: page["body"] for page in client.get("/meetings/running/offline.json").json()["pages"]}
    kept = pages["/meetings/running/agenda/"]
    assert f'data-time-zone="{meeting.time_zone}" data-today="today"' in kept
    assert marked(kept) == [[], []]


def test_nobody_is_said_to_have_attended_a_meeting_that_is_not_over(at):
    programmes.of_one_session()
    page = "/meetings/one-session/"
    assert "Attendance" not in at("2030-10-31T22:59", page)
    assert "Attendance not stated in the record" in at("2030-10-31T23:00", page)
    Meeting.objects.filter(slug="one-session").update(attendance="500 delegates are expected")
    assert "Attendance 500 delegates are expected" in at("2030-09-28T08:30", page)


def test_a_meeting_is_not_said_to_lack_before_its_end_what_is_only_known_then(at):
    meeting = programmes.of_one_session()
    session = meeting.sessions.get().get_absolute_url()
    assert not re.search("Venue|Documents none", at("2030-10-31T22:59", "/meetings/one-session/"))
    assert "The record states no recommendations" not in at("2030-10-31T22:59", session)
    over = at("2030-10-31T23:00", "/meetings/one-session/")
    assert "Venue not stated in the record" in over and "Documents none on record" in over
    assert "The record states no recommendations of this session." in at("2030-10-31T23:00", session)


def test_what_is_on_and_what_comes_next_by_the_clock_of_the_place(at):
    meeting = programmes.brussels("two-sessions")
    for number, hours in (("1", ("9:00", "10:30")), ("2", ("11:00", "12:00"))):
        slot = factories.from_to(*hours, meeting=meeting, date=programmes.FIRST_DAY)
        factories.a_session(meeting=meeting, number=number, title=f"Title {number}", slot=slot)
    page = at("2030-10-28T08:42")
    assert "09:42 Monday 28 October 2030, Brussels time, UTC+1" in page
    assert "Now 09:00 – 10:30 Session 1 Title 1 Next 11:00 – 12:00 Session 2 Title 2 The whole agenda" in page
    between = at("2030-10-28T09:30")
    assert "10:30 Monday" in between
    assert "Now Nothing is on the agenda at this moment. Next 11:00 – 12:00 Session 2" in between
    early = at("2030-10-27T23:30")
    assert "00:30 Monday 28 October 2030" in early and "Next 09:00 – 10:30 Session 1" in early
    late = at("2030-10-28T12:00")
    assert "Nothing is on the agenda at this moment. Next Nothing more is on the agenda of this meeting." in late


def test_a_slot_that_holds_nothing_yet_is_not_what_comes_next(at):
    meeting = programmes.brussels("to-be-filled")
    factories.from_to("9:00", "10:30", meeting=meeting, date=programmes.FIRST_DAY)
    factories.a_session(meeting=meeting, number="1", title="Title 1")
    assert "The record does not state when each session is held. Session 1 Title 1" in at("2030-10-28T07:00")
    slot = factories.from_to("11:00", "12:00", meeting=meeting, date=programmes.FIRST_DAY)
    factories.a_session(meeting=meeting, number="2", title="Title 2", slot=slot)
    page = at("2030-10-28T07:00")
    assert "Nothing is on the agenda at this moment. Next 11:00 – 12:00 Session 2 Title 2 The whole agenda" in page


def test_what_comes_next_may_be_on_another_day(at):
    meeting = programmes.of_300_sessions()
    page = at("2030-10-28T19:30")
    assert "Next, on Tuesday 29 October 09:00 – 10:15 Session 76" in page
    assert page.count("Session ") == 12
    assert meeting.short_title in page


def test_parallel_sessions_are_all_on(at):
    programmes.of_300_sessions()
    page = at("2030-10-28T08:30")
    assert re.findall(r"Session (\d+) ", page) == [str(number) for number in range(1, 25)]


def test_a_session_past_midnight_goes_on_although_the_last_day_is_over(at):
    meeting = programmes.past_midnight()
    meeting.ends_on = programmes.FIRST_DAY
    meeting.save()
    assert "00:45 Tuesday 29 October 2030" in at("2030-10-28T23:45")
    assert "Now 22:00 – 01:30 (ends on the next day) Session 1" in at("2030-10-28T23:45")
    assert "No meeting is being held at this moment." in at("2030-10-29T00:45")


@pytest.mark.parametrize(
    ("moment", "clock", "on"),
    [
        ("2030-10-26T21:30", "23:30 Saturday 26 October 2030, Brussels time, UTC+2", True),
        ("2030-10-27T00:30", "02:30 Sunday 27 October 2030, Brussels time, UTC+2", True),
        ("2030-10-27T01:30", "02:30 Sunday 27 October 2030, Brussels time, UTC+1", True),
        ("2030-10-27T02:59", "03:59 Sunday 27 October 2030, Brussels time, UTC+1", True),
        ("2030-10-27T03:00", "04:00 Sunday 27 October 2030, Brussels time, UTC+1", False),
    ],
)
def test_the_night_of_the_clock_change_lasts_as_long_as_it_lasts(at, moment, clock, on):
    programmes.over_a_clock_change()
    page = at(moment)
    assert clock in page
    assert ("Now 23:00 – 04:00" in page) == on
    assert "09:00 – 10:00 Session 2" in page


def test_days_without_hours_name_the_sessions_of_the_day(at):
    meeting = programmes.brussels("no-hours")
    for number, day in (("1", 28), ("2", 29)):
        slot = factories.a_slot(meeting=meeting, date=date(2030, 10, day))
        factories.a_session(meeting=meeting, number=number, title=f"Title {number}", slot=slot)
    page = at("2030-10-29T10:00")
    assert "The record does not state the times of today’s sessions." in page
    assert "Today, at times not stated no time stated Session 2 Title 2" in page
    assert "Session 1" not in page


def test_a_meeting_without_times_names_its_sessions(at):
    programmes.without_times()
    page = at("2030-10-29T10:00")
    assert "The record does not state when each session is held." in page
    assert "Session 1 Title 1 Session 2 Title 2 Session 3 Title 3" in page


def test_where_none_runs_the_next_meeting_is_named_or_the_last(at):
    programmes.brussels("next", title="Meeting to come")
    assert "The next meeting Meeting to come 28–31 October 2030 · Brussels" in at("2030-10-20T10:00")
    over = at("2030-11-05T10:00")
    assert "No meeting is being held at this moment." in over
    assert "The last meeting Meeting to come" in over
    assert "The next meeting First meeting of the Global Forum" in at("2007-06-01T10:00")


def test_a_meeting_in_the_east_is_over_once_its_last_day_is_and_not_to_come_again(at):
    day = date(2030, 10, 30)
    factories.a_meeting(title="Meeting of a day", starts_on=day, ends_on=day, time_zone="Pacific/Auckland")
    assert "The next meeting Meeting of a day" in at("2030-10-29T10:59")
    assert "No meeting" not in at("2030-10-30T10:59")
    assert "The last meeting Meeting of a day" in at("2030-10-30T11:00")
    factories.a_meeting(title="Meeting to come", starts_on=date(2030, 12, 1), ends_on=date(2030, 12, 2))
    assert "The next meeting Meeting to come" in at("2030-10-30T11:00")


def test_two_meetings_that_run_at_once_both_say_what_is_on(at):
    page = at("2007-07-09T08:00")
    names = [Meeting.objects.get(slug=slug).short_title for slug in ("brussels-2007", "brussels-2007-csd")]
    assert all(name in page for name in names)
    assert page.count("Brussels time, UTC+2") == 2


def test_a_cancelled_session_is_on_in_words_only(at):
    programmes.overlapping()
    assert "Session 3 Title 3 Cancelled. The speaker is ill." in at("2030-10-28T09:30")


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Asia/Kolkata", "UTC+5:30"), ("America/St_Johns", "UTC−2:30"), ("UTC", "UTC"), ("America/Lima", "UTC−5")],
)
def test_offsets_are_said_in_words(zone, said):
    assert offset(datetime(2030, 7, 1, tzinfo=ZoneInfo(zone))) == said


def test_the_page_is_good_for_seconds_and_not_for_a_day(client):
    response = client.get("/now/")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=15, must-revalidate"
    assert "ETag" not in response.headers


def test_every_moment_of_the_page_has_its_offset_for_the_readers_own_clock(client, hour):
    programmes.past_midnight()
    hour("2030-10-28T21:30")
    page = client.get("/now/").content.decode()
    assert re.findall(r'<time datetime="([^"]+)"', page) == [
        "2030-10-28T22:30:00+01:00",
        "2030-10-28T22:00:00+01:00",
        "2030-10-29T01:30:00+01:00",
    ]


def test_every_page_leads_there_while_a_meeting_runs_and_none_otherwise(client, hour):
    programmes.past_midnight()
    link = 'href="/now/"'
    for moment, times in (("2030-10-28T23:00", 2), ("2030-12-31T23:00", 0)):
        hour(moment)
        assert client.get("/").content.decode().count(link) == times
        assert client.get("/themes/").content.decode().count(link) == min(times, 1)


def test_the_home_page_begins_with_the_meeting_that_runs_or_else_the_next(at):
    programmes.brussels("next", short_title="Brussels 2030")
    factories.a_meeting(slug="later", short_title="Later", starts_on=date(2031, 1, 1), ends_on=date(2031, 1, 2))
    assert "The next meeting: Brussels 2030 , 28–31 October 2030 What the Global Forum" in at("2030-10-20T10:00", "/")
    assert "what is on now, and what comes next What the Global Forum" in at("2030-10-28T10:00", "/")
    assert "The next meeting" not in at("2031-02-01T10:00", "/")


def test_it_asks_few_questions_however_large_the_meeting(client, hour, django_assert_max_num_queries):
    programmes.of_300_sessions()
    hour("2030-10-28T08:30")
    with django_assert_max_num_queries(22):
        client.get("/now/")
