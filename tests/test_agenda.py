"""One agenda in four ways, with good luck and with bad: what a delegate finds, on whatever the secretariat entered."""

import html
import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions.models import Session
from tests import factories, programmes
from tests.reading import read, words

pytestmark = pytest.mark.django_db
VIEWS = ["/agenda/", "/agenda/tracks/", "/agenda.txt"]


def text_of(client, address, status=200):
    """The words of a page in order, without markup."""
    response = client.get(address)
    assert response.status_code == status
    content = response.content.decode()
    if response["Content-Type"].startswith("text/plain"):
        return " ".join(content.split())
    return words(content.partition("<main")[2].partition("</main>")[0])


def numbers_in(client, address):
    """The numbers of the sessions that a page of the agenda links to, in order."""
    links = re.findall(r'href="/meetings/[-\w]+/sessions/([^/"#]+)/"', client.get(address).content.decode())
    return list(dict.fromkeys(links))


def count_in(client, address):
    """The number that the page says, which has to be the same in its head and in its heading."""
    page = client.get(address).content.decode()
    (stated,) = re.findall(r'name="result-count" content="(\d+)"', page)
    assert f'class="results-count">{stated} session' in page
    return int(stated)


@pytest.mark.parametrize("view", ["/agenda/", "/agenda/tracks/", "/agenda/2030-10-28/", "/agenda.txt"])
@pytest.mark.parametrize("make", programmes.ALL, ids=lambda make: make.__name__)
def test_every_view_answers_whatever_was_entered(client, make, view):
    meeting = make()
    known = [f"{date}" for date in meeting.slots.values_list("date", flat=True)]
    lost = "2030-10-28" in view and "2030-10-28" not in known
    assert client.get(f"/meetings/{meeting.slug}{view}").status_code == (404 if lost else 200)


def test_everything_known_of_a_session_stands_on_its_line(client):
    meeting = programmes.of_one_session()
    line = "09:00 – 10:30 Session 1 Remittances at work Room 3 English Interpretation: French, Arabic"
    line += " Chair: Ms Amina Diallo Speaker: Mr Jan Peeters, Ms Ana Cruz 1 paper"
    assert line in text_of(client, f"/meetings/{meeting.slug}/agenda/")
    assert line in text_of(client, f"/meetings/{meeting.slug}/agenda/2030-10-28/")


def test_everything_known_of_a_session_stands_on_its_page(client):
    meeting = programmes.of_one_session()
    page = text_of(client, f"/meetings/{meeting.slug}/sessions/1/")
    for said in (
        "When Monday 28 October 2030 , 09:00 – 10:30",
        "Where Room 3 , Egmont Palace, second floor (120 seats), Brussels",
        "Languages English Interpretation into French, Arabic",
        "Ms Amina Diallo chair Ministry of the Interior, Senegal",
        "Papers and links Background paper English",
    ):
        assert said in page


def test_a_session_of_the_past_does_not_list_what_nobody_stated(client):
    page = text_of(client, "/meetings/manila-2008/sessions/1.1/")
    for word in ("Room", "Languages", "Interpretation", "Speakers", "Papers and links"):
        assert word not in page
    agenda = text_of(client, "/meetings/brussels-2007/agenda/")
    assert "Interpretation" not in agenda and "Room " not in agenda


PLAIN = """\
AGENDA OF BRUSSELS 2030
Meeting of 2030
Brussels, 28 October 2030 to 31 October 2030
All times are local time in Brussels.

Monday 28 October 2030
======================

09:00–10:30
-----------

    Session 1: Remittances at work
        Room: Room 3
        Languages: English
        Interpretation: French, Arabic
        Chair: Ms Amina Diallo
        Speaker: Mr Jan Peeters, Ms Ana Cruz
        Paper: Background paper https://example.org/paper.pdf
"""


def test_plain_text_is_set_in_lines(client):
    response = client.get(f"/meetings/{programmes.of_one_session().slug}/agenda.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == PLAIN


def test_plain_text_keeps_the_lines_in_which_an_item_is_printed(client):
    text = client.get("/meetings/brussels-2007/agenda.txt").content.decode()
    opening = """\
09:00–13:00
-----------
    Opening Session and Welcoming Addresses
    Report of the "Civil Society Day" and Discussion
"""
    assert opening in text


@pytest.mark.parametrize("make", programmes.ALL, ids=lambda make: make.__name__)
def test_plain_text_stays_within_76_columns_and_names_every_session(client, make):
    meeting = make()
    lines = client.get(f"/meetings/{meeting.slug}/agenda.txt").content.decode().splitlines()
    assert max(map(len, lines)) <= 76
    named = [line for line in lines if re.match(r"    (CANCELLED  )?Session \d+", line)]
    assert len(named) == meeting.sessions.count()


def test_a_meeting_without_times_says_so_and_lists_its_sessions_in_order(client):
    meeting = programmes.without_times()
    page = text_of(client, f"/meetings/{meeting.slug}/agenda/")
    assert "No times are stated in the record." in page
    assert "Session 1 Title 1 Session 2 Title 2 Session 3 Title 3" in page


def test_sessions_without_a_slot_stand_after_the_days(client):
    meeting = programmes.of_one_session()
    factories.a_session(meeting=meeting, number="2", title="Somewhen")
    page = text_of(client, f"/meetings/{meeting.slug}/agenda/")
    assert page.index("Remittances at work") < page.index("Sessions whose time the record does not state")
    assert page.index("Sessions whose time the record does not state") < page.index("Somewhen")
    assert "Somewhen" not in text_of(client, f"/meetings/{meeting.slug}/agenda/2030-10-28/")


@pytest.mark.parametrize(("hours", "order"), [(("9:00", "10:00"), ["2", "1", "3"]), (None, ["1", "2", "3"])])
def test_slots_of_a_day_stand_by_their_hours_or_as_numbered_where_some_have_none(client, hours, order):
    meeting = programmes.brussels("half-timed")
    place = {"meeting": meeting, "date": programmes.FIRST_DAY}
    slots = [
        factories.from_to("11:00", "12:00", position=1, **place),
        factories.from_to(*hours, position=2, **place) if hours else factories.a_slot(position=2, **place),
        factories.from_to("13:00", "14:00", position=3, **place),
    ]
    for number, slot in enumerate(slots, 1):
        factories.a_session(meeting=meeting, number=str(number), slot=slot)
    assert numbers_in(client, "/meetings/half-timed/agenda/") == order


def test_parallel_sessions_stand_under_their_start_and_a_day_has_its_own(client):
    meeting = programmes.of_300_sessions()
    address = f"/meetings/{meeting.slug}/agenda/"
    first_day = numbers_in(client, f"{address}2030-10-28/")
    assert first_day == [str(number) for number in range(1, 76)]
    assert numbers_in(client, address) == [str(number) for number in range(1, 301)]
    page = text_of(client, f"{address}2030-10-28/")
    assert page.index("09:00 – 10:15") < page.index("part 12 ") < page.index("10:30 – 11:30") < page.index("part 13 ")
    by_track = numbers_in(client, f"{address}tracks/")
    assert by_track[:9] == ["1", "13", "25", "37", "49", "61", "73", "76", "88"]


def test_a_day_of_300_sessions_in_12_tracks_takes_40_kilobytes_at_most(client):
    meeting = programmes.of_300_sessions()
    for day in ("2030-10-28", "2030-10-29", "2030-10-30", "2030-10-31"):
        page = client.get(f"/meetings/{meeting.slug}/agenda/{day}/").content
        assert page.count(b"<bdi>") == 75
        assert len(page) <= 40 * 1024


@pytest.mark.parametrize("view", ["/agenda/", "/agenda/tracks/", "/agenda.txt", "/agenda/2030-10-28/"])
def test_queries_do_not_grow_with_the_sessions(client, view):
    def queries(meeting):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/meetings/{meeting.slug}{view}?language=fr")
        return len(asked)

    few, many = programmes.of_one_session(), programmes.of_300_sessions()
    client.get(f"/meetings/{few.slug}{view}")
    assert queries(many) <= queries(few) <= 40


def test_a_session_past_midnight_ends_on_the_next_day(client):
    meeting = programmes.past_midnight()
    response = client.get(f"/meetings/{meeting.slug}/agenda/")
    assert b'datetime="2030-10-28T22:00:00+01:00"' in response.content
    assert b'datetime="2030-10-29T01:30:00+01:00"' in response.content
    assert "22:00 – 01:30 (ends on the next day)" in text_of(client, f"/meetings/{meeting.slug}/agenda/")
    assert "22:00–01:30 on the next day" in text_of(client, f"/meetings/{meeting.slug}/agenda.txt")


def test_whatever_else_states_the_hours_of_such_a_session_says_so_too(client):
    meeting, said = programmes.past_midnight(), "22:00 – 01:30 (ends on the next day)"
    sheet = text_of(client, f"/meetings/{meeting.slug}/sessions/1/brief/")
    assert f"Monday 28 October 2030, {said} (local time in Brussels)" in sheet
    assert f"28 October, {said.replace(' – ', '–')}" in text_of(client, "/sessions/?meeting=past-midnight")
    stars = {"sessions": ["past-midnight/1"]}
    token = client.post("/my-agenda/", stars, content_type="application/json").json()["token"]
    assert f"Monday 28 October 2030, {said}" in text_of(client, f"/my-agenda/{token}/")
    [session] = client.get(f"/fr/meetings/{meeting.slug}/agenda.json").json()["sessions"]
    assert session["hours"] == "22:00–01:30 le lendemain"


def test_a_slot_that_a_form_moves_says_its_new_hours_at_once():
    slot = factories.from_to("9:00", "10:30")
    assert (slot.starts.isoformat(), slot.ends.isoformat()) == (
        "2030-10-29T09:00:00+08:00",
        "2030-10-29T10:30:00+08:00",
    )
    slot.date, slot.starts_at, slot.ends_at, slot.ends_next_day = date(2030, 10, 30), time(22), time(1), True
    slot.meeting.time_zone = "Europe/Zurich"
    assert (slot.starts.isoformat(), slot.ends.isoformat()) == (
        "2030-10-30T22:00:00+01:00",
        "2030-10-31T01:00:00+01:00",
    )


def test_over_a_clock_change_each_end_has_its_own_offset(client):
    meeting = programmes.over_a_clock_change()
    page = client.get(f"/meetings/{meeting.slug}/agenda/").content
    assert b'datetime="2030-10-26T23:00:00+02:00"' in page and b'datetime="2030-10-27T04:00:00+01:00"' in page
    assert b'datetime="2030-10-27T09:00:00+01:00"' in page


def test_overlapping_slots_stand_under_their_starts_each_session_with_its_own_hours(client):
    meeting = programmes.overlapping()
    page = text_of(client, f"/meetings/{meeting.slug}/agenda/")
    assert "09:00 Session 1 Title 1 09:00 – 12:00 Session 2 Title 2" in page
    assert "10:00 – 11:00 Session 3 Title 3" in page


def test_slots_that_end_at_one_hour_of_two_days_each_say_their_end(client):
    meeting = programmes.brussels("two-nights")
    for number, next_day in (("1", False), ("2", True)):
        facts = {"meeting": meeting, "date": programmes.FIRST_DAY, "ends_next_day": next_day}
        factories.a_session(meeting=meeting, number=number, slot=factories.from_to("0:30", "1:00", **facts))
    page = text_of(client, "/meetings/two-nights/agenda/")
    assert re.findall(r"00:30 – 01:00(?: \(ends on the next day\))?", page) == [
        "00:30 – 01:00",
        "00:30 – 01:00 (ends on the next day)",
    ]


@pytest.mark.parametrize(
    ("tracks", "columns"), [(1, []), (2, ["c1", "c2"]), (12, [f"c{n}" for n in range(1, 13)]), (13, [])]
)
def test_roundtables_are_columns_from_two_to_twelve(client, tracks, columns):
    meeting = programmes.brussels("tracks")
    slot = factories.from_to("9:00", "10:00", meeting=meeting, date=programmes.FIRST_DAY)
    for number in range(1, tracks + 1):
        track = factories.a_roundtable(meeting=meeting, number=number)
        factories.a_session(meeting=meeting, number=str(number), slot=slot, roundtable=track)
    page = client.get("/meetings/tracks/agenda/").content.decode()
    assert re.findall(r'<div class="track (c\d+)', page) == columns


def test_a_cancelled_session_and_a_moved_one_are_said_in_words_everywhere(client):
    meeting = programmes.overlapping()
    cancelled = "Cancelled. The speaker is ill."
    moved = "Moved. The time and the room given here are the new ones. It was in Room 1 before."
    for view in ("/agenda/", "/agenda/tracks/", "/agenda/2030-10-28/"):
        page = client.get(f"/meetings/{meeting.slug}{view}").content.decode()
        assert page.count("entry-cancelled") == 1
        words = text_of(client, f"/meetings/{meeting.slug}{view}")
        assert cancelled in words and moved in words
    for elsewhere in ("/meetings/overlapping/", "/sessions/?meeting=overlapping"):
        words = text_of(client, elsewhere)
        assert cancelled in words and moved in words
    note = '<span lang="en" dir="ltr">The speaker is ill.</span>'
    assert note in client.get(f"/ar/meetings/{meeting.slug}/agenda/").content.decode()
    assert cancelled in text_of(client, f"/meetings/{meeting.slug}/sessions/3/")
    assert "record-cancelled" in client.get(f"/meetings/{meeting.slug}/sessions/3/").content.decode()
    assert moved in text_of(client, f"/meetings/{meeting.slug}/sessions/2/")
    plain = text_of(client, f"/meetings/{meeting.slug}/agenda.txt")
    assert "CANCELLED Session 3: Title 3 This session was cancelled. The speaker is ill." in plain
    roundtable = factories.a_roundtable(meeting=meeting)
    Session.objects.filter(meeting=meeting).update(roundtable=roundtable)
    for elsewhere in (meeting.get_absolute_url(), roundtable.get_absolute_url(), "/roundtables/"):
        assert client.get(elsewhere).content.decode().count("entry-cancelled") == 1
        assert cancelled in text_of(client, elsewhere)


def test_the_page_of_a_meeting_names_its_deadlines_as_its_calendar_does(client):
    meeting = programmes.of_one_session()
    papers = {
        "name": "Papers are due",
        "date": date(2030, 9, 13),
        "time": time(18),
        "url": "https://example.org/papers",
    }
    factories.a_deadline(meeting=meeting, name="Registration closes", date=date(2030, 9, 1))
    factories.a_deadline(meeting=meeting, **papers, note="In English or French.")
    words = text_of(client, "/meetings/one-session/")
    assert "Registration closes Sunday 1 September 2030 Papers are due" in words
    assert "Friday 13 September 2030 , 18:00 (local time in Brussels) In English or French." in words
    assert 'href="https://example.org/papers"' in client.get("/meetings/one-session/").content.decode()


def test_titles_of_400_characters_in_arabic_are_shown_whole(client):
    meeting = programmes.without_rooms_in_arabic()
    title = meeting.sessions.first().title
    assert len(title) == 400
    assert text_of(client, f"/meetings/{meeting.slug}/agenda/").count(" ".join(title.split())) == 2


def test_a_session_may_have_a_title_of_500_characters():
    assert Session._meta.get_field("title").max_length == 500


@pytest.fixture
def choices():
    """A meeting of three sessions that differ in each thing one may filter by."""
    meeting = programmes.brussels("choices")
    tracks = [factories.a_roundtable(meeting=meeting, number=n) for n in (1, 2)]
    hours = [("9:00", "10:00"), ("9:00", "10:00"), ("11:00", "12:00")]
    slots = [factories.from_to(*times, meeting=meeting, date=programmes.FIRST_DAY) for times in hours]
    places = [(slots[0], tracks[0]), (slots[1], tracks[1]), (slots[2], None)]
    titles = ["Remittances", "Recruitment", "Return"]
    sessions = [
        factories.a_session(meeting=meeting, number=n, title=title, slot=slot, roundtable=track)
        for n, title, (slot, track) in zip("123", titles, places, strict=True)
    ]
    factories.a_session_theme(session=sessions[0], theme=factories.a_theme(slug="thrift"))
    asked = factories.a_recommendation(session=sessions[1])
    asked.codings.create(theme=factories.a_theme(slug="fairness"), position=1)
    factories.an_involvement(session=sessions[2], agency=factories.an_agency(slug="guild"))
    factories.a_language(session=sessions[0], language="fr")
    factories.a_language(session=sessions[1], language="fr", role="interpretation")
    factories.a_question(session=sessions[2], text="Who rebuilds the lighthouse?")
    factories.a_speaker(session=sessions[1], name="Ms Amina Diallo")
    return "/meetings/choices/agenda/"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["1", "2", "3"]),
        ("theme=thrift", ["1"]),
        ("theme=fairness", ["2"]),
        ("theme=fairness&theme=thrift", ["1", "2"]),
        ("roundtable=choices/2", ["2"]),
        ("agency=guild", ["3"]),
        ("language=fr", ["1", "2"]),
        ("language=fr&roundtable=choices/1", ["1"]),
        ("q=recruitment", ["2"]),
        ("q=lighthouse", ["3"]),
        ("q=diallo", ["2"]),
        ("q=return+lighthouse", ["3"]),
        ("q=nothinglikethis", []),
    ],
)
def test_the_agenda_is_searched_and_filtered(client, choices, asked, found):
    for address in (choices, f"{choices}tracks/", f"{choices}2030-10-28/"):
        assert numbers_in(client, f"{address}?{asked}") == found
        assert count_in(client, f"{address}?{asked}") == len(found)
    plain = client.get(f"/meetings/choices/agenda.txt?{asked}").content.decode()
    assert re.findall(r"^    Session (\d)", plain, re.MULTILINE) == found


def test_what_a_facet_counts_is_what_its_link_finds(client, choices):
    page = client.get(choices).content.decode()
    links = re.findall(r'href="([^"]*)"[^>]*data-facet="(\w+)" data-value="([^"]*)" data-count="(\d+)"', page)
    counted = {(facet, value): int(number) for _link, facet, value, number in links}
    assert counted == {
        ("theme", "thrift"): 1,
        ("theme", "fairness"): 1,
        ("roundtable", "choices/1"): 1,
        ("roundtable", "choices/2"): 1,
    }
    for link, _facet, _value, number in links:
        assert count_in(client, choices + html.unescape(link)) == int(number)


def test_slots_without_a_match_vanish_and_so_do_lunches(client, choices):
    assert "11:00" in text_of(client, choices)
    page = text_of(client, f"{choices}?language=fr")
    assert "09:00" in page and "11:00" not in page
    assert "Lunch" in text_of(client, "/meetings/brussels-2007/agenda/")
    assert "Lunch" not in text_of(client, "/meetings/brussels-2007/agenda/?q=remittances")


def test_the_ways_to_read_it_keep_what_was_chosen(client, choices):
    page = client.get(f"{choices}?language=fr&q=remittances").content.decode()
    for address in ("tracks/", "2030-10-28/", "../agenda.txt", "../agenda.ics"):
        path = f"/meetings/choices/{address.removeprefix('../')}" if "../" in address else choices + address
        assert f'href="{path}?q=remittances&amp;language=fr"' in page


def test_bad_values_are_named_and_the_rest_is_found(client, choices):
    page = client.get(f"{choices}?language=xx&colour=red&roundtable=choices/2").content.decode()
    assert "Part of this address was not understood." in page
    assert "<bdi>language</bdi>: “<bdi>xx</bdi>”" in page and "<bdi>colour</bdi>: “<bdi>red</bdi>”" in page
    assert numbers_in(client, f"{choices}?language=xx&colour=red&roundtable=choices/2") == ["2"]


@pytest.mark.parametrize("day", ["2030-10-30", "2030-13-45", "tomorrow", "20301028", "%00", "<b>"])
def test_a_day_that_is_not_there_is_named_beside_those_that_are(client, choices, day):
    page = text_of(client, f"{choices}{day}/", status=404)
    assert "This agenda has no day “" in page and "Mon 28 Oct" in page
    assert numbers_in(client, f"{choices}{day}/") == ["1", "2", "3"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_agenda_of_a_meeting_that_is_not_there_is_not_found(client, view):
    assert client.get(f"/meetings/nowhere{view}").status_code == 404


def test_the_present_record_is_found_by_theme(client):
    assert numbers_in(client, "/meetings/bern-2011/agenda/?theme=recruitment") == list(
        Session.objects.filter(meeting__slug="bern-2011", recommendations__themes__slug="recruitment")
        .distinct()
        .values_list("number", flat=True)
    )
    iom = Session.objects.filter(meeting__slug="brussels-2007", involvements__agency__slug="iom").distinct()
    assert count_in(client, "/meetings/brussels-2007/agenda/?agency=iom") == iom.count() == 5


def test_a_day_that_is_not_planned_yet_does_not_say_so_of_the_whole_meeting(client):
    meeting = programmes.of_one_session()
    factories.a_slot(meeting=meeting, date=programmes.FIRST_DAY + timedelta(days=1))
    day = f"/meetings/one-session/agenda/{programmes.FIRST_DAY + timedelta(days=1)}/"
    assert "Nothing is on record for this day yet." in read(client, day)
    meeting.sessions.all().delete()
    assert "The record holds no sessions of this meeting yet." in read(client, "/meetings/one-session/agenda/")
