"""How answers go over the wire: compressed where that is safe, and open to programs in the pages of other sites."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from gfmd_portal.middleware.compression import CompressionMiddleware, best_of, kept
from gfmd_portal.middleware.head import HeadMiddleware
from meetings.models import Meeting
from recommendations.models import Recommendation

pytestmark = pytest.mark.django_db

ANY = "Access-Control-Allow-Origin"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
PAGES = ["/", "/recommendations/?theme=remittances", "/documents/bern-2011-m4md-meeting-report/", "/nowhere/",
         "/sitemap.xml", "/api/recommendations/", "/data/datapackage.json"]  # fmt: skip
FILES = ["/recommendations.csv", "/recommendations.json", "/recommendations.atom", "/recommendations.ris",
         "/data/passages.csv"]  # fmt: skip


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("encoding", UNPACK)
@pytest.mark.parametrize("address", PAGES + FILES)
def test_public_answers_are_compressed_and_hold_the_same(client, address, encoding):
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": encoding})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == encoding
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert plain.headers.get("ETag") == packed.headers.get("ETag")
    whole, short = body(plain), body(packed)
    assert UNPACK[encoding](short) == whole
    assert len(short) < len(whole) * 0.6
    assert packed.headers.get("Content-Length", str(len(short))) == str(len(short))


def test_only_pages_are_remembered_in_their_compressed_form(client):
    kept.cache_clear()
    remembered = []
    for address in ("/api/recommendations/", "/themes/", "/themes/"):
        assert client.get(address, headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"
        remembered.append((kept.cache_info().currsize, kept.cache_info().hits))
    assert remembered == [(0, 0), (1, 0), (1, 1)]


def test_a_document_is_compressed_hardest_at_its_own_address_only(client):
    """It takes half a second, which nobody is to ask for again and again by other words in the address."""
    address = "/documents/bern-2011-m4md-meeting-report/"
    sizes = {}
    for query in ("", "?x=1"):
        page = client.get(f"{address}{query}", headers={"Accept-Encoding": "br"})
        sizes[query] = len(page.content)
    assert sizes["?x=1"] > 1.05 * sizes[""]


def test_what_is_not_changed_varies_as_the_page_does(client):
    stamp = client.get("/").headers["ETag"]
    again = client.get("/", headers={"If-None-Match": stamp, "Accept-Encoding": "br"})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("address", ["/admin/", "/admin/meetings/meeting/", "/", "/recommendations/"])
def test_what_staff_see_is_not_compressed(admin_client, address):
    response = admin_client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers


def test_the_sign_in_page_with_its_token_is_not_compressed(client):
    response = client.get("/admin/login/", headers={"Accept-Encoding": "br, gzip"})
    assert b"csrfmiddlewaretoken" in response.content
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("address", ["/recommendations.xlsx", "/data/gfmd-portal.zip", "/healthz"])
def test_what_would_not_get_shorter_is_left(client, address):
    response = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("GZIP ; Q=0.3", "gzip"),
        ("br;q=x", ""),
        ("br;q=0.0.1", ""),
        (";;,,=\x00", ""),
    ],
)
def test_the_reader_says_which_encoding(accepted, expected):
    assert best_of(accepted) == expected


def test_an_answer_with_a_cookie_or_for_one_reader_is_left():
    text = "a page " * 200

    def answered(**facts):
        response = HttpResponse(text, headers=facts.get("headers"))
        if "cookie" in facts:
            response.set_cookie("a", facts["cookie"])
        request = RequestFactory().get("/", headers={"Accept-Encoding": "br"})
        return CompressionMiddleware(lambda _request: response)(request).headers.get("Content-Encoding")

    assert answered() == "br"
    assert answered(cookie="b") is None
    assert answered(headers={"Vary": "Cookie"}) is None
    assert answered(headers={"Cache-Control": "private"}) is None
    assert answered(headers={"Cache-Control": "no-store"}) is None
    assert answered(headers={"Content-Encoding": "gzip"}) == "gzip"
    assert answered(headers={"Content-Type": "image/png"}) is None


@pytest.mark.parametrize("encoding", UNPACK)
def test_a_stream_is_compressed_while_it_is_read_and_closed(encoding):
    closed, read = [], []

    def chunks():
        try:
            for number in range(1000):
                read.append(number)
                yield bytes(f"{number},{number * 7919 % 1000}\n", "ascii") * 50
        finally:
            closed.append(True)

    response = StreamingHttpResponse(chunks(), content_type="text/csv")
    request = RequestFactory().get("/", headers={"Accept-Encoding": encoding})
    answer = CompressionMiddleware(lambda _request: response)(request)
    stream = iter(answer)
    next(stream)
    assert len(read) < 1000
    answer.close()
    assert closed == [True]


@pytest.mark.parametrize("streams", [False, True])
def test_of_an_answer_to_head_only_the_headers_are_handed_over(streams):
    text = b"a page " * 200

    def answered(request):
        return StreamingHttpResponse([text]) if streams else HttpResponse(text)

    request = RequestFactory().head("/", headers={"Accept-Encoding": "gzip"})
    answer = HeadMiddleware(CompressionMiddleware(answered))(request)
    assert (b"".join(answer), answer.headers["Content-Encoding"]) == (b"", "gzip")
    assert answer.headers.get("Content-Length") == (None if streams else str(len(gzip.compress(text, 4))))


OPEN = ["/api/", "/api/recommendations/?theme=remittances", "/api/recommendations/bern-2011/S5-3/", "/api/schema/",
        "/recommendations.csv", "/recommendations.json", "/feed.atom", "/changes.atom", "/data/recommendations.csv",
        "/data/datapackage.json", "/cite/recommendations/bern-2011/S5-3.ris"]  # fmt: skip


@pytest.mark.parametrize("address", OPEN)
def test_other_sites_may_read_what_is_new_and_what_is_not_changed(client, address):
    response = client.get(address)
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (response.status_code, again.status_code) == (200, 304)
    for answer in (response, again):
        assert answer.headers[ANY] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("address", OPEN)
def test_browsers_are_told_before_that_a_known_state_may_be_named(client, address):
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Headers": "if-none-match"}
    answer = client.options(address, headers={**asked, "Access-Control-Request-Method": "GET"})
    assert (answer.status_code, answer.headers[ANY]) == (204, "*")
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert client.options("/themes/", headers=asked).headers.get(ANY) is None


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/recommendations", 301),
        ("/api/meetings/bern-2011/", 301),
        ("/recommendations.json?meeting=bern-2011", 301),
        ("/api/nothing/", 404),
        ("/nothing.csv", 404),
        ("/data/nothing.csv", 404),
    ],
)
def test_other_sites_may_follow_redirects_and_read_refusals(client, address, status):
    Meeting.objects.filter(slug="bern-2011").update(slug="berne")
    response = client.get(address)
    assert response.status_code == status
    assert response.headers[ANY] == "*"


def test_a_redirect_to_https_may_be_followed_from_other_sites(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/api/recommendations/")
    assert (response.status_code, response.headers[ANY]) == (301, "*")


@pytest.mark.parametrize("address", ["/", "/recommendations/", "/data/", "/api/docs/", "/admin/login/", "/nowhere/"])
def test_pages_are_not_open_to_other_sites(client, address):
    response = client.get(address)
    assert ANY not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_sitemap_says_when_a_record_or_a_part_of_it_changed(client):
    record = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3")
    before = lastmod(client, record)
    record.sub_items.create(position=99, text="One more.")
    after = lastmod(client, record)
    assert before and after > before
    other = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-2")
    assert lastmod(client, other) < after


def lastmod(client, record):
    entry = (
        client.get("/sitemap.xml").content.decode().split(f"<loc>http://testserver{record.get_absolute_url()}</loc>")
    )
    return entry[1].split("<lastmod>")[1].split("</lastmod>")[0]


@pytest.mark.parametrize("address", ["/api/docs/", "/codebook/", "/rights/", "/changes/", "/data/"])
def test_the_sitemap_has_the_pages_of_reference(client, address):
    assert f"<loc>http://testserver{address}</loc>" in client.get("/sitemap.xml").content.decode()
