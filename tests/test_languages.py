"""Every page in every language: its address, what it says of itself, and its words."""

import ast
import os
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.test import override_settings
from django.utils.translation import override, trans_real

from agencies.models import Agency, Involvement
from browse import translations
from gfmd_portal import jinja
from gfmd_portal.messages import compile_messages
from meetings.days import as_exact_as, day_in_words, days_in_words
from meetings.models import Theme
from recommendations.models import Addressee, Example, Recommendation
from sessions.models.history import in_words
from tests import factories, left_out
from tests.addresses import HTML
from tests.reading import body
from tests.test_architecture import ORDER, WRITTEN
from tests.text_nodes import texts_of

pytestmark = pytest.mark.django_db

OTHERS = ["fr", "es", "ar"]
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
PAGES = [address for address in HTML if not address.startswith("/admin/")] + ["/api/docs/", "/accessibility/"]


def links_to_languages(page):
    """The address of the page in each language, as its head gives them."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="http://testserver([^"]*)">', page))


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", OTHERS)
def test_a_page_stands_in_every_language(client, address, language):
    response = client.get(f"/{language}{address}", headers={"Accept-Language": "en", "Cookie": "django_language=en"})
    page = body(response)
    assert response.status_code == 200
    direction = "rtl" if language == "ar" else "ltr"
    assert page.startswith(f'<!doctype html>\n<html lang="{language}" dir="{direction}">')
    path = address.partition("?")[0]
    assert links_to_languages(page) == {
        "en": path,
        **{other: f"/{other}{path}" for other in OTHERS},
        "x-default": path,
    }
    assert f'<link rel="canonical" href="http://testserver/{language}{path}">' in page
    assert not response.cookies
    assert response.headers["Vary"] == "Accept-Encoding"  # and by nothing that tells readers apart
    assert response.headers["Cache-Control"].startswith("public")


def test_the_language_comes_from_the_address_alone(client):
    response = client.get("/meetings/", headers={"Accept-Language": "fr", "Cookie": "django_language=fr"})
    assert '<html lang="en-gb" dir="ltr">' in body(response)
    assert "Content-Language" not in response.headers and response.headers["Vary"] == "Accept-Encoding"


def test_each_language_has_an_etag_of_its_own(client):
    etags = {client.get(f"{prefix}/meetings/").headers["ETag"] for prefix in ("", "/fr", "/es", "/ar")}
    assert len(etags) == 4


def test_changing_the_language_keeps_what_the_reader_chose(client):
    page = body(client.get("/fr/recommendations/?theme=remittances&q=women"))
    links = re.findall(r'<a href="([^"]*)" lang="(\w+)" hreflang="\w+"( aria-current="true")?>([^<]*)', page)
    query = "?theme=remittances&amp;q=women"
    assert links == [
        (f"/recommendations/{query}", "en", "", "English"),
        (f"/fr/recommendations/{query}", "fr", ' aria-current="true"', "Français"),
        (f"/es/recommendations/{query}", "es", "", "Español"),
        (f"/ar/recommendations/{query}", "ar", "", "العربية"),
    ]


def test_links_on_a_page_keep_its_language(client):
    page = body(client.get("/es/recommendations/bern-2011/S5-3/"))
    inside = re.search(r"<main.*</main>", page, re.DOTALL)[0]
    paths = {link.partition("?")[0] for link in re.findall(r'href="(/[^"]*)"', inside)}
    plain = {path for path in paths if not path.startswith("/es/")}
    assert plain == {f"/cite/recommendations/bern-2011/S5-3.{ending}" for ending in ("ris", "bib", "csl.json")}


def test_files_are_the_same_from_every_page(client):
    for prefix in ("", "/ar"):
        page = body(client.get(f"{prefix}/recommendations/?theme=remittances"))
        links = re.findall(r'<a href="(/[^"]*)" rel="nofollow" download>', page)
        assert "/recommendations.csv?theme=remittances" in links
        assert {client.get(link.replace("&amp;", "&")).status_code for link in links} == {200}


@pytest.mark.parametrize(
    "address", ["/recommendations/bern-2011/S5-3/", "/meetings/bern-2011/", "/documents/manila-2008-roundtable-themes/"]
)
def test_what_a_page_tells_programs_does_not_depend_on_the_language(client, address):
    def told(page):
        return re.findall(r'<script type="application/ld\+json">(.*?)</script>|<meta name="(citation_[^>]*)>', page)

    english = told(body(client.get(address)))
    assert english and told(body(client.get(f"/fr{address}"))) == english


def test_a_citation_is_the_same_in_every_language(client):
    def cited(page):
        found = re.search(r"<dl[^>]*>(.*?)</dl>", page[page.index('class="cite"') :], re.DOTALL)[1]
        return found.replace(' lang="en" dir="ltr"', "")

    for address in ("/recommendations/bern-2011/S5-3/", "/recommendations/?theme=remittances&kind=way-forward"):
        english = cited(body(client.get(address)))
        assert cited(body(client.get(f"/ar{address}"))) == english


def test_the_site_map_names_each_page_in_each_language(client):
    sitemap = body(client.get("/sitemap.xml"))
    assert "<loc>http://testserver/ar/recommendations/bern-2011/S5-3/</loc>" in sitemap
    entry = re.search(r"<url><loc>http://testserver/es/meetings/</loc>(.*?)</url>", sitemap)[1]
    assert dict(re.findall(r'hreflang="([\w-]+)" href="http://testserver([^"]*)"', entry)) == {
        "en": "/meetings/",
        "fr": "/fr/meetings/",
        "es": "/es/meetings/",
        "ar": "/ar/meetings/",
        "x-default": "/meetings/",
    }


def test_robots_keep_out_of_the_search_in_every_language(client):
    lines = body(client.get("/robots.txt")).splitlines()
    assert {"Disallow: /search/", "Disallow: /fr/search/", "Disallow: /es/search/", "Disallow: /ar/search/"} <= {*lines}


def test_a_missing_page_answers_in_the_language_of_its_address(client):
    response = client.get("/fr/meetngs/")
    assert response.status_code == 404
    page = body(response)
    assert '<html lang="fr" dir="ltr">' in page
    assert '<a href="/fr/meetings/">' in page
    assert client.get("/de/meetings/").status_code == client.get("/fr-ca/meetings/").status_code == 404


@pytest.mark.parametrize(
    ("language", "countries", "organisations"),
    [
        ("", "none named", "none named"),
        ("/fr", "aucun cité", "aucune citée"),
        ("/es", "ninguno nombrado", "ninguna nombrada"),
    ],
)
def test_what_an_example_does_not_name_is_said_in_the_gender_of_its_word(client, language, countries, organisations):
    example = Example.objects.get(code="S1-E1")
    example.countries.all().delete()
    example.organisations.all().delete()
    page = body(client.get(f"{language}/examples/brussels-2007-csd/S1-E1/"))
    assert re.findall(r"<dd>(\w+ \w+)</dd>", page) == [countries, organisations]


@pytest.mark.parametrize("path", ["//evil.example/", "/fr//evil.example/"])
def test_a_missing_page_leads_to_no_other_site(client, path):
    page = client.get("/", PATH_INFO=path).content.decode()
    assert 'hreflang="es"' in page and 'href="//' not in page


def test_a_fault_answers_in_the_language_of_its_address(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("gfmd_portal.views.picture", lambda meetings: 1 / 0)
    response = client.get("/ar/")
    assert response.status_code == 500
    assert '<html lang="ar" dir="rtl">' in body(response)


def test_the_desk_speaks_the_language_of_the_browser(client):
    assert settings.LANGUAGE_CODE == "en-gb"
    assert '<html lang="fr" dir="ltr">' in body(client.get("/admin/login/", headers={"Accept-Language": "fr"}))
    assert '<html lang="en-gb" dir="ltr">' in body(client.get("/admin/login/"))


def test_style_sheets_know_no_left_and_no_right():
    sided = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin)-)?(?:left|right)(?:-[\w-]+)?\s*:|:\s*(?:left|right)\b"
    )
    for sheet in sorted((settings.BASE_DIR / "static" / "css").glob("*.css")):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        assert sided.findall(rules) == [], sheet.name
        four = re.findall(r"(?:margin|padding|inset|border-width): *([^;]*);", rules)
        values = [re.findall(r"calc\([^)]*\)|\S+", words) for words in four]
        assert [words for words in values if len(words) == 4 and words[1] != words[3]] == [], sheet.name


@pytest.fixture(scope="module", params=OTHERS)
def catalogue(request):
    """The words of the interface in one of the other languages."""
    with open(settings.BASE_DIR / "locale" / request.param / "LC_MESSAGES" / "django.po", "rb") as file:
        return read_po(file)


def forms_of(message):
    """The original and the translated forms of a message, each as a tuple."""
    return tuple(text if isinstance(text, tuple | list) else (text,) for text in (message.id, message.string))


def test_every_message_is_translated_in_all_its_forms(catalogue):
    plurals = {"fr": 2, "es": 3, "ar": 6}[str(catalogue.locale)]
    for message in catalogue:
        if message.id:
            original, translated = forms_of(message)
            assert not message.fuzzy, message.id
            assert len(translated) == (plurals if len(original) > 1 else 1), message.id
            assert all(form.strip() for form in translated), message.id


def test_a_translation_fills_in_what_the_original_does(catalogue):
    # “One” and “two” are words of their own in Arabic, so a form may leave the number out, but never add another.
    for message in catalogue:
        if message.id:
            original, translated = forms_of(message)
            wanted = sorted(PLACEHOLDERS.findall(original[-1]))
            assert sorted(PLACEHOLDERS.findall(translated[-1])) == wanted, message.id
            assert all({*PLACEHOLDERS.findall(form)} <= {*wanted} for form in translated), message.id
            assert all(form.startswith("\n") == original[0].startswith("\n") for form in translated), message.id


# Lines would break before a sign of French that a plain space parts from its word; of Arabic see docs/translations.md.
AGAINST_ITS_RULES = {
    "fr": re.compile(r" [:;?!»]|« "),
    "es": re.compile(r" [:;?!»]|« "),
    "ar": re.compile("اً|ًا| [،؛؟»]|« "),
}


def test_a_translation_is_written_as_its_language_is(catalogue):
    rule = AGAINST_ITS_RULES[str(catalogue.locale)]
    for message in catalogue:
        if message.id:
            assert [form for form in forms_of(message)[1] if rule.search(form)] == [], message.id


def test_the_catalogues_hold_the_words_of_the_code(tmp_path):
    if not shutil.which("xgettext"):
        left_out.leave_out("whether the catalogues hold all words of the code (no gettext on this machine)")
    for folder in ("templates", *ORDER):
        shutil.copytree(settings.BASE_DIR / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.pyc"))
    (tmp_path / "locale").mkdir()
    command = [
        sys.executable,
        settings.BASE_DIR / "manage.py",
        "makemessages",
        "--locale=fr",
        "--extension=html,txt,py,jinja",
    ]
    subprocess.run(
        command, cwd=tmp_path, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    )
    gathered = {message.id for message in read_po((tmp_path / "locale/fr/LC_MESSAGES/django.po").open("rb"))}
    with open(settings.BASE_DIR / "locale/fr/LC_MESSAGES/django.po", "rb") as file:
        known = {message.id for message in read_po(file)}
    assert gathered - known == set(), "run `make messages` and translate these"
    assert known - gathered == set(), "run `make messages`: these are said no more"


def test_no_words_stand_where_gettext_does_not_look(catalogue):
    """Within an f-string it finds none: what nobody else says would be in English on every page."""
    nodes = [node for path in WRITTEN for node in ast.walk(ast.parse((settings.BASE_DIR / path).read_text()))]
    strings = (node for node in nodes if isinstance(node, ast.JoinedStr))
    calls = (node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call))
    said = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"_", "gettext"}]
    known = {message.id for message in catalogue}
    assert [words.value for words in said if isinstance(words, ast.Constant) and words.value not in known] == []


def test_no_words_of_a_template_stand_in_a_tag_of_several_lines(catalogue):
    """There gettext finds none either; they would be in English, and next to a name of ours nobody would see it."""
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue}
    for template in sorted((settings.BASE_DIR / "templates").rglob("*.jinja")):
        said = re.findall(r'\b_\("([^"]*)"', template.read_text())
        assert [words for words in said if words not in known] == [], template.name


def test_pages_without_compiled_messages_speak_english(tmp_path, monkeypatch, client):
    source = tmp_path / "xx" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Meetings"\nmsgstr "Réunions"\n')
    assert [path.name for path in compile_messages(tmp_path)] == ["django.mo"]
    assert compile_messages(tmp_path) == []
    with override_settings(LOCALE_PATHS=[]):
        forget_words()
        try:
            # A page without lists, which would keep for the next test what they name in French.
            assert ">Skip to the content</a>" in body(client.get("/fr/accessibility/"))
        finally:
            forget_words()


def test_two_runs_that_compile_at_once_are_not_in_each_others_way(tmp_path, monkeypatch):
    source = tmp_path / "xx" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr ""\n\nmsgid "Meetings"\nmsgstr "Réunions"\n')
    another = "import sys; from pathlib import Path; from gfmd_portal.messages import write; write(Path(sys.argv[1]))"

    def write_mo_while_another_does(file, catalog):
        subprocess.run([sys.executable, "-c", another, source], cwd=settings.BASE_DIR, check=True)
        write_mo(file, catalog)

    monkeypatch.setattr("gfmd_portal.messages.write_mo", write_mo_while_another_does)
    assert compile_messages(tmp_path) == [source.with_suffix(".mo")]
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]
    with source.with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("Meetings").string == "Réunions"


def forget_words():
    """Forget the catalogues read, and the headers and footers made with them."""
    trans_real._translations.clear()
    for kept in (translations._one, translations._some, translations._name, jinja._standing):
        kept.cache_clear()


CODED = re.compile(r"[/#_]|^www|\.(csv|json)|^GFMD")


def words_of(text):
    """The words of a text, without numbers and signs."""
    return re.findall(r"[^\W\d_]{2,}", text)


@pytest.mark.parametrize("address", [*PAGES, "/nowhere/"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_english_words_of_ours_stand_on_a_page_in_another_language(client, address, language):
    english = {text for text in texts_of(body(client.get(address))) if len(words_of(text)) > 2}
    other = texts_of(body(client.get(f"/{language}{address}")))
    assert [text for text in other if text in english and not CODED.search(text)] == []


def test_words_of_record_are_marked_as_english(client):
    page = body(client.get("/ar/recommendations/bern-2011/S5-3/"))
    assert re.search(r'<h1 class="record-title" lang="en" dir="ltr">', page)
    assert 'lang="en" dir="ltr"' not in body(client.get("/recommendations/bern-2011/S5-3/"))


def test_titles_of_record_that_can_be_chosen_are_marked_as_english(client):
    title = "1a. Matching Labour Supply and Labour Demand through Temporary and Circular Migration"
    marked = f'<span lang="en" dir="ltr">{title}</span>'
    page = body(client.get("/ar/activities/?group=1a"))
    assert f"إزالة {marked}</span>" in page and f"المجموعة: {marked} <span" in page
    assert f"<span>{marked}<span" in page
    page = body(client.get("/activities/?group=1a"))
    assert f"Remove {title}</span>" in page and f"Group: {title} <span" in page and marked not in page
    assert f'<span class="where">بروكسل 2007، {marked}</span>' in body(client.get("/ar/search/?q=labour"))
    assert f"«{as_english('International Labour Organization')}»" in body(client.get("/ar/search/?q=ilo"))
    assert f"«{as_english('International Labour Organization')}»" in body(client.get("/ar/recommendations/?q=ilo"))
    stated = as_english("Available free of charge; no licence is stated.")
    assert f"{stated}</td>" in body(client.get("/ar/rights/"))


def as_english(words):
    return f'<span lang="en" dir="ltr">{words}</span>'


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/ar/meetings/brussels-2007/sessions/1.1/", "1. Human Capital Development and Labour Mobility"),
        ("/ar/agencies/iom/", "1a. Matching Labour Supply and Labour Demand"),
    ],
)
def test_a_printed_number_stands_before_its_title_in_an_arabic_page_too(client, address, title):
    assert f'"><span lang="en" dir="ltr">{title}' in body(client.get(address))


def test_typed_words_keep_their_order_in_an_arabic_sentence(client):
    typed, asked = "(climate zzebra) OR (women zzlion)", "%28climate+zzebra%29+OR+%28women+zzlion%29"
    page = body(client.get(f"/ar/search/?q={asked}"))
    assert f"لم يُعثر على أي سجل لـ«\N{FIRST STRONG ISOLATE}{typed}\N{POP DIRECTIONAL ISOLATE}»." in page
    assert "دون «\N{FIRST STRONG ISOLATE}zzlion\N{POP DIRECTIONAL ISOLATE}»" in page
    assert f'value="{typed}" dir="auto"' in page
    for address in ("/ar/recommendations/", "/ar/meetings/bern-2011/agenda/"):
        assert f'value="{typed}" dir="auto"' in body(client.get(f"{address}?q={asked}"))
        # An empty box that looked for a direction itself would find left to right.
        assert 'dir="auto"' not in body(client.get(address))


@pytest.mark.parametrize(
    ("address", "typed", "shown"),
    [
        ("/ar/recommendations/", "remit*", "الكلمات: <bdi>remit*</bdi> <"),
        ("/ar/recommendations/", "women or -men", "<bdi>women OR -men</bdi></a>"),
        ("/ar/recommendations/", "remitances migr*", "<bdi>remittances migr*</bdi></a>"),
        ("/ar/search/", "remitances migr*", "<bdi>remittances migr*</bdi></a>"),
        ("/ar/meetings/bern-2011/agenda/", "trad*", "الكلمات: <bdi>trad*</bdi> <"),
    ],
)
def test_typed_words_that_stand_alone_keep_their_order_in_an_arabic_page(client, address, typed, shown):
    """A star behind a Latin word would stand before it, as if it were asked for otherwise."""
    assert shown in body(client.get(address, {"q": typed}))


def test_the_box_of_a_comparison_reads_words_as_they_were_typed(client):
    page = body(client.get("/ar/compare/", {"a.q": "remit*"}))
    assert 'name="a.q" value="remit*" dir="auto">' in page and 'name="b.q" value="">' in page


def test_themes_agencies_and_places_have_names_in_every_language(client):
    names = {"fr": "Envois de fonds", "es": "Remesas", "ar": "التحويلات المالية"}
    for language, name in names.items():
        assert f"<h1>{name}</h1>" in body(client.get(f"/{language}/themes/remittances/"))
        assert name in body(client.get(f"/{language}/recommendations/"))
    assert "OIM" in body(client.get("/es/agencies/"))
    assert "Manille 2008" in body(client.get("/fr/meetings/")) and "Philippines" in body(client.get("/fr/meetings/"))
    for model in (Theme, Agency, Addressee):
        left = model.objects.filter(Q(name_fr="") | Q(name_es="") | Q(name_ar=""))
        assert list(left.values_list("slug", flat=True)) == []


def test_a_name_nobody_has_given_shows_the_english(client):
    Theme.objects.filter(slug="remittances").update(name_fr="")
    assert "<h1>Remittances</h1>" in body(client.get("/fr/themes/remittances/"))


@pytest.mark.parametrize(
    ("language", "role", "firmness", "status"),
    [
        ("fr", "coordination du Groupe", "rôle demandé", "confirmée"),
        ("es", "coordinación del Grupo", "función solicitada", "confirmada"),
        ("ar", "تنسيق أعمال المجموعة", "دور مطلوب", "مؤكدة"),
    ],
)
def test_how_firm_a_part_is_agrees_with_its_word_whatever_the_part(client, language, role, firmness, status):
    shown = f'{role} <span class="firmness firmness-asked">{firmness}</span>'
    assert shown in body(client.get(f"/{language}/agencies/iom/"))
    with override(language):
        assert in_words("status", "confirmed") == status


def test_what_a_theme_is_about_is_told_in_the_language_of_the_page_or_marked_as_english(client):
    found = re.compile(r'remittances/">.*?<p class="snippet"([^>]*)>(.*?)</p>', re.S)
    for language, words in (("fr", "Services d’envoi d’argent"), ("es", "Servicios de envío"), ("ar", "خدمات إرسال")):
        about, text = found.search(body(client.get(f"/{language}/search/?q=remittances&kind=themes"))).groups()
        assert about == "" and text.startswith(words), text
    english = Theme.objects.get(slug="remittances").description
    assert found.search(body(client.get("/search/?q=remittances&kind=themes"))).groups() == ("", english)
    Theme.objects.filter(slug="remittances").update(description_ar="", not_here_ar="")
    marked = found.search(body(client.get("/ar/search/?q=remittances&kind=themes"))).groups()
    assert marked == (' lang="en" dir="ltr"', english)
    for address in ("/ar/themes/", "/ar/themes/remittances/", "/ar/codebook/"):
        assert f'<span lang="en" dir="ltr">{english}</span>' in body(client.get(address))
    Addressee.objects.filter(slug="gfmd").update(description_ar="", description="The Forum.")
    assert '<span lang="en" dir="ltr">The Forum.</span>' in body(client.get("/ar/codebook/"))


def test_dates_are_written_as_the_language_writes_them(client):
    assert "27–30 octobre 2008" in body(client.get("/fr/meetings/manila-2008/"))
    assert "27–30 de octubre de 2008" in body(client.get("/es/meetings/manila-2008/"))
    assert "27–30 أكتوبر 2008" in body(client.get("/ar/meetings/manila-2008/"))


def test_the_first_of_a_month_is_an_ordinal_in_french_only(client):
    meeting = factories.a_meeting(slug="m", starts_on=date(2030, 10, 1), ends_on=date(2030, 10, 3))
    slot = factories.a_slot(meeting=meeting, date=date(2030, 10, 1))
    factories.a_session(meeting=meeting, number="1", slot=slot)
    factories.a_deadline(meeting=meeting, date=date(2030, 9, 1))
    page = body(client.get("/fr/meetings/m/"))
    assert "1er–3 octobre 2030" in page and "dimanche 1er septembre 2030" in page
    page = body(client.get("/fr/meetings/m/sessions/1/"))
    assert '<time datetime="2030-10-01">mardi 1er octobre 2030</time>' in page
    assert "\nmardi 1er octobre 2030\n=" in client.get("/fr/meetings/m/agenda.txt").content.decode()
    assert day_in_words(date(2030, 10, 11), "j F Y") == "11 October 2030"
    with override("fr"):
        assert [day_in_words(date(2030, 1, day), "j F Y") for day in (1, 11)] == ["1er janvier 2030", "11 janvier 2030"]
        assert days_in_words(date(2030, 9, 30), date(2030, 10, 1)) == "30 septembre – 1er octobre 2030"
        assert as_exact_as("2030-10-01") == "1er octobre 2030" and as_exact_as("2030-10") == "octobre 2030"
    assert "1–3 October 2030" in body(client.get("/meetings/m/"))
    assert "1–3 de octubre de 2030" in body(client.get("/es/meetings/m/"))


@pytest.mark.parametrize(
    ("language", "kind"),
    [("", ", Involvement, "), ("/fr", ", Participation, "), ("/es", ", Participación, "), ("/ar", "، المشاركة، ")],
)
def test_a_number_that_a_link_is_made_of_is_told_with_what_it_counts(client, language, kind):
    for agency, kept in (("unodc", 1), ("unhcr", 3)):
        assert Involvement.objects.filter(agency__slug=agency).update(session=None) == kept
    for page in ("/agencies/", "/agencies/involvement/"):
        shown = body(client.get(f"{language}{page}"))
        for agency, number in (("unodc", 1), ("unhcr", 3)):
            assert f'/agencies/{agency}/#involvement" aria-label="{number}{kind}' in shown
    shown = body(client.get(f"{language}/themes/"))
    assert re.search(r'recommendations/\?theme=remittances" aria-label="\d+[,،] [^",،]+[,،] [^"]+">\d+</a>', shown)


def test_marks_between_values_are_those_of_the_language(client):
    assert "<dd>مانيلا، الفلبين</dd>" in body(client.get("/ar/meetings/manila-2008/"))
    assert "<dd>Manila, Philippines</dd>" in body(client.get("/meetings/manila-2008/"))
    assert "Demande à\u202f: <a " in body(client.get("/fr/recommendations/"))
    assert "<bdi>ponies</bdi>: «<bdi>Zz</bdi>»" in body(client.get("/es/recommendations/?ponies=Zz"))


def test_a_hint_of_the_search_names_the_theme_in_the_language_of_the_page(client):
    assert "«\u202fEnvois de fonds\u202f»" in body(client.get("/fr/search/?q=remittances"))
    assert "“Remittances”" in body(client.get("/search/?q=remittances"))


def test_the_data_for_the_scripts_of_a_page_are_in_its_language(client):
    data = client.get("/es/meetings/brussels-2007/agenda.json").json()
    assert data["title"] == "Bruselas 2007"
    assert data["sessions"][0]["day"] == "martes 10 de julio de 2007"


def test_a_translation_stands_beside_the_words_of_record_with_who_made_it(client):
    recommendation = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3")
    passage = recommendation.passages.first()
    factories.a_translation(passage=passage, text="Améliorer la coordination ;", made_by="A. Traductrice")
    for prefix, state in (("", ""), ("/fr", " open")):
        page = body(client.get(f"{prefix}/recommendations/bern-2011/S5-3/"))
        assert recommendation.text.split("\n")[0] in page
        shown = re.search(rf'<details class="translation"[^>]*{state}>.*?</details>', page, re.DOTALL)[0]
        assert "Améliorer la coordination ;" in shown and "A. Traductrice" in shown
    assert "Améliorer la coordination ;" in body(client.get(passage.get_absolute_url().partition("#")[0]))


def test_a_question_of_a_session_to_come_is_translated_by_the_paper_that_puts_it(client):
    question = factories.a_question(text="Who pays for a transfer?")
    paper = factories.a_document(meeting=question.meeting)
    passage = factories.a_passage(document=paper, text=question.text)
    question.passages.add(passage)
    factories.a_translation(passage=passage, text="Qui paie un transfert ?", made_by="A. Traductrice")
    page = body(client.get(f"/fr{question.session.get_absolute_url()}"))
    asked = re.search(r'<ol class="questions">.*?</ol>', page, re.DOTALL)[0]
    assert '<p class="record" lang="en" dir="ltr">Who pays for a transfer?</p>' in asked
    shown = re.search(r'<details class="translation"[^>]* open>.*?</details>', asked, re.DOTALL)[0]
    assert "Qui paie un transfert ?" in shown and "A. Traductrice" in shown
    assert f'/fr/documents/{paper.slug}/#{passage.anchor}"' in asked


def test_a_translation_into_the_language_of_the_passage_is_refused():
    passage = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3").passages.first()
    with pytest.raises(ValidationError, match="itself is in this language"):
        factories.a_translation(passage=passage, language="en").full_clean()


def test_the_search_index_is_english_whoever_brings_it_up_to_date(client):
    country = Example.objects.filter(countries__country="PH").first()
    country.text += " Zanzibarisation."
    country.save()
    assert country.ref in body(client.get("/ar/search/?q=zanzibarisation+philippines"))
    assert country.ref in body(client.get("/search/?q=zanzibarisation+philippines"))


@pytest.mark.parametrize(("language", "names"), [("fr", "anglais, espagnol"), ("es", "inglés, español")])
def test_names_of_languages_are_written_as_within_a_sentence(client, language, names):
    slot = factories.from_to("9:00", "10:30")
    session = factories.a_session(slot=slot, meeting=slot.meeting)
    for code in ("en", "es"):
        factories.a_language(session=session, role="interpretation", language=code)
    agenda = client.get(f"/{language}/meetings/{slot.meeting.slug}/agenda/").content.decode()
    assert f"{names}</i>" in agenda
    page = client.get(f"/{language}{session.get_absolute_url()}").content.decode()
    assert f"<dd>{names[0].upper()}{names[1:]}</dd>" in page
