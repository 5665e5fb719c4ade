"""What is not there: a page that says so, and what may have been meant."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from gfmd_portal.languages import plain
from gfmd_portal.missing_files import files
from gfmd_portal.pages import PAGES
from tests.reading import body

pytestmark = pytest.mark.django_db


def test_what_is_no_page_names_no_translations_of_itself(client):
    assert 'rel="alternate" hreflang' not in body(client.get("/nowhere/"))
    assert body(client.get("/themes/")).count('rel="alternate" hreflang') == 5


def test_what_no_page_can_hold_is_marked_where_the_address_is_repeated(client):
    page = client.get("/nowhere/%00%01%3Cb%3E/")
    assert page.status_code == 404
    assert "<code>/nowhere/\ufffd\ufffd&lt;b&gt;/</code>" in body(page)


@pytest.mark.parametrize("path", ["/meetings/manilla-2008/", "//meetings//manilla-2008/"])
def test_a_slug_that_is_nearly_right_is_suggested(client, path):
    page = client.get("/", PATH_INFO=path)
    assert page.status_code == 404
    assert '<a href="/meetings/manila-2008/">Manila 2008</a>' in body(page)
    assert 'value="meetings manilla 2008"' in body(page)


def suggested_at(client, path):
    """The addresses that the page of a missing `path` suggests, in their order."""
    page = client.get(path)
    assert page.status_code == 404
    return re.findall(r'<li><a href="([^"]+)">', body(page).partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/recommendations/compare/", ["/compare/", "/recommendations/chart/", "/recommendations/"]),
        ("/recommendations/compare", ["/compare/", "/recommendations/chart/", "/recommendations/"]),
        ("/fr/recommendations/compare/", ["/fr/compare/", "/fr/recommendations/chart/", "/fr/recommendations/"]),
        ("/chart/", ["/recommendations/chart/"]),
        ("/recommendations/themes/", ["/themes/", "/recommendations/"]),
        ("/data/compare/", ["/compare/"]),
    ],
)
def test_a_page_whose_name_is_right_is_suggested_first(client, path, meant):
    assert suggested_at(client, path)[: len(meant)] == meant


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/recommendations.xls", ["/recommendations.xlsx", "/recommendations.csv"]),
        ("/recommendations.csv/", ["/recommendations.csv"]),
        ("/recomendations.csv", ["/recommendations.csv"]),
        ("/fr/recommendations.csv", ["/recommendations.csv"]),
        ("/recommendations.rss", ["/recommendations.atom", "/fr/recommendations/"]),
        ("/recommendations.xml", ["/recommendations.atom", "/fr/recommendations/"]),
        ("/recommendations.pdf", ["/recommendations.csv", "/fr/recommendations/"]),
        ("/recommendations/chart.pdf", ["/fr/recommendations/chart.png", "/fr/recommendations/chart/"]),
        ("/meetings.csv", ["/data/meetings.csv", "/fr/meetings.ics", "/fr/meetings/"]),
        ("/data/gfmd-portal.tar.gz", ["/data/gfmd-portal.zip"]),
        ("/feed.rss", ["/feed.atom"]),
    ],
)
def test_a_file_that_is_not_there_suggests_those_most_like_it(client, path, meant):
    assert set(map(plain, meant)) <= set(suggested_at(client, path))
    if not path.startswith("/data/"):
        assert set(meant) <= set(suggested_at(client, f"/fr{plain(path)}"))


def test_files_that_may_be_meant_are_there(client):
    with override("es"):
        found = files("es")
    assert dict(found)["/data/meetings.csv"] == "Reuniones (CSV)"
    assert [address for address, _label in found if client.head(address).status_code != 200] == []
    # A page is not taken for a file, and suggests none.
    assert [address for address in suggested_at(client, "/recomendations/") if not address.endswith("/")] == []


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/x/",
        "/meetings/manila-2008/sessions/9.9/",
        "/meetings/manila-2008/roundtables/99999999999999999999/",
        "/recommendations/bern-2011/S99-1/",
        "/recommendations/bern-2011/S5%00/",
        "/examples/brussels-2007-csd/%00/",
        "/meetings/manila-2008/sessions/1%00.ics",
        "/meetings/manila-2008/sessions/1%00/brief.pdf",
        "/cite/recommendations/bern-2011/S5%00.ris",
        "/documents/%00/",
        "/themes/%F0%9F%98%80/",
        "/data/secrets.csv",
        "/agencies/" + "a" * 3000 + "/",
        "/meetings.csv",
    ],
)
def test_what_does_not_exist_is_a_friendly_404(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such page" in body(response)


def test_the_named_pages_all_exist(client):
    assert [name for name, _label in PAGES if client.get(reverse(name)).status_code != 200] == []


@pytest.mark.parametrize("language", ["", "/fr", "/es", "/ar"])
def test_an_address_like_no_other_is_not_taken_for_a_page_that_shares_but_its_strokes_and_language(client, language):
    offered = re.compile(rf'<li><a href="({language}/[^"]*)">[^<]*</a> <span class="where">')
    assert offered.findall(body(client.get(f"{language}/nope/"))) == []
    assert offered.findall(body(client.get(f"{language}/themse/")))[0] == f"{language}/themes/"
