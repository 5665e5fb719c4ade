"""One search over everything: a table of cases that both databases answer alike, and nothing typed is an error."""

import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from changes.models import Change
from changes.versions import record_version
from gfmd_portal.country_names import in_other_languages
from meetings.models import Theme
from recommendations.filters import found_examples, found_recommendations
from recommendations.models import Recommendation, RecommendationTheme, SubItem
from search import entries, index
from search.beside import other_forms
from search.entries import bring_up_to_date
from search.folding import fold, stem, tokens, words
from search.models import SPAN, Entry, Reached, StemCount, WordForm
from search.query import parse
from search.results import Results
from search.snippets import snippet
from search.sources import sources
from search.synonyms import FILE, stems, synonyms
from search.tree import Every, phrase, sought
from sessions.models import Session
from tests import factories

pytestmark = pytest.mark.django_db

CSD = "brussels-2007-csd"
ENDS = ["ion", "ions", "ional", "ing", "ed", "ations", "ances", "iveness", "ization"]


def refs(typed):
    """The recommendations found, without the long name of the Civil Society Day."""
    found = found_recommendations({"q": typed})
    found.bring_up_to_date()
    return [record.ref.replace(f"{CSD}/", "") for record in found.qs]


def counts(typed):
    return Results(typed).counts


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def result_count(page):
    return int(re.search(r'<meta name="result-count" content="(\d+)">', page)[1])


# What was typed, and the recommendations that it finds.
CASES = [
    # Several words all match, in any order and any form.
    ("women training", ["S4-10"]),
    ("training women", ["S4-10"]),
    ("Woman TRAININGS", ["S4-10"]),
    ("women AND training", ["S4-10"]),
    ("women domestic", ["S2-6", "S2-7", "S3-4"]),
    ("domestic work", ["S2-6", "S2-7", "S2-8", "S3-4", "S7-8"]),
    # Quotes of every kind, also left open: the words as they stand.
    ('"domestic work"', ["S2-6", "S2-7", "S3-4"]),
    ('"domestic work', ["S2-6", "S2-7", "S3-4"]),
    ("“domestic work”", ["S2-6", "S2-7", "S3-4"]),
    ("„domestic work“", ["S2-6", "S2-7", "S3-4"]),
    ("«domestic work»", ["S2-6", "S2-7", "S3-4"]),
    ('"Domestic Work"', ["S2-6", "S2-7", "S3-4"]),
    ('"work domestic"', []),
    # A word in quotes is that word alone.
    ('women NOT "women"', []),
    ('"woman"', []),
    ('trafficking NOT "trafficking"', ["S2-1", "S2-10"]),
    # OR joins its two neighbours.
    ("microfinance OR climate", ["S4-4", "S4-6", "S4-7", "S4-10", "S6-8"]),
    ("women microfinance OR training", ["S4-10"]),
    # NOT and the minus leave out exactly what the word alone would find.
    ("domestic work -women", ["S2-8", "S7-8"]),
    ("domestic work NOT women", ["S2-8", "S7-8"]),
    ('"domestic work" -"domestic work"', []),
    ("-women women", []),
    # Brackets make one of what stands in them, also one in another.
    ("(women OR training) domestic", ["S2-6", "S2-7", "S2-8", "S3-4", "S7-8"]),
    ("domestic work NOT (women OR ILO)", ["S2-8"]),
    ("domestic work -(women OR ILO)", ["S2-8"]),
    ("domestic work NOT(women OR ILO)", ["S2-8"]),
    ("domestic work NOT (women ILO)", ["S2-6", "S2-7", "S2-8", "S3-4", "S7-8"]),
    ("microfinance OR (climate forests)", ["S4-7", "S4-10"]),
    ("((microfinance OR climate) (women OR forests)) OR xenophobia", ["S4-10", "S7-8"]),
    ("(micro finance) women", ["S4-10"]),
    ('("domestic work") women', ["S2-6", "S2-7", "S3-4"]),
    ("women (-domestic training)", ["S4-10"]),
    # Those without a partner, and those that hold nothing, are passed over; those within a word belong to it.
    ("((women training", ["S4-10"]),
    (") women ) training (", ["S4-10"]),
    ("women () training (( )) -()", ["S4-10"]),
    ("women (AND) training", ["S4-10"]),
    ("microfinance(s)", []),
    ("(microfinance(women) OR climate", ["S4-4", "S4-6", "S4-10", "S6-8"]),
    # A star is any ending.
    ("microfin*", ["S4-7", "S4-10"]),
    ("xenoph* media", []),
    # Accents, capitals, hyphens, apostrophes, odd letters.
    ("MICROFINANCE", ["S4-7", "S4-10"]),
    ("mícrofinänce", ["S4-7", "S4-10"]),
    ("micro-finance", ["S4-7", "S4-10"]),
    ("ｍｉｃｒｏｆｉｎａｎｃｅ", ["S4-7", "S4-10"]),
    ("co-development", ["S3-5", "S3-6", "S5-5"]),
    ("codevelopment", ["S3-5", "S3-6", "S5-5"]),
    ("predeparture", ["S1-9", "S2-9", "bern-2011/S3-4"]),
    ("pre\N{NON-BREAKING HYPHEN}departure", ["S1-9", "S2-9", "bern-2011/S3-4"]),
    # What the record writes as one word, typed as two.
    ("pre departure", ["S1-9", "S2-9", "bern-2011/S3-4"]),
    ("micro finance", ["S4-7", "S4-10"]),
    ("Micro finances women", ["S4-10"]),
    ("women OR micro finance", ["S4-7", "S4-10"]),
    ("micro -finance", ["bern-2011/S4-7"]),
    ("finance micro", ["S4-7"]),
    ('"micro finance"', ["S4-7"]),
    ("domestic-work", ["S2-6", "S2-7", "S3-4"]),
    ("climate.", ["S4-4", "S4-6", "S6-8"]),
    ("(climate)", ["S4-4", "S4-6", "S6-8"]),
    # Acronyms and their full names, both ways and in the plural.
    ("MIDA", ["S3-5"]),
    ("mida", ["S3-5"]),
    ('"Migration for Development in Africa"', ["S3-5"]),
    ("MoU", ["S2-5", "S2-9"]),
    ("MOUs", ["S2-5", "S2-9"]),
    ("memorandum of understanding", ["S2-5", "S2-9"]),
    ("BLA", ["S2-5", "bern-2011/S6-migration-6"]),
    ("BLAs", ["S2-5", "bern-2011/S6-migration-6"]),
    ("MTO", ["S4-3", "S4-4", "S4-5", "S4-6", "S4-7"]),
    ("money transfer operators", ["S4-3", "S4-4", "S4-5", "S4-6", "S4-7"]),
    ("MFI", ["S4-3", "S4-7", "S4-10"]),
    ("bilateral labor agreements", ["S2-5", "bern-2011/S6-migration-6"]),
    ("RCP", ["bern-2011/S5-3"]),
    ("RCPs", ["bern-2011/S5-3"]),
    ("ILO", ["S2-1", "S3-3", "S6-4", "S6-5", "S7-8"]),
    ("OIT", ["S2-1", "S3-3", "S6-4", "S6-5", "S7-8"]),
    ('"ILO"', ["S2-1", "S3-3", "S6-4", "S7-8"]),
    # The name of a record.
    ("bern-2011/S5-3", ["bern-2011/S5-3"]),
    ("S5-3", ["S5-3", "bern-2011/S5-3"]),
    # What is no record's word.
    ("zebra", []),
    ("100%", []),
]

# What was typed, and how many records of each kind it finds.
COUNTED = [
    ("women", {"themes": 1, "recommendations": 12, "examples": 4, "agencies": 1, "passages": 30}),
    ("GMG", {"agencies": 1, "documents": 2, "passages": 23}),
    (
        "remesas",
        {
            **{"themes": 1, "recommendations": 22, "examples": 14, "sessions": 8, "activities": 15, "agencies": 3},
            **{"roundtables": 1, "meetings": 1, "passages": 88},
        },
    ),
    ("xenofobia", {"themes": 1, "recommendations": 11, "activities": 6, "passages": 2}),
    ('"domestic work"', {"themes": 1, "recommendations": 3, "examples": 2, "sessions": 1, "passages": 7}),
    ("Colombia", {"examples": 1, "meetings": 1, "passages": 3}),
    ("nurses", {"examples": 2, "passages": 4}),
]

# What finds the same records of every kind.
ALIKE = [
    [
        "women",
        "woman",
        "WOMEN",
        "wömen",
        "women's",
        "women’s",
        '"women"',
        "women OR",
        "OR women",
        '"" women',
        "women *",
    ],
    ["évaluations", "evaluation", "Evaluate", "evaluating"],
    [
        "remittances",
        "remesas",
        "REMESAS",
        "envois de fonds",
        "Envois  de  Fonds",
        "transferts de fonds",
        "envio de remesas",
    ],
    ["cooperation", "co-operation", "Co‑operation"],
    ["RCP", "RCPs", "rcps"],
    ["CSO", "CSOs"],
    ["BMA", "BMAs"],
    ["IOM", "OIM", "Organisation internationale pour les migrations", "المنظمة الدولية للهجرة"],
    ["UNHCR", "HCR", "ACNUR", "Haut-Commissariat des Nations Unies pour les réfugiés"],
    ["UNDP", "PNUD"],
    ["UNCTAD", "CNUCED"],
    ["OHCHR", "HCDH", "ACNUDH"],
    ["UNODC", "ONUDC"],
    ["UNFPA", "FNUAP"],
    ["BM", "Banque mondiale", "Banco Mundial"],
    ["UN", "ONU"],
    ["Morocco", "Maroc", "au maroc", "Marruecos", "المغرب"],
    ["Philippines", "Filipinas", "الفلبين"],
    ["Côte d'Ivoire", "cote d’ivoire"],
    ["USA", "États-Unis", "Etats Unis", "Estados Unidos", "EE.UU."],
    ["libre circulation", "libre circulación", "libre circulation des personnes"],
    ["libre", "circulación"],
    ["people", "persons"],
    ["children", "child"],
    ["labour", "labor"],
    ["programme", "program", "programs"],
    ["U.N.", "UN"],
    ["recruit*", "RECRUIT*", "recrùit*"],
    ["NOT women", "-women", '-"women"', "−women"],
    ["and", "AND", "AND AND"],
]


@pytest.mark.parametrize(("typed", "expected"), CASES, ids=[typed for typed, _expected in CASES])
def test_a_search_finds_just_these_recommendations(typed, expected):
    assert refs(typed) == expected


@pytest.mark.parametrize(("typed", "expected"), COUNTED)
def test_a_search_finds_so_many_of_each_kind(typed, expected):
    assert counts(typed) == expected


@pytest.mark.parametrize("wordings", ALIKE, ids=lambda wordings: wordings[0])
def test_some_ways_to_ask_are_the_same(wordings):
    first, *others = [counts(typed) for typed in wordings]
    assert first
    assert [found for found in others if found != first] == []


@pytest.mark.parametrize(
    ("acronym", "name"),
    [
        ("GMG", "global migration group"),
        ("RCP", "regional consultative processes"),
        ("CSO", "civil society organisation"),
        ("BMA", "bilateral migration agreements"),
        ("GFMD", "global forum on migration and development"),
        ("IOM", "international organization for migration"),
        ("MoU", "memorandum of understanding"),
    ],
)
def test_an_acronym_finds_what_its_name_finds_as_a_phrase_and_back(acronym, name):
    def ids(typed):
        return set(index.entries(parse(typed).tree))

    assert ids(f'"{acronym}"') <= ids(name)
    assert ids(f'"{name}"') <= ids(acronym)
    assert ids(acronym) <= ids(name)


@pytest.mark.parametrize(("one", "other"), [("women", "training"), ("GMG", "IOM"), ("remesas", "recruit*")])
def test_not_is_exact(one, other):
    def total(typed):
        return Results(typed).total

    assert total(one) == total(f"{one} {other}") + total(f"{one} -{other}")
    assert total(f"{one} OR {other}") == total(one) + total(other) - total(f"{one} {other}")
    assert total(f"NOT ({one} OR {other})") == Entry.objects.count() - total(f"{one} OR {other}")
    assert total(f"NOT ({one} {other})") == Entry.objects.count() - total(f"{one} {other}")
    assert total(f"NOT {one}") == Entry.objects.count() - total(one)


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
    "\u2028",
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


@pytest.mark.parametrize(
    ("typed", "brackets"), [("women (training", "("), ("women ) training", ")"), ("women () training", "( )")]
)
def test_brackets_that_mean_nothing_are_said_to_be_passed_over(client, typed, brackets):
    page = read(client, f"/search/?q={quote(typed)}")
    assert f"Brackets that have no partner, or nothing in them, were passed over: <bdi>{brackets}</bdi></li>" in page
    for kind in ("recommendations", "sessions", "questions", "examples", "activities"):
        page = unescape(read(client, f"/{kind}/?q={quote(typed)}"))
        assert f"<li><bdi>q</bdi>: “<bdi>{brackets}</bdi>”</li>" in page
    said = json.loads(client.get(f"/api/recommendations/?q={quote(typed)}").content)["not_understood"]
    assert said == [{"word": "q", "value": brackets}]
    for address in ("/search/", "/recommendations/"):
        page = read(client, f"{address}?q={quote('(women OR men) training worker(s)')}")
        assert "passed over" not in page and "not understood" not in page


def test_what_has_no_word_in_it_is_told_so(client):
    assert "There is no letter or digit in this to look for." in read(client, "/search/?q=%21%40%23")


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


@pytest.mark.parametrize("address", ["/search/", "/recommendations/", "/api/recommendations/"])
def test_several_searches_in_an_address_are_one_of_all_their_words(client, address):
    both, one = (read(client, f"{address}?{query}") for query in ("q=women&q=domestic", "q=women+domestic"))
    count = re.compile(r'result-count" content="(\d+)"|"count":(\d+)')
    assert count.search(both).groups() == count.search(one).groups()
    assert count.search(both)[0] != count.search(read(client, f"{address}?q=domestic"))[0]


def test_words_and_facets_of_a_list_narrow_together():
    both = found_recommendations({"q": "women", "theme": ["remittances"]}).qs
    expected = {record.ref for record in found_recommendations({"q": "women"}).qs if "remittances" in themes(record)}
    assert {record.ref for record in both} == expected
    assert 0 < len(expected) < 12


def themes(record):
    return {coding.theme.slug for coding in record.codings.all()}


# Edits, however they are made, are found by the next search.


def an_edit(text, how):
    record = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3")
    if how == "save":
        record.text = text
        record.save()
    elif how == "update":
        Recommendation.objects.filter(pk=record.pk).update(text=text)
    elif how == "bulk_update":
        record.text = text
        Recommendation.objects.bulk_update([record], ["text"])
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE recommendations_recommendation SET text = %s WHERE id = %s", [text, record.pk])


@pytest.mark.parametrize("how", ["save", "update", "bulk_update", "raw"])
def test_an_edit_is_found_at_once(how):
    assert refs("zebra") == []
    an_edit("Zebras cross.", how)
    assert refs("zebra") == ["bern-2011/S5-3"]
    assert refs("RCP") == ["bern-2011/S5-3"]  # by its theme
    an_edit("They are gone.", how)
    assert refs("zebra") == []


def test_a_new_record_is_found_at_once():
    session = factories.a_session()
    Recommendation.objects.bulk_create(
        [
            Recommendation(
                meeting=session.meeting,
                session=session,
                code=f"N{n}",
                position=n,
                kind="recommendation",
                text="Zebras.",
            )
            for n in (1, 2)
        ]
    )
    assert refs("zebra") == [f"{session.meeting.slug}/N1", f"{session.meeting.slug}/N2"]


def test_a_record_taken_out_is_found_no_more():
    assert refs("climate") == ["S4-4", "S4-6", "S6-8"]
    Recommendation.objects.get(meeting__slug=CSD, code="S4-6").delete()
    assert refs("climate") == ["S4-4", "S6-8"]
    Recommendation.objects.filter(code="S4-4").delete()
    assert refs("climate") == ["S6-8"]
    assert Results("climate").counts["recommendations"] == 1


def test_a_record_is_found_by_the_words_of_its_parts_as_long_as_they_are_its_own():
    one, other = factories.a_recommendation(text="One."), factories.a_recommendation(text="Other.")
    item = factories.a_sub_item(recommendation=one, text="Zebras.")
    assert refs("zebra") == [one.ref]
    SubItem.objects.filter(pk=item.pk).update(recommendation=other)
    assert refs("zebra") == [other.ref]
    SubItem.objects.filter(pk=item.pk).delete()
    assert refs("zebra") == []


def test_a_record_is_found_by_its_themes_as_they_are_now():
    record = factories.a_recommendation()
    coding = RecommendationTheme.objects.create(recommendation=record, theme=factories.a_theme(name="Zebras"))
    assert refs("zebra") == [record.ref]
    Theme.objects.filter(pk=coding.theme_id).update(name="Lions")
    assert refs("zebra") == []
    assert refs("lion") == [record.ref]
    RecommendationTheme.objects.filter(pk=coding.pk).delete()
    assert refs("lion") == []


def test_records_of_a_session_are_found_by_its_new_title():
    session = Session.objects.get(meeting__slug="bern-2011", number="5")
    Session.objects.filter(pk=session.pk).update(title="Zebras")
    assert refs("zebra") == [record.ref for record in session.recommendations.order_by("position")]


def test_activities_are_found_by_the_agencies_they_have_now():
    activity = factories.an_activity()
    assert "activities" not in counts("zebra")
    agency = factories.an_agency(name="Zebra Fund")
    activity.agencies.add(agency)
    assert counts("zebra") == {"activities": 1, "agencies": 1}
    activity.agencies.through.objects.filter(agency=agency).delete()
    assert counts("zebra") == {"agencies": 1}


def test_an_index_made_bit_by_bit_is_the_same_as_one_made_anew():
    an_edit("Zebras cross the co-operative border.", "update")
    Recommendation.objects.filter(code="S4-6").delete()
    asked = ["zebra", "cooperative", "climate", "women", "remesas", "NOT migration"]
    bit_by_bit = [counts(typed) for typed in asked]
    Reached.objects.all().delete()
    assert [counts(typed) for typed in asked] == bit_by_bit


def forms():
    return set(WordForm.objects.values_list("pk", flat=True))


def test_many_changes_make_the_index_anew(monkeypatch):
    bring_up_to_date()
    monkeypatch.setattr(entries, "MANY", 10)
    Reached.objects.update(number=0)
    before = forms()
    an_edit("Zebras cross.", "raw")
    assert refs("zebra") == ["bern-2011/S5-3"]
    assert before.isdisjoint(forms())


def test_numbers_that_were_left_out_are_no_changes():
    bring_up_to_date()
    before = forms()
    an_edit("Zebras cross.", "raw")
    Change.objects.filter(pk=record_version().number).update(id=F("id") + 10_000)
    assert refs("zebra") == ["bern-2011/S5-3"]
    assert before < forms()


def test_every_record_has_one_entry():
    for source in sources().values():
        entries = Entry.objects.filter(kind=source.kind).values_list("record", flat=True)
        assert sorted(entries) == sorted(source.records().values_list("pk", flat=True))


# What the page shows.


def test_threads_that_stem_at_once_do_not_spoil_each_other():
    words_ = [f"{beginning}{end}" for beginning in ("migrat", "integrat", "remitt", "govern", "educat") for end in ENDS]
    expected = [stem.__wrapped__(word) for word in words_]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _turn: [stem.__wrapped__(word) for word in words_], range(40)))
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected] * 40


def test_the_rows_that_a_common_word_matches_are_narrow():
    """A search reads the row of every match; PostgreSQL has to keep the tokens of a record beside its row."""
    Reached.objects.all().delete()
    bring_up_to_date()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN SELECT rowid FROM search_text WHERE search_text MATCH 'the'")
            assert "VIRTUAL TABLE INDEX" in cursor.fetchone()[3]
        else:
            parts = "SELECT sum(pg_relation_size(relid)) FROM pg_partition_tree('search_text')"
            cursor.execute(f"SELECT ({parts}) / count(*) FROM search_text")
            assert cursor.fetchone()[0] < 150


def test_a_hit_in_a_title_comes_before_hits_in_texts():
    session = factories.a_session()
    kind = {"session": session, "kind": "way-forward"}
    factories.a_recommendation(**kind, heading="Lions", text="A zebra met a lion, and the lion met a herd of others.")
    titled = factories.a_recommendation(**kind, heading="Zebras", text="They met a lion, and the lion met a herd.")
    best, _second = Results("zebra").best("recommendations", 3)
    assert best.record == titled.pk


def test_a_pasted_passage_finds_the_record_that_it_is_from():
    """A search is cut after 200 characters, and no word of it in two."""
    for record in Recommendation.objects.filter(meeting__slug="brussels-2007-csd"):
        typed = " ".join(record.text.split())[:400]
        assert record.pk in found_recommendations({"q": typed}).ids(), record.ref


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("les envois de fonds", "envois de fonds"),
        ("las remesas", "remesas"),
        ("les femmes", "femmes"),
        ("les Philippines", "Philippines"),
        ("femmes aux Philippines", "femmes Philippines"),
        ("femmes et enfants", "femmes enfants"),
        ("l'investissement", "investissement"),
        ("L’INTÉGRATION", "intégration"),
        ("co-operat*", "cooperat*"),
        ("crises", "crisis"),
        ("analyses", "analysis"),
    ],
)
def test_what_is_written_in_another_way_finds_the_same(typed, same):
    assert refs(typed) == refs(same) != []


@pytest.mark.parametrize("typed", ["*", "!!!", "{{", '""', "€"])
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


def test_what_another_kind_would_give_is_told_where_one_kind_has_nothing(client):
    page = unescape(read(client, "/search/?q=women&kind=documents"))
    [(address, label, number)] = re.findall(
        r'<a href="([^"]*)" rel="nofollow">(without[^<]*)</a> <span class="count">(\d+)', page
    )
    assert label == "without “Documents”" and "No record holds this." not in page
    assert result_count(read(client, address)) == int(number) > 0


@pytest.mark.parametrize("ranked", [2000, 40, 1])
def test_the_best_of_each_kind_are_the_best_of_that_kind_however_many_are_asked_for_at_once(monkeypatch, ranked):
    monkeypatch.setattr(index, "RANKED", ranked)
    for typed in ("migration", "remittances", "women OR visa", "develop* -labour", "zebra"):
        results = Results(typed)
        each = results.best_of_each(3)
        assert list(each) == list(results.counts), typed
        assert each == {kind: results.best(kind, 3) for kind in results.counts}, typed
        assert [len(hits) for hits in each.values()] == [min(3, ranked, count) for count in results.counts.values()]


def test_a_kind_that_matches_only_since_it_was_counted_is_left_out():
    tree = parse("remittances").tree
    numbers = {kind: source.number for kind, source in sources().items()}
    among = index.counts(tree, [numbers["sessions"], numbers["passages"]])
    assert {entry // SPAN for entry in index.ranked(tree, numbers["activities"], 3)} == {numbers["activities"]}
    assert sorted(index.best(tree, among, 3)) == sorted(among)


@pytest.mark.parametrize("typed", ["remittances", "return", "women development", "migrant -worker", "diaspora OR visa"])
def test_other_forms_are_counted_among_the_records_found(typed):
    results = Results(typed)
    assert results.forms
    for form, total in results.forms:
        assert index.totals([Every((results.tree, phrase([form])))]) == [total], form


def test_what_was_found_is_marked_and_the_rest_is_escaped(client):
    an_edit(
            "<script>alert('zebra')</script> & <b>co-operation</b> of Zebras", "update")  # fmt: skip
    page = read(client, "/search/?q=zebra+cooperation")
    assert (
        "&lt;script&gt;alert(&#x27;<mark>zebra</mark>&#x27;)&lt;/script&gt; &amp; "
        "&lt;b&gt;<mark>co-operation</mark>&lt;/b&gt; of <mark>Zebras</mark>" in page
    )
    assert "<script>alert" not in page
    assert "<script>alert" not in read(client, "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E")


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("evaluation", "Des évaluations fréquentes", "Des <mark>évaluations</mark> fréquentes"),
        ("women", "A woman’s word", "A <mark>woman</mark>’s word"),
        ('"global forum"', "The Global  Forum is global", "The <mark>Global Forum</mark> is global"),
        ("recruit*", "Recruiters recruit", "<mark>Recruiters recruit</mark>"),
        ("cooperation", "Co-operation", "<mark>Co-operation</mark>"),
        ("strasse", "Große Straße", "Große <mark>Straße</mark>"),
        ("zebra -lion", "Zebra, lion", "<mark>Zebra</mark>, lion"),
        ("GMG", "The Global Migration Group met", "The <mark>Global Migration Group</mark> met"),
        ("x", "\x02x\x03", "<mark>x</mark>"),
    ],
)
def test_a_snippet_marks_the_words_that_matched(typed, text, shown):
    assert snippet(text, sought(parse(typed).tree)) == shown


def test_a_snippet_of_the_end_of_a_text_is_as_long_as_any():
    shown = snippet(f"{'before ' * 99}zebra", sought(parse("zebra").tree))
    assert shown == f"… {'before ' * 39}<mark>zebra</mark>"


def test_a_snippet_shows_the_stretch_that_matched():
    text = " ".join(["before"] * 100 + ["zebra"] + ["after"] * 100)
    shown = snippet(text, sought(parse("zebra").tree))
    assert shown.startswith("… before ") and shown.endswith(" after …")
    assert len(words(shown.replace("<mark>", "").replace("</mark>", ""))) == 40


def test_the_page_says_what_else_it_matched_and_how_to_ask_for_the_word_alone(client):
    page = unescape(read(client, "/search/?q=woman"))
    assert "Other forms of these words were found too: women (48)" in " ".join(page.split())
    assert '<a href="/search/?q=%22woman%22" rel="nofollow">"woman"</a>' in page
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
    for address, rest in (("/search/", ""), ("/recommendations/", "&year=2007")):
        page = unescape(read(client, f"{address}?q={quote(typed)}{rest}"))
        links = re.findall(r'<a href="(?:/search/)?([^"]*)" rel="nofollow">"', page)
        assert f"?q={quote(exact, safe='')}{rest}" in [link.replace("?q=(", "?q=%28") for link in links], links


@pytest.mark.parametrize("typed", ["women -GMG", "women NOT GMG"])
def test_what_is_left_out_beside_the_words_typed_is_said_as_such(client, typed):
    for address in ("/search/", "/recommendations/"):
        page = " ".join(unescape(read(client, f"{address}?q={quote(typed)}")).split())
        assert "Leaving out “GMG” also leaves out “Global Migration Group”." in page
        assert "also finds" not in page


def test_forms_of_what_is_left_out_are_not_said_to_count(client):
    assert "Other forms" not in read(client, "/recommendations/?q=2007+NOT+children")


ADVICE = re.compile(
    r'<a href="([^"]+)" rel="nofollow">([^<]*)</a> <span class="count">(\d+)</span>( \(of all kinds\))?'
)


@pytest.mark.parametrize("rest", ["", "&kind=recommendations", "&kind=themes", "&kind=documents"])
@pytest.mark.parametrize(
    "typed",
    [
        "Global lion Migration Group",
        "labuor",
        "organizaton",
        "zebra GMG -women",
        "recieve NOT climate zebra",
        '"women domestic" labour',
        "maid or nurse",
        "women or training",
        "migration not labour",
        "remitances (women OR lion)",
        "climate zebra women lion",
    ],
)
def test_each_number_of_the_advice_is_what_its_link_gives(client, typed, rest):
    page = unescape(read(client, f"/search/?q={quote(typed)}{rest}"))
    for address, _label, number, of_all in ADVICE.findall(page):
        assert result_count(read(client, address)) == int(number) > 0, address
        assert not of_all or "kind=" not in address
    kind = rest.partition("kind=")[2]
    if kind in ("", "recommendations"):
        assert ADVICE.search(page)
    if kind == "recommendations":
        page = unescape(read(client, f"/recommendations/?q={quote(typed)}&year=2007"))
        for address, _label, number, _of_all in ADVICE.findall(page):
            assert result_count(read(client, f"/recommendations/{address}")) == int(number) > 0, address


def advice(client, address):
    """What a page offers instead of what was asked, as (link, words of the link, number, what stands behind it)."""
    return [
        (link, label, int(number), more)
        for link, label, number, more in ADVICE.findall(unescape(read(client, address)))
    ]


@pytest.mark.parametrize(
    ("typed", "capitals"),
    [
        ("women or training", "women OR training"),
        ("migration not labour", "migration NOT labour"),
        ("(women) or (training)", "(women) OR (training)"),
        ("women Or training", "women OR training"),
    ],
)
def test_or_and_not_in_small_letters_are_offered_in_capitals(client, typed, capitals):
    for address, total in (("/search/", Results(capitals).total), ("/recommendations/", len(refs(capitals)))):
        page = " ".join(read(client, f"{address}?q={quote(typed)}").split())
        link = re.search(
            r'count only in capitals: <a href="([^"]+)" rel="nofollow">([^<]+)</a> <span class="count">(\d+)', page
        )
        assert (link[2], int(link[3])) == (capitals, total)
        assert result_count(read(client, unescape(link[1] if link[1][0] == "/" else address + link[1]))) == total


@pytest.mark.parametrize(
    "typed", ["or women", "women or", '"women or training"', "women OR training", "women -or training", "not"]
)
def test_capitals_are_offered_only_between_words_and_where_they_change_the_number(client, typed):
    for address in ("/search/", "/recommendations/"):
        assert "only in capitals" not in read(client, f"{address}?q={quote(typed)}")


def test_the_words_that_a_star_found_are_said_the_most_frequent_first(client):
    said = "<bdi>remit*</bdi> finds these words, the most frequent first:"
    page = " ".join(unescape(read(client, "/search/?q=remit*")).split())
    assert f"{said} remittances (123), remittance (74), remit (8), remitted (7), remitaid (4), remitting (4)." in page
    assert f"{said} remittance (5), remittances (4), remit (2), remits (2)." in " ".join(
        unescape(read(client, "/search/?q=remit*+women")).split()
    )
    for word, number in Results("remit* women").begun[0][1]:
        assert Results(f'remit* women "{word}"').total == number
    page = " ".join(unescape(read(client, "/recommendations/?q=remit*")).split())
    assert f"{said} remittance, remittances, remit" in page
    assert "the most frequent first" not in read(client, "/search/?q=women+-remit*")


def test_only_synonyms_that_the_record_holds_are_named(client):
    for typed in ("GMG", "CSD", "UK"):
        for address in ("/search/", "/recommendations/"):
            assert f"{typed}s”" not in read(client, f"{address}?q={typed}")
    assert [others for _wording, others, _left_out in Results("Trinité-et-Tobago").synonyms] == []
    factories.a_recommendation(text="Both GMGs.")
    page = " ".join(unescape(read(client, "/search/?q=GMG")).split())
    assert "“GMG” also finds “Global Migration Group”, “GMGs”." in page


def test_only_the_word_that_is_misspelt_is_changed(client):
    typed = quote("recruitmant -women")
    total, listed = Results("recruitment -women").total, len(refs("recruitment -women"))
    assert ("/search/?q=recruitment%20-women", "recruitment -women", total, "") in advice(client, f"/search/?q={typed}")
    assert ("?q=recruitment%20-women", "recruitment -women", listed, "") in advice(
        client, f"/recommendations/?q={typed}"
    )
    # Of this one the record holds other forms, and so it finds something; its neighbour finds more.
    number = len(refs("remittances"))
    assert advice(client, "/recommendations/?q=remitances") == [("?q=remittances", "remittances", number, "")]
    assert advice(client, "/recommendations/?q=remittances") == advice(client, "/search/?q=trainings") == []


def test_a_phrase_that_finds_nothing_is_offered_without_its_quotes(client):
    typed, total = quote('"work domestic" women'), Results("work domestic women").total
    label = "without quotes: work domestic women"
    assert ("/search/?q=work%20domestic%20women", label, total, "") in advice(client, f"/search/?q={typed}")
    number = len(refs("work domestic women"))
    assert ("?q=work%20domestic%20women", label, number, "") in advice(client, f"/recommendations/?q={typed}")
    typed = quote('women -"women" -"of women"')
    assert "without quotes" not in read(client, f"/recommendations/?q={typed}")


@pytest.mark.parametrize("typed", ["organi*ation -women", "organi?ation -women", "(ORGANI*ation -women)"])
def test_a_star_within_a_word_is_offered_at_its_end(client, typed):
    whole = re.sub(r"[*?]ation", "*", typed)
    label = f"star at the end of the word: {whole}"
    way = (f"/search/?q={quote(whole)}", label, Results("organi* -women").total, "")
    assert way in advice(client, f"/search/?q={quote(typed)}")
    way = (f"?q={quote(whole)}", label, len(refs("organi* -women")), "")
    assert way in advice(client, f"/recommendations/?q={quote(typed)}")


def test_ways_out_keep_to_the_kind_asked_for_where_that_finds_something(client):
    found = Results("climate").counts
    assert advice(client, "/search/?q=climate+zebra&kind=recommendations") == [
        ("/search/?q=climate&kind=recommendations", "without “zebra”", found["recommendations"], "")
    ]
    assert advice(client, "/search/?q=climate+zebra&kind=themes") == [
        ("/search/?q=climate", "without “zebra”", sum(found.values()), " (of all kinds)")
    ]


def test_where_nothing_less_finds_anything_the_page_says_so_plainly(client):
    page = read(client, "/search/?q=zzebra+zzlion")
    assert "No record fits all of this, nor any part of it by itself." in page
    assert 'class="ways-out"' not in page
    Recommendation.objects.all().delete()
    assert "To take a part of it away gives nothing either." in read(client, "/recommendations/?q=zzebra")


@pytest.mark.parametrize("column", ["name", "name_fr", "name_es", "name_ar"])
def test_the_name_of_a_theme_in_any_language_finds_the_theme_and_its_records(column):
    for theme in Theme.objects.all():
        name = getattr(theme, column)
        coded = set(RecommendationTheme.objects.filter(theme=theme).values_list("recommendation", flat=True))
        assert coded <= set(found_recommendations({"q": name}).ids()), name
        assert Results(name).counts.get("themes"), name


def test_a_theme_that_is_renamed_is_found_by_its_words(client):
    before, title = refs("remesas"), "records with the theme “Transfers home”"
    Theme.objects.filter(slug="remittances").update(slug="money", name="Transfers home")
    Theme.objects.filter(slug="money").update(slug="transfers")
    assert refs("remesas") == before != []
    assert title in " ".join(unescape(read(client, "/search/?q=remesas")).split())


def test_a_name_given_at_the_desk_finds_its_record_in_every_language():
    Theme.objects.filter(slug="recruitment").update(name_fr="Zèbres", name_ar="حمار وحشي")
    assert counts("zebres") == counts("حمار وحشي") == {"themes": 1}
    assert counts("Organisation internationale du Travail") == counts("OIT")
    # What English words have for other forms, they have in English.
    assert "migrantes" not in other_forms(["migrant"])


def test_nothing_found_says_what_to_leave_out_and_what_that_gives(client):
    page = unescape(read(client, "/search/?q=climate+zebra"))
    assert result_count(page) == 0
    ways = re.findall(r'<li><a href="([^"]+)" rel="nofollow">without “([^”]+)”</a> <span class="count">(\d+)<', page)
    assert ways == [("/search/?q=climate", "zebra", str(Results("climate").total))]


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("(climate zebra)", "(climate)"),
        ("((climate zebra))", "((climate))"),
        ("[(zebra climate)]", "[(climate)]"),
        ("(climate (zebra OR lion))", "(climate)"),
    ],
)
def test_a_search_wholly_in_brackets_that_finds_nothing_can_go_without_a_word_of_it(client, typed, rest):
    lost = "(zebra OR lion)" if "lion" in typed else "zebra"
    way = (f"/search/?q={quote(rest)}", f"without “{lost}”", Results("climate").total, "")
    assert way in advice(client, f"/search/?q={quote(typed)}")
    way = (f"?q={quote(rest)}", f"without “{lost}”", len(refs("climate")), "")
    assert way in advice(client, f"/recommendations/?q={quote(typed)}")
    assert f'value="{typed}"' in read(client, f"/search/?q={quote(typed)}")


@pytest.mark.parametrize(("typed", "word"), [("(zebra)", "zebra"), ("zebra.", "zebra."), ("[zebra)", "[zebra")])
def test_a_search_without_its_only_word_is_none_whatever_signs_stand_beside_it(client, typed, word):
    number = Recommendation.objects.filter(meeting__starts_on__year=2007).count()
    way = ("?year=2007", f"without “{word}”", number, "")
    assert way in advice(client, f"/recommendations/?q={quote(typed)}&year=2007")


def test_where_leaving_out_one_word_is_not_enough_each_is_counted_alone(client):
    page = unescape(read(client, "/search/?q=climate+zebra+women+lion"))
    assert (
        f'<a href="/search/?q=climate" rel="nofollow">climate</a> <span class="count">{Results("climate").total}<'
        in page
    )
    assert '<span class="count">0<' not in page


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        (
            "(climate zzebra) OR (microfinance zzlion)",
            {"zzebra": "(climate) OR (microfinance zzlion)", "zzlion": "(climate zzebra) OR (microfinance)"},
        ),
        ("ILO ((climate zzebra) OR zzlion)", {"((climate zzebra) OR zzlion)": "ILO"}),
        (
            "zzebra OR (zzlion (climate OR zzebra)) OR -(climate OR -climate)",
            {"zzlion": "zzebra OR ((climate OR zzebra)) OR -(climate OR -climate)"},
        ),
        ("zzlion (climate OR (women (microfinance zzebra)))", {"zzlion": "(climate OR (women (microfinance zzebra)))"}),
        # To go without one side of an OR is no way: what is beside it would be joined to another word.
        ("climate OR zzebra zzlion", {"zzlion": "climate OR zzebra"}),
    ],
)
def test_a_search_in_nested_brackets_that_finds_nothing_says_which_word_to_leave_out(client, typed, ways):
    search = {
        (f"/search/?q={quote(rest)}", f"without “{word}”", Results(rest).total, "") for word, rest in ways.items()
    }
    assert {way for way in advice(client, f"/search/?q={quote(typed)}") if "without" in way[1]} == search
    listed = {(f"?q={quote(rest)}", f"without “{word}”", len(refs(rest)), "") for word, rest in ways.items()}
    found = {way for way in advice(client, f"/recommendations/?q={quote(typed)}") if way[0] != "?"}
    assert found == {way for way in listed if way[2]} != set()
    assert all(way[2] for way in search)


def test_where_brackets_hold_several_words_too_many_each_is_counted_alone(client):
    ways = [(f"/search/?q={word}", word, Results(word).total, "") for word in ("microfinance", "climate")]
    for typed in ("(climate zzebra) (microfinance zzlion)", "(climate zzebra zzlion) OR (microfinance zzebra zzlion)"):
        page = read(client, f"/search/?q={quote(typed)}")
        assert "No record fits all of this. Each part by itself:" in page
        assert advice(client, f"/search/?q={quote(typed)}") == ways
    assert "No record holds this." in read(client, "/search/?q=zzzebra+OR+zzlion")


def test_a_word_that_is_misspelt_finds_words_like_it(client):
    page = read(client, "/search/?q=recruitmant")
    assert '<a href="/search/?q=recruitment" rel="nofollow">recruitment</a>' in page
    assert f'<span class="count">{Results("recruitment").total}</span>' in page


def test_an_empty_list_says_what_each_choice_taken_away_would_give(client):
    page = unescape(read(client, "/recommendations/?q=climate+women&theme=recruitment"))
    assert result_count(page) == 0
    ways = re.findall(r'<li><a href="([^"]+)" rel="nofollow">without ([^<]+)</a> <span class="count">(\d+)<', page)
    # Neither word is enough, and to do without the theme gives nothing.
    assert [word for _address, word, _number in ways] == ["any of the words"]
    others = advice(client, "/recommendations/?q=climate&theme=recruitment")
    assert {word for _address, word, _number, _more in others} == {
        "without “climate”", "without “Theme: Recruitment”"}  # fmt: skip
    for address, _word, number in [*ways, *(way[:3] for way in others)]:
        assert result_count(read(client, f"/recommendations/{address}")) == int(number) > 0


def test_one_kind_is_listed_in_pages(client):
    number = counts("migration")["passages"]
    seen = []
    for page in range(1, number // 25 + 2):
        shown = read(client, f"/search/?q=migration&kind=passages&page={page}")
        assert result_count(shown) == number
        seen += re.findall(r'<a class="found-name" href="([^"]+)"', shown)
    assert len(seen) == len(set(seen)) == number


@pytest.mark.parametrize("rest", ["kind=zzz", "kind=themes&page=zzz", "kind=themes&page=-1", "kind=passages&page=9999"])
def test_a_kind_or_page_that_means_nothing_is_no_error(client, rest):
    page = read(client, f"/search/?q=women&{rest}")
    assert ("Part of this address was not understood. kind: “zzz”</li>" in page) == ("zzz" in rest.split("&")[0])
    number = rest.partition("page=")[2]
    assert ("there is no page" in page) == bool(number)
    assert not number or f"page: there is no page “{number}”; this is the first." in page


@pytest.mark.parametrize(
    ("kinds", "shown", "odd"),
    [
        ("kind=themes&kind=zzz", "themes", "kind: “zzz”"),
        ("kind=zzz&kind=themes", "themes", "kind: “zzz”"),
        ("kind=themes&kind=agencies", "themes", "kind: “agencies”"),
        ("kind=yyy&kind=zzz", "", "kind: “yyy” kind: “zzz”"),
        ("kind=themes&kind=themes", "themes", ""),
    ],
)
def test_of_several_kinds_the_first_that_there_is_counts_and_the_rest_are_named(client, kinds, shown, odd):
    page = unescape(read(client, f"/search/?q=women&{kinds}"))
    assert result_count(page) == (counts("women")[shown] if shown else Results("women").total)
    assert (f"Part of this address was not understood. {odd}</li>" in page) if odd else "not understood" not in page


def test_words_of_the_address_that_the_search_does_not_know_are_named(client):
    page = unescape(read(client, "/search/?q=women&theme=remittances&zzz=%3Cb%3E&page=2"))
    assert "Part of this address was not understood. theme: “remittances” zzz: “<b>”</li>" in page
    assert "page: there is no page “2”; this is the first.</li>" in page
    assert "not understood" not in read(client, "/search/?q=women&kind=passages&page=2")


@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/search/?q=women", 34),
        ("/search/?q=remesas&kind=themes", 14),
        ("/search/?q=climate+zebra", 12),
        ("/recommendations/?q=women", 40),
    ],
)
def test_a_search_keeps_to_its_queries(client, address, budget):
    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    assert len(queries) <= budget, [query["sql"][:90] for query in queries]


def test_a_list_of_examples_takes_the_same_words():
    assert found_examples({"q": "nurses"}).count == 2


# The parts.

KNOWN_TO_ENGLISH = {
    *("développement", "desarrollo", "Foro", "migraciones", "FMMD"),  # in names that the record prints so
    *("réinsertion", "diásporas", "sensibilisation", "Argentine", "Somalie"),  # which mean the same in English
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("recognize", "recognise"),
        ("organizations", "organisation"),
        ("maximizing", "maximise"),
        ("regularization", "regularisation"),
        ("nongovernmental organization", "non-governmental organisations"),
    ],
)
def test_both_spellings_of_a_word_find_the_same(one, other):
    assert counts(one) == counts(other)
    assert counts(one)["passages"] > 1
    assert counts(f'"{one.split()[-1]}"') != counts(f'"{other.split()[-1]}"')


def test_words_are_compared_without_case_accents_and_hyphens():
    assert words("Co-operation — L’État, U.N. e.g. S5-3") == [
        ("co", "operation"), ("l",), ("etat",), ("un",), ("eg",), ("s5", "3")]  # fmt: skip
    assert fold("ÉÀß ŒØ").split() == ["eass", "oeo"]
    assert [stem(word) for word in ("women", "children", "people", "evaluations")] == [
        "woman", "child", "people", "evalu"]  # fmt: skip
    assert tokens("Two-way streets").split() == [
        "two", "way", "street", "_", "=two", "=way", "=streets", "_",
        "twoway", "street", "_", "=twoway", "=streets", "_"]  # fmt: skip


def test_the_synonyms_name_the_themes_as_the_codebook_does():
    data = json.loads(FILE.read_text(encoding="utf-8"))
    assert {slug: names["en"][0] for slug, names in data["themes"].items()} == dict(
        Theme.objects.values_list("slug", "name")
    )
    assert all(names["fr"] and names["es"] for names in data["themes"].values())
    assert all(len(group) > 1 for group in data["equivalents"])


def test_the_synonyms_know_each_agency_by_the_names_that_pages_give_it():
    names = Agency.objects.values_list("name_fr", "name_es", "name_ar", "acronym_fr", "acronym_es")
    assert [name for agency in names for name in agency if name and stems(name) not in synonyms()] == []


@pytest.mark.parametrize(
    ("typed", "english", "theme"),
    [
        ("droits", "rights", "rights-protection"),
        ("derechos", "rights", "rights-protection"),
        ("genre", "gender", "gender-family"),
        ("género", "gender", "gender-family"),
        ("libre", "", "agreements"),
        ("retour", "return", "return-reintegration"),
        ("التدريب", "training", "skills-recognition"),
    ],
)
def test_one_word_of_the_name_of_a_theme_finds_its_records_and_what_its_english_finds(client, typed, english, theme):
    theme = Theme.objects.get(slug=theme)
    coded = RecommendationTheme.objects.filter(theme=theme).values_list("recommendation", flat=True)
    said = found_recommendations({"q": english}).ids() if english else []
    assert set(found_recommendations({"q": typed}).ids()) == {*coded, *said}
    word = f"“{english}”, " if english else ""
    for address in ("/search/", "/recommendations/"):
        page = " ".join(unescape(read(client, f"{address}?q={quote(typed)}")).split())
        assert f"“{typed}” also finds {word}records with the theme “{theme.name}”." in page


def test_what_other_languages_call_a_thing_finds_all_that_its_english_name_finds():
    data = json.loads(FILE.read_text(encoding="utf-8"))
    for english, names in data["in_other_languages"].items():
        said = set(index.entries(parse(f'"{english}"').tree))
        assert [name for name in names if not said <= set(index.entries(parse(name).tree))] == [], english


def test_a_word_that_english_has_too_finds_no_more_than_in_english():
    """Of the words that French, Spanish and Arabic call things by, the record holds these, as names or alike."""
    bring_up_to_date()
    data = json.loads(FILE.read_text(encoding="utf-8"))
    english = {stems(name) for names in data["themes"].values() for name in names["en"]}
    themes_ = [name for names in data["themes"].values() for code in ("fr", "es", "ar") for name in names[code]]
    places = [name for names in in_other_languages().values() for name in names]
    words_ = [*themes_, *places, *(name for names in data["in_other_languages"].values() for name in names)]
    alone = {stems(word)[0]: word for word in words_ if len(stems(word)) == 1 and stems(word) not in english}
    held = StemCount.objects.filter(stem__in=alone).values_list("stem", flat=True)
    countries = {stem for names in in_other_languages() for stem in stems(names)}
    assert {alone[stem] for stem in set(held) - countries} == KNOWN_TO_ENGLISH
    assert counts("island") == {"examples": 1, "passages": 1}  # and not Iceland, which is “Islande” in French
    assert "participation" not in [wording for wording, _others, _out in Results("participation").synonyms]
