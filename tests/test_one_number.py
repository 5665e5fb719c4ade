"""One number everywhere: whatever is drawn, page, files, feed, calendar and API give the same records in order.

`DRAWN=1000 make test ARGS=tests/test_one_number.py` draws more of them.
"""

import csv
import json
import os
import random
import re
from html import unescape
from io import BytesIO, StringIO
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import openpyxl
import pytest

from gfmd_portal.downloads.lists import LISTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limit")]

DRAWN = int(os.environ.get("DRAWN", "8"))
PAGES = ["recommendations", "examples", "activities", "questions", "sessions"]
WORDS = ["women", "remittances", "migrants", "the", "training", "policy coherence", '"human rights"', "rights -women",
         "migra*", "GMG OR diaspora", "nosuchwordanywhere"]  # fmt: skip
VALUE = re.compile(r'data-facet="([^"]*)" data-value="([^"]*)"')
COUNT = re.compile(r'<meta name="result-count" content="(\d+)">')
HEADING = re.compile(r'class="results-count">\s*(\d+) ')
ATOM = "{http://www.w3.org/2005/Atom}"
PER_PAGE = 25


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


def drawn(client, name, seed):
    """A draw, and with it the words of an address: random values of random facets, and often words to search for."""
    draw = random.Random(f"{name} {seed}")
    offered = {}
    for facet, value in VALUE.findall(body(client, f"/{name}/").decode()):
        offered.setdefault(facet, []).append(unescape(value))
    words = [("q", draw.choice(WORDS))] if draw.random() < 0.4 else []
    for facet in draw.sample(sorted(offered), k=min(draw.choice([0, 1, 1, 2, 3]), len(offered))):
        several = min(draw.choice([1, 1, 2, 3]), len(offered[facet]))
        words += [(facet, value) for value in draw.sample(offered[facet], k=several)]
    if name in ("recommendations", "examples") and draw.random() < 0.5:
        words.append(("sort", draw.choice(["newest", "relevance"] if words[:1] and words[0][0] == "q" else ["newest"])))
    draw.shuffle(words)
    return draw, words


def by_api(client, name, words):
    """The records of a list by the API, page by page, and what it says their number is."""
    records, number, following = [], None, f"/api/{name}/?{urlencode([*words, ('page_size', 20)])}"
    while following:
        answer = json.loads(body(client, following))
        assert number in (None, answer["count"])
        assert answer["not_understood"] == []
        number, following = answer["count"], answer["next"]
        records += answer["results"]
    return records, number


def cards_of(page):
    return page.split('<article class="record-card')[1:]


def is_of(card, record):
    """Whether a card of a page shows a record of the API."""
    place = urlsplit(record["page"])
    address = place.path + (f"#{place.fragment}" if place.fragment else "")
    return f'href="{address}"' in card or f'id="{place.fragment}"' in card


def number_of(row):
    """The number under which bibliographies and feeds know a record."""
    if "number" in row:
        return f"{row['meeting']}/{row['number']}"
    if {"session", "text"} <= set(row) and "ref" not in row:
        return "/".join(filter(None, [row["meeting"], row["session"], f"question-{row['position']}"]))
    return row.get("ref") or f"{row['meeting']}/{row['roundtable']}{row['group']}-{row['position']}"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("seed", range(DRAWN))
def test_page_and_api_give_the_same_records(client, name, seed):
    draw, words = drawn(client, name, seed)
    records, number = by_api(client, name, words)
    assert len(records) == number
    last = max(1, -(-number // PER_PAGE))
    shown = sorted({1, last, draw.randint(1, last)})
    for place in shown:
        page = body(client, f"/{name}/?{urlencode([*words, ('page', place)])}").decode()
        assert int(COUNT.search(page)[1]) == int(HEADING.search(page)[1]) == number, words
        assert "not understood" not in page
        expected = records[(place - 1) * PER_PAGE : place * PER_PAGE]
        cards = cards_of(page)
        assert len(cards) == len(expected), words
        assert [is_of(card, record) for card, record in zip(cards, expected, strict=True)] == [True] * len(cards), words


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("seed", range(DRAWN))
def test_files_and_feed_give_the_records_of_the_api(client, name, seed):
    _draw, words = drawn(client, name, seed)
    records, number = by_api(client, name, words)
    refs, query = [number_of(record) for record in records], f"?{urlencode(words)}"

    response = client.get(f"/{name}.csv{query}")
    table = b"".join(response.streaming_content).decode()
    assert [number_of(row) for row in csv.DictReader(StringIO(table, newline=""))] == refs, words
    assert f"-{number}-rows.csv" in response.headers["Content-Disposition"]

    told = json.loads(body(client, f"/{name}.json{query}"))
    assert [number_of(row) for row in told["records"]] == refs, words
    assert (told["count"], told["about"]["count"], told["end"]) == (number, number, True)

    book = openpyxl.load_workbook(BytesIO(body(client, f"/{name}.xlsx{query}")), read_only=True)
    header, *rows = book["Records"].iter_rows(values_only=True)
    # A row ends with its last cell that is not empty.
    assert [number_of(dict(zip(header, row, strict=False))) for row in rows] == refs, words
    about = dict(book["About"].iter_rows(values_only=True, max_col=2))
    assert about["Number of records"] == number
    assert about["End"] == ("The one record is" if number == 1 else f"All {number} records are") + " in this file."

    entries = ElementTree.fromstring(body(client, f"/{name}.atom{query}")).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text.split(": ")[0] for entry in entries] == refs, words
    assert [entry["number"] for entry in json.loads(body(client, f"/{name}.csl.json{query}"))] == refs, words


@pytest.mark.parametrize("seed", range(DRAWN))
def test_the_calendar_of_a_list_has_its_sessions_that_have_a_day(client, seed):
    _draw, words = drawn(client, "sessions", seed)
    records, _number = by_api(client, "sessions", words)
    told = body(client, f"/sessions.ics?{urlencode(words)}").decode().replace("\r\n ", "")
    # Sessions without a stated day stand in it as the days of their meeting.
    dated = {record["page"] for record in records if record["date"]}
    assert set(re.findall(r"^URL:(\S+/meetings/\S+/sessions/\S+)\r$", told, re.MULTILINE)) == dated, words
    undated = {record["meeting"] for record in records if not record["date"]}
    assert told.count("BEGIN:VEVENT") == len(dated) + len(undated), words
