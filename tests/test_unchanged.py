"""A 304 is given again without the portal being asked, and never once anything has changed."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import InterfaceError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from gfmd_portal.middleware import unchanged
from gfmd_portal.middleware.unchanged import Unchanged
from meetings.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day", "kept_connection")]

ADDRESSES = ["/", "/recommendations/?theme=remittances&page=2", "/recommendations.csv", "/feed.atom",
             "/api/recommendations/", "/fr/themes/"]  # fmt: skip


class Web:
    """The portal behind what remembers its answers, and how often it was asked itself."""

    def __init__(self):
        self.portal, self.asked = WSGIHandler(), 0
        self.application = Unchanged(self.count)

    def count(self, environ, start_response):
        self.asked += 1
        return self.portal(environ, start_response)

    def get(self, address, **asked):
        """(status, headers, body) of an answer to what a server passes on of a request."""
        said = []
        environ = RequestFactory().get(address).environ
        del environ["HTTP_COOKIE"]  # the factory sends one of no cookies
        parts = self.application(environ | asked, lambda status, headers: said.append((status, headers)))
        [(status, headers)] = said
        return int(status[:3]), dict(headers), b"".join(parts)

    def stamp(self, address, **asked):
        status, given, _body = self.get(address, **asked)
        assert status == 200
        return given["ETag"]


@pytest.fixture
def web():
    return Web()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_304_is_given_again_as_it_was_at_the_cost_of_one_query(web, address):
    stamp = web.stamp(address)
    first = web.get(address, HTTP_IF_NONE_MATCH=stamp)
    with CaptureQueriesContext(connection) as queries:
        again = web.get(address, HTTP_IF_NONE_MATCH=stamp)
    assert (web.asked, len(queries)) == (2, 1)
    assert again == first
    assert (again[0], again[2], again[1]["ETag"]) == (304, b"", stamp)
    assert {"Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"} <= again[1].keys()


def test_headers_that_a_server_adds_are_not_remembered(web):
    stamp = web.stamp("/")
    web.get("/", HTTP_IF_NONE_MATCH=stamp)
    application = web.application

    def server(environ, start_response):
        def start(status, headers):
            headers.append(("Date", "today"))
            start_response(status, headers)

        return application(environ, start)

    web.application = server
    assert web.get("/", HTTP_IF_NONE_MATCH=stamp)[1]["Date"] == "today"
    web.application = application
    assert "Date" not in web.get("/", HTTP_IF_NONE_MATCH=stamp)[1]


def test_after_an_edit_the_page_is_sent_anew(web):
    stamp = web.stamp("/themes/")
    assert [web.get("/themes/", HTTP_IF_NONE_MATCH=stamp)[0] for _time in range(2)] == [304, 304]
    Theme.objects.filter(slug="remittances").update(name="Money sent home")
    status, _headers, body = web.get("/themes/", HTTP_IF_NONE_MATCH=stamp)
    assert (status, b"Money sent home" in body) == (200, True)


def test_another_day_is_another_state(web, monkeypatch):
    stamp = web.stamp("/")
    web.get("/", HTTP_IF_NONE_MATCH=stamp)
    monkeypatch.setattr(unchanged, "state_of_pages", lambda version, moment: (version, "tomorrow"))
    web.get("/", HTTP_IF_NONE_MATCH=stamp)
    assert web.asked == 3


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"HTTP_IF_NONE_MATCH": 'W/"another"'}, 200),
        ({"HTTP_HOST": "localhost"}, 200),
        ({"HTTP_HOST": "not.allowed"}, 400),
        ({"QUERY_STRING": "q=visa"}, 200),
        ({"PATH_INFO": "/nowhere/"}, 404),
        ({"HTTP_IF_MATCH": '"x"'}, 412),
        ({"HTTP_COOKIE": "sessionid=somebody"}, 200),
        ({"REQUEST_METHOD": "HEAD"}, 304),
        ({"REQUEST_METHOD": "POST"}, 405),
    ],
    ids=str,
)
def test_whoever_asks_something_else_is_answered_by_the_portal(web, settings, changed, status):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    stamp = web.stamp("/search/")
    web.get("/search/", HTTP_IF_NONE_MATCH=stamp)
    assert web.get("/search/", **{"HTTP_IF_NONE_MATCH": stamp, **changed})[0] == status
    assert web.asked == 3


def test_answers_of_another_form_are_told_apart(web):
    stamp = web.stamp("/api/schema/", HTTP_ACCEPT="application/json")
    asked = {"HTTP_IF_NONE_MATCH": stamp, "HTTP_ACCEPT": "application/json"}
    for _time in range(2):
        status, headers, _body = web.get("/api/schema/", **asked)
        assert (status, headers["Vary"]) == (304, "Accept, Accept-Encoding")
    assert web.get("/api/schema/", **asked | {"HTTP_ACCEPT": "application/yaml"})[0] == 200


def test_lists_of_the_api_have_one_form_whatever_is_accepted(web):
    stamp = web.stamp("/api/recommendations/", HTTP_ACCEPT="application/json")
    status, headers, _body = web.get("/api/recommendations/", HTTP_ACCEPT="text/csv", HTTP_IF_NONE_MATCH=stamp)
    assert (status, headers["Vary"]) == (304, "Accept-Encoding")


def test_a_static_file_is_asked_for_each_time_because_it_is_no_part_of_the_record(web):
    address = "/static/css/portal.css"
    stamp = web.stamp(address)
    assert [web.get(address, HTTP_IF_NONE_MATCH=stamp)[0] for _time in range(2)] == [304, 304]
    assert web.asked == 3


def test_a_database_that_cannot_be_asked_is_the_matter_of_the_portal(web, monkeypatch):
    stamp = web.stamp("/")

    def gone(_came):
        raise InterfaceError("connection already closed")

    monkeypatch.setattr(unchanged, "version_outside_a_snapshot", gone)
    assert [web.get("/", HTTP_IF_NONE_MATCH=stamp)[0] for _time in range(2)] == [304, 304]
    assert web.asked == 3


def test_what_takes_much_memory_is_not_remembered(web):
    page = f"/?{'a' * unchanged.LONGEST}"
    stamp = web.stamp(page)
    assert [web.get(page, HTTP_IF_NONE_MATCH=stamp)[0] for _time in range(2)] == [304, 304]
    assert (web.asked, web.application.given) == (3, {})


def test_only_so_many_are_remembered(web, monkeypatch):
    monkeypatch.setattr(web.application.given, "most", 2)
    for page in ("/?a", "/?b", "/?c"):
        web.get(page, HTTP_IF_NONE_MATCH=web.stamp(page))
    assert len(web.application.given) == 2
