"""Every page in every language: its address, what it says of itself, and its words."""

import re

import pytest
from django.conf import settings

from tests.test_pages import HTML, body

pytestmark = pytest.mark.django_db

OTHERS = ["fr", "es", "ar"]
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
    assert "Vary" not in response.headers
    assert response.headers["Cache-Control"].startswith("public")


def test_the_language_comes_from_the_address_alone(client):
    response = client.get("/meetings/", headers={"Accept-Language": "fr", "Cookie": "django_language=fr"})
    assert '<html lang="en-gb" dir="ltr">' in body(response)
    assert "Content-Language" not in response.headers and "Vary" not in response.headers


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
        return re.search(r"<dl[^>]*>(.*?)</dl>", page[page.index('class="cite"') :], re.DOTALL)[1]

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


def test_a_fault_answers_in_the_language_of_its_address(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("gfmd_portal.views.picture", lambda: 1 / 0)
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
        rules = sheet.read_text()
        assert sided.findall(rules) == [], sheet.name
        four = re.findall(r"(?:margin|padding|inset|border-width): *([^;]*);", rules)
        values = [re.findall(r"calc\([^)]*\)|\S+", words) for words in four]
        assert [words for words in values if len(words) == 4 and words[1] != words[3]] == [], sheet.name
