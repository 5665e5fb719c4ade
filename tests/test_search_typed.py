"""Nothing typed is an error: what is odd in a search or in its address is named, and the rest is followed."""

import json
from html import unescape
from urllib.parse import quote

import pytest

from recommendations.filters import found_recommendations
from recommendations.models import Recommendation
from search.results import Results
from tests.reading import odd, read, result_count
from tests.searching import counts

pytestmark = pytest.mark.django_db

HOSTILE = [
    "!@#", "*", "**", "AND", "OR", "NOT", "NOT NOT", "AND OR NOT", '"', '""', '"""', "“", "-", "--", "-*", '-"',
    "\x00", "a\x00b", "\N{GRINNING FACE}", "مرحبا", "\N{RIGHT-TO-LEFT OVERRIDE}women", "执行委员会",
    "'; DROP TABLE search_entry; --", "%", "_", "%s", "%(match)s", "\\", "\\'", "col:on NEAR(", "title:women", "^women",
    "{title} : x", "a + b", "a & | !b", "foo:* & ((", "'a' <-> 'b'", "=women", "_all", "_theme_remittances", "[[",
    "\r\nSet-Cookie: x", "x" * 10_000, "a " * 5_000, "OR " * 5_000, '"a ' * 100, "-a " * 100, "a* " * 100, "é" * 300,
    "a-" * 100, "." * 200, "U.N." * 50, "e\N{COMBINING ACUTE ACCENT}" * 100, "\N{COMBINING ACUTE ACCENT}", "½", "ﬁ",
    "(", ")", "()", "(" * 200, "()" * 100, "(a " * 60, "-(a " * 50, "-(" * 60 + "a" + ")" * 60, "NOT (" * 30 + "a",
    "(a OR " * 15 + "b" + ")" * 15, "(a) OR (b) NOT (c)", "(OR)", '("a (b" c)', "a(b)c(d)", ")(", ":-)",
    "-(a -(b " * 12 + ")" * 24, "İ", "ß", "\ufffd\ufffd", "\N{ZERO WIDTH SPACE}", "'" * 50, "’s", "l'", "1e999999",
    "\u2028", "a/" * 100, "(s)x" * 50, "-(s)x " * 40, "(a/b OR " * 12 + "c" + ")" * 12, "a*/" * 60, "½/" * 100,
    "la " * 66, "(a)\N{ARABIC TATWEEL}", '"_* a"', '"_*"', '"a* ' * 60, '"abc* ' * 40, '"women* men*" ' * 15,
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:20]))
def test_nothing_typed_is_an_error(client, typed):
    page = read(client, f"/search/?q={quote(typed)}")
    assert result_count(page) == Results(typed).total
    assert result_count(read(client, f"/recommendations/?q={quote(typed)}")) in {
        Results(typed).counts.get("recommendations", 0),
        145,
    }


def test_only_what_is_ours_is_found_by_our_marks():
    assert counts("_theme_remittances") == counts("theme remittances")


@pytest.mark.parametrize("typed", ["x" * 900, "women " * 100])
def test_the_page_says_where_it_stopped_reading(client, typed):
    assert "Only the first 200 characters were searched." in read(client, f"/search/?q={quote(typed)}")
    assert "Only the first 200 characters" not in read(client, "/search/?q=women")


def test_a_pasted_passage_finds_the_record_that_it_is_from():
    """A search is cut after 200 characters, and no word of it in two."""
    for record in Recommendation.objects.filter(meeting__slug="brussels-2007-csd"):
        typed = " ".join(record.text.split())[:400]
        assert record.pk in found_recommendations({"q": typed}).ids(), record.ref


@pytest.mark.parametrize(
    ("typed", "brackets"), [("women (training", "("), ("women ) training", ")"), ("women () training", "( )")]
)
def test_brackets_that_mean_nothing_are_said_to_be_passed_over(client, typed, brackets):
    page = read(client, f"/search/?q={quote(typed)}")
    assert f"Brackets without a partner, or with nothing in them, were passed over: <bdi>{brackets}</bdi></li>" in page
    for kind in ("recommendations", "sessions", "questions", "examples", "activities"):
        page = unescape(read(client, f"/{kind}/?q={quote(typed)}"))
        assert f"<li><bdi>q</bdi>: “<bdi>{brackets}</bdi>”</li>" in page
    said = json.loads(client.get(f"/api/recommendations/?q={quote(typed)}").content)["not_understood"]
    assert said == [{"word": "q", "value": brackets}]
    for address in ("/search/", "/recommendations/"):
        for sound in ("(women OR men) training worker(s)", f"{'(' * 10}women/men{')' * 10}"):
            page = read(client, f"{address}?q={quote(sound)}")
            assert "passed over" not in page and "not understood" not in page


@pytest.mark.parametrize(
    ("typed", "same", "idle"),
    [
        ('"do* worker*"', '"do worker*"', "do*"),
        ('"domest* work*"', '"domest work*"', "domest*"),
        ('"domest* wor* with"', '"domest* wor with"', "wor*"),
        ('"domest* * worker"', '"domest* worker"', "*"),
        ("wom*n training *ing", "wom n training ing", "wom*n *ing"),
        ('"g*obal for*"', '"g obal for*"', "g*obal"),
        ('"_* worker*"', '"worker*"', "_*"),
        ('"((do* worker*"', '"do worker*"', "((do*"),
    ],
)
def test_stars_that_mean_nothing_are_named(client, typed, same, idle):
    assert counts(typed) == counts(same)
    page = read(client, f"/search/?q={quote(typed)}")
    assert f"three letters or more. These stars were passed over: <bdi>{idle}</bdi></li>" in page
    page = unescape(read(client, f"/recommendations/?q={quote(typed)}"))
    assert f"<li><bdi>q</bdi>: “<bdi>{idle}</bdi>”</li>" in page
    for sound in ('recruit* "domest* work"', '"women*"', "(im)migr*, worker(s)*", "2007-20*"):
        assert "passed over" not in read(client, f"/search/?q={quote(sound)}")


def test_what_has_no_word_in_it_is_told_so(client):
    assert "There is no letter or digit in this to look for." in read(client, "/search/?q=%21%40%23")


@pytest.mark.parametrize("typed", ["*", "!!!", "{{", '""', "€", "❤️"])
@pytest.mark.parametrize("address", ["/recommendations/", "/recommendations.json", "/api/recommendations/"])
def test_what_has_no_letter_is_named_as_not_understood(client, address, typed):
    answer = client.get(f"{address}?q={quote(typed)}")
    page = unescape(answer.getvalue().decode())
    if address.endswith(".json"):
        about = json.loads(page)["about"]
        assert (about["not_understood"], about["query"]) == ([f"q: {typed}"], "all records")
    elif address.startswith("/api/"):
        assert json.loads(page)["not_understood"] == [{"word": "q", "value": typed}]
    else:
        assert f"<li><bdi>q</bdi>: “<bdi>{typed}</bdi>”</li>" in page and f"words = “{typed}”" not in page
        assert result_count(page) == Recommendation.objects.count()


@pytest.mark.parametrize("rest", ["kind=zzz", "kind=themes&page=zzz", "kind=themes&page=-1", "kind=passages&page=9999"])
def test_a_kind_or_page_that_means_nothing_is_no_error(client, rest):
    page = read(client, f"/search/?q=women&{rest}")
    assert odd(page) == ([("kind", "zzz")] if rest == "kind=zzz" else [])
    number = rest.partition("page=")[2]
    assert ("there is no page" in page) == bool(number)
    assert not number or f"page: there is no page “{number}”; this is the first." in page


@pytest.mark.parametrize(
    ("kinds", "shown", "others"),
    [
        ("kind=themes&kind=zzz", "themes", ["zzz"]),
        ("kind=zzz&kind=themes", "themes", ["zzz"]),
        ("kind=themes&kind=agencies", "themes", ["agencies"]),
        ("kind=yyy&kind=zzz", "", ["yyy", "zzz"]),
        ("kind=themes&kind=themes", "themes", []),
    ],
)
def test_of_several_kinds_the_first_that_there_is_counts_and_the_rest_are_named(client, kinds, shown, others):
    page = read(client, f"/search/?q=women&{kinds}")
    assert result_count(page) == (counts("women")[shown] if shown else Results("women").total)
    assert odd(page) == [("kind", kind) for kind in others]
    assert ("not understood" in page) == bool(others)


def test_words_of_the_address_that_the_search_does_not_know_are_named(client):
    page = read(client, "/search/?q=women&theme=remittances&zzz=%3Cb%3E&page=2")
    assert odd(page) == [("theme", "remittances"), ("zzz", "&lt;b&gt;")]
    assert "page: there is no page “2”; this is the first.</li>" in page
    assert odd(read(client, "/search/?q=women&kind=passages&page=1&page=2")) == [("page", "1")]
    assert "not understood" not in read(client, "/search/?q=women&kind=passages&page=2")
