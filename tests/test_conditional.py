"""What has not changed is not sent again, and nobody is shown what staff see."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from changes.models import Change
from gfmd_portal import page_state
from gfmd_portal.middleware import conditional
from gfmd_portal.middleware.conditional import PRIVATE, PUBLIC
from recommendations.models import Recommendation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

ADDRESSES = [
    "/",
    "/recommendations/",
    "/recommendations/?theme=remittances&page=2",
    "/recommendations/bern-2011/S5-3/",
    "/documents/bern-2011-m4md-meeting-report/",
    "/recommendations.csv",
    "/recommendations.csv?bundle=1",
    "/recommendations.xlsx",
    "/recommendations.json",
    "/recommendations.atom",
    "/feed.atom",
    "/sessions.ics?kind=session",
    "/meetings/brussels-2007/agenda.ics",
    "/cite/recommendations/bern-2011/S5-3.ris",
    "/data/gfmd-portal.zip",
]


def etag(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.headers["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unchanged_answer_is_304_at_the_cost_of_one_query(client, address, django_assert_num_queries):
    response = client.get(address)
    assert response.headers["Cache-Control"] == PUBLIC
    assert not response.cookies
    stamp = response.headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(address, headers={"If-None-Match": stamp})
    assert (again.status_code, again.content) == (304, b"")
    assert (again.headers["ETag"], again.headers["Cache-Control"]) == (stamp, PUBLIC)
    assert client.head(address, headers={"If-None-Match": stamp}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/data/nothing.csv", 404), ("/api/nothing/", 404), ("/themes/", 304)]
)
def test_whoever_asks_for_any_state_is_told_where_there_is_none(client, address, status):
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == status


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        ({"If-None-Match": '"x", {stamp}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": "{stamp}", "If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 304),
        ({"If-None-Match": "{stamp}", "If-Match": '"x"'}, 412),
        ({"If-None-Match": "{stamp}", "If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 304),
        ({"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 200),
        ({"If-None-Match": '"x"', "If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}, 200),
    ],
)
def test_conditions_are_read_as_the_standard_says(client, conditions, status):
    """RFC 9110, sections 13.1.4 and 13.2.2: no page has a date of modification, so a condition of one is ignored."""
    stamp = client.get("/themes/").headers["ETag"]
    headers = {name: value.format(stamp=stamp) for name, value in conditions.items()}
    assert client.get("/themes/", headers=headers).status_code == status


@pytest.mark.parametrize("address", [address for address in ADDRESSES if address.endswith("/") or "?theme" in address])
def test_a_page_is_made_once_for_all_who_ask(client, address, django_assert_num_queries):
    first = client.get(address)
    with django_assert_num_queries(1):
        again = Client().get(address)
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert client.head(address).headers["Content-Type"] == "text/html; charset=utf-8"
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/fr{address}")
    assert len(asked) > 1


def test_a_page_made_before_an_edit_is_not_shown_after_it(client):
    address = "/recommendations/bern-2011/S5-3/"
    before = client.get(address).content
    save(Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3"))
    after = client.get(address).content
    assert (b"Saved." in before, b"Saved." in after) == (False, True)


def test_what_staff_are_shown_is_kept_for_nobody(admin_client, client):
    address = "/recommendations/bern-2011/S5-3/"
    assert b"/admin/" in admin_client.get(address).content
    assert b"/admin/" not in client.get(address).content
    assert b"/admin/" in admin_client.get(address).content


def test_answers_to_head_and_refusals_are_not_kept_as_pages(client):
    client.head("/meetings/")
    assert client.get("/meetings/").content.endswith(b"</html>\n")
    assert [client.get("/nowhere/").status_code for _time in range(2)] == [404, 404]


def save(record):
    record.text = "Saved."
    record.save()


@pytest.mark.parametrize(
    "edit",
    [
        save,
        lambda record: Recommendation.objects.filter(pk=record.pk).update(text="Updated."),
        lambda record: record.addressees.clear(),
        lambda record: Recommendation.objects.filter(pk=record.pk).delete(),
    ],
    ids=["save", "update", "clear", "delete"],
)
@pytest.mark.parametrize("address", ["/recommendations/", "/recommendations.csv", "/feed.atom"])
def test_an_edit_by_any_means_changes_the_etag(client, address, edit):
    before = etag(client, address)
    edit(Recommendation.objects.filter(addressees__isnull=False).first())
    assert client.get(address, headers={"If-None-Match": before}).status_code == 200
    assert etag(client, address) != before


def test_addresses_hosts_and_releases_have_etags_of_their_own(client, monkeypatch):
    known = {
        etag(client, "/recommendations/"),
        etag(client, "/recommendations/?theme=remittances"),
        etag(client, "/examples/"),
        etag(client, "/recommendations/", host="localhost"),
    }
    monkeypatch.setattr(conditional, "release", lambda: "another")
    known.add(etag(Client(), "/recommendations/"))
    assert len(known) == 5


def test_a_backup_that_gives_a_number_again_has_another_etag(client):
    before, last = etag(client, "/recommendations/"), Change.objects.latest("pk")
    Change.objects.filter(pk=last.pk).update(made_at=last.made_at + timedelta(milliseconds=1))
    assert client.get("/recommendations/", headers={"If-None-Match": before}).status_code == 200
    assert etag(client, "/recommendations/") != before


def test_the_release_is_what_templates_styles_words_packages_and_code_are(settings, tmp_path, monkeypatch):
    settings.BASE_DIR = tmp_path
    ours, theirs = (SimpleNamespace(path=tmp_path / app) for app in ("meetings", "packages/theirs"))
    monkeypatch.setattr(page_state.apps, "get_app_configs", lambda: [ours, theirs])
    said = []
    for name in (
        "requirements.txt",
        "meetings/views.py",
        "browse/charts/png.py",
        "templates/a.html",
        "static/css/a.css",
        "locale/fr/django.mo",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
        said.append(page_state.release())
    (tmp_path / "templates/a.html").write_text("edited")
    said.append(page_state.release())
    assert len(set(said)) == 7
    (tmp_path / "packages/theirs").mkdir(parents=True)
    (tmp_path / "packages/theirs/views.py").write_text("of the packages, which requirements.txt names")
    assert page_state.release() == said[-1]


def test_staff_get_pages_of_their_own(admin_client, client):
    address = "/recommendations/bern-2011/S5-3/"
    stamp = etag(client, address)
    response = admin_client.get(address, headers={"If-None-Match": stamp})
    assert response.status_code == 200
    assert b"Edit" in response.content
    assert response.headers["Cache-Control"] == PRIVATE
    assert "ETag" not in response.headers


def test_the_admin_is_kept_by_nobody(client, admin_client):
    for answer in (client.get("/admin/login/"), client.get("/admin/"), admin_client.get("/admin/")):
        assert answer.headers["Cache-Control"] == PRIVATE
        assert "ETag" not in answer.headers


def test_health_is_always_asked_anew(client):
    response = client.get("/healthz")
    assert "ETag" not in response.headers
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/nowhere/", "/recommendations", "/meetings.xlsx"])
def test_what_is_no_page_has_no_etag(client, address):
    assert "ETag" not in client.get(address).headers


def test_an_unknown_host_is_refused_whatever_it_knows(client):
    assert client.get("/", headers={"host": "evil.example", "If-None-Match": "*"}).status_code == 400


def test_without_the_version_a_page_still_answers(client, monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(page_state, "record_version", gone)
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert "ETag" not in response.headers


def test_a_developer_sees_every_change(client, settings):
    stamp = etag(client, "/robots.txt")
    settings.DEBUG = True
    assert client.get("/robots.txt", headers={"If-None-Match": stamp}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/fr/recommendations/", "/meetings/bern-2011/agenda/", "/sessions.csv"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_what_only_reads_says_what_it_knows(address, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(address)
    assert (answer.status_code, answer.headers["Allow"], answer.content) == (405, "GET, HEAD, OPTIONS", b"")


@pytest.mark.parametrize("address", ["/", "/fr/recommendations/", "/search/?q=costs", "/healthz"])
def test_what_only_reads_tells_its_methods_without_a_page(client, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.options(address)
    assert (answer.status_code, answer.headers["Allow"], answer.content) == (204, "GET, HEAD, OPTIONS", b"")


def test_what_is_written_to_and_what_is_nowhere_speak_for_themselves():
    sender = Client(enforce_csrf_checks=True)
    agenda = sender.put("/my-agenda/")
    assert (agenda.status_code, agenda.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert sender.put("/nowhere/").status_code == 404
    assert sender.post("/admin/login/").status_code == 403
