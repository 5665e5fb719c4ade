"""Synonyms: the names of themes, agencies and countries in English, French, Spanish and Arabic."""

import json
from html import unescape
from urllib.parse import quote

import pytest

from agencies.models import Agency
from gfmd_portal.country_names import in_other_languages
from meetings.models import Theme
from recommendations.filters import found_recommendations
from recommendations.models import RecommendationTheme
from search import index
from search.beside import other_forms
from search.entries import bring_up_to_date
from search.models import StemCount
from search.query import parse
from search.results import Results
from search.synonyms import FILE, stems, synonyms
from tests.searching import counts, read, refs

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
    assert counts("zebres") == counts("حمار وحشي") == {"themes": 1}
    assert counts("Organisation internationale du Travail") == counts("OIT")
    # What English words have for other forms, they have in English.
    assert "migrantes" not in other_forms(["migrant"])


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
