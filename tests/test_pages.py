"""Every address answers, within its budget of queries, with safe headers and no cookie."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from changes.versions import record_version
from documents.models import Document
from meetings.models import Meeting, Theme
from recommendations.models import Example, Recommendation
from sessions.models import Session, Slot
from tests.addresses import CONTRACT, HTML
from tests.reading import body

pytestmark = pytest.mark.django_db

# By what an address looks like: the most queries that it may ask, where it is made anew. The first that fits counts.
BUDGETS = [
    (r"/sessions/[^/]+/$", 35),
    (r"/(roundtables/\d|recommendations/.+)/$", 27),
    (r"/gfmd-portal\.zip$", 90),
    (r"/sitemap\.xml$", 36),
    (r"", 19),
]


@pytest.mark.parametrize("address", CONTRACT)
def test_an_address_answers_within_its_query_budget(client, address, forget_pages):
    body(client.get(address))  # what a worker does once, such as making the bitmaps of a list, is not counted
    forget_pages()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        body(response)
    assert response.status_code == 200
    most = next(number for looks, number in BUDGETS if re.search(looks, address))
    assert len(queries) <= most, [q["sql"][:90] for q in queries]


@pytest.mark.parametrize("address", [*CONTRACT, "/nowhere/"])
def test_a_response_is_safe_and_sets_no_cookie(client, address):
    response = client.get(address)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    if not address.startswith("/admin/"):
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", HTML)
def test_a_page_has_title_description_one_h1_and_nothing_inline(client, address):
    page = body(client.get(address))
    if address.startswith("/admin/"):
        return
    assert len(re.findall(r"<h1[ >]", page)) == 1
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
    assert len(title.strip()) > 8
    assert len(re.search(r'<meta name="description" content="([^"]*)"', page)[1]) > 20
    assert not re.search(r"\sstyle=", page) and "<style" not in page
    assert not re.search(r"\son[a-z]+=", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    # Data is no script, and scripts are files of our own.
    allowed = (
        r' type="application/ld\+json"| id="[a-z]+-words" type="application/json"| src="/static/js/[a-z-]+\.js" defer'
    )
    assert [script for script in scripts if not re.fullmatch(allowed, script)] == []
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!testserver)', page)


@pytest.mark.parametrize("address", HTML)
def test_a_page_has_one_style_sheet_and_the_script_of_the_readers_own_only_where_it_does_something(client, address):
    page = body(client.get(address))
    if address.startswith("/admin/"):
        return
    sheets = dict.fromkeys(re.findall(r'<link rel="stylesheet" href="([^"]*)"', page))
    own = ["/static/css/brief.css"] if address.endswith(("/brief/", "/booklet/")) else []
    assert list(sheets) == ["/static/css/portal.css", *own]
    own = re.search(r"\sdata-(session|note|pack|mine|agenda-of|shared)\b|id=\"saved-list\"", page)
    assert ('src="/static/js/mine.js"' in page) == ('id="reader-words"' in page) == bool(own)


def test_titles_are_unlike(client):
    titles = {}
    for address in HTML:
        title = re.search(r"<title>(.*?)</title>", body(client.get(address)), re.DOTALL)[1].strip()
        assert title not in titles, (address, titles.get(title))
        titles[title] = address


def test_the_newest_month_of_changes_and_the_views_of_an_agenda_are_told_apart(client):
    slot = Slot.objects.filter(meeting__slug="brussels-2007").first()
    newest = f"/changes/{record_version().made_at:%Y-%m}/"
    for addresses in (
        ["/changes/", newest],
        [f"/meetings/brussels-2007/agenda/{view}" for view in ("", "tracks/", f"{slot.date:%Y-%m-%d}/")],
    ):
        pages = [body(client.get(address)) for address in addresses]
        for told in ("<title>(.*?)</title>", '<meta name="description" content="([^"]*)"'):
            assert len({re.search(told, page, re.S)[1] for page in pages}) == len(addresses), told


@pytest.mark.parametrize("model", [Meeting, Theme, Session, Recommendation, Example, Document])
def test_every_record_has_a_page(client, model):
    for record in model.objects.all():
        assert client.get(record.get_absolute_url()).status_code == 200, record


def test_every_link_on_the_pages_leads_somewhere(client):
    seen, waiting = set(), [address for address in HTML if not address.startswith("/admin/")]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, address
        page = body(response)
        if len(seen) > 400:
            continue
        for link in re.findall(r'href="([^"]+)"', page):
            link = link.replace("&amp;", "&")
            path, _hash, anchor = link.partition("#")
            if not path:
                assert f'id="{anchor}"' in page, (address, link)
            elif path not in seen and re.match(r"/(?!static/|admin/)[^?]*$", path):
                seen.add(path)
                waiting.append(path)
    assert len(seen) > 250


def test_the_text_of_a_page_waits_for_its_style_sheet(client):
    page = body(client.get("/themes/"))
    sheets = [(found.start(), found[1]) for found in re.finditer(r'<link rel="stylesheet" href="([^"]+)">', page)]
    assert [name for _place, name in sheets] == ["/static/css/portal.css"] * 2
    assert sheets[0][0] < page.index("<body") < sheets[1][0] < page.index("<main")


def test_an_anchor_of_a_passage_exists_in_its_document(client):
    page = body(client.get("/documents/bern-2011-m4md-meeting-report/"))
    for passage in Document.objects.get(slug="bern-2011-m4md-meeting-report").passages.all():
        assert f'id="{passage.anchor}"' in page
