"""What a device gets to keep: the data and the pack of a meeting, the worker, and what makes the portal an app."""

import gzip
import json
import random
from collections import defaultdict
from datetime import date, time

import brotli
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changes.versions import ASKED
from mine import pack
from mine.programme import programme
from recommendations.models import Recommendation
from sessions.models import GuidingQuestion, Session, Slot
from tests import factories, programmes
from tests.another_editor import edits_meanwhile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]


@pytest.fixture(autouse=True)
def no_pack_made_before():
    cache.clear()


def the_pack(client, address, **query):
    answer = client.get(address, query, headers={"Accept-Encoding": "gzip, br"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "br")
    return json.loads(brotli.decompress(answer.content))


def slot(meeting, starts=None, ends=None):
    return factories.a_slot(meeting=meeting, starts_at=starts, ends_at=ends)


def clashes(client, meeting):
    told = client.get(f"/meetings/{meeting.slug}/agenda.json").json()
    return {session["key"].split("/")[1]: session["clashes"] for session in told["sessions"]}


def test_the_data_of_a_meeting_say_what_a_reader_searches_and_stars(client):
    told = client.get("/meetings/manila-2008/agenda.json").json()
    assert (told["meeting"], told["title"], told["address"]) == (
        "manila-2008",
        "Manila 2008",
        "/meetings/manila-2008/agenda/",
    )
    assert [session["key"] for session in told["sessions"]][:2] == ["manila-2008/1.1", "manila-2008/1.2"]
    first = told["sessions"][0]
    assert (first["label"], first["address"]) == ("Session 1.1", "/meetings/manila-2008/sessions/1.1/")
    assert sum(len(session["questions"]) for session in told["sessions"]) == 21


def test_what_fills_the_hours_between_sessions_is_told_too(client):
    told = client.get("/meetings/brussels-2007/agenda.json").json()["items"]
    assert [(item["title"], item["hours"]) for item in told][1:3] == [
        ("Lunch", "13:00–15:00"),
        ("Lunch", "12:00–14:00"),
    ]
    assert told[0] == {
        "title": 'Opening Session and Welcoming Addresses · Report of the "Civil Society Day" and Discussion',
        "day": "Tuesday 10 July 2007",
        "hours": "09:00–13:00",
        "starts": "2007-07-10T09:00:00+02:00",
        "ends": "2007-07-10T13:00:00+02:00",
    }


def test_the_hours_are_told_as_the_agenda_shows_them(client):
    told = client.get("/meetings/brussels-2007/agenda.json").json()
    session = next(session for session in told["sessions"] if session["key"] == "brussels-2007/1.1")
    assert (session["day"], session["hours"]) == ("Tuesday 10 July 2007", "15:00–18:00")
    assert (session["starts"], session["ends"]) == ("2007-07-10T15:00:00+02:00", "2007-07-10T18:00:00+02:00")


def test_sessions_of_overlapping_hours_clash_and_those_in_turn_do_not(client):
    meeting = factories.a_meeting()
    one, two = factories.a_roundtable(meeting=meeting), factories.a_roundtable(meeting=meeting)
    morning, noon, late = (
        slot(meeting, time(9), time(12)),
        slot(meeting, time(11), time(13)),
        slot(meeting, time(13), time(14)),
    )
    for number, where, track, order in [
        ("a", morning, one, 1),
        ("b", morning, one, 2),
        ("c", morning, two, 1),
        ("d", noon, one, 1),
        ("e", late, one, 1),
    ]:
        factories.a_session(meeting=meeting, number=number, slot=where, roundtable=track, order_in_slot=order)
    name = meeting.slug
    assert clashes(client, meeting) == {
        "a": [f"{name}/c", f"{name}/d"],
        "b": [f"{name}/c", f"{name}/d"],
        "c": [f"{name}/a", f"{name}/b", f"{name}/d"],
        "d": [f"{name}/a", f"{name}/b", f"{name}/c"],
        "e": [],
    }


def test_groups_of_one_session_clash_and_their_session_with_none(client):
    meeting = factories.a_meeting()
    parent = factories.a_session(meeting=meeting, number="6", slot=slot(meeting, time(9), time(12)))
    for number in ("6-trade", "6-health"):
        factories.a_session(meeting=meeting, number=number, kind="breakout_group", parent=parent, slot=parent.slot)
    name = meeting.slug
    assert clashes(client, meeting) == {"6": [], "6-trade": [f"{name}/6-health"], "6-health": [f"{name}/6-trade"]}


def test_a_cancelled_session_clashes_with_nothing_and_says_so(client):
    meeting = factories.a_meeting()
    at_nine = slot(meeting, time(9), time(12))
    factories.a_session(
        meeting=meeting, number="1", slot=at_nine, room=factories.a_room(meeting=meeting, name="Room 3")
    )
    track = factories.a_roundtable(meeting=meeting)
    facts = {"status": "cancelled", "status_note": "The chair is ill."}
    factories.a_session(meeting=meeting, number="2", slot=at_nine, roundtable=track, **facts)
    assert clashes(client, meeting) == {"1": [], "2": []}
    first, second = client.get(f"/meetings/{meeting.slug}/agenda.json").json()["sessions"]
    assert (first["room"], first["status"], first["status_note"]) == ("Room 3", "", "")
    assert (second["room"], second["status"], second["status_note"]) == ("", "cancelled", "The chair is ill.")


def test_where_no_hours_are_stated_nothing_is_said_to_clash(client):
    meeting = factories.a_meeting()
    day = slot(meeting)
    for number in ("1", "2"):
        factories.a_session(
            meeting=meeting, number=number, slot=day, roundtable=factories.a_roundtable(meeting=meeting)
        )
    assert clashes(client, meeting) == {"1": [], "2": []}


def test_a_session_clashes_with_one_of_the_day_that_is_a_part_of_its_meeting(client):
    meeting = factories.a_meeting()
    part = factories.a_meeting(part_of=meeting, kind="civil-society-day")
    factories.a_session(meeting=meeting, number="1", slot=slot(meeting, time(9), time(12)))
    factories.a_session(meeting=part, number="1", slot=slot(part, time(10), time(11)))
    assert clashes(client, meeting) == {"1": [f"{part.slug}/1"]}
    assert clashes(client, part) == {"1": [f"{meeting.slug}/1"]}


@pytest.mark.parametrize("slug", ["brussels-2007", "brussels-2007-csd", "manila-2008", "bern-2011"])
def test_a_pack_holds_the_whole_meeting_in_far_less_than_the_limit(client, slug):
    told = the_pack(client, f"/meetings/{slug}/offline.json")
    pages = {page["address"]: page for page in told["pages"]}
    data = client.get(f"/meetings/{slug}/agenda.json").json()
    assert {f"/meetings/{slug}/", f"/meetings/{slug}/agenda/"} <= set(pages)
    assert {f"/meetings/{slug}/agenda/tracks/", f"/meetings/{slug}/agenda.txt"} <= set(pages)
    assert {session["address"] for session in data["sessions"]} <= set(pages)
    assert json.loads(pages[f"/meetings/{slug}/agenda.json"]["body"]) == data
    for address, page in pages.items():
        assert page["body"] == client.get(address).content.decode()
        assert page["type"] == client.get(address).headers["Content-Type"]
    assert told["left_out"] == 0
    assert {"/static/css/portal.css", "/static/js/mine.js"} <= set(told["files"])
    assert len(client.get(f"/meetings/{slug}/offline.json", headers={"Accept-Encoding": "br"}).content) < 60_000


def test_a_meeting_of_300_sessions_with_words_of_their_own_is_kept_whole(client):
    meeting = programmes.of_300_sessions()
    questions = list(GuidingQuestion.objects.exclude(session__meeting=meeting).values_list("text", flat=True))
    recommended = list(Recommendation.objects.values_list("text", flat=True))
    words, chosen = " ".join(questions + recommended).split(), random.Random(7)
    sessions = list(meeting.sessions.all())
    for session in sessions:
        session.title = " ".join(chosen.sample(words, 12))[:400]
    Session.objects.bulk_update(sessions, ["title"])
    asked = [{"text": " ".join(chosen.sample(words, 40)), "position": 1, "session": session} for session in sessions]
    GuidingQuestion.objects.bulk_create(GuidingQuestion(meeting=meeting, **facts) for facts in asked)
    answer = client.get(f"/meetings/{meeting.slug}/offline.json", headers={"Accept-Encoding": "br"})
    told = json.loads(brotli.decompress(answer.content))
    assert (told["left_out"], len(told["pages"])) == (0, 321)
    assert len(answer.content) <= 300 * 1024


def test_the_hours_of_300_sessions_are_worked_out_once_for_their_clashes(monkeypatch):
    asked, starts = [], Slot.starts.fget
    monkeypatch.setattr(Slot, "starts", property(lambda slot: asked.append(slot.pk) or starts(slot)))
    told = programme(programmes.of_300_sessions())
    assert sum(bool(session["clashes"]) for session in told["sessions"]) > 200
    # Once to say them, once to compare them.
    assert len(asked) <= 2 * 300


def test_the_pack_of_the_portal_is_the_same_at_every_hour_of_a_day(client):
    programmes.running()
    first = the_pack(client, "/offline.json")
    cache.clear()
    again = the_pack(client, "/offline.json")
    assert first["digest"] == again["digest"]
    [now] = [page["body"] for page in first["pages"] if page["address"] == "/now/"]
    assert 'data-programme="/meetings/running/agenda.json"' in now


def test_a_device_that_has_the_meeting_as_it_is_gets_nothing(client):
    address = "/meetings/manila-2008/offline.json"
    digest = the_pack(client, address)["digest"]
    again = client.get(address, {"known": digest})
    assert (again.status_code, again.content) == (204, b"")
    assert the_pack(client, address, known="0" * 16)["digest"] == digest


def test_a_pack_is_made_once_for_a_version(client):
    address = "/meetings/manila-2008/offline.json"
    the_pack(client, address)
    with CaptureQueriesContext(connection) as queries:
        the_pack(client, address, known="other")
    assert len(queries) <= 3


def test_a_pack_that_is_there_waits_for_none_that_is_being_made(client, monkeypatch):
    there = the_pack(client, "/offline.json")
    monkeypatch.setattr(pack, "making", {})  # whoever would wait for it fails
    assert the_pack(client, "/offline.json") == there


class Turn:
    """A lock that refuses to be waited for."""

    is_taken = False

    def __enter__(self):
        assert not self.is_taken
        self.is_taken = True

    def __exit__(self, *_error):
        self.is_taken = False


def test_nobody_waits_for_the_pack_of_another_meeting_or_in_another_language(client, monkeypatch):
    made, asked = pack._page, []

    def asked_meanwhile(request, address, view):
        if not asked:
            asked.append(address)
            others = ["/meetings/manila-2008/offline.json", "/fr/meetings/brussels-2007/offline.json"]
            asked.extend(len(the_pack(client, other)["pages"]) for other in others)
        return made(request, address, view)

    monkeypatch.setattr(pack, "making", defaultdict(Turn))
    monkeypatch.setattr(pack, "_page", asked_meanwhile)
    told = the_pack(client, "/meetings/brussels-2007/offline.json")
    assert asked == ["/meetings/brussels-2007/agenda/", 16, 23]
    assert len(told["pages"]) == 23


def test_a_pack_of_many_sessions_asks_the_database_no_more_than_one_of_few(client):
    def questions(sessions):
        meeting = factories.a_meeting()
        slots = [factories.a_slot(meeting=meeting) for _slot in range(2)]
        for number in range(sessions):
            session = factories.a_session(meeting=meeting, number=str(number), slot=slots[number % 2])
            factories.a_speaker(session=session)
            factories.a_question(session=session)
        with CaptureQueriesContext(connection) as asked:
            told = the_pack(client, f"/meetings/{meeting.slug}/offline.json")
        assert len([page for page in told["pages"] if "/sessions/" in page["address"]]) == sessions
        # A snapshot knows its version, and a test has none.
        return len([query for query in asked if query["sql"] not in (ASKED, "EXECUTE record_version")])

    few = questions(2)
    assert questions(62) - few < 30  # what lists read anew when many records are added


def test_an_edit_gives_a_new_pack(client):
    address = "/meetings/manila-2008/offline.json"
    before = the_pack(client, address)
    session = factories.a_session(meeting=factories.Meeting.objects.get(slug="manila-2008"), number="99")
    after = the_pack(client, address, known=before["digest"])
    assert after["digest"] != before["digest"]
    assert session.get_absolute_url() in {page["address"] for page in after["pages"]}


@pytest.mark.django_db(transaction=True)
def test_a_pack_holds_one_version_while_others_write(client, monkeypatch):
    session = factories.a_session(title="Before")
    made = pack._page

    def edited_meanwhile(*arguments):
        page = made(*arguments)
        edits_meanwhile(lambda: Session.objects.update(title="After"))
        return page

    monkeypatch.setattr(pack, "_page", edited_meanwhile)
    told = the_pack(client, f"/meetings/{session.meeting.slug}/offline.json")
    assert not any("After" in page["body"] for page in told["pages"])
    assert "Before" in next(page["body"] for page in told["pages"] if page["address"] == session.get_absolute_url())


def test_a_pack_is_what_everybody_sees_also_when_staff_ask(client, admin_client):
    address = "/meetings/manila-2008/offline.json"
    bodies = [page["body"] for page in the_pack(admin_client, address)["pages"]]
    assert not any("/admin/" in body for body in bodies)
    assert "no-store" in admin_client.get(address).headers["Cache-Control"]
    assert bodies == [page["body"] for page in the_pack(client, address)["pages"]]


def test_a_pack_over_the_limit_leaves_out_what_is_needed_last(client, monkeypatch):
    monkeypatch.setattr(pack, "LIMIT", 9000)
    told = the_pack(client, "/meetings/manila-2008/offline.json")
    assert told["left_out"] > 0
    assert [page["address"] for page in told["pages"]][:2] == [
        "/meetings/manila-2008/agenda/",
        "/meetings/manila-2008/agenda.json",
    ]


@pytest.mark.parametrize(
    ("accepted", "encoding", "decoded"),
    [("gzip", "gzip", gzip.decompress), ("", None, bytes), ("br;q=0.5, gzip", "br", brotli.decompress)],
)
def test_a_pack_comes_in_an_encoding_that_is_understood(client, accepted, encoding, decoded):
    answer = client.get("/offline.json", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]
    told = json.loads(decoded(answer.content))
    assert [page["address"] for page in told["pages"]] == ["/offline/", "/my-agenda/", "/now/"]


@pytest.mark.parametrize("address", ["/meetings/nowhere/offline.json", "/meetings/nowhere/agenda.json"])
def test_a_meeting_that_is_not_there_has_no_pack(client, address):
    assert client.get(address).status_code == 404


def test_the_worker_stands_at_the_root_and_names_its_script(client, settings):
    answer = client.get("/service-worker.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("public, max-age=0")
    assert answer.content == b'importScripts("/static/js/worker.js");\n'
    settings.OFFLINE_COPIES = False
    assert client.get("/service-worker.js").content == b'importScripts("/static/js/worker-off.js");\n'


def test_the_portal_can_be_installed(client):
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert client.get(told["start_url"]).status_code == 200
    assert [(icon["sizes"], icon.get("purpose")) for icon in told["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
        ("any", None),
    ]
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["/meetings/manila-2008/", "/meetings/manila-2008/sessions/1.1/", "/offline/"])
def test_pages_with_all_this_still_set_no_cookie(client, address):
    answer = client.get(address)
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_day_of_a_slot_without_sessions_is_no_matter(client):
    meeting = factories.a_meeting()
    factories.a_slot(meeting=meeting, date=date(2030, 10, 30))
    assert client.get(f"/meetings/{meeting.slug}/agenda.json").json()["sessions"] == []
