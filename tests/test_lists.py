"""One number everywhere: the facet, the page, the file, and what the next click gives."""

import random
import re
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from jinja2 import ChoiceLoader, DictLoader, UndefinedError

from agencies.models import Activity, Agency
from browse import frames, indexing
from meetings.models import Meeting, Theme
from recommendations.models import Recommendation
from search.filters import Matched
from tests import factories
from tests.reading import LINK, count, drawn, odd, read, shown, values

pytestmark = pytest.mark.django_db

LISTS = ["/recommendations/", "/examples/", "/activities/", "/questions/", "/sessions/"]
REF = re.compile(r'<p class="where"><a href="/recommendations/([^"]+)/">')
CARD = re.compile(r'<article class="record-card">.*?</article>', re.DOTALL)
GAIN = re.compile(r'<a class="facet-toggle" href="([^"]*)" rel="nofollow" data-gain="(\d+)"')


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("seed", range(6))
def test_a_facet_count_is_what_its_click_gives(client, path, seed):
    page = read(client, path + drawn(client, path, seed))
    draw = random.Random(seed)
    for url, _facet, _value, number in draw.sample(values(page), k=8):
        assert count(read(client, path + url)) == number, path + url
    gains = GAIN.findall(page)
    for url, number in draw.sample(gains, k=min(3, len(gains))):
        assert count(read(client, path + unescape(url))) == count(page) + int(number), path + url


def test_values_of_one_facet_mean_or_and_facets_mean_and(client):
    both = count(read(client, "/recommendations/?theme=remittances&theme=diaspora"))
    expected = Recommendation.objects.filter(themes__slug__in=["remittances", "diaspora"]).distinct()
    assert both == expected.count()
    narrowed = count(read(client, "/recommendations/?theme=remittances&theme=diaspora&year=2011"))
    assert narrowed == expected.filter(meeting__slug="bern-2011").count()


@pytest.mark.parametrize(("query", "first", "others"), [("", "?", "?"), ("year=2011", "?year=2011", "?year=2011&")])
def test_pages_of_a_list_lead_to_each_other_and_the_first_has_the_address_of_the_list(client, query, first, others):
    page = read(client, f"/recommendations/?{query}&page=2")
    links = re.findall(
        r'<a href="([^"]*)" rel="([^"]*)">', re.search(r'<nav class="pages".*?</nav>', page, re.DOTALL)[0]
    )
    third, last = f"{others}page=3", f"{others}page={6 if not query else 3}"
    assert [(unescape(url), rel.split()[0]) for url, rel in links] == [
        (first, "prev"),
        (first, "nofollow"),
        *((url, "nofollow") for url in dict.fromkeys([third, last])),
        (third, "next"),
    ]


def test_pages_of_a_list_hold_every_record_once(client):
    found = []
    for number in range(1, 7):
        page = read(client, f"/recommendations/?page={number}")
        found += REF.findall(page)
    assert len(found) == len(set(found)) == 145


def test_a_chosen_value_is_a_chip_that_can_be_taken_off(client):
    page = read(client, "/recommendations/?theme=remittances&year=2011")
    chips = re.findall(
        r'<a href="([^"]+)" rel="nofollow"><span class="visually-hidden">Remove </span>(Theme|Year): ', page
    )
    assert [(unescape(url), label) for url, label in chips] == [("?year=2011", "Theme"), ("?theme=remittances", "Year")]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=zzz", "theme: “zzz”"),
        ("colour=red", "colour: “red”"),
        ("page=9999", "there is no page “9999”"),
        ("page=-1", "there is no page “-1”"),
        ("page=%00", "there is no page “\N{REPLACEMENT CHARACTER}”"),
        ("page=1e9", "there is no page “1e9”"),
        ("year=1e999999", "year: “1e999999”"),
        ("year=2011%00", "year: “2011\N{REPLACEMENT CHARACTER}”"),
        ("session=5", "session: “5”"),
        ("theme=" + "a" * 5000, "theme: “" + "a" * 60 + "…”"),
        ("theme=%3Cscript%3E", "theme: “&lt;script&gt;”"),
        ("q=" + "x" * 900, "only the first 200 characters were searched"),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_still_works(client, query, said):
    page = read(client, f"/recommendations/?addressee=employers&{query}")
    assert "Part of this address was not understood." in page
    # What was typed keeps its own direction, in whichever the page is written.
    assert said in re.sub("</?bdi>", "", page)
    assert "<bdi>" in page or query.startswith("q=")
    if not query.startswith("q="):
        assert count(page) == Recommendation.objects.filter(addressees__slug="employers").count()


def test_signs_in_texts_and_names_stand_on_a_list_as_they_were_written(client):
    signs = """Pay & "rights" <b>'of' all</b>"""
    record = factories.a_recommendation(kind="way-forward", heading=f"Heading: {signs}", text=f"Text: {signs}")
    theme = factories.a_theme(name=f"Theme: {signs}")
    record.themes.add(theme, through_defaults={"position": 1})
    for query in (f"theme={theme.slug}", f"theme={theme.slug}&q=rights"):
        words = re.sub("</?mark>", "", read(client, f"/recommendations/?{query}"))
        assert "<b>" not in words
        for what in ("Text", "Heading", "Theme"):
            assert f"{what}: {signs}" in unescape(words)


@pytest.mark.parametrize("path", [*LISTS, "/search/"])
@pytest.mark.parametrize(
    "typed",
    ["!@%23", "*", "AND", "%22", "%00", "'; DROP TABLE meetings_meeting; --", "\N{GRINNING FACE}", "مرحبا", "%", "_",
     "a" * 10_000, "%ff%fe", "\\", "col:on NEAR(", "[[", "%0d%0aSet-Cookie:x"],
)  # fmt: skip
def test_nothing_typed_is_ever_an_error(client, path, typed):
    assert client.get(f"{path}?q={typed}").status_code == 200


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/recommendations/?session=bern-2011/1", "session"),
        ("/questions/?session=bern-2011/1", "session"),
        ("/recommendations/?country=JP", "country"),
        ("/examples/?country=JP", "country"),
    ],
)
def test_what_is_on_record_but_has_no_record_here_finds_nothing(client, address, offered):
    """Whoever asks for one session after another is not given the whole list for one without recommendations."""
    page = read(client, address)
    assert "not understood" not in page and shown(page) == 0
    assert '<meta name="result-count" content="0">' in page
    path, value = address.split("?")[0], address.split("=")[1]
    assert (offered, value) in [(facet, word) for _url, facet, word, _number in values(page)]
    # It is no choice that other pages offer, and can be taken together with others.
    here = values(read(client, path))
    assert (offered, value) not in [(facet, word) for _url, facet, word, _number in here]
    _url, _facet, other, number = next(entry for entry in here if entry[1] == offered)
    assert count(read(client, f"{address}&{offered}={other}")) == number


def test_every_word_of_a_search_must_occur(client):
    found = {words: count(read(client, f"/recommendations/?q={words}")) for words in ("women", "WOMEN", "training")}
    assert found == {"women": 12, "WOMEN": 12, "training": 17}
    assert count(read(client, "/recommendations/?q=women+training")) == 1
    assert count(read(client, "/recommendations/?q=100%25")) == 0


@pytest.mark.parametrize(
    ("path", "narrow", "number"),
    [
        ("/recommendations/", "session=bern-2011/6-trade", 2),
        ("/examples/", "session=brussels-2007-csd/8", 2),
        ("/activities/", "group=1f", 2),
        ("/questions/", "session=manila-2008/1.1", 3),
        ("/sessions/", "kind=side_event", 1),
    ],
)
def test_a_list_costs_no_more_queries_when_it_is_longer(client, path, narrow, number, forget_pages):
    def queries(address):
        read(client, address)
        forget_pages()
        with CaptureQueriesContext(connection) as asked:
            page = read(client, address)
        return shown(page), len(asked)

    (few, for_few), (many, for_many) = queries(f"{path}?{narrow}"), queries(path)
    assert (few, many) == (number, 25)
    assert for_few == for_many


def test_a_filtered_list_is_not_for_search_engines(client):
    assert "noindex" in read(client, "/recommendations/?theme=remittances")
    assert "noindex" not in read(client, "/recommendations/")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/recommendations/", "Recommendations (page 1 of 6) · GFMD portal"),
        (
            "/recommendations/?q=<b>women&theme=remittances",
            "Recommendations: words = “&lt;b&gt;women”; theme = Remittances · GFMD portal",
        ),
        (f"/examples/?q={'women ' * 30}", f"Examples: words = “{'women ' * 15}… · GFMD portal"),
        ("/fr/examples/?country=SD", "Exemples\u202f: pays = Soudan · Portail du FMMD"),
        ("/recommendations/chart/?year=2011&by=kind", "Recommendations by kind: year = 2011 · GFMD portal"),
        (
            "/compare/?a.year=2011",
            "Two selections of recommendations by theme: year = 2011 / all records · GFMD portal",
        ),
    ],
)
def test_the_title_of_a_page_says_what_was_asked_for(client, address, title):
    """Tabs, bookmarks and the history of a browser have nothing else to tell one list from another."""
    assert re.search(r"<title>(.*?)</title>", read(client, address))[1] == title


def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(client):
    Recommendation.objects.filter(code="S5-3").update(text="=1+1")
    response = client.get("/recommendations.csv?session=bern-2011/5")
    table = b"".join(response.streaming_content).decode()
    assert ",'=1+1," in table
    exact = b"".join(client.get("/data/recommendations.csv").streaming_content).decode()
    assert ",=1+1," in exact


def test_a_list_says_what_else_its_words_matched_and_how_to_ask_for_them_alone(client):
    page = read(client, "/recommendations/?q=migrant&theme=diaspora")
    assert "Other forms of these words count too: migrants" in page
    assert '<a href="?q=%22migrant%22&amp;theme=diaspora" rel="nofollow"><bdi>&quot;migrant&quot;</bdi></a>' in page
    assert "count too" not in read(client, "/recommendations/?q=%22migrant%22&theme=diaspora")
    assert "records with the theme “Remittances”" in read(client, "/recommendations/?q=remesas")


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/recommendations/?q=cooperation+climate", ["Cooperation", "cooperation"]),
        ("/examples/?q=woman", ["women", "Women", "women", "Women", "women", "women"]),
        ("/questions/?q=policy", ["policies", "policy", "policies", "policies", "policy", "policies"]),
        ("/sessions/?q=rights", ["right", "right", *["rights"] * 10]),
        ("/activities/?q=banks", ["banks", "bank", "banks", "banking", "bank", "banking", "banks"]),
        ("/meetings/manila-2008/agenda/?q=rights", ["rights"]),
    ],
)
def test_what_a_list_was_searched_for_is_marked_in_its_records(client, address, marked):
    assert re.findall(r"<mark>(.*?)</mark>", read(client, address)) == marked
    assert "<mark>" not in read(client, address.partition("?")[0])


@pytest.mark.parametrize(
    ("address", "cards", "indirect"),
    [
        ("/recommendations/?q=remesas&meeting=bern-2011", 5, 1),
        ("/recommendations/?q=-women&theme=remittances&meeting=bern-2011", 5, 0),
        ("/recommendations/?theme=remittances&meeting=bern-2011", 5, 0),
        ("/examples/?q=gender", 4, 3),
        ("/questions/?q=manila", 21, 21),
        ("/questions/?q=policy&meeting=manila-2008", 7, 2),
        ("/activities/?q=UNHCR&group=1d", 3, 3),
        ("/activities/?q=banks", 3, 0),
        ("/sessions/?q=banks", 3, 0),
        ("/sessions/?q=manila", 8, 7),
        ("/sessions/?q=trade&meeting=bern-2011", 6, 0),
    ],
)
def test_a_record_found_by_words_about_it_says_so_in_a_list(client, address, cards, indirect):
    shown = read(client, address).split('<article class="record-card')[1:]
    about = [card for card in shown if "(found by its theme, meeting, session or another word about it)" in card]
    assert (len(shown), len(about)) == (cards, indirect)
    assert not any("<mark>" in card for card in about)


def test_a_session_shows_the_stretch_of_what_it_asked_or_set_out_in_which_the_words_stand(client):
    [card] = re.findall('<article class="record-card.*?</article>', read(client, "/sessions/?q=banking+system"), re.S)
    [stretch] = re.findall('<p class="snippet record"[^>]*>(.*?)</p>', card)
    assert stretch.startswith(
        "… transfer operators, micro-finance institutions, and other actors involved in the <mark>"
    )
    assert re.findall("<mark>(.*?)</mark>", stretch) == ["banking system"]
    session = factories.a_session(summary="We sum up at length.")
    factories.a_question(session=session, position=1, text="Who <b> crosses the road?")
    factories.a_question(session=session, position=2, text="Where do zebras & lions cross?")
    page = read(client, "/sessions/?q=zebra")
    said = "Who &lt;b&gt; crosses the road? Where do <mark>zebras</mark> &amp; lions cross?</p></article>"
    assert f'<p class="snippet record">{said}' in page
    assert "(found by" not in page
    assert '<p class="snippet' not in read(client, "/sessions/?q=sum+up")
    assert '<p class="snippet' not in read(client, "/sessions/")


def test_what_sessions_said_is_read_at_once_and_only_where_their_cards_do_not_hold_the_words(client, monkeypatch):
    asked, said = [], Matched.said
    monkeypatch.setattr(Matched, "said", lambda matched, ids: asked.append(len(ids)) or said(matched, ids))
    for query in ("", "?q=rights", "?q=manila", "?q=banking+system"):
        read(client, f"/sessions/{query}")
    assert asked == [0, 1, 7, 1]
    read(client, "/sessions/?q=rights&kind=plenary")
    assert asked == [0, 1, 7, 1]


def test_a_long_way_forward_is_cut_where_the_words_searched_for_stand(client):
    factories.a_recommendation(
        kind="way-forward", heading="On zebras", text=f"{'before ' * 60}the zebra & lion{' after' * 60}"
    )
    card = read(client, "/recommendations/?q=zebra")
    assert "<h3>" in card and "On <mark>zebras</mark></a></h3>" in card
    text = re.search(r'<p class="record"[^>]*>(.*?)</p>', card)[1]
    assert text.startswith("… before") and "before the <mark>zebra</mark> &amp; lion after" in text
    assert text.count("before") + text.count("after") + 3 == 45


def test_facets_say_the_name_of_a_value_whatever_signs_it_has(client):
    for slug, name in (("signs", "50% <b> & %(count)s"), ("plain", "Plain")):
        factories.a_recommendation(code=f"S1-{slug}").codings.create(theme=factories.a_theme(slug=slug, name=name))
    signs = "50% &lt;b&gt; &amp; %(count)s"
    assert f"<span>{signs}<" in read(client, "/recommendations/")
    assert f">Remove {signs}<" in read(client, "/recommendations/?theme=signs")
    beside = read(client, "/recommendations/?theme=plain")
    assert f">Also show {signs}: </span>+1</a>" in beside
    assert 'href="?theme=plain&amp;theme=signs" rel="nofollow" data-gain="1"' in beside


def test_what_every_list_of_a_kind_says_cannot_ask_one_of_them(monkeypatch):
    """Else a page would say of one mix of filters what was true of the mix that was asked for first."""
    templates = {"of_all": "{{ listing.count }}"}
    monkeypatch.setattr(engines["jinja2"], "env", engines["jinja2"].env.overlay(loader=DictLoader(templates)))
    with pytest.raises(UndefinedError, match="'listing' is undefined"):
        frames.written("of_all", ("en",), {"listing": SimpleNamespace(download_query="", count=3)})


@pytest.mark.parametrize("debug", [True, False])
def test_whoever_works_on_a_template_sees_at_once_what_it_says(client, settings, monkeypatch, debug):
    settings.DEBUG = debug  # which makes the engines anew
    jinja = engines["jinja2"].env
    read(client, "/recommendations/")
    edited = DictLoader({"browse/_facet_value.jinja": "<li>edited value</li>"})
    monkeypatch.setattr(engines["jinja2"], "env", jinja.overlay(loader=ChoiceLoader([edited, jinja.loader])))
    monkeypatch.setattr("gfmd_portal.jinja.render_to_string", lambda *_names: "edited frame")
    page = read(client, "/recommendations/")
    assert ("edited value" in page, "edited frame" in page) == (debug, debug)


def test_a_long_facet_waits_with_its_values_until_the_meeting_is_chosen(client, monkeypatch, forget_pages):
    def sessions(query):
        page = read(client, f"/recommendations/{query}")
        left = re.search(r'<p class="hint">(\d+) more appear once you choose something under “Meeting”', page)
        return [value for _url, facet, value, _n in values(page) if facet == "session"], int(left[1]) if left else 0

    everything, left = sessions("")
    assert left == 0 and len(everything) == 20
    monkeypatch.setattr("browse.counting.LONG", 3)
    forget_pages()
    assert sessions("") == ([], len(everything))
    in_bern = [value for value in everything if value.startswith("bern-2011/")]
    assert sessions("?meeting=bern-2011") == (in_bern, len(everything) - len(in_bern))
    # What is chosen is always shown, so that it can be taken out.
    assert sessions("?session=bern-2011/5") == (["bern-2011/5"], len(everything) - 1)


def test_what_the_pages_of_a_list_have_alike_is_made_for_each_host_and_language(client, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in settings.ALLOWED_HOSTS:
        for path, facet in (("", "Theme"), ("/fr", "Thème")):
            for number in (1, 2):
                page = client.get(f"{path}/recommendations/?page={number}", headers={"Host": host}).content.decode()
                assert f"<h3>{facet}</h3>" in page
                assert set(re.findall(r"from http://([\w.]+)/", page)) == {host}


def test_the_parts_of_pages_that_are_kept_are_not_without_end(client, monkeypatch):
    monkeypatch.setattr(frames.lists, "most", 2)
    for theme, kept in (("remittances", 1), ("diaspora", 2), ("skills-recognition", 2), ("remittances", 2)):
        assert f'value="{theme}">' in read(client, f"/recommendations/?theme={theme}")
        assert len(frames.lists) == kept


@pytest.mark.parametrize("address", ["/recommendations/?page=%s", "/recommendations/?q=migrants&page=%s"])
def test_a_further_page_of_a_list_asks_the_database_only_for_its_version_and_its_cards(
    client, address, django_assert_num_queries
):
    read(client, address % 1)
    # Once for the ETag and, in a test without a snapshot of its own, once for the list and once for its search.
    with django_assert_num_queries(4 if "q=" in address else 3):
        read(client, address % 2)


@pytest.mark.parametrize("query", ["meeting=bern-2011", "meeting=bern-2011&q=migrants"])
def test_a_card_is_made_once_for_all_mixes_of_filters(client, query, django_assert_num_queries):
    first = read(client, f"/recommendations/?{query}")
    # For the ETag, for the list and its search; the cards are those of the meeting, in each order and in all mixes.
    with django_assert_num_queries(3 if "q=" in query else 2):
        assert CARD.findall(read(client, f"/recommendations/?{query}&sort=newest")) == CARD.findall(first)


def test_each_search_marks_its_own_words_in_a_card(client):
    marked = [
        re.findall("<mark>(.*?)</mark>", read(client, f"/recommendations/?q={word}")) for word in ("women", "labour")
    ]
    assert [{word.lower() for word in words} for words in marked] == [{"women"}, {"labour"}]


def test_an_edited_record_has_a_new_card(client):
    read(client, "/recommendations/?meeting=bern-2011")
    recommendation = Recommendation.objects.filter(meeting__slug="bern-2011").first()
    Recommendation.objects.filter(pk=recommendation.pk).update(text="Count the birds.")
    assert "Count the birds." in read(client, "/recommendations/?meeting=bern-2011&sort=newest")


def test_the_cards_that_are_kept_are_not_without_end(client, monkeypatch):
    monkeypatch.setattr("browse.cards.MOST", 30)
    pages = [REF.findall(read(client, f"/recommendations/?page={number}")) for number in (1, 2, 1)]
    assert pages[0] == pages[2] != pages[1]
    assert [len(index.cards) for index in indexing._made.values() if index.cards] == [25]


def refs(client, address):
    """The records on the first page of a list, as meeting/code."""
    return REF.findall(read(client, address))


def test_the_latest_meeting_comes_first_where_that_is_asked_for(client):
    everything = [ref for page in range(1, 7) for ref in refs(client, f"/recommendations/?page={page}")]
    newest = [ref for page in range(1, 7) for ref in refs(client, f"/recommendations/?sort=newest&page={page}")]
    latest = [ref for ref in everything if ref.startswith("bern-2011/")]
    assert len(everything) == 145 and latest
    assert newest == latest + [ref for ref in everything if ref not in latest]


def test_the_best_match_comes_first_where_that_is_asked_for(client):
    address = "/recommendations/?q=remittances"
    page = read(client, f"{address}&sort=relevance")
    first = re.search(r'<article class="record-card">.*?<h3><a[^>]*>(.*?)</a>', page, re.DOTALL)[1]
    assert "remittance" in first.lower()
    ranked, printed = (
        refs(client, "/recommendations/?q=remittances&sort=relevance"),
        refs(client, "/recommendations/?q=remittances"),
    )
    assert ranked != printed and count(page) == count(read(client, "/recommendations/?q=remittances"))


def test_an_order_stays_in_every_link_and_waits_for_words(client):
    page = read(client, "/recommendations/?q=women&theme=remittances&sort=relevance")
    assert all("sort=relevance" in href for href, _facet, _value, _count in LINK.findall(page))
    assert '<input type="hidden" name="sort" value="relevance">' in page
    assert '<a href="?theme=remittances" rel="nofollow"><span class="visually-hidden">Remove </span>Words' in page
    assert '<a href="?q=women&amp;theme=remittances" rel="nofollow">as in the documents</a>' in page
    page = read(client, "/recommendations/?sort=relevance")
    assert "best match first" not in page
    assert 'rel="nofollow" aria-current="true">as in the documents</a>' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sort=year", [("sort", "year")]),
        ("sort=newest&sort=year", [("sort", "year")]),
        ("sort=newest&sort=best&q=women", [("sort", "best")]),
        ("sort=relevance", [("sort", "relevance")]),
        ("sort=relevance&sort=newest", [("sort", "relevance")]),
        ("q=&sort=relevance", []),  # the box of words was emptied and sent
        ("sort=newest&sort=newest&sort=", []),
        ("page=2&page=3", [("page", "2")]),
        ("page=2&page=1&page=2", [("page", "1")]),
        ("page=2&page=2&page=", [("page", "2")]),
        ("colour=red&colour=blue&colour=red", [("colour", "red"), ("colour", "blue")]),
        ("as-of=nonsense&as-of=1-2", [("as-of", "nonsense")]),
        ("theme=zzz&theme=zzz&theme=remittances", [("theme", "zzz")]),
        ("q=women&q=training&utm_source=x", []),
    ],
)
def test_each_value_that_a_list_does_not_follow_is_named(client, typed, said):
    page = read(client, f"/recommendations/?{typed}")
    assert odd(page) == said
    assert ("not understood" in page) == bool(said)


@pytest.mark.parametrize("path", LISTS[1:])
def test_every_list_names_the_page_that_another_overrules(client, path):
    assert ("page", "1") in odd(read(client, f"{path}?page=1&page=2"))


def test_an_agenda_has_one_page(client):
    address = "/meetings/manila-2008/agenda/"
    assert "there is no page “<bdi>2</bdi>”" in read(client, f"{address}?page=2")
    assert "not understood" not in read(client, f"{address}?page=1")


def test_files_and_citations_name_the_order(client):
    about = client.get("/recommendations.json?year=2011&sort=newest")
    assert b'"query": "year = 2011; order: latest meeting first"' in b"".join(about.streaming_content)
    assert "year = 2011; order: latest meeting first" in read(client, "/recommendations/?year=2011&sort=newest")


def test_a_card_of_an_example_says_where_it_is_from_and_what_it_names(client):
    recommendation = factories.a_recommendation(kind="way-forward", heading="Let <them> vote")
    example = factories.an_example(recommendation=recommendation, text="In one city & elsewhere.")
    for position, (slug, code) in enumerate([("gender-family", "MX"), ("diaspora", "DE")], 1):
        example.codings.create(theme=Theme.objects.get(slug=slug), position=position)
        example.countries.create(country=code, position=position)
    meeting, number = example.meeting, example.session.number
    page = read(client, f"/fr/examples/?meeting={meeting.slug}")
    card = re.search(r'<article class="record-card example">(.*?)</article>', page, re.DOTALL)[1]
    where = re.search(r'<p class="where">(.*?)</p>', card)[1]
    assert where == (
        f'<a href="/fr/examples/{example.ref}/">{example.ref}</a> · '
        f'<a href="/fr/meetings/{meeting.slug}/sessions/{number}/">{meeting.short_title}, Séance {number}</a> · '
        'illustre «\u202f<span lang="en" dir="ltr">Let &lt;them&gt; vote</span>\u202f»'
    )
    assert '<p class="record" lang="en" dir="ltr">In one city &amp; elsewhere.</p>' in card
    places = re.findall(r'\?country=(\w\w)">(\w+)</a>', card)
    assert places == [("MX", "Mexique"), ("DE", "Allemagne")]
    tags = re.search(r'<ul class="tags themes" aria-label="Thèmes">(.*?)</ul>', card)[1]
    assert re.findall(r'<li><a href="/fr/themes/([\w-]+)/">', tags) == ["gender-family", "diaspora"]


def test_a_card_of_a_session_says_when_it_is_and_whether_it_is_held(client):
    meeting = factories.a_meeting()
    track = factories.a_roundtable(meeting=meeting, number=7)
    slot = factories.from_to("9:00", "10:30", meeting=meeting)
    facts = {"meeting": meeting, "slot": slot, "roundtable": track, "title": "Money & more", "summary": "On money."}
    factories.a_session(number="7.1", position=1, status="moved", status_note="Was in <2>.", **facts)
    factories.a_session(number="7.2", position=2, meeting=meeting, title="", status="cancelled")
    page = read(client, f"/sessions/?meeting={meeting.slug}")
    first, second = re.findall(r'<article class="record-card">(.*?)</article>', page, re.DOTALL)
    assert f'{meeting.short_title} · <a href="/meetings/{meeting.slug}/roundtables/7/">Roundtable 7</a> · ' in first
    assert '<time datetime="2030-10-29T09:00">29 October, 09:00–10:30</time>' in first
    link = f'<a href="/meetings/{meeting.slug}/sessions/7.1/" data-session="{meeting.slug}/7.1">'
    assert f'{link}<span class="number">Session 7.1</span> <bdi>Money &amp; more</bdi></a>' in first
    assert "<strong>Moved.</strong> The time and the room given here are the new ones. Was in &lt;2&gt;.</p>" in first
    assert '<p class="summary-line">On money.</p>' in first
    assert "<strong>Cancelled.</strong> </p>" in second
    assert [part for part in ("<time", "<bdi", "Roundtable", "summary-line") if part in second] == []


def test_a_card_of_an_activity_says_who_knows_of_it_and_where_it_stands(client):
    track = factories.a_roundtable(number=7)
    group = factories.an_activity_group(roundtable=track, letter="b", title="Money & more")
    activity = factories.an_activity(
        group=group, position=3, activity="A survey:\nof <men>\n  of few", objective="To know."
    )
    activity.agencies.add(Agency.objects.get(slug="iom"), Agency.objects.get(slug="ilo"))
    for position, slug in enumerate(["gender-family", "diaspora"], 1):
        activity.codings.create(theme=Theme.objects.get(slug=slug), position=position)
    activity.passages.add(passage := factories.a_passage())
    page = read(client, "/activities/?group=7b&q=survey")
    card = re.search(
        rf'<article class="record-card" id="activity-{track.meeting.slug}-7b-3">(.*?)</article>', page, re.DOTALL
    )[1]
    assert f'{track} · <a href="/activities/?group=7b">7b. Money &amp; more</a>' in card
    assert '<p>A <mark>survey</mark>:</p><ul><li>of &lt;men&gt;</li><li class="nested">of few</li></ul>' in re.sub(
        r">\s+<", "><", card
    )
    assert re.findall(r'<a href="/agencies/(\w+)/">(\w+)</a>', card) == [("ilo", "ILO"), ("iom", "IOM")]
    tags = re.search(r'<ul class="tags themes" aria-label="Themes">(.*?)</ul>', card)[1]
    assert re.findall(r'<li><a href="/themes/([\w-]+)/">', tags) == ["gender-family", "diaspora"]
    assert f'<a href="{passage.get_absolute_url()}">In the document<span class="visually-hidden">: 7b.3</span>' in card


def test_groups_of_two_matrices_that_are_numbered_alike_are_found_together(client):
    first = Activity.objects.filter(group__letter="a", group__roundtable__number=1)
    before = first.count()
    later = factories.a_meeting(starts_on=date(2030, 1, 1), ends_on=date(2030, 1, 2))
    group = factories.an_activity_group(roundtable=factories.a_roundtable(meeting=later, number=1, title="Work"))
    factories.an_activity(group=group)
    page = read(client, "/activities/?group=1a")
    assert count(page) == before + 1 == first.count()
    labels = re.findall(r'data-value="1a?" data-count="(\d+)"[^>]*><span>(.*?)<span', page)
    assert [int(number) for number, _label in labels] == [before + 1, before + 1]
    assert [label.rpartition(" / ")[2] for _number, label in labels] == ["1. Work", "1a. Labour mobility"]


def test_no_two_activities_share_an_anchor_and_old_links_lead_to_the_first(client):
    first = Activity.objects.get(group__letter="a", group__roundtable__number=1, position=2)
    # Its meeting is earlier, yet it came later, and links to the other were given away by then.
    earlier = factories.a_meeting(slug="geneva-2005", starts_on=date(2005, 1, 1), ends_on=date(2005, 1, 2))
    group = factories.an_activity_group(roundtable=factories.a_roundtable(meeting=earlier, number=1), letter="a")
    second, other = (factories.an_activity(group=group, position=position) for position in (2, 200))
    page = read(client, "/activities/?group=1a")
    anchors = re.findall(r'<(?:article|span)[^>]* id="(activity-[^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert second.get_absolute_url() == "/activities/?group=1a#activity-geneva-2005-1a-2"
    for activity, former in ((first, ["activity-1a-2"]), (second, []), (other, ["activity-1a-200"])):
        [card] = re.findall(rf'<article [^>]* id="{activity.get_absolute_url().partition("#")[2]}">(.*?)<p', page, re.S)
        assert re.findall(r'<span id="([^"]+)"></span>', card) == former


def test_the_anchor_of_an_activity_outlives_the_name_of_its_meeting(client):
    first = Activity.objects.get(group__letter="a", group__roundtable__number=1, position=2)
    before = first.get_absolute_url().partition("#")[2]
    Meeting.objects.filter(pk=first.group.roundtable.meeting_id).update(slug="renamed")
    page = read(client, "/activities/?group=1a")
    assert f'id="activity-renamed-1a-2">\n<span id="{before}"></span><span id="activity-1a-2"></span>' in page


def test_a_card_of_a_question_leads_to_its_place_and_its_source(client):
    session = factories.a_session(number="4.2")
    asked = factories.a_question(session=session, position=2, text="Who pays & why?")
    asked.passages.add(*(passages := [factories.a_passage(), factories.a_passage()]))
    left = session.meeting.questions.create(position=1, text="And then?")
    page = read(client, f"/questions/?meeting={session.meeting.slug}&q=pays+OR+then")
    first, second = re.findall(r'<article class="record-card">(.*?)</article>', page, re.DOTALL)
    assert f'<a href="{session.get_absolute_url()}#question-2">Who <mark>pays</mark> &amp; why?</a>' in first
    assert f'<a href="{session.get_absolute_url()}">Session 4.2</a>' in first
    source = min(passages, key=lambda passage: (passage.document.slug, passage.position))
    assert (
        f'<a href="{source.get_absolute_url()}">In the document<span class="visually-hidden">: Who pays &amp; why?'
        in first
    )
    assert f'<a href="{left.get_absolute_url()}">And <mark>then</mark>?</a>' in second
    assert "for future meetings" in second and "In the document" not in second


def test_a_card_of_a_question_has_its_translation_into_the_language_of_the_page(client):
    asked = factories.a_question(text="Who pays & why?")
    passage = factories.a_passage(document=factories.a_document(meeting=asked.meeting), text=asked.text)
    asked.passages.add(passage)
    factories.a_translation(passage=passage, language="es", text="¿Quién paga?", made_by="B. Traductora")
    factories.a_translation(passage=passage, text="Qui paie\n& pourquoi ?", made_by="A. <Traductrice>")
    address, queries = f"/questions/?meeting={asked.meeting.slug}", []
    for path in ("/questions/?meeting=bern-2011", "/questions/?meeting=manila-2008", address):
        with CaptureQueriesContext(connection) as asked_here:
            french = read(client, f"/fr{path}")
        queries.append(len(asked_here))
    assert queries[1] == queries[2]  # translations come with the passages
    said = re.search(r'<div lang="fr" dir="ltr">(.*?)</div>', french, re.DOTALL)[1]
    assert said == (
        '<p>Qui paie</p><ul><li>&amp; pourquoi ?</li></ul><p class="ours-mark">Traduit par A. &lt;Traductrice&gt;</p>'
    )
    assert "Quién" not in french
    english = read(client, f"{address}&page=1")
    assert "Who pays &amp; why?" in english and "ours-mark" not in english


def test_facets_are_made_once_for_all_pages_of_a_list_and_anew_when_a_record_is_edited(client):
    def facets(address):
        return re.search(r'<details class="filters".*?</details>\n</div>', read(client, address), re.DOTALL)[0]

    first = facets("/recommendations/?kind=recommendation")
    assert facets("/recommendations/?kind=recommendation&page=2") == first
    assert facets("/fr/recommendations/?kind=recommendation") != first
    assert facets("/recommendations/?kind=way-forward") != first
    Theme.objects.filter(slug="remittances").update(name="Sent & received")
    renamed = facets("/recommendations/?kind=recommendation&page=3")
    assert "Sent &amp; received" in renamed and "Sent &amp; received" not in first
