"""The API: the same records and counts as the pages, described without gaps, and unmoved by whatever is typed."""

import json
import random
import re
import time
from functools import cache
from urllib.parse import urlencode

import pytest
import schemathesis
import yaml
from django.core.cache import cache as shared_cache
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from rest_framework.throttling import SimpleRateThrottle

from gfmd_portal.api import documentation
from gfmd_portal.api.lists import LISTS, RECORDS
from gfmd_portal.api.throttling import ReaderThrottle
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.middleware.long_addresses import MOST_WORDS
from meetings.models import Theme
from mine.posting import WritingThrottle
from recommendations.models import Recommendation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limit")]

FILTERED = {
    "recommendations": ["theme", "meeting", "addressee", "kind", "year", "session", "country"],
    "examples": ["theme", "country", "meeting", "session"],
    "questions": ["meeting", "session"],
    "sessions": ["meeting", "roundtable", "kind"],
    "activities": ["agency", "theme", "roundtable", "group"],
}
ENVELOPE = ["version", "count", "page", "pages", "page_size", "next", "previous", "not_understood", "results"]
KEYS = {
    "recommendations": "ref meeting session position kind heading text themes addressees document anchors sub_items "
    "examples url page",
    "examples": "ref recommendation meeting session position label text countries organisations themes document "
    "anchors url page",
    "questions": "meeting session position text document anchors page",
    "sessions": "meeting number title kind format roundtable parent date starts_at ends_at room status status_note "
    "abstract summary url page",
    "activities": "meeting roundtable group group_title position activity objective agencies themes document anchors "
    "page",
    "agencies": "slug acronym acronyms name names gmg_member url page",
    "involvement": "agency meeting session roles firmness text document anchors page",
    "meetings": "slug title short_title short_titles kind part_of city country venue time_zone starts_on ends_on motto "
    "attendance summary url page",
    "roundtables": "meeting number title summary sessions document anchors page",
    "themes": "slug name names description not_here page",
    "addressees": "slug name names description page",
    "documents": "slug meeting title author publisher published_on identifiers rights language url page",
    "passages": "document position anchor kind level section text page",
}
MORE_OF_A_SESSION = " questions points recommendations examples groups document anchors"
ONE_OF_EACH = {
    "recommendations/bern-2011/S5-3": KEYS["recommendations"] + " said_before",
    "examples/brussels-2007-csd/S5-E9": KEYS["examples"],
    "sessions/manila-2008/1.1": KEYS["sessions"] + MORE_OF_A_SESSION,
    "agencies/iom": KEYS["agencies"],
    "meetings/brussels-2007": KEYS["meetings"],
    "documents/bern-2011-m4md-meeting-report": KEYS["documents"],
}
EVERYTHING = ["", "docs/", "schema/", *(f"{name}/" for name in [*KEYS, *ONE_OF_EACH])]

portal = cache(WSGIHandler)  # made at the first request, when the settings for tests are in force
fuzzed = schemathesis.openapi.from_dict(documentation.schema())
fuzzed.app = lambda environ, start_response: portal()(environ, start_response)


def read(client, address, status=200):
    """What the API says at an address, whose query string is in it as it goes over the wire."""
    response = client.get(f"/api/{address}")
    assert response.status_code == status, response.content[:500]
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def everything(client, name):
    """All records of a list, page by page."""
    found, following = [], f"{name}/?page_size=100"
    while following:
        answer = read(client, following.removeprefix("http://testserver/api/"))
        found += answer["results"]
        following = answer["next"]
    return found


@pytest.mark.parametrize("name", FILTERED)
def test_a_facet_count_is_what_its_value_gives(client, name):
    facets = read(client, f"{name}/?facets=1&q=migra")["facets"]
    assert [facet["name"] for facet in facets] == FILTERED[name]
    for facet in facets:
        value = random.Random(facet["name"]).choice(facet["values"])
        query = urlencode({"q": "migra", facet["name"]: value["value"]})
        assert read(client, f"{name}/?{query}")["count"] == value["count"]


def test_names_stand_in_every_language_at_once(client):
    names = {record["slug"]: record["names"] for record in everything(client, "themes")}
    assert names["remittances"] == {
        "en": "Remittances",
        "fr": "Envois de fonds",
        "es": "Remesas",
        "ar": "التحويلات المالية",
    }
    iom = read(client, "agencies/iom/")
    assert (iom["acronyms"], iom["names"]["fr"]) == (
        {"en": "IOM", "fr": "OIM", "es": "OIM"},
        "Organisation internationale pour les migrations",
    )
    assert read(client, "meetings/brussels-2007/")["short_titles"]["es"] == "Bruselas 2007"
    Theme.objects.filter(slug="remittances").update(name_es="")
    assert "es" not in {record["slug"]: record["names"] for record in everything(client, "themes")}["remittances"]


@pytest.mark.parametrize("name", FILTERED)
def test_labels_of_facets_are_those_of_the_pages_in_each_language(client, name):
    for facet in read(client, f"{name}/?facets=1")["facets"]:
        for told in [facet, *facet["values"]]:
            assert (list(told["labels"]), told["labels"]["en"]) == (["en", "fr", "es", "ar"], told["label"])
    facets = {facet["name"]: facet for facet in read(client, "recommendations/?facets=1")["facets"]}
    kinds = {value["value"]: value["labels"] for value in facets["kind"]["values"]}
    assert kinds["way-forward"] == {
        "en": "way forward",
        "fr": "voie à suivre",
        "es": "camino a seguir",
        "ar": "سبيل المضي قدما",
    }
    assert facets["theme"]["labels"] == {"en": "Theme", "fr": "Thème", "es": "Tema", "ar": "الموضوع"}


@pytest.mark.parametrize("address", ["themes/", "recommendations/?facets=1", "agencies/iom/"])
def test_no_language_that_a_request_prefers_changes_an_answer(client, address):
    asked = [client.get(f"/api/{address}", headers={"Accept-Language": wish}) for wish in ("en", "fr", "ar;q=0.9, *")]
    assert len({answer.content for answer in asked}) == len({answer.headers["ETag"] for answer in asked}) == 1
    assert not any("Accept-Language" in answer.headers.get("Vary", "") for answer in asked)
    state = asked[0].headers["ETag"]
    assert client.get(f"/api/{address}", headers={"Accept-Language": "es", "If-None-Match": state}).status_code == 304


def test_a_long_facet_says_how_many_values_it_leaves_out(client, monkeypatch):
    def sessions(query):
        facets = {facet["name"]: facet for facet in read(client, f"recommendations/?facets=1{query}")["facets"]}
        return len(facets["session"]["values"]), facets["session"]["left_out"], facets["theme"]["left_out"]

    assert sessions("") == (20, 0, 0)
    monkeypatch.setattr("browse.counting.LONG", 3)
    assert sessions("") == (0, 20, 0)
    assert sessions("&meeting=bern-2011") == (12, 8, 0)


def test_the_root_names_every_list(client):
    answer = read(client, "")
    assert list(answer) == ["version", "docs", "schema", "lists"]
    assert answer["lists"] == {name: f"http://testserver/api/{name}/" for name in KEYS}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.\d+", answer["version"])


@pytest.mark.parametrize("name", KEYS)
def test_every_list_has_its_records_with_their_fields(client, name):
    answer = read(client, f"{name}/")
    assert list(answer) == ENVELOPE
    assert list(read(client, f"{name}/?facets=1")) == [*ENVELOPE[:-1], "facets", "results"]
    assert answer["not_understood"] == []
    assert {tuple(record) for record in answer["results"]} == {tuple(KEYS[name].split())}


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_every_record_has_its_fields(client, path):
    record = read(client, f"{path}/")
    assert list(record) == ONE_OF_EACH[path].split()
    assert record["url"] == f"http://testserver/api/{path}/"
    assert client.get(record["page"].removeprefix("http://testserver")).status_code == 200


def test_one_recommendation_word_for_word(client):
    assert read(client, "recommendations/bern-2011/S5-3/") == {
        "ref": "bern-2011/S5-3",
        "meeting": "bern-2011",
        "session": "5",
        "position": 3,
        "kind": "recommendation",
        "heading": "",
        "text": "To improve coordination and agree on an agenda among countries of origin at the regional level to "
        "reduce power asymmetries;",
        "themes": ["regional-processes"],
        "addressees": ["origin-governments"],
        "document": "bern-2011-m4md-meeting-report",
        "anchors": ["s5-r3"],
        "sub_items": [],
        "examples": [],
        "url": "http://testserver/api/recommendations/bern-2011/S5-3/",
        "page": "http://testserver/recommendations/bern-2011/S5-3/",
        "said_before": [],
    }


def as_cell(value):
    """A value as the data set writes it."""
    return ";".join(value) if isinstance(value, list) else "" if value is None else value


@pytest.mark.parametrize(
    "name", ["recommendations", "examples", "questions", "sessions", "activities", "roundtables", "passages"]
)
def test_lists_hold_what_the_data_set_holds_in_its_order(client, name):
    table = TABLES_BY_NAME[name]
    columns = [column.name for column in table.columns]
    rows = [{column: value or "" for column, value in zip(columns, row, strict=True)} for row in table.rows()]
    records = everything(client, name)
    common = [column for column in columns if column in KEYS[name].split()]
    assert len(common) > 2
    assert [{column: as_cell(record[column]) for column in common} for record in records] == [
        {column: row[column] for column in common} for row in rows
    ]


def test_a_passage_of_another_document_is_named_with_it_as_in_the_data_set(client):
    recommendation = factories.a_recommendation()
    report, note = factories.a_document(slug="report"), factories.a_document(slug="the-note")
    recommendation.passages.add(*(factories.a_passage(document=report, anchor=anchor) for anchor in ("p1", "p2")))
    recommendation.passages.add(factories.a_passage(document=note, anchor="p1"))
    record = read(client, f"recommendations/{recommendation.ref}/")
    assert (record["document"], record["anchors"]) == ("report", ["p1", "p2", "the-note#p1"])
    file = client.get(f"/recommendations.json?meeting={recommendation.meeting.slug}").getvalue()
    [row] = json.loads(file)["records"]
    assert (row["document"], row["anchors"]) == ("report", ["p1", "p2", "the-note#p1"])


def test_a_session_that_was_cancelled_says_so_as_its_row_in_a_file_does(client):
    room = factories.a_room(slug="hall-b")
    told = {"status": "cancelled", "status_note": "The speakers could not travel."}
    session = factories.a_session(meeting=room.meeting, room=room, **told)
    expected = {"room": "hall-b", **told}
    place = f"sessions/{session.meeting.slug}/{session.number}/"
    [listed] = read(client, f"sessions/?meeting={session.meeting.slug}")["results"]
    [filed] = json.loads(client.get(f"/sessions.json?meeting={session.meeting.slug}").getvalue())["records"]
    for found in (listed, filed, read(client, place)):
        assert {name: found[name] for name in expected} == expected
    held = read(client, "sessions/bern-2011/5/")
    assert (held["room"], held["status"], held["status_note"]) == (None, "confirmed", "")


def test_a_session_holds_what_belongs_to_it(client):
    session = read(client, "sessions/brussels-2007/1.1/")
    assert session["starts_at"] == "2007-07-10T15:00:00+02:00"
    assert session["roundtable"] == 1
    report = read(client, "sessions/bern-2011/5/")
    asked = read(client, "recommendations/?session=bern-2011/5")
    assert report["recommendations"] == [record["ref"] for record in asked["results"]]
    assert {tuple(point) for point in report["points"]} == {("kind", "text")}


def test_pages_hold_every_record_once(client):
    refs = [record["ref"] for record in everything(client, "recommendations")]
    assert len(refs) == len(set(refs)) == Recommendation.objects.count()
    last = read(client, "recommendations/?page=3&page_size=50&theme=&q=")
    assert (last["page"], last["pages"], last["next"]) == (3, 3, None)
    assert last["previous"] == "http://testserver/api/recommendations/?page=2&page_size=50&theme=&q="


@pytest.mark.parametrize(
    ("words", "page", "size", "odd"),
    [
        ("page=2&page_size=10", 2, 10, None),
        ("page=9999", 0, 50, ("page", "9999")),
        ("page=1e999", 0, 50, ("page", "1e999")),
        ("page=-1", 0, 50, ("page", "-1")),
        ("page=%00", 0, 50, ("page", "\N{REPLACEMENT CHARACTER}")),
        ("page=" + "9" * 10_000, 0, 50, ("page", "9" * 60 + "…")),
        ("page=1&page=2", 2, 50, ("page", "1")),
        ("page_size=9&page_size=10", 1, 10, ("page_size", "9")),
        ("facets=1&facets=0", 1, 50, ("facets", "1")),
        ("sort=relevance", 1, 50, ("sort", "relevance")),
        ("page_size=0", 1, 50, ("page_size", "0")),
        ("page_size=-5", 1, 50, ("page_size", "-5")),
        ("page_size=many", 1, 50, ("page_size", "many")),
        ("page_size=²", 1, 50, ("page_size", "²")),
        ("page_size=200", 1, 200, None),
        ("page_size=201", 1, 200, ("page_size", "201")),
        ("page_size=" + "9" * 10_000, 1, 200, ("page_size", "9" * 60 + "…")),
        ("facets=yes", 1, 50, ("facets", "yes")),
        ("theme=zzz", 1, 50, ("theme", "zzz")),
        ("colour=red", 1, 50, ("colour", "red")),
    ],
)
def test_what_means_nothing_is_named_and_the_rest_is_followed(client, words, page, size, odd):
    answer = read(client, f"recommendations/?{words}")
    assert (answer["page"], answer["page_size"]) == (page, size)
    assert answer["not_understood"] == ([{"word": odd[0], "value": odd[1]}] if odd else [])
    assert answer["count"] == 145
    assert len(answer["results"]) == (min(size, 145) if page else 0)


def test_a_program_that_walks_through_the_pages_comes_to_an_end(client):
    seen, number = [], 1
    while found := read(client, f"recommendations/?page={number}&page_size=50")["results"]:
        seen += [record["ref"] for record in found]
        number += 1
    assert (number, len(seen), len(set(seen))) == (4, 145, 145)
    beyond = read(client, "recommendations/?page=4&page_size=50&facets=1")
    assert (beyond["count"], beyond["pages"], beyond["next"], beyond["previous"]) == (145, 3, None, None)
    assert beyond["facets"] == read(client, "recommendations/?page_size=50&facets=1")["facets"]


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize(
    "query",
    ["q=%00", f"q={'a' * 10_000}", "q=%ED%A0%80%ff", "page=1e999", "year=1e999999", "%00=%00", "session=%00", "q=%22*",
     "meeting=%F0%9F%98%80", "document=" + "é" * 5000, "page_size=1e999&page=٣", "q=';%20DROP%20TABLE--", "&&==&;"],
)  # fmt: skip
def test_hostile_words_are_answered(client, name, query):
    assert read(client, f"{name}/?{query}")["page"] == ("page=" not in query)


@pytest.mark.parametrize("path", ["a%00b/c%00", "bern-2011/S5-3%00", "%ED%A0%80/x", "a/" + "b" * 5000, "-/%0A"])
@pytest.mark.parametrize("name", ["recommendations", "examples", "sessions"])
def test_hostile_addresses_are_not_found(client, name, path):
    assert list(read(client, f"{name}/{path}/", 404)) == ["detail", "suggestions"]


@pytest.mark.parametrize(
    ("path", "meant", "page"),
    [
        ("recommendations/bern-2011/S5-33", "recommendations/bern-2011/S5-3", "recommendations/bern-2011/S5-3"),
        ("sessions/bern-2011/55", "sessions/bern-2011/5", "meetings/bern-2011/sessions/5"),
        ("recomendations", "recommendations", "recommendations"),
        ("agencies/imo", "agencies/iom", "agencies/iom"),
    ],
)
def test_what_is_not_there_says_what_was_perhaps_meant(client, path, meant, page):
    answer = read(client, f"{path}/", 404)
    assert answer["detail"] == "There is nothing at this address."
    expected = {"page": f"http://testserver/{page}/", "url": f"http://testserver/api/{meant}/"}
    assert expected in [{"page": found["page"], "url": found["url"]} for found in answer["suggestions"]]


def test_an_address_without_its_last_stroke_leads_to_it(client):
    assert client.get("/api/themes").headers["Location"] == "/api/themes/"


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_the_api_only_reads(client, path, method):
    response = getattr(client, method)(f"/api/{path}")
    assert response.status_code == 405
    if path != "docs/":
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert list(response.json()) == ["detail"]


@pytest.mark.parametrize("path", [path for path in EVERYTHING if path != "docs/"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_every_site_may_read_and_nobody_is_followed(client, path, method):
    response = getattr(client, method)(f"/api/{path}", headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == (204 if method == "options" else 200)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_errors_too_may_be_read_by_every_site(client):
    for response in (client.get("/api/nothing/"), client.post("/api/themes/")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_no_wish_of_a_request_is_an_error(client):
    headers = {
        "Accept": "text/html",
        "Authorization": "Basic junk",
        "Content-Type": "image/png",
        "Cookie": "sessionid=x",
    }
    assert client.get("/api/themes/?format=xml", headers=headers).json()["not_understood"] == [
        {"word": "format", "value": "xml"}
    ]


def test_a_failure_of_ours_is_told_in_json(monkeypatch):
    monkeypatch.setattr("gfmd_portal.api.answers.snapshot_of", lambda _found: 1 / 0)
    response = Client(raise_request_exception=False).get("/api/themes/")
    assert response.status_code == 500
    assert response.json() == {"detail": "Something went wrong on our side; the error has been noted."}
    with pytest.raises(ZeroDivisionError):
        Client().get("/api/themes/")


def test_an_address_with_too_many_words_cannot_be_read(client):
    words = [f"a{number}=1" for number in range(MOST_WORDS)]
    assert len(read(client, f"themes/?{'&'.join(words)}")["not_understood"]) == MOST_WORDS
    assert list(read(client, f"themes/?{'&'.join(words)}&b=1", 400)) == ["detail"]


def test_who_asks_too_often_is_told_to_wait(client, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"reader": "3/min"}}
    shared_cache.clear()
    statuses = [client.get("/api/themes/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(4)]
    assert statuses == [200, 200, 200, 429]  # naming other senders does not help
    refused = client.get("/api/themes/")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert list(refused.json()) == ["detail"]
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert client.options("/api/themes/").status_code == 204
    assert client.get("/api/themes/", REMOTE_ADDR="10.0.0.9").status_code == 200
    shared_cache.clear()


@pytest.mark.parametrize("throttle", [ReaderThrottle, WritingThrottle])
def test_a_clock_that_is_set_back_keeps_nobody_waiting(rf, monkeypatch, settings, throttle):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {throttle.scope: "1/s"}}
    shared_cache.clear()
    right = time.time
    with monkeypatch.context() as fast:
        fast.setattr(time, "time", lambda: right() + 3600)  # the cache asks it too
        fast.setattr(SimpleRateThrottle, "timer", lambda *_: right() + 3600)
        assert [throttle().allow_request(rf.get("/"), None) for _time in range(2)] == [True, False]
    time.sleep(1.1)
    assert throttle().allow_request(rf.get("/"), None)
    shared_cache.clear()


def fill(count):
    """A meeting with `count` of each record, and what may belong to each."""
    meeting = factories.a_meeting()
    for n in range(count):
        track = factories.a_roundtable(meeting=meeting)
        session = factories.a_session(meeting=meeting, roundtable=track, slot=factories.a_slot(meeting=meeting))
        factories.a_session(meeting=meeting, kind="breakout_group", parent=session)
        recommendation = factories.a_recommendation(session=session)
        group = factories.an_activity_group(roundtable=track)
        passage = factories.a_passage(document=factories.a_document(meeting=meeting))
        records = [
            *(track, session, recommendation, factories.an_example(recommendation=recommendation)),
            *(factories.a_question(session=session), factories.an_activity(group=group)),
            factories.an_involvement(session=session),
        ]
        factories.a_sub_item(recommendation=recommendation)
        factories.a_point(session=session)
        for record in records:
            record.passages.add(passage, factories.a_passage(document=passage.document))
        for coded in (records[2], records[3], records[5]):
            coded.codings.create(theme=factories.a_theme(), position=1)
        recommendation.addressees.add(factories.an_addressee())
        records[3].countries.create(country="PH", position=n)
        records[3].organisations.create(name="A union", position=n)
        records[5].agencies.add(factories.an_agency())
        records[6].roles.create(role="speaker")
    return meeting


@pytest.mark.parametrize(
    "name", [name for name in KEYS if name not in ("themes", "addressees", "agencies", "meetings")]
)
def test_a_longer_list_costs_no_more_queries(client, name, django_assert_max_num_queries):
    costs = []
    for count in (1, 4):
        word = {"activities": "group", "passages": "document"}.get(name, "meeting")
        meeting = fill(count)
        value = meeting.slug
        if word == "group":
            meeting, value = None, [f"{number}a" for number in numbers(meeting)]
        elif word == "document":
            value = [document.slug for document in meeting.documents.all()]
        address = f"{name}/?{urlencode({word: value}, doseq=True)}&facets=0"
        read(client, address)  # the first reader after an edit also lets the indexes follow it
        with django_assert_max_num_queries(30) as asked:
            answer = read(client, address)
        assert answer["count"] >= count and answer["not_understood"] == []
        costs.append(len(asked))
    assert costs[0] == costs[1]


def numbers(meeting):
    """The numbers of a meeting's roundtables."""
    return meeting.roundtables.values_list("number", flat=True)


@pytest.mark.parametrize("path", ONE_OF_EACH)
def test_a_record_costs_few_queries(client, path, django_assert_max_num_queries):
    read(client, f"{path}/")  # the first who asks for likenesses reads more, for all who come after
    with django_assert_max_num_queries(18):
        read(client, f"{path}/")


def test_the_schema_is_valid_and_complete(client):
    GENERATOR_STATS.reset()
    with GENERATOR_STATS.silence():
        documentation._schema.cache_clear()
        schema = documentation.schema()
    assert not GENERATOR_STATS, dict(GENERATOR_STATS._warn_cache)
    validate_schema(schema)
    assert schema["openapi"].startswith("3.")
    described = {path: sorted(item) for path, item in schema["paths"].items()}
    lists = [f"/api/{view.name}/" for view in LISTS]
    records = [f"/api/{view.tag}/{''.join(f'{{{part}}}/' for part in view.parts)}" for view in RECORDS]
    assert described == {path: ["get"] for path in ["/api/", *lists, *records]}


def test_every_operation_and_field_is_explained(client):
    schema = read(client, "schema/")
    for path, item in schema["paths"].items():
        operation = item["get"]
        assert operation["summary"] and operation["description"], path
        assert {"200", "304", "400", "405", "429"} <= set(operation["responses"]), path
        assert ("404" in operation["responses"]) == ("{" in path)
        unexplained = [word["name"] for word in operation.get("parameters", []) if not word.get("description")]
        assert unexplained == []
        assert all(word["examples"] for word in operation.get("parameters", []) if word["name"] != "facets")
    for name, component in schema["components"]["schemas"].items():
        for field, described in component.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field}"


def test_what_the_schema_gives_as_an_example_is_there(client):
    for path, item in read(client, "schema/")["paths"].items():
        given = {
            (word["in"], word["name"]): [example["value"] for example in word["examples"].values()]
            for word in item["get"].get("parameters", [])
        }
        parts = {name: values[0] for (place, name), values in given.items() if place == "path"}
        assert client.get(path.format(**parts)).status_code == 200, parts
        for (place, name), values in given.items():
            if place == "query":
                answer = client.get(path, {name: values[0]}).json()
                assert (answer["not_understood"], answer["count"] > 0) == ([], True), (path, name, values)


def test_the_schema_comes_as_json_and_as_yaml(client):
    in_json = read(client, "schema/")
    for response in (
        client.get("/api/schema/?format=yaml"),
        client.get("/api/schema/", headers={"Accept": "application/yaml"}),
    ):
        assert response.headers["Content-Type"].startswith("application/yaml")
        assert yaml.safe_load(response.content) == in_json
    assert read(client, "schema/?format=junk") == in_json


@pytest.mark.usefixtures("kept_connection")
@fuzzed.parametrize()
@hypothesis_settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_nothing_undocumented_comes_back(case):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})  # its client does not unpack what it asks for


def test_the_documentation_page_explains_every_address(client, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"reader": "1200/min"}}
    page = client.get("/api/docs/").content.decode()
    for path in documentation.schema()["paths"]:
        assert f"<code>GET {path}</code>" in page
    assert "One network address may make 1200 requests a minute." in page
    for broken in ("style=", "<style", "onclick"):
        assert broken not in page
    assert not re.findall(r'<script(?![^>]* (?:src="/static/|type="application/json"))', page)
    for address in set(re.findall(r'href="(/api/[^"]*)"', page)):
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address
    assert '<a href="/api/docs/">' in client.get("/").content.decode()


def test_the_documentation_tells_the_values_of_a_field_once_and_in_plain_words(client):
    page = " ".join(client.get("/api/docs/").content.decode().split())
    told = "Whether the document calls it a recommendation or a way forward. One of: <code>recommendation</code>, "
    assert f"<dd>{told}<code>way-forward</code>." in page
    assert "`" not in page
