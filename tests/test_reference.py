"""The codebook, the rights, the data dictionary and the log of changes say what the record says."""

import re
from datetime import UTC, datetime
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from changes.models import Change, Event, Tally
from changes.tallies import TALLIES
from changes.versions import record_version
from documents.models import Document
from gfmd_portal.dataset import TABLES
from meetings.models import Theme
from recommendations.models import Addressee, Recommendation
from tests.factories import a_passage, a_recommendation, a_session
from tests.reading import odd, read, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

ATOM = "{http://www.w3.org/2005/Atom}"
TABLE = "recommendations_recommendation"
COUNTED = re.compile(r'<td class="numeric" data-label="[^"]+: "><a href="([^"]+)" aria-label="(\d+)[^"]*">(\d+)</a>')


def today():
    return Change.objects.latest("pk").made_at


def of_today(table=TABLE):
    day = today()
    return reverse("changes:table", args=[day.year, day.month, day.day, table])


def test_each_number_of_the_codebook_is_that_of_the_list_behind_it(client):
    found = COUNTED.findall(read(client, "/codebook/"))
    assert len(found) == Theme.objects.count() * 3 + Addressee.objects.count()
    for address, said, shown in found[::7]:
        page = read(client, unescape(address))
        assert re.search(r'<meta name="result-count" content="(\d+)">', page)[1] == said == shown, address


def test_the_codebook_gives_every_rule_of_the_vocabularies(client):
    page = words(read(client, "/codebook/"))
    for theme in Theme.objects.all():
        assert f"{theme.description} {theme.not_here}".strip() in page
    for addressee in Addressee.objects.all():
        assert f"{addressee.name} {addressee.slug} {addressee.description}" in page
    open_total = Recommendation.objects.filter(addressees=None).count()
    assert f"{open_total} recommendations have none." in page


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_rules_of_the_codebook_are_in_the_language_of_its_page(client, language):
    page = words(read(client, f"/{language}/codebook/"))
    translated = [
        getattr(term, f"{name}_{language}")
        for kind, names in ((Theme, ("description", "not_here")), (Addressee, ("description",)))
        for term in kind.objects.all()
        for name in names
    ]
    assert len(list(filter(None, translated))) > 40
    assert [rule for rule in translated if words(rule) not in page] == []


def test_the_rights_of_each_document_are_those_it_states(client):
    page = words(read(client, "/rights/"))
    for document in Document.objects.all():
        says = document.rights or "Nothing is stated."
        publisher = document.publisher or "not stated"
        assert f"{document.title} {document.author or 'not stated'} {publisher} {says}" in page
    assert "No licence has been stated for them yet." in page


def test_the_dictionary_tells_every_column_of_every_table(client):
    page = read(client, "/data/")
    for table in TABLES:
        section = page.split(f'<section id="{table.name}"')[1].split("</section>")[0]
        rows = [words(row) for row in section.split("<tr>")[2:]]
        assert [row.split()[0] for row in rows] == [column.name for column in table.columns]
        for row, column in zip(rows, table.columns, strict=True):
            assert column.description in row
            assert str(column.holds) in row
            assert column.example in row, f"{table.name}.{column.name}"
            assert column.example


@pytest.mark.parametrize("address", ["/data/#columns", "/codebook/", "/rights/", "/changes/", "/api/docs/"])
def test_every_page_leads_to_the_reference_pages(client, address):
    footer = read(client, "/").split('<footer class="site-footer">')[1]
    assert f'href="{address}"' in footer


def test_the_log_counts_what_happened_by_day_and_table(client):
    added = a_recommendation()
    a_recommendation(session=added.session)
    day = today().date()
    TALLIES.bring_up_to_date()
    before = dict(Tally.objects.filter(table=TABLE, day=day).values_list("event", "number"))
    added.text = "Corrected."
    added.save()
    Recommendation.objects.filter(session=added.session).update(text="Corrected again.")
    added.delete()
    TALLIES.bring_up_to_date()
    after = dict(Tally.objects.filter(table=TABLE, day=day).values_list("event", "number"))
    additions = Change.objects.filter(table=TABLE, event=Event.ADDED, made_at__date=day)
    assert after[Event.ADDED] == before[Event.ADDED] == additions.count()
    assert after[Event.CHANGED] - before.get(Event.CHANGED, 0) == 3
    assert after[Event.TAKEN_OUT] - before.get(Event.TAKEN_OUT, 0) == 1
    page = words(read(client, "/changes/"))
    counts = f"{after[Event.ADDED]} added, {after[Event.CHANGED]} changed, {after[Event.TAKEN_OUT]} taken out"
    assert f"Recommendations {counts}" in page
    assert f"the last one made version {record_version()}." in page
    assert f"The record now stands at version {record_version()}." in page


def test_a_change_leads_to_its_record_while_it_exists(client):
    stays, goes = a_recommendation(), a_recommendation()
    goes.delete()
    page = read(client, of_today())
    rows = [words(row) for row in page.split('<tr id="c')[1:4]]
    assert "no longer on record taken out" in rows[0]
    assert "no longer on record added" in rows[1]
    assert f'<a href="{stays.get_absolute_url()}">' in page.split('<tr id="c')[3]
    last = Change.objects.latest("pk")
    assert f"{last.made_at:%Y-%m-%d}.{last.pk}" in rows[0]


def test_a_passage_is_named_by_its_first_words_none_of_them_cut(client):
    passage = a_passage(text="One two three four five six\nseven eight nine ten eleven twelve thirteen")
    page = read(client, of_today("documents_passage"))
    opening = "One two three four five six seven eight nine ten eleven twelve…"
    name = f"{passage.document.slug}#{passage.anchor}: {opening}"
    assert f'<a href="{passage.get_absolute_url()}"><bdi>{name}</bdi></a>' in page


def test_what_has_no_page_leads_to_the_page_it_is_read_on(client):
    session = a_session()
    session.partners.create(kind="government", role="chair", name="Ghana", as_listed="Ghana", position=1)
    page = read(client, of_today("gfmd_sessions_partner"))
    assert f'<a href="{session.get_absolute_url()}">' in page
    recommendation = a_recommendation(session=session)
    recommendation.addressees.add(Addressee.objects.first())
    page = read(client, of_today("recommendations_recommendation_addressees"))
    assert "Recommendations (addressees): changes on" in page
    assert f'<a href="{recommendation.get_absolute_url()}">' in page


def test_pages_of_a_day_hold_every_change_once_and_stay_as_they_are(client):
    session = a_session()
    for _n in range(120):
        a_recommendation(session=session)

    def numbers(address):
        page = read(client, address)
        following = re.search(r'<a href="(\?before=\d+)" rel="next">', page)
        return [int(number) for number in re.findall(r'<tr id="c(\d+)"', page)], following and of_today() + following[1]

    pages, following = {}, of_today()
    while following:
        here = following
        pages[here], following = numbers(here)
    wanted = Change.objects.filter(table=TABLE, made_at__date=today().date()).order_by("-pk")
    assert [number for page in pages.values() for number in page] == list(wanted.values_list("pk", flat=True))
    a_recommendation(session=session)
    assert numbers(here) == (pages[here], None)


def test_months_lead_to_each_other_and_keep_their_addresses(client):
    Change.objects.create(table=TABLE, row=1, made_at=datetime(2024, 2, 3, tzinfo=UTC), event=Event.ADDED)
    Change.objects.create(table="gone_table", row=1, made_at=datetime(2024, 2, 3, tzinfo=UTC), event=Event.ADDED)
    day = Change.objects.earliest("pk").made_at
    page = read(client, "/changes/")
    assert f'<a href="/changes/{day:%Y-%m}/"' in page
    assert '<a href="/changes/2024-02/" rel="prev">' in page
    page = read(client, "/changes/2024-02/")
    assert f'<a href="/changes/{day:%Y-%m}/" rel="next">' in page
    assert "2 changes; the last one made version 2024-02-03." in words(page)
    assert "no longer on record" in read(client, "/changes/2024-02-03/gone_table/")


@pytest.mark.parametrize(
    "address",
    ["/changes/2026-13/", "/changes/2026-00/", "/changes/2026-02-30/meetings_meeting/", "/changes/1999-01-01/x/",
     "/changes/0000-01/", "/changes/26-1/"],
)  # fmt: skip
def test_a_day_that_never_was_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("before=x", [("before", "x")]),
        ("before=-1", [("before", "-1")]),
        ("before=" + "9" * 40, [("before", "9" * 40)]),
        ("before=%00", [("before", "\N{REPLACEMENT CHARACTER}")]),
        ("colour=red&colour=blue", [("colour", "red"), ("colour", "blue")]),
        ("before=1&before=999999999", [("before", "1")]),
    ],
)
def test_what_is_not_understood_in_the_log_is_said(client, query, said):
    page = read(client, f"{of_today()}?{query}")
    assert odd(page) == said
    assert '<tr id="c' in page


def test_an_empty_log_is_a_page_and_a_feed(client):
    Change.objects.all().delete()
    Tally.objects.all().delete()
    assert "Nothing changed in this month." in read(client, "/changes/")
    assert ElementTree.fromstring(read(client, "/changes.atom")).findall(f"{ATOM}entry") == []


def test_the_feed_tells_the_newest_changes_first(client):
    Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").update(text="Corrected.")
    found = ElementTree.fromstring(read(client, "/changes.atom"))
    first, *_rest = found.findall(f"{ATOM}entry")
    day = today().date().isoformat()
    assert first.find(f"{ATOM}title").text == f"{day}: Recommendations, 1 changed"
    assert first.find(f"{ATOM}content").text == f"Record version {record_version()}"
    assert first.find(f"{ATOM}link").get("href") == f"http://testserver/changes/{day}/{TABLE}/"
    ids = [entry.find(f"{ATOM}id").text for entry in found.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_reading_the_log_costs_the_same_however_long_it_is(client):
    """No query of its pages reads the log but by the number of a change or by table and number."""
    TALLIES.bring_up_to_date()
    for address in ("/changes/", of_today(), of_today("gfmd_sessions_session_passages"), "/changes.atom"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 12, address
        if connection.vendor == "sqlite":  # PostgreSQL scans a log as short as that of a test
            for sql in (query["sql"] for query in queries if "changes_change" in query["sql"]):
                plan = connection.cursor().execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
                assert "SCAN changes_change" not in str(plan) or "LIMIT 1" in sql, sql


def test_the_tallies_are_those_of_the_log():
    TALLIES.bring_up_to_date()
    found = set(Tally.objects.values_list("day", "table", "event", "number"))
    counted = {}
    for table, event, made_at in Change.objects.values_list("table", "event", "made_at"):
        key = (made_at.date(), table, event)
        counted[key] = counted.get(key, 0) + 1
    assert found == {(*key, number) for key, number in counted.items()}
