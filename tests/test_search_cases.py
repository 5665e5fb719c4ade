"""What a search finds: a table of cases that both databases answer alike."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from recommendations.filters import found_examples, found_recommendations
from search import index
from search.models import Entry
from search.query import parse
from search.results import Results
from tests.reading import read
from tests.searching import an_edit, counts, refs

pytestmark = pytest.mark.django_db

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
    ("microfinance(women)", ["S4-10"]),
    ("(microfinance(women) OR climate", ["S4-4", "S4-6", "S4-10", "S6-8"]),
    # Letters in brackets within a word may be there or not.
    ("microfinance(s)", ["S4-7", "S4-10"]),
    ("(micro finance(s)) women", ["S4-10"]),
    ('"microfinance(s)"', []),
    # Signs that part words make none of them another.
    ("microfinance/femmes", ["S4-10"]),
    ("mujeres,microfinance", ["S4-10"]),
    ("climate OR microfinance/women", ["S4-4", "S4-6", "S4-10", "S6-8"]),
    ("microfinance -women/training", ["S4-7"]),
    ("microfinance and/or climate", ["S4-4", "S4-6", "S4-7", "S4-10", "S6-8"]),
    ("microfinance et/ou climate", ["S4-4", "S4-6", "S4-7", "S4-10", "S6-8"]),
    ("microfinance y/o climate", ["S4-4", "S4-6", "S4-7", "S4-10", "S6-8"]),
    # A star is any ending.
    ("microfin*", ["S4-7", "S4-10"]),
    ("S5-3*", ["S5-3", "bern-2011/S5-3"]),
    ("xenoph* media", []),
    # Within quotes that of the last word, or of one of three letters or more before it.
    ('"remittance cost*"', ["bern-2011/S9-diasporas-9"]),
    ('"remittanc* costs"', ["bern-2011/S9-diasporas-9"]),
    ('"domest* work"', ["S2-6", "S2-7", "S3-4"]),
    ('"domestic work*"', ["S2-6", "S2-7", "S2-8", "S3-4"]),
    ('"domest* workers"', ["S2-7", "S2-8"]),
    ('"money transf* operators"', ["S4-3", "S4-4", "S4-6"]),
    ('"xyzzy* costs"', []),
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
    ("S53", ["S5-3", "bern-2011/S5-3"]),
    ("s5 3", ["S5-3", "bern-2011/S5-3"]),
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
    # A number stays one, whatever signs stand within it.
    ("1.3", {"sessions": 1, "agencies": 2, "passages": 5}),
    ("2007-2010", {"examples": 1, "passages": 1}),
    ("2007-20*", {"examples": 1, "passages": 1}),
    ("20072010", {}),
    ("session 1.3", {"sessions": 1, "agencies": 2, "passages": 4}),
    ("1,000", {"examples": 1, "passages": 1}),
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
    ["reintegration", "re-integration"],
    ["workers", "worker(s)", "WORKER(S),", "worker/", "worker(s)/worker"],
    [
        "migrants OR immigrants",
        "(im)migrants",
        "(Im)migrant(s)",
        "migrants AND/OR immigrants",
        "migrants and/or immigrants",
    ],
    ["employe OR employee", "employé(e)s"],
    ["OIT OIM", "OIT/OIM", "oit,oim", "(OIT & OIM)"],
    ["10", "10%", "10 %"],
    ["5", "no 5", "№ 5", "№5", "No. 5", "no.5", "n°5", "n° 5", "nº 5", "No 5", "5?"],
    ["women", "women?", "women ?", "WOMEN؟"],
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
    ["Brussels", "Bruselas", "Bruxelles", "بروكسل"],
    ["Manila 2008", "Manille 2008", "مانيلا 2008"],
    ["Côte d'Ivoire", "cote d’ivoire"],
    ["migrants à Bruxelles", "migrants a Bruselas", "migrants Brussels"],
    ["portabilité des pensions", "portabilidad de las pensiones", "portabilidad pensiones"],
    ["frais de recrutement", "frais pour le recrutement", "رسوم في الاستقدام"],
    ["remesas desarrollo", "remesas para el desarrollo", "transferts d'argent pour le développement"],
    ["code of conduct", "codes de conduite", "códigos de conducta", "مدونة قواعد السلوك"],
    ["health", "santé", "salud", "الصحة", "للصحة"],
    ["travailleurs domestiques", "travailleuses domestiques", "trabajadoras domésticas", "عمال المنازل"],
    ["droits humains", "droits de l'homme", "derechos humanos"],
    ["2007-2010", "2007–2010", "2007 - 2010"],
    ["USA", "États-Unis", "Etats Unis", "Estados Unidos", "EE.UU."],
    ["libre circulation", "libre circulación", "libre circulation des personnes"],
    ["libre", "circulación"],
    ["femmes enfants", "les femmes et les enfants", "mujeres y los niños", "النساء والأطفال", "النساء و الأطفال"],
    ["droits femmes", "droits de la femme", "les droits des femmes", "derechos de las mujeres"],
    ["migración inversión", "migración e inversión"],
    ["هجرة", "هجره", "هِجْرَة"],
    ["المهاجرين", "المهاجرین", "مهاجرين", "للمهاجرين", "والمهاجرين", "بالمهاجرين"],
    ["حقوق المرأة", "الحقوق للمرأة", "حقوق مرأة"],
    ["2007", "٢٠٠٧"],
    ["people", "persons"],
    ["children", "child"],
    ["labour", "labor"],
    ["programme", "program", "programs"],
    ["U.N.", "UN"],
    ["recruit*", "RECRUIT*", "recrùit*", '"recruit*"', "“recruit*”"],
    ['"domestic worker*"', '"domestic worker" OR "domestic workers"', "“Doméstic WORKER*,”"],
    ['"domest* workers"', '"domestic workers"', "“Domést*, WORKERS”"],
    ['"co-operat* with"', '"cooperat* with"', '"cooperation with" OR "cooperate with" OR "cooperating with"'],
    ["remit*", "remit*,", "[remit*].", "remit*!"],
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
        ("❤️ women", "women"),
        ("women\N{VARIATION SELECTOR-16}", "women"),
        ("wo\N{COMBINING GRAPHEME JOINER}men", "women"),
    ],
)
def test_what_is_written_in_another_way_finds_the_same(typed, same):
    assert refs(typed) == refs(same) != []


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


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("½", "<mark>½</mark>"),
        ("1½", "<mark>1½</mark>"),
        ('"1½ times"', "<mark>1½ times</mark>"),
        ("12", ""),
        ("112", ""),
        ("102", ""),
        ("10²", "<mark>10²</mark>"),
        ("35", ""),
        ("3-5", "<mark>3-5</mark>"),
        ("m²", "<mark>m²</mark>"),
        ("m2", "<mark>m²</mark>"),
        ('"20 m²"', "<mark>20 m²</mark>"),
        ("CO2", "<mark>CO₂</mark>"),
        ("co₂", "<mark>CO₂</mark>"),
        ("zebras", "<mark>Zebra</mark>⁷"),
        ("skype", "<mark>Skype</mark>™"),
    ],
)
def test_what_stands_above_or_below_the_line_and_fractions_are_no_part_of_numbers(client, typed, found):
    an_edit("Pay 1½ times for ½ of 20 m², 10² times the CO₂ of n°6 (3-5) and a Zebra⁷ on Skype™.", "update")
    assert refs(typed) == (["bern-2011/S5-3"] if found else [])
    assert not found or found in read(client, f"/search/?q={quote(typed)}")
    assert not found or found in read(client, f"/recommendations/?q={quote(typed)}")


@pytest.mark.parametrize("address", ["/search/", "/recommendations/"])
def test_a_word_with_letters_in_brackets_is_told_of_as_a_word(client, address):
    page = " ".join(unescape(read(client, f"{address}?q=bank(s)")).split())
    assert 'rel="nofollow"><bdi>"banks"</bdi></a>' in page
    assert re.search("Other forms of these words (?:were found|count) too: bank", re.sub("<[^>]+>", "", page))


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


def test_a_list_of_examples_takes_the_same_words():
    assert found_examples({"q": "nurses"}).count == 2
