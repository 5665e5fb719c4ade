"""Charts and comparisons: every number is the count of the list it leads to, whatever was typed."""

import csv
import random
import re
from html import unescape
from io import BytesIO, StringIO
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from PIL import Image

from browse.charts import png
from browse.charts.drawing import MOST_ROWS, Bar, Chart, Row, _lines, drawing, picture
from browse.charts.png import as_png, letters_of, our_letters
from changes.versions import record_version
from recommendations import views_breakdowns
from recommendations.filters import found_recommendations
from recommendations.models import Recommendation
from tests.reading import count, drawn, read

CSD_AND_BERNE = "a.meeting=brussels-2007-csd&b.meeting=bern-2011"
NUMBER = re.compile(r'<a href="([^"]+)" rel="nofollow" data-count="(\d+)">(\d+)</a>')
TOTAL = re.compile(r'<a href="([^"]+)" rel="nofollow" data-total="(\d+)">(\d+)</a>')
NASTY = [
    "%00", "%ff%fe", "'; DROP TABLE meetings_meeting; --", "%3Cscript%3E", "a" * 10_000, "\N{GRINNING FACE}", "مرحبا",
    "%0d%0aSet-Cookie:x", "]]%3E", "%01%02%1f", "-1", "1e999999", "%22", "AND", "theme theme", "../../etc/passwd",
]  # fmt: skip
FILES = ["/recommendations/chart.{}", "/compare.{}"]

pytestmark = pytest.mark.django_db


def numbers(page):
    """Each number of the table of a breakdown, as (address of its list, number)."""
    found = [(unescape(address), int(said), int(shown)) for address, said, shown in NUMBER.findall(page)]
    assert all(said == shown for _address, said, shown in found)
    return [(address, said) for address, said, _shown in found]


def totals(page):
    return [(unescape(address), int(said)) for address, said, _shown in TOTAL.findall(page)]


def table(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return list(csv.DictReader(StringIO(response.content.decode(), newline="")))


def test_two_meetings_are_compared_theme_by_theme(client):
    rows = {row["theme"]: row for row in table(client, f"/compare.csv?{CSD_AND_BERNE}&by=theme")}
    assert len(rows) == 21
    assert rows["remittances"] == {
        "theme": "remittances",
        "name": "Remittances",
        "a_count": "12",
        "a_share_percent": "16.67",
        "b_count": "5",
        "b_share_percent": "6.85",
        "difference_points": "9.82",
        "a_address": "http://testserver/recommendations/?theme=remittances&meeting=brussels-2007-csd",
        "b_address": "http://testserver/recommendations/?theme=remittances&meeting=bern-2011",
    }
    assert (rows["gender-family"]["a_count"], rows["gender-family"]["b_count"]) == ("6", "0")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "Selected: theme = Remittances or Diaspora engagement."),
        ("/fr", "Sélection : thème = Envois de fonds ou Mobilisation des diasporas."),
        ("/ar", "المختار: الموضوع = التحويلات المالية أو إشراك المغتربين."),
    ],
)
def test_a_selection_is_said_in_the_language_of_the_page(client, language, said):
    page = read(client, f"{language}/recommendations/chart/?theme=remittances&theme=diaspora&by=year")
    assert said in page.replace("\u202f", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_says_what_is_compared_and_the_difference(client):
    page = read(client, f"/compare/?{CSD_AND_BERNE}")
    assert totals(page) == [
        ("/recommendations/?meeting=brussels-2007-csd", 72),
        ("/recommendations/?meeting=bern-2011", 73),
    ]
    assert "A: meeting = Civil Society Day 2007, 72 recommendations" in page
    row = re.search(r'<th scope="row">Remittances</th>.*?</tr>', page, re.S)[0]
    assert re.findall(r'class="share">([^<]+)', row) == ["16.7%", "6.8%"]
    assert '<td class="numeric"><bdi dir="ltr">+9.8</bdi></td>' in row


@pytest.mark.parametrize("by", ["theme", "addressee", "meeting", "kind", "year"])
@pytest.mark.parametrize("seed", range(6))
def test_every_number_of_a_drawn_chart_is_the_count_of_its_list(client, by, seed):
    words = drawn(client, "/recommendations/", f"{by}{seed}").removeprefix("?")
    page = read(client, f"/recommendations/chart/?{words}&by={by}")
    if "nothing to count" in page:
        assert count(read(client, f"/recommendations/?{words}")) == 0
        return
    ((address, total),) = totals(page)
    assert total == count(read(client, address)) == count(read(client, f"/recommendations/?{words}"))
    for address, number in random.Random(seed).sample(numbers(page), k=min(4, len(numbers(page)))):
        assert number == count(read(client, address)), address
    rows = table(client, f"/recommendations/chart.csv?{words}&by={by}")
    assert [int(row["count"]) for row in rows] == [number for _address, number in numbers(page)]


@pytest.mark.parametrize("seed", range(12))
def test_every_number_of_a_drawn_comparison_is_the_count_of_its_list(client, seed):
    sides = [drawn(client, "/recommendations/", f"{side}{seed}").removeprefix("?") for side in "ab"]
    by = random.Random(seed).choice(["theme", "addressee", "meeting", "kind", "year"])
    words = "&".join(
        f"{side}.{word}" for side, said in zip("ab", sides, strict=True) for word in said.split("&") if word
    )
    page = read(client, f"/compare/?{words}&by={by}")
    if not numbers(page):
        return
    assert [total for _address, total in totals(page)] == [count(read(client, f"/recommendations/?{s}")) for s in sides]
    for address, number in random.Random(seed).sample(numbers(page), k=min(6, len(numbers(page)))):
        assert number == count(read(client, address)), address


@pytest.mark.parametrize("empty", ["a", "b"])
def test_a_side_that_holds_nothing_has_no_shares(client, empty):
    full = "ab".replace(empty, "")
    words = f"{empty}.meeting=manila-2008&{full}.meeting=bern-2011&by=kind"
    (row,) = table(client, f"/compare.csv?{words}")
    assert (row[f"{empty}_count"], row[f"{empty}_share_percent"], row["difference_points"]) == ("0", "", "")
    assert (row[f"{full}_count"], row[f"{full}_share_percent"]) == ("73", "100.00")
    page = read(client, f"/compare/?{words}")
    shown = re.search(r'<th scope="row">Recommendation</th>.*?</tr>', page, re.S | re.I)[0]
    shares = re.findall(r'class="share">([^<]+)', shown)
    assert sorted(shares) == ["100.0%", "–"] and shares["ab".index(empty)] == "–"
    assert '<td class="numeric"><bdi dir="ltr">–</bdi></td>' in shown
    assert f"{empty.upper()}: 0 (–)" in read(client, f"/compare.svg?{words}")


def test_values_chosen_of_the_facet_itself_are_the_ones_told_apart(client):
    rows = table(client, "/recommendations/chart.csv?theme=remittances&theme=diaspora&by=theme")
    assert {row["theme"]: int(row["count"]) for row in rows} == {"remittances": 17, "diaspora": 20}
    page = read(client, "/compare/?a.theme=remittances&b.year=2011&by=theme")
    assert numbers(page)[:3] == [
        ("/recommendations/?theme=remittances", 17),
        ("/recommendations/?theme=remittances&year=2011", 5),
        ("/recommendations/?theme=agreements&year=2011", 16),
    ]
    assert "not selected" in page


CAUTION = (
    "Where a selection is narrowed by “Theme”, only the values selected are counted: others that the same records have "
    "are left out, and a record with two of the selected ones counts for both."
)


@pytest.mark.parametrize(
    "address",
    [
        "/recommendations/chart/?theme=remittances&by=theme",
        "/compare/?a.theme=remittances&b.meeting=bern-2011&by=theme",
    ],
)
def test_values_that_the_records_have_besides_those_chosen_are_not_denied(client, address):
    assert found_recommendations({"theme": ["remittances"], "q": "diaspora"}).count > 0
    page = client.get(address).content.decode()
    assert "that no record here has" not in page
    assert page.index(f'<p class="notice">{CAUTION}</p>') < page.index('class="chart"')
    words = [text.text for text in ET.fromstring(client.get(address.replace("/?", ".svg?")).content).iter()]
    assert CAUTION in " ".join(filter(None, words))


@pytest.mark.parametrize("query", ["theme=remittances&by=year", "year=2011&by=year", "q=women&by=theme"])
def test_what_a_record_has_once_asks_for_no_caution(client, query):
    assert "is narrowed by" not in client.get(f"/recommendations/chart/?{query}").content.decode()
    assert "is narrowed by" not in client.get(f"/recommendations/chart.svg?{query}").content.decode()


@pytest.mark.parametrize(
    ("address", "by"),
    [
        ("/recommendations/chart/?q=women", "theme"),
        ("/recommendations/chart/?theme=remittances", "addressee"),
        ("/recommendations/chart/?theme=remittances&addressee=governments", "meeting"),
        ("/compare/?a.theme=remittances&b.addressee=governments", "meeting"),
        ("/recommendations/chart/?theme=remittances&by=theme", "theme"),
        ("/recommendations/chart/?theme=return&addressee=governments&meeting=bern-2011&year=2011&kind=recommendation",
         "theme"),
    ],
)  # fmt: skip
def test_a_chart_begins_with_what_its_selection_leaves_open(client, address, by):
    page = read(client, address)
    assert re.search(r'by=(\w+)"[^>]* aria-current="true"', page)[1] == by


def test_one_side_alone_is_compared_with_the_whole_record(client):
    page = read(client, "/compare/?a.year=2011")
    assert totals(page) == [("/recommendations/?year=2011", 73), ("/recommendations/", 145)]


def test_a_comparison_begins_with_two_meetings(client):
    page = read(client, "/compare/")
    assert '<a href="?a.meeting=brussels-2007-csd&amp;b.meeting=bern-2011&amp;by=theme">' in page
    assert "<table" not in page and "noindex" not in page


def test_the_form_holds_the_whole_state(client):
    page = read(client, f"/compare/?{CSD_AND_BERNE}&a.q=women&by=year")
    assert re.findall(r'name="([^"]+)" value="([^"]+)" checked', page) == [
        ("a.meeting", "brussels-2007-csd"),
        ("b.meeting", "bern-2011"),
    ]
    assert 'name="a.q" value="women"' in page and '<option value="year" selected>' in page


def test_a_list_leads_to_its_chart_and_its_comparison(client):
    page = read(client, "/recommendations/?theme=remittances&q=women")
    assert 'href="/recommendations/chart/?q=women&amp;theme=remittances"' in page
    assert 'href="/compare/?a.q=women&amp;a.theme=remittances"' in page


def odd(word, value):
    """What a page says of a word that it did not understand, each half apart from words of another direction."""
    return f"<bdi>{word}</bdi>: “<bdi>{value}</bdi>”"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/compare/?a.theme=zzz&b.year=2011", odd("a.theme", "zzz")),
        ("/compare/?colour=red&a.year=2011", odd("colour", "red")),
        ("/compare/?c.theme=remittances&a.year=2011", odd("c.theme", "remittances")),
        ("/compare/?a.page=3&a.year=2011", odd("a.page", "3")),
        ("/compare/?by=colour&a.year=2011", odd("by", "colour")),
        ("/compare/?a.year=2011%00", odd("a.year", "2011\N{REPLACEMENT CHARACTER}")),
        ("/compare/?a.q=" + "x" * 900, "a.q: only the first 200 characters were searched."),
        ("/recommendations/chart/?by=%3Cb%3E", odd("by", "&lt;b&gt;")),
        ("/recommendations/chart/?theme=zzz", odd("theme", "zzz")),
        ("/recommendations/chart/?a.theme=remittances", odd("a.theme", "remittances")),
    ],
)
def test_what_is_not_understood_is_said(client, address, said):
    page = read(client, address)
    assert "Part of this address was not understood." in page
    assert f"<li>{said}</li>" in page


@pytest.mark.parametrize("typed", NASTY)
@pytest.mark.parametrize("word", ["q", "theme", "year", "session", "by"])
def test_nothing_typed_is_ever_an_error(client, word, typed):
    for address in (f"/recommendations/chart/?{word}={typed}", f"/recommendations/chart.svg?{word}={typed}"):
        assert client.get(address).status_code == 200
    word = word if word == "by" else f"b.{word}"
    for address in (
        f"/compare/?{word}={typed}&a.year=2011",
        f"/compare.svg?{word}={typed}",
        f"/compare.csv?{word}={typed}",
    ):
        assert client.get(address).status_code == 200
    ET.fromstring(client.get(f"/compare.svg?{word}={typed}").content)


def test_the_svg_stands_by_itself_and_says_where_it_comes_from(client):
    response = client.get(f"/compare.svg?{CSD_AND_BERNE}&by=addressee")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert re.search(
        r'filename="gfmd-comparison-by-addressee-\d{4}-\d\d-\d\d\.svg"', response.headers["Content-Disposition"]
    )
    root = ET.fromstring(response.content)
    name = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.find(f"{name}title").text == "Two selections of recommendations by addressee"
    assert "Governments" in root.find(f"{name}desc").text
    words = [text.text for text in root.findall(f"{name}text")]
    assert "A: 51 (70.8%)" in words and "B: 44 (60.3%)" in words
    assert any("version" in text for text in words)
    assert "".join(words).endswith(f"http://testserver/compare/?{CSD_AND_BERNE}&by=addressee")
    assert b"style" not in response.content and all(part.get("fill") for part in root.findall(f"{name}rect"))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"/compare.csv?{CSD_AND_BERNE}&by=kind", "comparison-by-kind-%s-2-rows.csv"),
        (f"/compare.csv?{CSD_AND_BERNE}&by=kind&by=theme", "comparison-by-theme-%s-21-rows-not-understood.csv"),
        ("/recommendations/chart.csv?by=year&theme=bogus", "recommendations-by-year-%s-2-rows-not-understood.csv"),
        ("/recommendations/chart.svg?by=year&theme=bogus", "recommendations-by-year-%s-not-understood.svg"),
    ],
)
def test_the_name_of_a_table_carries_its_rows_and_what_was_not_understood(client, address, name):
    response = client.get(address)
    day = timezone.localdate().isoformat()
    assert response.headers["Content-Disposition"] == f'attachment; filename="gfmd-{name % day}"'
    assert ("X-Not-Understood" in response.headers) == ("not-understood" in name)
    if address.startswith("/compare.csv"):
        assert f"-{len(table(client, address))}-rows" in name


@pytest.mark.parametrize("address", ["/recommendations/chart.png?by=kind&theme=x", "/compare.png"])
def test_asking_for_the_headers_of_a_picture_does_not_draw_it(client, monkeypatch, address):
    whole = client.get(address).headers
    monkeypatch.setattr(views_breakdowns, "as_png", None)
    answer = client.head(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert "Content-Length" not in answer.headers
    told = ("Content-Disposition", "ETag", "Cache-Control", "X-Robots-Tag", "X-Not-Understood")
    assert [answer.headers.get(name) for name in told] == [whole.get(name) for name in told]


def test_idle_words_do_not_have_a_picture_painted_anew(client, monkeypatch):
    painted = client.get("/recommendations/chart.png?by=kind").content
    monkeypatch.setattr(png.resvg_py, "svg_to_bytes", None)
    assert client.get("/recommendations/chart.png?by=kind&x=1").content == painted


def test_the_png_is_twice_the_size_of_the_svg_and_shows_letters(client):
    svg = ET.fromstring(client.get("/recommendations/chart.svg?by=kind").content)
    response = client.get("/recommendations/chart.png?by=kind")
    assert response.headers["Content-Type"] == "image/png"
    image = Image.open(BytesIO(response.content)).convert("RGB")
    assert image.size == (2 * int(svg.get("width")), 2 * int(svg.get("height")))
    # The first line of the page is the title: its letters are the only ink there.
    title = image.crop((0, 0, image.width, 70))
    assert min(title.convert("L").getextrema()) < 60
    assert image.getpixel((image.width - 1, image.height - 1)) == (255, 255, 255)


def test_the_drawing_on_the_page_has_no_inline_style_and_a_name(client):
    page = read(client, "/recommendations/chart/?by=year")
    svg = re.search(r'<svg[^>]* class="chart".*?</svg>', page, re.S)[0]
    assert 'role="img"' in svg and "<title" in svg and "<desc" in svg and "style" not in svg
    assert re.findall(r">(\d+)</text>", svg) == ["2007", "72", "2011", "73"]


def test_a_label_of_the_record_cannot_break_out_of_the_drawing():
    chart = Chart("<b>&", "\x00\x1b", ("A\ud800",), (Row("<script>\n", (Bar(1, "1\N{NO-BREAK SPACE}%"),)),))
    for svg in (drawing(chart), picture(chart, ["http://x/?<"])):
        assert "<script>" not in svg and "<b>" not in svg
        ET.fromstring(svg)
        assert "1\N{NO-BREAK SPACE}%" in svg
    assert as_png(picture(chart, [])).startswith(b"\x89PNG")


def test_a_long_chart_is_cut_and_says_so():
    rows = tuple(Row(f"r{n}", (Bar(n, str(n)),)) for n in range(MOST_ROWS + 5))
    svg = drawing(Chart("t", "d", ("",), rows, left_out="The table has all 65 rows."))
    assert svg.count("<rect") == MOST_ROWS and "The table has all 65 rows." in svg


def test_a_chart_is_mirrored_where_people_read_from_right_to_left(client):
    chart = Chart("t", "d", ("",), (Row("الهجرة", (Bar(1, "1"), None)),))
    root = ET.fromstring(drawing(chart, right_to_left=True))
    bar = root.find("{http://www.w3.org/2000/svg}rect")
    assert (bar.get("x"), bar.get("width")) == ("40.00%", "60.00%")
    assert {text.get("text-anchor") for text in root.findall("{http://www.w3.org/2000/svg}text")} == {"end"}
    page = read(client, "/ar/recommendations/chart/?by=kind")
    assert 'text-anchor="end"' in page and 'text-anchor="start"' not in page


def test_a_line_begins_on_the_right_where_people_read_from_there(client):
    """By signs within it: the programs that paint it heed these alike, and show an address as it is typed."""
    root = ET.fromstring(client.get(f"/ar/compare.svg?{CSD_AND_BERNE}&a.q=women").content)
    title, first, second, *_others, source, address = [text.text for text in root.iter() if text.tag.endswith("text")]
    assert first.startswith("\u2067A: الكلمات = «\u2068women\u2069»؛ الاجتماع") and first.endswith("\u2069")
    assert second.startswith("\u2067B: ")
    assert {line[0] for line in (title, source, address)} == {"\u2068"}
    assert f"\u2066{record_version()}\u2069" in source
    assert address.startswith("\u2068http://testserver/ar/compare/?a.q=women&") and "\ufffd" not in source
    assert "\u2067\u2068A\u2069: " in client.get(f"/ar/compare/?{CSD_AND_BERNE}").content.decode()
    assert not set("\u2066\u2067\u2068\u2069") & set(client.get(f"/compare.svg?{CSD_AND_BERNE}").content.decode())


@pytest.mark.parametrize("letters", ["\u79fb\u6c11", "\u0ea5\u0eb2\u0ea7", "\U0001240c" * 3])
def test_letters_that_our_font_lacks_are_painted_as_something(client, letters):
    """As letters where the server has a font with them, else as boxes, and not as a gap."""
    image = Image.open(BytesIO(client.get("/compare.png", {"a.q": letters}).content)).convert("L")
    legend = image.crop((0, 80, image.width, 112))
    assert our_letters().isdisjoint(letters)
    ink = [x for x in range(150, legend.width) if min(legend.crop((x, 0, x + 1, 32)).getextrema()) < 128]
    assert max(after - before for before, after in pairwise(ink)) < 30


def test_the_fonts_of_the_server_are_left_alone_for_our_own_letters(client):
    for address in (f"/compare.svg?{CSD_AND_BERNE}", f"/ar/compare.svg?{CSD_AND_BERNE}", "/es/compare.svg?a.year=2011"):
        assert letters_of(client.get(address).content.decode()) <= our_letters(), address


def test_an_edit_shows_at_once(client):
    before = table(client, "/recommendations/chart.csv?by=kind")
    Recommendation.objects.filter(kind="recommendation").first().delete()
    after = table(client, "/recommendations/chart.csv?by=kind")
    counts = [{row["kind"]: int(row["count"]) for row in rows} for rows in (before, after)]
    assert counts == [{"way-forward": 72, "recommendation": 73}, {"way-forward": 72, "recommendation": 72}]


def test_lines_of_wide_letters_are_shorter_so_that_none_is_cut_off():
    address = "http://localhost/compare/?a.q=" + "%D9%87%D8%AC" * 20
    assert max(map(len, _lines(address, 100))) <= 67
    assert max(map(len, _lines("W" * 200, 88))) == 48
    assert _lines("recommendations of a meeting " * 6, 88)[0] == ("recommendations of a meeting " * 3).strip()
    assert "".join(_lines(address, 100)) == address
