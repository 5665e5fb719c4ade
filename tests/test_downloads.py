"""A list taken along: every file holds the records of the page in its order, states its facts, and runs nothing."""

import csv
import json
import random
import re
from hashlib import sha256
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import bibtexparser
import openpyxl
import pytest
import rispy
from django.db import connection
from django.db.models import QuerySet
from django.urls import resolve, reverse
from django.utils import timezone
from openpyxl.utils.escape import unescape

from agencies.models import Activity
from browse.cells import safe_cell
from changes.models import Change
from changes.versions import record_version
from gfmd_portal.downloads import lists, xlsx_file
from gfmd_portal.downloads.lists import LISTS
from gfmd_portal.downloads.zip_stream import zipped
from meetings.models import Theme
from recommendations.models import Addressee, Example, Recommendation, SubItem
from tests.factories import a_recommendation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_day")]

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "\N{GRINNING FACE}",
    "مرحبا",
    "a\x01b\x0bc\ufffe",
    "]]><&\"'",
    "_x000D_",
]


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def fetch(client, name, ending, query=""):
    return body(client.get(f"/{name}.{ending}{query}"))


def rows_of(client, name, query=""):
    return list(csv.DictReader(StringIO(fetch(client, name, "csv", query).decode(), newline="")))


def workbook(client, name, query=""):
    """The records of the workbook as dicts of text, and what its other sheet says."""
    book = openpyxl.load_workbook(BytesIO(fetch(client, name, "xlsx", query)))
    assert [name for name in book.sheetnames if name != "Sub-items"] == ["Records", "About"]
    header, *rows = book["Records"].iter_rows(values_only=True)
    records = [{k: "" if v is None else str(v) for k, v in zip(header, row, strict=True)} for row in rows]
    return records, dict(book["About"].iter_rows(values_only=True, max_col=2))


def feed(client, name, query=""):
    return ElementTree.fromstring(fetch(client, name, "atom", query))


def ref_of(name, row):
    """The number under which bibliographies know a row of the table."""
    match name:
        case "activities":
            return f"{row['meeting']}/{row['roundtable']}{row['group']}-{row['position']}"
        case "sessions":
            return f"{row['meeting']}/{row['number']}"
        case "questions":
            return "/".join(filter(None, [row["meeting"], row["session"], f"question-{row['position']}"]))
    return row["ref"]


@pytest.mark.parametrize("name", LISTS)
def test_bibliographies_are_read_by_others(client, name):
    refs = [ref_of(name, row) for row in rows_of(client, name)]
    entries = rispy.loads(fetch(client, name, "ris").decode())
    assert [entry["issn"] for entry in entries] == refs
    assert {entry["type_of_reference"] for entry in entries} == {"RPRT"}
    library = bibtexparser.parse_string(fetch(client, name, "bib").decode())
    assert library.failed_blocks == []
    assert len({entry.key for entry in library.entries}) == len(refs)
    assert [entry["number"].replace("\\", "") for entry in library.entries] == refs


def test_a_file_states_its_query_address_date_and_version(client):
    told = json.loads(fetch(client, "recommendations", "json", "?theme=diaspora&theme=remittances&year=2011&theme=zzz"))
    about = told["about"]
    names = dict(Theme.objects.values_list("slug", "name"))
    chosen = [name for slug, name in names.items() if slug in ("diaspora", "remittances")]
    assert about["query"] == f"theme = {' or '.join(chosen)}; year = 2011"
    assert about["address"] == "http://testserver/recommendations/?theme=diaspora&theme=remittances&year=2011"
    assert about["made_on"] == timezone.localdate().isoformat()
    assert about["version"] == str(record_version())
    assert about["not_understood"] == ["theme: zzz"]
    assert "no licence" in about["licence"]
    _records, sheet = workbook(client, "recommendations", "?colour=red")
    assert sheet["Query"] == "all records"
    assert sheet["Not understood"] == "colour: red"
    assert json.loads(fetch(client, "recommendations", "json", "?q=women"))["about"]["query"] == "words = “women”"


@pytest.mark.parametrize(
    ("ending", "bundle"), [("csv", ""), ("xlsx", ""), ("json", ""), ("ris", ""), ("zip", "&bundle=1")]
)
def test_the_name_of_a_file_carries_date_and_number_of_rows(client, ending, bundle):
    address = f"/recommendations.{'csv' if bundle else ending}?year=2011{bundle}"
    name = f'filename="gfmd-recommendations-{timezone.localdate():%Y-%m-%d}-73-rows.{ending}"'
    for response in (client.get(address), client.head(address)):
        assert response.status_code == 200
        assert name in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=bogus", "theme: bogus"),
        ("theme=bogus&colour=red", "theme: bogus; colour: red"),
        ("page=2", "page: 2"),
        ("sort=relevance", "sort: relevance"),
        ("theme=%D9%85%0D%0AX-Evil: 1", "theme: ???X-Evil: 1"),
        (f"theme={'a' * 5000}&colour={'b' * 5000}&q={'c ' * 150}", f"theme: {'a' * 60}?; colour: {'b' * 60}?; q: only"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "zip", "xlsx", "json", "ris", "bib", "csl.json", "atom"])
def test_a_file_says_that_part_of_its_address_was_not_understood(client, ending, query, said):
    address = f"/recommendations.csv?{query}&bundle=1" if ending == "zip" else f"/recommendations.{ending}?{query}"
    for response in (client.get(address), client.head(address)):
        assert (
            response.headers["X-Not-Understood"].startswith(said) and len(response.headers["X-Not-Understood"]) <= 200
        )
        if ending != "atom":
            assert f'-rows-not-understood.{ending}"' in response.headers["Content-Disposition"]
    assert "X-Not-Understood" in response.headers["Access-Control-Expose-Headers"]
    sound = client.get(address.replace(query, "theme=remittances&utm_source=x"))
    assert "X-Not-Understood" not in sound.headers
    assert ending == "atom" or f'-17-rows.{ending}"' in sound.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["feed.atom", "changes.atom", "meetings/bern-2011/changes.atom"])
def test_a_feed_that_cannot_be_narrowed_says_so(client, path):
    found = ElementTree.fromstring(body(client.get(f"/{path}?theme=remittances&theme=diaspora&utm_source=x")))
    note = "Part of the address was not understood: theme: remittances; theme: diaspora"
    assert found.find(f"{ATOM}subtitle").text == note
    assert ElementTree.fromstring(body(client.get(f"/{path}"))).find(f"{ATOM}subtitle") is None


def test_a_table_of_the_data_set_is_whole_and_says_so(client):
    narrowed, whole = client.get("/data/themes.csv?theme=remittances"), client.get("/data/themes.csv?utm_source=x")
    assert narrowed.headers["Content-Disposition"] == 'attachment; filename="themes-not-understood.csv"'
    assert narrowed.headers["X-Not-Understood"] == "theme: remittances"
    assert whole.headers["Content-Disposition"] == 'attachment; filename="themes.csv"'
    assert "X-Not-Understood" not in whole.headers and body(whole) == body(narrowed)


def test_what_has_room_for_a_note_names_what_was_not_understood(client):
    query = "?theme=bogus@x{&year=2011"
    note = "Part of the address was not understood: theme: bogus@x{"
    assert feed(client, "recommendations", query).find(f"{ATOM}subtitle").text == note
    assert feed(client, "recommendations", "?year=2011").find(f"{ATOM}subtitle") is None
    library = fetch(client, "recommendations", "bib", query).decode()
    assert library.startswith("% Part of the address was not understood: theme: bogus at x{\n\n@techreport{")
    read = bibtexparser.parse_string(library)
    assert read.failed_blocks == [] and len(read.entries) == 73
    assert fetch(client, "recommendations", "bib", "?year=2011").startswith(b"@techreport{")
    assert json.loads(fetch(client, "recommendations", "json", query))["about"]["not_understood"] == ["theme: bogus@x{"]
    assert workbook(client, "recommendations", query)[1]["Not understood"] == "theme: bogus@x{"


@pytest.mark.parametrize(
    ("ending", "query"),
    [("json", "?bundle=1"), ("csv", "?bundle=yes"), ("csv", "?bundle=1&bundle=2"), ("csv", "?bundle=1&bundle=0")],
)
def test_a_bundle_is_asked_for_in_one_way(client, ending, query):
    response = client.get(f"/recommendations.{ending}{query}")
    assert response.headers["X-Not-Understood"].startswith("bundle: ")
    assert f'-145-rows-not-understood.{ending}"' in response.headers["Content-Disposition"]


@pytest.mark.parametrize(("query", "ending"), [("?bundle=1&bundle=1", "zip"), ("?bundle=&bundle=0", "csv")])
def test_a_bundle_may_be_asked_for_twice(client, query, ending):
    response = client.get(f"/recommendations.csv{query}")
    assert "X-Not-Understood" not in response.headers
    assert f'-145-rows.{ending}"' in response.headers["Content-Disposition"]


def test_a_bundle_holds_the_csv_its_facts_and_its_checksum(client):
    query = "?theme=remittances&colour=red"
    archive = ZipFile(BytesIO(fetch(client, "recommendations", "csv", f"{query}&bundle=1")))
    assert archive.testzip() is None
    table, _sub_items, readme = archive.namelist()
    assert archive.read(table) == fetch(client, "recommendations", "csv", query)
    said = archive.read(readme).decode()
    assert f"{sha256(archive.read(table)).hexdigest()}  {table}" in said.splitlines()
    assert "Query: theme = Remittances" in said
    assert "Not understood: colour: red" in said
    assert "Number of records: 17" in said


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_file_or_runs_in_it(client, text):
    written = f"{text} end" if text[0] not in "=+-@\t\r" else text
    Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").update(text=written)
    Example.objects.filter(code="S1-E1").update(text=written)
    query = "?session=bern-2011/5"
    [row] = [row for row in rows_of(client, "recommendations", query) if row["ref"] == "bern-2011/S5-3"]
    assert row["text"] == (f"'{written}" if written[0] in "=+-@\t\r" else written)
    [record] = [
        record
        for record in json.loads(fetch(client, "recommendations", "json", query))["records"]
        if record["ref"] == "bern-2011/S5-3"
    ]
    assert record["text"] == written
    book = openpyxl.load_workbook(BytesIO(fetch(client, "recommendations", "xlsx", query)))
    cells = [cell for line in book["Records"].iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(isinstance(cell.value, int) for cell in cells if cell.data_type == "n")
    for name in ("recommendations", "examples"):
        for entry in feed(client, name).findall(f"{ATOM}entry"):
            assert entry.find(f"{ATOM}content").text
        assert len(rispy.loads(fetch(client, name, "ris").decode())) == len(rows_of(client, name))
        assert bibtexparser.parse_string(fetch(client, name, "bib").decode()).failed_blocks == []
        json.loads(fetch(client, name, "csl.json"))


@pytest.mark.parametrize("sign", "=+-@\t\r\0")
def test_a_cell_that_a_spreadsheet_would_run_has_a_quote_before_it(sign):
    assert (safe_cell(f"{sign}1"), safe_cell(f"1{sign}"), safe_cell("")) == (f"'{sign}1", f"1{sign}", "")


def test_a_zip_is_sent_while_its_files_are_made():
    made = []

    def chunks():
        for number in range(20):
            made.append(number)
            yield random.Random(number).randbytes(100_000)

    stream = zipped([("rows.csv", chunks())])
    first = next(stream)
    assert len(made) < 5
    archive = ZipFile(BytesIO(b"".join([first, *stream])))
    assert len(archive.read("rows.csv")) == 2_000_000 and archive.testzip() is None


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "atom"])
def test_who_asks_only_for_the_headers_of_a_file_has_no_file_made(rf, ending):
    # Not by the client of the tests, which throws the body of such an answer away.
    address = f"/recommendations.{ending}"
    view, _arguments, names = resolve(address)
    assert b"".join(view(rf.head(address), **names)) == b""
    assert b"".join(view(rf.get(address), **names)) != b""


def test_a_text_that_begins_like_a_formula_is_marked_as_quoted(client):
    Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").update(text="=1+1")
    book = openpyxl.load_workbook(BytesIO(fetch(client, "recommendations", "xlsx", "?session=bern-2011/5")))
    [cell] = [cell for line in book["Records"].iter_rows() for cell in line if cell.value == "=1+1"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("text", ["_x0041_ _x00e9_", "_x005F_x0041_", "a_x000D_b", "_X0041_ _x41_ _x00410_ __x0041__"])
def test_a_text_that_looks_like_the_code_of_a_character_stays_as_it_is(client, text):
    """A workbook writes characters as “_x000D_”, which a spreadsheet takes for what it codes (ECMA-376, ST_Xstring)."""
    Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").update(text=text)
    book = openpyxl.load_workbook(BytesIO(fetch(client, "recommendations", "xlsx", "?session=bern-2011/5")))
    # What openpyxl leaves as it is written in such cells, a spreadsheet reads.
    texts = [unescape(row[6].value) for row in book["Records"].iter_rows(min_row=2)]
    assert text in texts


@pytest.mark.parametrize("text", ["word " * 9000, "\N{GRINNING FACE}" * 20_000], ids=["words", "pairs of code units"])
def test_a_text_too_long_for_a_cell_says_that_it_is_cut(client, text):
    Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").update(text=text)
    records, _about = workbook(client, "recommendations", "?session=bern-2011/5")
    [cut] = [record["text"] for record in records if len(record["text"]) > 9000]
    assert len(cut.encode("utf-16-le")) // 2 < 32_768 and cut.endswith("have the whole text]")


def texts_beneath(refs):
    """The sub-items of the records with these refs, in order: (ref, position, text)."""
    items = SubItem.objects.select_related("recommendation__meeting").order_by("position")
    return [(ref, item.position, item.text) for ref in refs for item in items if item.recommendation.ref == ref]


@pytest.mark.parametrize("query", ["", "?theme=remittances", "?q=women&sort=relevance", "?meeting=bern-2011"])
def test_the_sub_items_of_a_list_go_along_with_it(client, query):
    Recommendation.objects.get(code="S5-3", meeting__slug="bern-2011").sub_items.create(position=1, text="=women; 1+1")
    refs = [row["ref"] for row in rows_of(client, "recommendations", query)]
    expected = texts_beneath(refs)
    assert expected
    records = json.loads(fetch(client, "recommendations", "json", query))["records"]
    assert [(row["ref"], n, text) for row in records for n, text in enumerate(row["sub_items"], 1)] == expected
    book = openpyxl.load_workbook(BytesIO(fetch(client, "recommendations", "xlsx", query)))
    header, *rows = book["Sub-items"].iter_rows(values_only=True)
    assert (header, rows) == (("recommendation", "position", "text"), expected)
    assert dict(book["About"].iter_rows(values_only=True, max_col=2))["Sub-items"] == len(expected)
    archive = ZipFile(BytesIO(fetch(client, "recommendations", "csv", f"{query or '?'}&bundle=1")))
    table = archive.read("sub_items.csv")
    header, *rows = csv.reader(StringIO(table.decode(), newline=""))
    safe = [(ref, str(place), f"'{text}" if text[0] == "=" else text) for ref, place, text in expected]
    assert header == ["recommendation", "position", "text"] and [tuple(row) for row in rows] == safe
    said = archive.read("README.txt").decode().splitlines()
    assert f"{sha256(table).hexdigest()}  sub_items.csv" in said
    about = f"{len(expected):>9,}  sub_items.csv: The bullets within a recommendation or way forward."
    assert about in said and any(line.startswith(f"{len(refs):>9,}  gfmd-recommendations-") for line in said)


def test_sub_items_stand_in_files_only_where_records_have_some(client):
    query = "?meeting=bern-2011&session=bern-2011/5"
    book = openpyxl.load_workbook(BytesIO(fetch(client, "recommendations", "xlsx", query)))
    assert book.sheetnames == ["Records", "About"]
    archive = ZipFile(BytesIO(fetch(client, "recommendations", "csv", f"{query}&bundle=1")))
    assert archive.read("sub_items.csv") == b"recommendation,position,text\r\n"
    assert "        0  sub_items.csv" in archive.read("README.txt").decode()
    for name in set(LISTS) - {"recommendations"}:
        assert len(ZipFile(BytesIO(fetch(client, name, "csv", "?bundle=1"))).namelist()) == 2
        assert "sub_items" not in json.loads(fetch(client, name, "json"))["records"][0]


def test_the_columns_of_the_csv_are_those_of_the_data_set(client):
    header = fetch(client, "recommendations", "csv").decode().splitlines()[0]
    assert header == "ref,meeting,session,position,kind,heading,text,themes,addressees,document,anchors"


@pytest.mark.parametrize("name", LISTS)
def test_each_record_in_json_carries_its_address(client, name):
    found = LISTS[name].find({})
    expected = [f"http://testserver{record.get_absolute_url()}" for record in found.records(found.ids())]
    assert [row["url"] for row in json.loads(fetch(client, name, "json"))["records"]] == expected


@pytest.mark.parametrize(("rows", "sheets"), [(100, 2), (145, 1), (29, 5)])
def test_a_list_longer_than_a_sheet_goes_on_in_the_next(client, monkeypatch, rows, sheets):
    monkeypatch.setattr(xlsx_file, "ROWS", rows)
    book = openpyxl.load_workbook(BytesIO(fetch(client, "recommendations", "xlsx")))
    names, others = book.sheetnames[:sheets], book.sheetnames[sheets:]
    assert names == ["Records", *(f"Records {n}" for n in range(2, sheets + 1))]
    assert others == (["Sub-items", "About"] if rows > 29 else ["Sub-items", "Sub-items 2", "About"])
    refs = [row[0] for name in names for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert refs == [row["ref"] for row in rows_of(client, "recommendations")]


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_is_a_whole_file(client, name):
    query = "?q=nosuchwordanywhere"
    assert rows_of(client, name, query) == []
    assert json.loads(fetch(client, name, "json", query))["records"] == []
    assert json.loads(fetch(client, name, "csl.json", query)) == []
    assert workbook(client, name, query)[0] == []
    assert feed(client, name, query).findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("name", LISTS)
def test_a_feed_names_each_record_once_with_its_last_change(client, name):
    found = feed(client, name)
    entries = found.findall(f"{ATOM}entry")
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == len(ids) == len(rows_of(client, name))
    assert found.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver/{name}.atom"
    moments = [entry.find(f"{ATOM}updated").text for entry in entries]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment) for moment in moments)
    assert found.find(f"{ATOM}updated").text == max(moments)
    assert found.find(f"{ATOM}author/{ATOM}name").text == "Global Forum on Migration and Development"
    assert "Content-Disposition" not in client.get(f"/{name}.atom").headers


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "For Excel, take the Excel file: a CSV is UTF-8, and its accents may come out wrong there."),
        ("/fr", "Pour Excel, prenez le fichier Excel\u202f: un CSV est en UTF-8, "),
        ("/es", "Para Excel, descargue el archivo Excel: un CSV está en UTF-8, "),
        ("/ar", "لفتح القائمة في Excel نزّل ملف Excel: فملف CSV بترميز UTF-8، "),
    ],
)
def test_whoever_opens_files_in_excel_is_told_which_one_to_take(client, language, said):
    assert said in body(client.get(f"{language}/questions/")).decode()
    assert said not in body(client.get(f"{language}/questions/?q=nosuchword")).decode()


def test_the_feed_of_all_begins_with_the_last_change(client):
    for code in ("S5-2", "S5-3"):
        Recommendation.objects.filter(code=code, meeting__slug="bern-2011").update(text=f"Changed {code}.")
    entries = ElementTree.fromstring(body(client.get("/feed.atom"))).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}content").text for entry in entries[:2]] == ["Changed S5-3.", "Changed S5-2."]
    assert len(entries) == 50


def add_theme(record):
    record.codings.filter(position=3).delete()
    record.codings.create(position=3, theme=Theme.objects.exclude(pk__in=record.themes.all()).first())


EDITS = {
    "a theme": add_theme,
    "no theme": lambda record: record.codings.order_by("-position").first().delete(),
    "an addressee": lambda record: record.addressees.add(Addressee.objects.exclude(pk__in=record.addressees.all())[0]),
    "no addressee": lambda record: record.addressees.clear(),
    "a sub-item": lambda record: record.sub_items.filter(position=1).update(text="As corrected"),
    "no sub-item": lambda record: record.sub_items.first().delete(),
    "a country": lambda record: record.examples.first().countries.create(country="NZ", position=99),
    "an example": lambda record: record.examples.filter(pk=record.examples.first().pk).update(text="As corrected"),
    "no example": lambda record: record.examples.first().delete(),
}


@pytest.fixture
def edited():
    """A recommendation with all that may belong to one, last touched long ago, as was every other."""
    record = Recommendation.objects.filter(examples__isnull=False, addressees__isnull=False).first()
    record.sub_items.create(position=1, text="Here")
    Change.objects.update(made_at="2020-02-02T02:02:02Z")
    return record


@pytest.mark.parametrize("edit", EDITS)
def test_a_feed_moves_with_what_belongs_to_a_record(client, edited, edit, django_assert_max_num_queries):
    EDITS[edit](edited)
    address = f"http://testserver{edited.get_absolute_url()}"
    for path in ("recommendations.atom", f"recommendations.atom?meeting={edited.meeting.slug}", "feed.atom"):
        client.get(f"/{path}")
        with django_assert_max_num_queries(15):
            found = ElementTree.fromstring(body(client.get(f"/{path}&as-of=" if "?" in path else f"/{path}?as-of=")))
        entries = found.findall(f"{ATOM}entry")
        moments = {entry.find(f"{ATOM}link").get("href"): entry.find(f"{ATOM}updated").text for entry in entries}
        assert len(moments) == len(entries) >= 50
        assert found.find(f"{ATOM}updated").text == moments.pop(address) > "2026"
        assert set(moments.values()) == {"2020-02-02T02:02:02Z"}
    assert entries[0].find(f"{ATOM}link").get("href") == address


def test_the_feed_of_examples_moves_with_their_countries(client, edited):
    example = edited.examples.first()
    example.countries.create(country="NZ", position=99)
    moved = [
        entry.find(f"{ATOM}link").get("href")
        for entry in feed(client, "examples").findall(f"{ATOM}entry")
        if entry.find(f"{ATOM}updated").text > "2026"
    ]
    assert moved == [f"http://testserver{example.get_absolute_url()}"]


def test_the_feed_of_all_is_linked_where_a_reader_looks(client):
    link = 'type="application/atom+xml" title="Feed of the most recently changed recommendations" href="/feed.atom"'
    assert f'<link rel="alternate" {link}>' in body(client.get("/")).decode()
    page = body(client.get("/fr/changes/")).decode()
    assert '<a href="/feed.atom">Suivre les recommandations modifiées en dernier (Atom)</a>' in page
    assert 'title="Flux des recommandations modifiées en dernier" href="/feed.atom">' in page


def test_the_feed_of_an_empty_list_is_as_old_as_the_record(client):
    Change.objects.update(made_at="2020-02-02T02:02:02Z")
    assert feed(client, "recommendations", "?q=nosuchword").find(f"{ATOM}updated").text == "2020-02-02T02:02:02Z"


def test_a_feed_without_a_log_is_still_a_feed(client):
    Change.objects.all().delete()
    assert feed(client, "recommendations").find(f"{ATOM}updated").text == "1970-01-01T00:00:00Z"
    assert client.get("/feed.atom").status_code == 200


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "atom", "ris", "bib", "csl.json"])
def test_a_list_that_is_none_is_no_file(client, ending):
    assert client.get(f"/meetings.{ending}").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_a_page_links_every_file_with_its_own_query(client, name):
    query = "meeting=manila-2008" if name in ("sessions", "questions") else "theme=remittances"
    page = body(client.get(f"{reverse(LISTS[name].page)}?{query}&colour=red")).decode()
    for ending in ("csv", "xlsx", "json", "ris", "bib", "csl.json", "atom"):
        assert f'href="/{name}.{ending}?{query}"' in page
    assert f'href="/{name}.csv?{query}&amp;bundle=1"' in page
    assert f'type="application/atom+xml" title="Feed of this list" href="/{name}.atom?{query}"' in page


def test_a_file_costs_no_more_queries_when_it_is_longer(client, django_assert_max_num_queries):
    assert Activity.objects.count() > 50
    for ending in ("csv", "xlsx", "json", "ris", "atom"):
        with django_assert_max_num_queries(25):
            fetch(client, "activities", ending)


@pytest.mark.parametrize("ending", ["ris", "bib", "csl.json", "atom"])
def test_a_file_of_references_makes_no_query_set_for_each_record(client, monkeypatch, ending):
    """There were three for each, which took half of the time of a long file."""
    made, clone = [], QuerySet._clone
    monkeypatch.setattr(QuerySet, "_clone", lambda queryset: made.append(queryset.model) or clone(queryset))
    fetch(client, "recommendations", ending)
    assert 0 < len(made) < Recommendation.objects.count()


@pytest.mark.parametrize("ending", ["atom", "ris", "bib", "csl.json"])
def test_a_file_of_references_reads_its_records_while_it_is_sent(client, monkeypatch, ending):
    read, one = [], Recommendation.from_db.__func__
    monkeypatch.setattr(Recommendation, "from_db", classmethod(lambda *row: read.append(row) or one(*row)))
    monkeypatch.setattr(lists, "CITED_AT_ONCE", 10)
    file = iter(client.get(f"/recommendations.{ending}"))
    next(file)
    assert len(read) == 0
    next(file)
    assert len(read) == 10
    assert len(list(file)) > 10
    assert len(read) == Recommendation.objects.count() > 100


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", ["", "?q=women"])
@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "atom", "ris"])
def test_a_file_left_halfway_keeps_nobody_waiting(client, ending, query):
    a_recommendation()
    for ask in (client.get, client.head, client.get):
        response = ask(f"/recommendations.{ending}{query}")
        assert response.status_code == 200
        next(iter(response), None)
        response.close()
        assert not connection.in_atomic_block
        assert not getattr(connection.connection, "in_transaction", False)
    a_recommendation()
    assert len(rows_of(client, "recommendations")) == Recommendation.objects.count()
