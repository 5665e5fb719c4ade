"""Synonyms: the names of themes, agencies and countries in English, French, Spanish and Arabic."""

import json
import re
from html import unescape
from urllib.parse import quote

import pytest
from django.utils.translation import override

from agencies.models import Agency
from documents.models import Passage
from gfmd_portal.country_names import other_names
from meetings.models import Theme
from recommendations.filters import found_examples, found_recommendations
from recommendations.models import Example, ExampleCountry, Recommendation, RecommendationTheme
from search import index
from search.entries import bring_up_to_date
from search.expansion import other_forms
from search.models import StemCount
from search.query import parse
from search.results import Results
from search.synonyms import FILE, stems, synonyms
from tests.at_the_desk import save
from tests.reading import read, result_count
from tests.searching import counts, refs

pytestmark = pytest.mark.django_db


KNOWN_TO_ENGLISH = {
    *("développement", "desarrollo", "Foro", "migraciones", "FMMD"),  # in names that the record prints so
    *("réinsertion", "diásporas", "sensibilisation", "Argentine", "Somalie"),  # which mean the same in English
}


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
    assert counts("zebres") == counts("حمار وحشي")
    assert counts("zebres")["themes"] == 1 and counts("zebres")["activities"] > 1
    assert counts("Organisation internationale du Travail") == counts("OIT")
    # What English words have for other forms, they have in English.
    assert "migrantes" not in other_forms(["migrant"])


@pytest.mark.parametrize(
    ("column", "name"), [("name_fr", "Zèbres rayés"), ("name_es", "Cebras"), ("name_ar", "حمار وحشي")]
)
def test_a_theme_is_found_by_the_name_that_an_editor_gives_it_and_no_more_by_what_he_takes_back(desk, column, name):
    theme = Theme.objects.get(slug="recruitment")
    by_file, coded = refs(theme.name_fr), found_recommendations({"theme": ["recruitment"]}).count
    assert refs(name) == []
    assert save(desk, theme, **{column: name}) == []
    assert len(refs(name)) == result_count(read(desk, f"/recommendations/?q={quote(name)}")) == coded > 5
    assert f"“{name}” also finds records with the theme “Recruitment”." in matched(desk, name)
    assert save(desk, theme, **{column: "Autre nom"}) == []
    assert refs(name) == [] and result_count(read(desk, f"/recommendations/?q={quote(name)}")) == 0
    assert len(refs("autre nom")) == coded
    assert refs(theme.name_fr) == by_file != []  # the file knows this one


def test_an_agency_is_found_by_the_names_that_an_editor_gives_it(desk):
    agency, said = Agency.objects.get(acronym="ILO"), refs("ILO")
    assert save(desk, agency, acronym_fr="BZT", name_es="Oficina de las Cebras") == []
    assert refs("bzt") == refs("la Oficina de las Cebras") == said != []
    assert counts("BZT") == counts("ILO")
    assert result_count(read(desk, "/recommendations/?q=BZT")) == len(said)
    assert "“BZT” also finds “ILO”, “International Labour Organization”." in matched(desk, "BZT")
    assert save(desk, agency, acronym_fr="") == []
    assert refs("BZT") == [] and result_count(read(desk, "/recommendations/?q=BZT")) == 0
    assert refs("OIT") == said  # known to the file


def test_a_theme_and_an_agency_that_are_new_are_found_by_their_names_in_other_languages(client):
    theme = Theme.objects.create(slug="zebras", name="Zebras", name_fr="Zèbres", position=99)
    RecommendationTheme.objects.create(recommendation=Recommendation.objects.first(), theme=theme, position=3)
    french = {"name_fr": "Bureau zébré", "acronym_fr": "ZZ"}
    Agency.objects.create(slug="wz", acronym="WZ", name="Office for Zebras", position=99, **french)
    assert refs("zèbre") == refs("zebras") == ["S1-1"]
    assert refs("bureau zébré") == []
    Recommendation.objects.filter(meeting__slug="bern-2011", code="S5-3").update(text="To ask the WZ.")
    assert refs("bureau zébré") == refs("ZZ") == ["bern-2011/S5-3"]


def test_names_are_read_once_for_a_version_of_the_record(django_assert_num_queries):
    before = synonyms()
    with django_assert_num_queries(1):
        assert synonyms() is before
    Theme.objects.filter(slug="recruitment").update(description="Something else")
    assert synonyms() is before  # what was typed before need not be read again
    Theme.objects.filter(slug="recruitment").update(name_fr="Zèbres")
    assert stems("Zèbres") in synonyms().of and stems("Zèbres") not in before.of


def matched(client, typed):
    """The page of a search as one line of text."""
    return " ".join(unescape(read(client, f"/search/?q={quote(typed)}")).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["envois de fonds", "recrutement", "travail domestique"]),
        ("es", ["remesas", "contratación", "trabajo doméstico"]),
        ("ar", ["التحويلات المالية", "الاستقدام", "العمل المنزلي"]),
    ],
)
def test_the_home_page_gives_examples_of_searches_in_its_language(client, language, words):
    found = re.findall(rf'<a href="(/{language}/search/\?q=[^"]+)">([^<]+)</a>', read(client, f"/{language}/"))
    assert [word for _address, word in found] == words
    english = ("remittances", "recruitment", '"domestic work"')
    numbers = [result_count(read(client, f"/search/?q={quote(word)}")) for word in english]
    assert [result_count(read(client, address)) for address, _word in found] == numbers
    assert min(numbers) > 10


def test_the_synonyms_name_the_themes_as_the_codebook_does():
    data = json.loads(FILE.read_text(encoding="utf-8"))
    assert {slug: names["en"][0] for slug, names in data["themes"].items()} == dict(
        Theme.objects.values_list("slug", "name")
    )
    assert all(names["fr"] and names["es"] for names in data["themes"].values())
    assert all(len(group) > 1 for group in data["equivalents"])


@pytest.mark.parametrize("typed", ["Séance 2.1", "Sesión 2.1", "الجلسة 2.1"])
def test_a_session_is_found_by_its_label_in_every_language(typed):
    assert counts("Session 2.1")["sessions"] == counts(typed)["sessions"] == 2


@pytest.mark.parametrize("typed", ["Table ronde", "Mesa redonda", "المائدة المستديرة"])
def test_roundtables_are_found_by_their_label_in_every_language(typed):
    assert set(index.entries(parse("roundtable").tree)) <= set(index.entries(parse(typed).tree))


PRINTED = re.compile(r"(.{0,150})\(([A-Z]\w*[A-Z0-9]s?)\)")
"""An acronym in brackets, and what the record prints before it."""


def test_an_acronym_means_what_the_record_says_that_it_means():
    found = 0
    for text in Passage.objects.values_list("text", flat=True):
        for before, acronym in PRINTED.findall(text):
            meant = [other.run.tokens for other in synonyms().of.get(stems(acronym), ())]
            said = " ".join(stems(before))
            assert not meant or any(" ".join(tokens) in said for tokens in meant), (before, acronym)
            found += bool(meant)
    assert found > 50


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("Markets for Migration and Development", "M4MD"),
        ("DRC", "Democratic Republic of the Congo"),
        ("Turquie", "Türkiye"),
        ("Turquía", "Türkiye"),
        ("فيتنام", "Vietnam"),
        ("Irak", "Iraq"),
        ("Afrique", "Africa"),
        ("América Latina", "Latin American"),
        ("citoyenneté", "citizenship"),
    ],
)
def test_a_thing_is_found_by_what_it_is_called_elsewhere(typed, english):
    said = set(index.entries(parse(f'"{english}"').tree))
    assert said and said <= set(index.entries(parse(typed).tree))
    assert english in [other.shown for _wording, others, _out in Results(typed).synonyms for other in others]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fr", ["Bolivie (État plurinational de)", "Iran (République islamique d’)", "République de Moldova"]),
        ("es", ["Bolivia (Estado Plurinacional de)", "Irán (República Islámica del)", "República de Moldova"]),
        ("ar", ["بوليفيا (دولة - المتعددة القوميات)", "إيران (جمهورية - الإسلامية)", "جمهورية مولدوفا"]),
    ],
)
def test_countries_have_the_names_of_the_united_nations(client, language, names):
    example = Example.objects.get(code="S1-E1")
    example.countries.all().delete()
    for position, code in enumerate(["BO", "IR", "MD"], 1):
        example.countries.create(country=code, position=position)
    page = unescape(read(client, f"/{language}/examples/brussels-2007-csd/S1-E1/"))
    assert re.findall(r'<a href="[^"]+[?]country=..">([^<]+)</a>', page) == names


@pytest.mark.parametrize(
    ("country", "names"),
    [
        (
            "KR",
            ["South Korea", "Corée du Sud", "République de Corée", "Corea del Sur", "جمهورية كوريا"],
        ),
        ("SY", ["Syria", "Syrie", "la République arabe syrienne", "Siria", "República Árabe Siria", "سوريا"]),
        ("CI", ["Côte d'Ivoire", "Costa de Marfil", "ساحل العاج", "كوت ديفوار"]),
        ("BO", ["Bolivia", "la Bolivie", "بوليفيا"]),
        ("GB", ["United Kingdom", "Royaume-Uni", "Reino Unido de Gran Bretaña e Irlanda del Norte"]),
    ],
)
def test_a_country_is_found_by_the_name_on_the_page_and_by_the_usual_one(country, names):
    example = Example.objects.get(code="S1-E1")
    example.countries.all().delete()
    example.countries.create(country=country, position=1)
    bring_up_to_date()
    assert [name for name in names if example.pk not in found_examples({"q": name}).ids()] == []


FORMAL = {
    "IR": ["Iran (Islamic Republic of)", "Islamic Republic of Iran", "République islamique d’Iran"],
    "BO": ["Bolivie (État plurinational de)", "Bolivia (Estado Plurinacional de)", "Plurinational State of Bolivia"],
    "NL": ["Pays-Bas (Royaume des)", "Reino de los Países Bajos", "هولندا (مملكة -)"],
    "KR": ["Republic of Korea", "Korea (the Republic of)"],
    "KP": ["Democratic People's Republic of Korea"],
    "VN": ["Viet Nam"],
    "TZ": ["United Republic of Tanzania", "Tanzania, the United Republic of"],
}


@pytest.fixture
def one_each():
    """An example for each of these countries, that says nothing else of any: the ids by country."""
    ExampleCountry.objects.all().delete()
    examples = dict(zip(FORMAL, Example.objects.order_by("pk"), strict=False))
    for code, example in examples.items():
        example.countries.create(country=code, position=1)
    Example.objects.filter(pk__in=[example.pk for example in examples.values()]).update(text="As it happened")
    bring_up_to_date()
    return {code: example.pk for code, example in examples.items()}


def found_of(examples, typed):
    """Of which countries the examples are found."""
    found = set(found_examples({"q": typed}).ids())
    return {country for country, example in examples.items() if example in found}


@pytest.mark.parametrize(("country", "names"), FORMAL.items())
def test_a_country_is_found_by_its_formal_name_and_no_other_country_is(one_each, country, names):
    assert {name: found_of(one_each, name) for name in names} == {name: {country} for name in names}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_country_is_found_by_its_name_as_the_list_prints_it(one_each, language):
    """With what stands in brackets behind it too."""
    with override(language):
        offered = {code: option.label for code, option in found_examples({}).offered["country"].items()}
    assert {code: found_of(one_each, offered[code]) for code in one_each} == {code: {code} for code in one_each}


def test_brackets_of_a_name_part_it_from_the_rest_as_those_that_somebody_types_do(one_each):
    def found(typed):
        return found_of(one_each, typed)

    assert found("Bolivie (État plurinational de) OR Viet Nam") == {"BO", "VN"}
    assert found("(Bolivie (État plurinational de) OR Viet Nam) happened") == {"BO", "VN"}
    assert found("happened NOT Bolivie (État plurinational de)") == one_each.keys() - {"BO"}
    assert found("Bolivie (État plurinational de) nosuchword") == set()
    assert found("Bolivie (État plurinational de") == found("Bolivie État plurinational de") == {"BO"}


def test_the_synonyms_know_each_agency_by_the_names_that_pages_give_it():
    names = Agency.objects.values_list("name_fr", "name_es", "name_ar", "acronym_fr", "acronym_es")
    assert [name for agency in names for name in agency if name and stems(name) not in synonyms().of] == []


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
    places = [name for names in other_names().values() for name in names]
    words_ = [*themes_, *places, *(name for names in data["in_other_languages"].values() for name in names)]
    alone = {stems(word)[0]: word for word in words_ if len(stems(word)) == 1 and stems(word) not in english}
    held = StemCount.objects.filter(stem__in=alone).values_list("stem", flat=True)
    countries = {stem for names in other_names() for stem in stems(names)}
    assert {alone[stem] for stem in set(held) - countries} == KNOWN_TO_ENGLISH
    assert counts("island") == {"examples": 1, "passages": 1}  # and not Iceland, which is “Islande” in French
    assert "participation" not in [wording for wording, _others, _out in Results("participation").synonyms]
