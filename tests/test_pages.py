"""Every address answers, within its budget of queries, with safe headers and no cookie."""

import html
import json
import re
from datetime import date, time

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from agencies.models import ActivityGroup
from changes.versions import record_version
from documents.models import Document
from gfmd_portal.languages import plain
from gfmd_portal.middleware.long_addresses import MOST_WORDS
from gfmd_portal.missing import PAGES
from gfmd_portal.missing_files import files
from meetings.days import as_exact_as
from meetings.models import Meeting, Theme
from recommendations.models import Example, Recommendation
from sessions.models import CommonTheme, Session, Slot
from tests import factories

pytestmark = pytest.mark.django_db

CONTRACT = [
    "/",
    "/search/?q=women",
    "/meetings/",
    "/meetings/brussels-2007/",
    "/meetings/brussels-2007-csd/",
    "/meetings/manila-2008/",
    "/meetings/bern-2011/",
    "/meetings/brussels-2007/agenda/",
    "/meetings/manila-2008/agenda/",
    "/meetings/manila-2008/roundtables/1/",
    "/meetings/brussels-2007/roundtables/3/",
    "/meetings/manila-2008/sessions/1.1/",
    "/meetings/manila-2008/sessions/4/",
    "/meetings/brussels-2007/sessions/3.4/",
    "/meetings/brussels-2007-csd/sessions/4/",
    "/meetings/bern-2011/sessions/6/",
    "/meetings/bern-2011/sessions/6-trade/",
    "/meetings/bern-2011/sessions/side-event/",
    "/roundtables/",
    "/sessions/",
    "/questions/",
    "/recommendations/",
    "/recommendations/bern-2011/S5-3/",
    "/recommendations/brussels-2007-csd/S5-5/",
    "/recommendations.csv",
    "/examples/",
    "/examples/brussels-2007-csd/S1-E1/",
    "/examples.csv",
    "/themes/",
    "/themes/remittances/",
    "/agencies/",
    "/agencies/iom/",
    "/agencies/involvement/",
    "/activities/",
    "/activities.csv",
    "/documents/",
    "/documents/manila-2008-roundtable-themes/",
    "/documents/brussels-2007-civil-society-day-report/",
    "/data/",
    "/data/recommendations.csv",
    "/data/gfmd-portal.zip",
    "/data/datapackage.json",
    "/my-agenda/",
    "/offline/",
    "/sitemap.xml",
    "/healthz",
    "/robots.txt",
    "/admin/login/",
]
HTML = [address for address in CONTRACT if address.endswith("/") or "?" in address]
# By what an address looks like: the most queries that it may ask, where it is made anew. The first that fits counts.
BUDGETS = [
    (r"/sessions/[^/]+/$", 35),
    (r"/(roundtables/\d|recommendations/.+)/$", 27),
    (r"/gfmd-portal\.zip$", 90),
    (r"/sitemap\.xml$", 36),
    (r"", 19),
]


def body(response):
    """The whole content of a response as text."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


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


def test_what_is_no_page_names_no_translations_of_itself(client):
    assert 'rel="alternate" hreflang' not in body(client.get("/nowhere/"))
    assert body(client.get("/themes/")).count('rel="alternate" hreflang') == 5


def test_the_text_of_a_page_waits_for_its_style_sheet(client):
    page = body(client.get("/themes/"))
    sheets = [(found.start(), found[1]) for found in re.finditer(r'<link rel="stylesheet" href="([^"]+)">', page)]
    assert [name for _place, name in sheets] == ["/static/css/portal.css"] * 2
    assert sheets[0][0] < page.index("<body") < sheets[1][0] < page.index("<main")


def test_an_anchor_of_a_passage_exists_in_its_document(client):
    page = body(client.get("/documents/bern-2011-m4md-meeting-report/"))
    for passage in Document.objects.get(slug="bern-2011-m4md-meeting-report").passages.all():
        assert f'id="{passage.anchor}"' in page


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


def test_the_record_says_what_it_leaves_open(client):
    assert "No clock times are stated in the record." in body(client.get("/meetings/manila-2008/agenda/"))
    assert "hours not stated in the record" in body(client.get("/meetings/bern-2011/sessions/5/"))
    matrix = body(client.get("/agencies/involvement/"))
    assert matrix.count("lost in the conversion of the document") == 10


def test_a_session_of_a_day_without_hours_says_its_day(client):
    session = factories.a_session(meeting=factories.a_meeting())
    undated = body(client.get(session.get_absolute_url()))
    assert "<dt>When</dt><dd>29–30 October 2030, hours not stated in the record</dd>" in undated
    session.slot = factories.a_slot(meeting=session.meeting, date=date(2030, 10, 30))
    session.save()
    day = '<time datetime="2030-10-30">Wednesday 30 October 2030</time>'
    assert f"<dt>When</dt><dd>{day}, hours not stated in the record</dd>" in body(
        client.get(session.get_absolute_url())
    )


def test_each_filled_cell_of_a_matrix_names_its_agency_for_phones(client):
    page = body(client.get("/agencies/involvement/"))
    assert not re.search(r'<td class="[^"]*filled"(?! data-label=)', page)
    row = re.search(r'<tr><th scope="row"><a href="[^"]*/sessions/1.2/">.*?</tr>', page, re.DOTALL)[0]
    assert re.findall(r'data-label="([^"]+)"', row) == ["ILO: ", "IOM: ", "UNCTAD: "]
    last = re.search(r'<tr class="no-session"><th scope="row">Tied to no session</th>.*?</tr>', page, re.DOTALL)[0]
    assert sum(map(int, re.findall(r'#involvement"[^>]*>(\d+)<', last))) == 18


def test_parallel_sessions_stand_side_by_side_in_the_agenda(client):
    page = body(client.get("/meetings/brussels-2007/agenda/"))
    slot = page[page.index("15:00") : page.index("Wednesday 11 July 2007")]
    assert re.findall(r"Session (\d\.\d)", slot) == ["1.1", "1.2", "2.1", "2.4", "3.1", "3.3"]


def test_the_thread_from_meeting_to_agency_is_on_one_page(client):
    page = body(client.get("/meetings/brussels-2007/sessions/1.2/"))
    assert 'href="/meetings/brussels-2007/"' in page
    assert 'href="/meetings/brussels-2007/roundtables/1/"' in page
    assert 'id="agency-ilo"' in page and "Spain" in page
    assert 'href="/documents/brussels-2007-gmg-involvement/#ilo-1.2"' in page


def test_text_in_another_language_says_so(client):
    page = body(client.get("/documents/brussels-2007-civil-society-day-report/"))
    assert re.search(r'id="imprint-fr-1"[^>]* lang="fr"', page)
    assert re.search(r'id="imprint-es-1"[^>]* lang="es"', page)


def test_json_ld_describes_a_session_with_its_hours(client):
    page = body(client.get("/meetings/brussels-2007/sessions/1.1/"))
    assert '"startDate": "2007-07-10T15:00:00+02:00"' in page
    assert '"@type": "Event"' in page


def described(client, record):
    """What the page of a record says of it to search engines."""
    page = body(client.get(record.get_absolute_url()))
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


@pytest.mark.parametrize(
    ("slot", "first", "last"),
    [
        (None, "2030-10-29", "2030-10-31"),
        ({"date": date(2030, 10, 30)}, "2030-10-30", "2030-10-30"),
        (
            {"date": date(2030, 10, 30), "starts_at": time(22), "ends_at": time(1), "ends_next_day": True},
            "2030-10-30T22:00:00+03:00",
            "2030-10-31T01:00:00+03:00",
        ),
    ],
)
def test_json_ld_tells_the_day_of_a_session_as_exactly_as_it_is_known(client, slot, first, last):
    days = {"starts_on": date(2030, 10, 29), "ends_on": date(2030, 10, 31)}
    meeting = factories.a_meeting(time_zone="Africa/Nairobi", **days)
    slot = slot and factories.a_slot(meeting=meeting, **slot)
    said = described(client, factories.a_session(meeting=meeting, slot=slot))
    assert (said["startDate"], said["endDate"]) == (first, last)


@pytest.mark.parametrize(
    ("status", "said"), [("confirmed", "Scheduled"), ("moved", "Scheduled"), ("cancelled", "Cancelled")]
)
def test_json_ld_says_that_a_session_was_cancelled(client, status, said):
    session = factories.a_session(status=status)
    assert described(client, session)["eventStatus"] == f"https://schema.org/Event{said}"


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("Liz Collett", [{"@type": "Person", "name": "Liz Collett"}]),
        (
            "Collett, Liz; Global Migration Group of Agencies",
            [
                {"@type": "Person", "name": "Liz Collett"},
                {"@type": "Organization", "name": "Global Migration Group of Agencies"},
            ],
        ),
        ("", None),
    ],
)
def test_json_ld_names_each_author_of_a_document(client, author, said):
    assert described(client, factories.a_document(author=author)).get("author") == said


def test_an_editor_sees_a_pencil_and_a_visitor_does_not(client, admin_client):
    address = "/recommendations/bern-2011/S5-3/"
    assert "Edit" not in body(client.get(address))
    record = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3")
    edit = f'href="/admin/recommendations/recommendation/{record.pk}/change/"'
    assert edit in body(admin_client.get(address))


def test_the_sitemap_holds_every_record_and_no_filter(client):
    addresses = re.findall(r"<loc>http://testserver(.*?)</loc>", body(client.get("/sitemap.xml")))
    assert len(addresses) == len(set(addresses))
    hidden = {"/search/?q=women", "/admin/login/", "/my-agenda/", "/offline/"}
    assert set(CONTRACT) & set(HTML) - hidden <= set(addresses)
    assert not [address for address in addresses if "?" in address]
    assert len([address for address in addresses if address.startswith("/recommendations/")]) == 148


def test_a_long_sitemap_comes_in_parts_that_hold_the_same(client, monkeypatch):
    def addresses(path):
        return re.findall(r"<loc>http://testserver(.*?)</loc>", body(client.get(path)))

    whole = addresses("/sitemap.xml")
    monkeypatch.setattr("gfmd_portal.sitemaps.WHOLE", len(whole) - 1)
    monkeypatch.setattr("gfmd_portal.sitemaps.PART", 200)
    parts = addresses("/sitemap.xml")
    assert "/sitemaps/recommendations-3.xml" in parts and "/sitemaps/recommendations-4.xml" not in parts
    in_parts = [addresses(part) for part in parts]
    assert max(map(len, in_parts)) == 200
    assert sorted(address for part in in_parts for address in part) == sorted(whole)
    assert client.get("/sitemaps/recommendations-4.xml").status_code == 404
    assert client.get("/sitemaps/nothing-1.xml").status_code == 404


def test_the_named_pages_all_exist(client):
    assert [name for name, _label in PAGES if client.get(reverse(name)).status_code != 200] == []


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize(
    ("address", "fails", "said"),
    [
        ("/", "gfmd_portal.views.picture", "The record cannot be read just now"),
        ("/fr/", "gfmd_portal.views.picture", "Les actes ne peuvent être lus pour l’instant"),
        ("/api/themes/", "gfmd_portal.api.answers.moment_of", '"The record cannot be read just now.'),
    ],
)
def test_while_the_database_cannot_be_asked_readers_are_to_come_back(client, monkeypatch, address, fails, said, error):
    def gone(*_arguments):
        raise error

    monkeypatch.setattr(fails, gone)
    client.raise_request_exception = False
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert said in answer.content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_health_is_503_when_the_database_is_gone(client, monkeypatch, error):
    def gone(*_arguments):
        raise error

    monkeypatch.setattr("gfmd_portal.views.Meeting.objects.count", gone)
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(
    ("address", "order"),
    [
        ("/meetings/", ["Brussels 2007", "Civil Society Day 2007", "Manila 2008", "Berne 2011"]),
        ("/themes/", ["Labour migration and legal channels", "Remittances", "Development and root causes"]),
        ("/agencies/", ["ILO", "IOM", "UNCTAD", "World Bank", "UNESCO", "UNICEF"]),
        (
            "/agencies/involvement/",
            ["Enhancing Foreign Employment", "Improving Remittance", "Development of Migration Law"],
        ),
    ],
)
def test_lists_stand_in_the_order_of_the_record(client, address, order):
    page = body(client.get(address))
    content = page[page.rindex("<table") if "<table" in page else page.index("<main") :]
    places = [content.index(name) for name in order]
    assert places == sorted(places)


def test_a_way_forward_that_points_to_no_passage_says_its_words_all_the_same(client):
    way = factories.a_recommendation(
        kind="way-forward", heading="On fees", text="Let us agree:\n\nNo fees for <migrants>."
    )
    factories.a_sub_item(recommendation=way, text="None at all.")
    page = body(client.get(way.get_absolute_url()))
    words = ["<p>Let us agree:</p>", "<p>No fees for &lt;migrants&gt;.</p>", '<p class="sub-item">None at all.</p>']
    assert [page.count(word) for word in words] == [1, 1, 1]


def test_common_themes_are_named_with_the_passage_that_tells_of_each_or_without(client):
    meeting = Meeting.objects.get(slug="brussels-2007-csd")
    CommonTheme.objects.create(meeting=meeting, position=99, title="Told nowhere")
    page = body(client.get(meeting.get_absolute_url()))
    named = re.findall(r'<li>(?:<a href="([^"]+)">)?<span>([^<]+)</span>(?:</a>)?</li>', page)
    told = [
        (theme.passages.get(kind="heading").get_absolute_url() if theme.position < 99 else "", theme.title)
        for theme in meeting.common_themes.all()
    ]
    assert [pair for pair in named if pair in told] == told


def test_the_picture_of_the_home_page_draws_the_latest_meetings(client):
    assert "Only the latest meetings" not in body(client.get("/"))
    for year in (2031, 2030, 2032, 2033):
        meeting = factories.a_meeting(
            slug=f"in-{year}", short_title=f"City {year}", starts_on=date(year, 5, 1), ends_on=date(year, 5, 2)
        )
        factories.a_recommendation(session=factories.a_session(meeting=meeting))
    page = body(client.get("/"))
    legend = re.search(r'<ul class="legend">(.*?)</ul>', page)[1]
    assert re.findall(r"</svg>(.*?)</li>", legend) == ["City 2030", "City 2031", "City 2032", "City 2033"]
    assert "4 recommendations and ways forward." in page
    assert '<a href="/recommendations/chart/?by=meeting">A chart of all meetings</a>' in page


def test_names_in_the_picture_are_written_so_that_they_are_no_markup(client):
    Theme.objects.filter(slug="remittances").update(name='Money & "<more>"')
    Meeting.objects.filter(slug="bern-2011").update(short_title="Berne & 2011")
    page = body(client.get("/"))
    written = "Money &amp; &#34;&lt;more&gt;&#34;"
    number = Recommendation.objects.filter(themes__slug="remittances", meeting__slug="bern-2011").count()
    link = f'<a href="/recommendations/?theme=remittances&amp;meeting=bern-2011" aria-label="{written}, '
    assert f'{link}Berne &amp; 2011: {number}">' in page
    assert f'<h3><a href="/recommendations/?theme=remittances">{written}</a></h3>' in page
    assert "<more>" not in page


@pytest.mark.parametrize("address", ["/themes/", "/recommendations/", "/recommendations.csv", "/search/", "/nowhere/"])
def test_an_address_with_more_words_than_anybody_asks_for_is_refused(client, address):
    words = [f"a{number}=1" for number in range(MOST_WORDS)]
    assert client.get(f"{address}?{'&'.join(words)}").status_code == (404 if address == "/nowhere/" else 200)
    refused = client.get(f"/fr{address}?{'&'.join(words)}&b=1")
    assert refused.status_code == 400
    assert '<html lang="fr"' in body(refused)


WITHOUT_FILTERS = [
    "/meetings/",
    "/themes/",
    "/themes/remittances/",
    "/agencies/",
    "/agencies/involvement/",
    "/documents/",
    "/roundtables/",
    "/codebook/",
    "/changes/",
    "/meetings/bern-2011/changes/",
]


@pytest.mark.parametrize("address", WITHOUT_FILTERS)
def test_a_page_without_filters_says_what_it_did_not_look_for(client, address):
    page = body(client.get(f"{address}?theme=remittances&q=%3Cb%3E%00&theme=diaspora"))
    assert "This page has no filters: it shows everything." in page
    said = re.findall(r"<li><bdi>(.*?)</bdi>: “<bdi>(.*?)</bdi>”</li>", page)
    assert said == [("theme", "remittances"), ("theme", "diaspora"), ("q", "&lt;b&gt;\ufffd")]
    assert "was not understood" not in body(client.get(address))


@pytest.mark.parametrize("address", ["/agencies/", "/changes/", "/recommendations/", "/search/", "/compare/"])
@pytest.mark.parametrize("word", ["utm_source", "utm_campaign", "fbclid", "gclid", "mc_eid"])
def test_words_that_mailings_put_into_addresses_ask_for_nothing(client, address, word):
    assert "was not understood" not in body(client.get(f"{address}?{word}=x"))
    said = re.sub("</?bdi>", "", body(client.get(f"{address}?not_{word}=x")))
    assert f"not_{word}: “x”" in said


@pytest.mark.parametrize(
    ("language", "report", "note"),
    [
        ("", "January 2008", "12 July 2007"),
        ("/fr", "janvier 2008", "12 juillet 2007"),
        ("/es", "enero de 2008", "12 de julio de 2007"),
        ("/ar", "يناير 2008", "12 يوليو 2007"),
    ],
)
def test_the_date_of_a_document_is_said_in_words_as_exact_as_the_document_is(client, language, report, note):
    listed = body(client.get(f"{language}/documents/"))
    dates = {"brussels-2007-civil-society-day-report": report, "brussels-2007-gmg-involvement": note}
    for slug, words in dates.items():
        assert re.search(rf'<p class="when">{words}</p><h2><a href="{language}/documents/{slug}/"', listed)
        assert f"<dd>{words}</dd>" in body(client.get(f"{language}/documents/{slug}/"))


@pytest.mark.parametrize(
    ("stated", "words"),
    [("", ""), ("2008", "2008"), ("2008-01", "January 2008"), ("2008-01-31", "31 January 2008"),
     ("2008-13", "2008-13"), ("2008-02-31", "2008-02-31")],
)  # fmt: skip
def test_a_date_is_as_exact_as_it_is_stated(stated, words):
    assert as_exact_as(stated) == words


@pytest.mark.parametrize(
    ("language", "month"),
    [("", "January 2031"), ("/fr", "janvier 2031"), ("/es", "enero de 2031"), ("/ar", "يناير 2031")],
)
def test_a_month_of_changes_is_named_as_its_language_names_it(client, language, month):
    assert re.search(rf"<title>[^<]*\b{month} ", body(client.get(f"{language}/changes/2031-01/")))


@pytest.mark.parametrize("language", ["", "/fr", "/es", "/ar"])
def test_an_address_like_no_other_is_not_taken_for_a_page_that_shares_but_its_strokes_and_language(client, language):
    offered = re.compile(rf'<li><a href="({language}/[^"]*)">[^<]*</a> <span class="where">')
    assert offered.findall(body(client.get(f"{language}/nope/"))) == []
    assert offered.findall(body(client.get(f"{language}/themse/")))[0] == f"{language}/themes/"


def test_on_a_phone_each_number_of_an_agency_stands_beside_what_it_counts(client):
    page = body(client.get("/agencies/"))
    assert '<table class="stacked">' in page
    numbers = re.findall(r'<td class="numeric" data-label="([^"]+)">(?:<a [^>]*>)?(\d+)', page)
    ilo, iom = [("Involvement: ", "5"), ("Activities: ", "0")], [("Involvement: ", "13"), ("Activities: ", "62")]
    assert numbers[:4] == ilo + iom


def test_the_usual_name_of_a_party_is_not_said_again_after_words_that_hold_it(client):
    page = re.sub(r"<[^>]+>|\s+", " ", body(client.get("/meetings/brussels-2007-csd/")))
    words = re.sub(" +", " ", page)
    assert "The King Baudouin Foundation Participant" in words
    assert "Françoise Pissart, director Coordination" in words
    assert "the Belgian Government ( Belgium )" in words
    # Two entries have the same words, and only the names tell them apart.
    assert "Norway and Sweden ( Norway )" in words and "Norway and Sweden ( Sweden )" in words
    assert "WEF ( World Economic Forum )" in re.sub(r"(<[^>]+>|\s)+", " ", body(client.get("/meetings/bern-2011/")))


def test_the_title_of_a_group_says_its_name_once(client):
    page = body(client.get("/meetings/bern-2011/sessions/6-trade/"))
    assert "<title>Berne 2011, Session 6, group “Trade” · GFMD portal</title>" in page
    assert '"name": "Session 6, group “Trade”"' in page
    assert "<title>Berne 2011, Session 2: RESPONDING TO" in body(client.get("/meetings/bern-2011/sessions/2/"))


def test_descriptions_take_names_in_as_they_stand(client):
    said = '<meta name="description" content="'
    agency = "International Organization for Migration: what it did for the meetings of the Global Forum"
    assert said + agency in body(client.get("/agencies/iom/"))
    sheets = "Sheets to print for sessions (Brussels 2007): place and time,"
    assert said + sheets in body(client.get("/meetings/brussels-2007/sessions/3.4/brief/"))


def test_an_agency_tells_of_one_meeting_after_the_other(client):
    agency = factories.an_agency(slug="agency")
    later, first = factories.a_meeting(starts_on=date(2031, 5, 1), ends_on=date(2031, 5, 2)), factories.a_meeting()
    for meeting in (later, first):
        for position in (1, 2):
            session = factories.a_session(meeting=meeting, title="")
            factories.an_involvement(agency=agency, session=session, position=position)
    page = body(client.get("/agencies/agency/"))
    entries = re.findall(r'id="(entry-\d)"><h3><a href="/meetings/([^/]+)/sessions/\d+/">([^<]+)</a></h3>', page)
    assert [(name, slug) for name, slug, _label in entries] == [
        ("entry-1", first.slug),
        ("entry-2", first.slug),
        ("entry-3", later.slug),
        ("entry-4", later.slug),
    ]
    # A session without a title is named by its number, with nothing behind it.
    assert [label[-1].isdigit() for _name, _slug, label in entries] == [True] * 4


def test_an_agency_counts_its_activities_as_their_list_does(client):
    first, second = factories.a_roundtable(number=1), factories.a_roundtable(number=1)
    agency = factories.an_agency(slug="agency")
    for roundtable, title in ((first, "Labour"), (second, "Remittances"), (second, "Remittances")):
        group, _made = ActivityGroup.objects.get_or_create(roundtable=roundtable, letter="z", title=title)
        factories.an_activity(group=group).agencies.add(agency)
    page = body(client.get("/agencies/agency/"))
    [(address, label, number)] = re.findall(
        r'<li><a href="(/activities/[^"]+)"><span>([^<]+)</span></a> <span class="count">(\d+)', page
    )
    assert (label, number) == ("1z. Labour / 1z. Remittances", "3")
    assert "3 activities" in body(client.get(html.unescape(address)))


def test_points_of_two_kinds_stand_under_a_heading_each(client):
    session = factories.a_session()
    for position, kind in enumerate(("policy-challenge", "discussion-point", "policy-challenge"), 1):
        factories.a_point(session=session, kind=kind, position=position, text=f"Point {position}.")
    page = body(client.get(session.get_absolute_url()))
    assert re.findall(r'<section class="section"( id="points")?><h2>([^<]+)</h2>\s*<ul class="points">', page) == [
        (' id="points"', "Discussion points"),
        ("", "Policy challenges"),
    ]
    assert re.findall(r"Point (\d)\.", page.partition('id="points"')[2]) == ["2", "1", "3"]
