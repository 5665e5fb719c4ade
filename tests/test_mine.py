"""The starred sessions behind an address that cannot be guessed: made, followed, taken over, forgotten."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar

from changes.models import Change
from meetings.models import Meeting
from mine.models import MyAgenda, digest_of
from sessions.models import Session
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

STARS = ["brussels-2007/1.1", "manila-2008/2.1"]


@pytest.fixture(autouse=True)
def nobody_has_sent_anything():
    cache.clear()


def send(client, address, sessions=STARS, **headers):
    return client.post(address, {"sessions": sessions}, content_type="application/json", headers=headers)


@pytest.fixture
def token(client):
    answer = send(client, "/my-agenda/")
    assert answer.status_code == 201
    return answer.json()["token"]


def summaries(client, token):
    answer = client.get(f"/my-agenda/{token}.ics")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_a_token_cannot_be_guessed_and_is_not_stored(client, token):
    assert len(token) == 32  # 24 random bytes
    assert token != send(client, "/my-agenda/").json()["token"]
    stored = str(list(MyAgenda.objects.values()))
    assert token not in stored


def test_nothing_is_stored_but_the_sessions_and_the_day_of_forgetting(token):
    assert {field.name for field in MyAgenda._meta.get_fields()} == {"id", "digest", "expires_on", "sessions"}
    kept = MyAgenda.objects.get()
    assert {f"{session.meeting.slug}/{session.number}" for session in kept.sessions.all()} == set(STARS)


def test_what_readers_star_is_no_part_of_the_record(client, token):
    before = Change.objects.count()
    send(client, f"/my-agenda/{token}/", ["manila-2008/1.1"])
    client.delete(f"/my-agenda/{token}/")
    assert Change.objects.count() == before
    assert "mine" not in client.get("/data/datapackage.json").content.decode()


def test_the_calendar_follows_the_stars(client, token):
    assert any("Session 1.1" in summary for summary in summaries(client, token))
    assert send(client, f"/my-agenda/{token}/", ["brussels-2007/2.1"]).status_code == 200
    assert ["Session 2.1" in summary for summary in summaries(client, token)] == [True]
    assert send(client, f"/my-agenda/{token}/", []).status_code == 200
    assert summaries(client, token) == []


def test_the_page_shows_the_sessions_to_whoever_has_the_address(client, token):
    page = client.get(f"/my-agenda/{token}/").content.decode()
    assert 'data-shared="brussels-2007/1.1"' in page and 'data-shared="manila-2008/2.1"' in page
    assert '<meta name="robots" content="noindex">' in page
    calendar = f"/my-agenda/{token}.ics"
    assert re.findall(r'href="([^"]+\.ics)"', page) == [calendar, f"webcal://testserver{calendar}"]


HELD = ["1.1", "2.1", "1.4", "1.3", "2.2", "3.4"]
"""Stars of Tuesday and of Wednesday, as the agenda has them: roundtables 1 and 2 begin on both days."""


def test_starred_sessions_stand_in_the_order_in_which_they_are_held(client):
    stars = [f"brussels-2007/{number}" for number in sorted(HELD)]
    token = send(client, "/my-agenda/", stars).json()["token"]
    page = client.get(f"/my-agenda/{token}/").content.decode()
    assert re.findall(r'data-shared="brussels-2007/([^"]+)"', page) == HELD
    days = re.findall(r'<p class="where">(\w+)', page)
    assert days == ["Tuesday"] * 2 + ["Wednesday"] * 4


def test_a_device_is_told_the_sessions_in_the_order_in_which_they_are_held(client):
    sessions = client.get("/meetings/brussels-2007/agenda.json").json()["sessions"]
    numbers = [session["key"].split("/")[1] for session in sessions]
    assert [number for number in numbers if number in HELD] == HELD
    assert [session["starts"] for session in sessions] == sorted(session["starts"] for session in sessions)
    # Manila states no hours, so its sessions stay as numbered.
    sessions = client.get("/meetings/manila-2008/agenda.json").json()["sessions"]
    numbers = [session["key"].split("/")[1] for session in sessions]
    assert numbers == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "3.3", "4"]


def test_the_page_says_which_of_the_sessions_are_cancelled(client, token):
    Session.objects.filter(number="1.1", meeting__slug="brussels-2007").update(status="cancelled", status_note="Ill.")
    page = client.get(f"/my-agenda/{token}/").content.decode()
    assert page.count("<strong>Cancelled.</strong> Ill.") == 1
    assert page.count("entry-cancelled") == 1


def test_the_qr_code_is_a_picture_of_the_address(client, token):
    answer = client.get(f"/my-agenda/{token}.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg ") and b"<path" in answer.content


@pytest.mark.parametrize("ending", ["/", ".ics", ".svg"])
def test_no_cache_keeps_what_is_behind_an_address(client, token, ending):
    answer = client.get(f"/my-agenda/{token}{ending}")
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert "ETag" not in answer.headers and not answer.cookies


def test_a_reader_can_have_it_forgotten(client, token):
    assert client.delete(f"/my-agenda/{token}/").status_code == 204
    assert MyAgenda.objects.count() == 0
    for ending in ("/", ".ics", ".svg"):
        assert client.get(f"/my-agenda/{token}{ending}").status_code == 404
    assert send(client, f"/my-agenda/{token}/").status_code == 404


def test_it_is_kept_for_sixty_days_after_the_last_change_or_meeting(client, token):
    today = timezone.localdate()
    assert MyAgenda.objects.get().expires_on == today + timedelta(days=60)
    later = factories.a_meeting(starts_on=today + timedelta(days=30), ends_on=today + timedelta(days=31))
    session = factories.a_session(meeting=later)
    said = send(client, f"/my-agenda/{token}/", [f"{later.slug}/{session.number}"]).json()
    until = today + timedelta(days=91)
    assert MyAgenda.objects.get().expires_on == until
    assert said == {"until": f"{until.day} {until:%B %Y}", "unknown": []}


def test_after_its_time_it_leads_nowhere_and_is_deleted(client, token):
    MyAgenda.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert client.get(f"/my-agenda/{token}.ics").status_code == 404
    send(client, "/my-agenda/", ["manila-2008/1.1"])
    assert [kept.sessions.count() for kept in MyAgenda.objects.all()] == [1]


@pytest.mark.parametrize("ending", ["/", ".ics", ".svg"])
def test_what_is_over_is_gone_before_it_is_deleted(client, token, ending):
    today = timezone.localdate()
    MyAgenda.objects.update(expires_on=today)
    assert client.get(f"/my-agenda/{token}{ending}").status_code == 200
    MyAgenda.objects.update(expires_on=today - timedelta(days=1))
    assert client.get(f"/my-agenda/{token}{ending}").status_code == 404
    assert send(client, f"/my-agenda/{token}/").status_code == 404
    assert client.delete(f"/my-agenda/{token}/").status_code == 404


def test_a_command_deletes_what_is_over_and_nothing_else(client, token, capsys):
    kept = send(client, "/my-agenda/").json()["token"]
    MyAgenda.objects.filter(digest=digest_of(token)).update(expires_on=timezone.localdate() - timedelta(days=1))
    call_command("forget_agendas")
    assert capsys.readouterr().out == "Agendas forgotten: 1.\n"
    assert [agenda.digest for agenda in MyAgenda.objects.all()] == [digest_of(kept)]
    call_command("forget_agendas")
    assert capsys.readouterr().out == "Agendas forgotten: 0.\n"


def test_sessions_that_are_not_on_record_are_named_and_left_out(client):
    said = send(client, "/my-agenda/", ["manila-2008/1.1", "manila-2008/9.9", "nowhere", "manila-2008/1.1"]).json()
    assert said["unknown"] == ["manila-2008/9.9", "nowhere"]
    assert MyAgenda.objects.get().sessions.count() == 1


def test_a_session_is_known_by_what_it_and_its_meeting_were_called_before(client, token):
    meeting = Meeting.objects.get(slug="manila-2008")
    for slug in ("Manila_II", "manila"):
        Meeting.objects.filter(pk=meeting.pk).update(slug=slug)
        said = send(client, f"/my-agenda/{token}/", [f"{slug}/2.1"]).json()
        assert said["unknown"] == []
    meeting.sessions.filter(number="2.1").update(number="2.1a")
    said = send(client, f"/my-agenda/{token}/", ["Manila_II/2.1", "manila-2008/2.1a", "brussels-2007/2.1a"]).json()
    assert said["unknown"] == ["brussels-2007/2.1a"]
    assert [session.number for session in MyAgenda.objects.get().sessions.all()] == ["2.1a"]
    told = {
        session["key"]: session["former"] for session in client.get("/meetings/manila/agenda.json").json()["sessions"]
    }
    others = [f"{slug}/{number}" for slug in ("manila-2008", "Manila_II") for number in ("2.1", "2.1a")]
    assert told["manila/2.1a"] == [*others, "manila/2.1"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{}", 400),
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ('{"sessions": "all"}', 400),
        ('{"sessions": [1]}', 400),
        ('{"sessions": ["' + "x" * 101 + '"]}', 400),
        ("[" * 20_000, 400),
        ('{"sessions": ["\\u0000/1"]}', 201),
        (json.dumps({"sessions": [f"manila-2008/{number}" for number in range(401)]}), 413),
        (" " * 33_000 + "{}", 413),
    ],
)
def test_what_cannot_be_understood_is_refused_with_words(client, body, status):
    answer = client.post("/my-agenda/", body, content_type="application/json")
    assert answer.status_code == status
    assert status == 201 or answer.json()["error"]
    assert MyAgenda.objects.count() == (status == 201)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 201),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[testserver"}, 403),
    ],
)
def test_other_sites_cannot_send_for_a_reader(client, headers, status):
    assert send(client, "/my-agenda/", **headers).status_code == status


def test_a_form_of_another_site_cannot_be_sent(client):
    assert client.post("/my-agenda/", {"sessions": "x"}).status_code == 415
    assert client.post("/my-agenda/", '{"sessions": []}', content_type="text/plain").status_code == 415


def test_who_sends_too_often_is_stopped_with_words(client, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"my-agenda": "2/hour"}}
    answers = [send(client, "/my-agenda/") for _turn in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2].json() == {"error": "Too much was sent from your network. Try again in an hour."}


@pytest.mark.parametrize("ending", ["/", ".ics", ".svg"])
def test_an_address_that_nobody_was_given_leads_nowhere(client, ending):
    assert client.get(f"/my-agenda/{'x' * 32}{ending}").status_code == 404


def test_a_session_taken_off_the_record_leaves_the_agendas(client):
    session = factories.a_session()
    token = send(client, "/my-agenda/", [f"{session.meeting.slug}/{session.number}"]).json()["token"]
    session.delete()
    assert client.get(f"/my-agenda/{token}/").status_code == 200
    assert summaries(client, token) == []


def test_the_calendar_speaks_the_language_of_its_address(client, token):
    assert client.get(f"/fr/my-agenda/{token}.ics").status_code == 200
    assert client.get(f"/ar/my-agenda/{token}/").status_code == 200
