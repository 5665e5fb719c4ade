"""The page of results: its numbers, what it says of the words typed, its pages and its queries."""

import re
from html import unescape
from time import process_time
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import index
from search.results import Results
from search.tree import Every, phrase
from sessions.models import Session
from tests import factories
from tests.reading import read, result_count
from tests.searching import counts, refs

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a class="more" href="([^"]+)" data-count="(\d+)">')


@pytest.mark.parametrize(
    "typed",
    ["women", "remittances", "GMG", "the", '"policy coherence"', "recruit*", "migration -labour", "codes OR visas",
     "envois de fonds", "Berne diaspora"],
)  # fmt: skip
def test_the_count_of_a_kind_is_that_of_the_list_it_links_to(client, typed):
    page = read(client, f"/search/?q={quote(typed)}")
    links = LINK.findall(page)
    assert len(links) == len(counts(typed))
    assert sum(int(number) for _address, number in links) == result_count(page)
    for address, number in links:
        assert result_count(read(client, unescape(address))) == int(number), address


def test_one_kind_is_listed_in_pages(client):
    number = counts("migration")["passages"]
    seen = []
    for page in range(1, number // 25 + 2):
        shown = read(client, f"/search/?q=migration&kind=passages&page={page}")
        assert result_count(shown) == number
        seen += re.findall(r'<a class="found-name" href="([^"]+)"', shown)
    assert len(seen) == len(set(seen)) == number


def test_the_page_says_what_else_it_matched_and_how_to_ask_for_the_word_alone(client):
    page = unescape(read(client, "/search/?q=woman"))
    assert "Other forms of these words were found too: women (48)" in " ".join(page.split())
    assert '<a href="/search/?q=%22woman%22" rel="nofollow"><bdi>"woman"</bdi></a>' in page
    page = unescape(read(client, "/search/?q=GMG"))
    assert "“GMG” also finds “Global Migration Group”" in " ".join(page.split())
    page = unescape(read(client, "/search/?q=remesas"))
    assert "“remesas” also finds “remittances”, records with the theme “Remittances”" in " ".join(page.split())


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("remittance women", '"remittance" women'),
        ("women NOT GMG", 'women NOT "GMG"'),
        ("women -GMG", 'women -"GMG"'),
        ("Co-operation women", '"Co-operation" women'),
        ("(trainings) OR women", '("trainings") OR women'),
    ],
)
def test_the_word_alone_keeps_the_rest_of_the_search(client, typed, exact):
    places = (("/search/", ""), ("/search/", "&kind=recommendations"), ("/recommendations/", "&year=2007"))
    for address, rest in places:
        page = unescape(read(client, f"{address}?q={quote(typed)}{rest}"))
        links = re.findall(r'<a href="(?:/search/)?([^"]*)" rel="nofollow"><bdi>"', page)
        assert f"?q={quote(exact, safe='')}{rest}" in [link.replace("?q=(", "?q=%28") for link in links], links


@pytest.mark.parametrize("typed", ["women -GMG", "women NOT GMG"])
def test_what_is_left_out_beside_the_words_typed_is_said_as_such(client, typed):
    for address in ("/search/", "/recommendations/"):
        page = " ".join(unescape(read(client, f"{address}?q={quote(typed)}")).split())
        assert "Leaving out “GMG” also leaves out “Global Migration Group”." in page
        assert "also finds" not in page


def test_forms_of_what_is_left_out_are_not_said_to_count(client):
    assert "Other forms" not in read(client, "/recommendations/?q=2007+NOT+children")


@pytest.mark.parametrize("typed", ["remittances", "return", "women development", "migrant -worker", "diaspora OR visa"])
def test_other_forms_are_counted_among_the_records_found(typed):
    results = Results(typed)
    assert results.forms
    for form, total in results.forms:
        assert index.totals([Every((results.tree, phrase([form])))]) == [total], form


def test_of_one_kind_other_forms_and_words_that_begin_so_are_those_that_it_holds(client):
    page = " ".join(read(client, "/search/?q=woman&kind=recommendations").split())
    assert result_count(page) == 12 and "forms of these words were found too: women (12)." in page
    assert Results("woman", "documents").forms == []
    for typed in ("remit*", "remit* women"):
        [(_beginning, words)] = Results(typed, "recommendations").begun
        assert words == [(word, len(refs(f'{typed} "{word}"'))) for word, _number in words] != []
    [(_beginning, words), _other] = Results("remit* cost*", "recommendations").begun
    assert [word for word, _number in words] == ["remittances", "remittance", "remit", "remitted", "remitters"]


def test_words_that_a_star_found_are_said(client):
    said = "<bdi>remit*</bdi> finds words such as:"
    page = " ".join(unescape(read(client, "/search/?q=remit*")).split())
    assert f"{said} remittances (123), remittance (74), remit (8), remitted (7), remitaid (4), remitting (4)." in page
    assert f"{said} remittance (5), remittances (4), remit (2), remits (2)." in " ".join(
        unescape(read(client, "/search/?q=remit*+women")).split()
    )
    for word, number in Results("remit* women").begun[0][1]:
        assert Results(f'remit* women "{word}"').total == number
    page = " ".join(unescape(read(client, "/recommendations/?q=remit*")).split())
    assert f"{said} remittances, remittance, remit, remitted, remitters." in page
    assert "finds words such as" not in read(client, "/search/?q=women+-remit*")
    for rest, number in [("cost*", ""), ("-cost*", ""), ("-costs", " (92)")]:
        page = " ".join(unescape(read(client, f"/search/?q=remit*+{rest}")).split())
        assert f"{said} remittances{number}, remittance" in page
        assert ("<bdi>cost*</bdi> finds words such as" in page) == (rest == "cost*")


@pytest.mark.parametrize("address", ["/search/", "/recommendations/"])
def test_many_stars_are_answered_before_anybody_leaves(client, address):
    """What they find was counted word by word and term by term: for a third of a minute."""
    before = process_time()
    page = read(client, f"{address}?q={quote(' '.join(f'{letter}*' for letter in 'abcdefghijklmnopqrstuvwxyz' * 2))}")
    assert process_time() - before < 3
    assert "finds words such as" not in page and result_count(page) == 0
    assert ("?q=z%2A" if address == "/search/" else "without any of the words") in page


def test_only_synonyms_that_the_record_holds_are_named(client):
    for typed in ("GMG", "CSD", "UK"):
        for address in ("/search/", "/recommendations/"):
            assert f"{typed}s”" not in read(client, f"{address}?q={typed}")
    assert [others for _wording, others, _left_out in Results("Trinité-et-Tobago").synonyms] == []
    factories.a_recommendation(text="Both GMGs.")
    page = " ".join(unescape(read(client, "/search/?q=GMG")).split())
    assert "“GMG” also finds “Global Migration Group”, “GMGs”." in page


@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/search/?q=women", 16),
        ("/search/?q=remesas&kind=themes", 14),
        ("/search/?q=climate+zebra", 14),
        ("/recommendations/?q=women", 25),
    ],
)
def test_a_search_keeps_to_its_queries(client, address, budget):
    read(client, "/search/?q=forum")  # what things are called is read once for each version of the record
    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    assert len(queries) <= budget, [query["sql"][:90] for query in queries]


def found_text(page, address):
    """What a page of results says of the record at `address`, and whether as words of record."""
    said = re.search(rf'href="{address}".*?<p class="snippet([^"]*)">(.*?)</p>(.*?)</li>', page, re.DOTALL)
    return said[1].strip(), re.sub("<[^>]+>", "", unescape(said[2])), "Summary by the portal" in said[3]


def test_a_summary_of_ours_is_not_shown_as_words_of_record(client):
    look, text, is_ours = found_text(
        read(client, "/search/?q=Moldova&kind=sessions"), "/meetings/brussels-2007/sessions/2.3/"
    )
    assert (look, is_ours) == ("", True)
    assert text.startswith("A World Bank team organised the session")
    look, _text, is_ours = found_text(
        read(client, "/search/?q=home&kind=roundtables"), "/meetings/brussels-2007/roundtables/2/"
    )
    assert (look, is_ours) == ("", True)


def test_a_meeting_found_by_its_name_is_told_by_its_summary(client):
    _look, text, is_ours = found_text(read(client, "/search/?q=Berne+2011&kind=meetings"), "/meetings/bern-2011/")
    assert is_ours and text.startswith("Governments, companies, international organisations and researchers")


def test_words_of_record_are_shown_before_a_summary_that_says_the_same(client):
    page = read(client, "/search/?q=remittances&kind=sessions")
    look, text, is_ours = found_text(page, "/meetings/brussels-2007-csd/sessions/4/")
    assert (look, is_ours) == ("record", False)
    assert "increasing formality of remittance sending" in text
    summary = Session.objects.get(meeting__slug="brussels-2007-csd", number="4").summary
    assert summary not in text
