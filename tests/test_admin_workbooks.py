"""Workbooks brought in at the desk: as they were downloaded, as spreadsheets save them, and as nobody should."""

import csv
import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from gfmd_portal.downloads.workbook import MAIN, TYPES
from gfmd_portal.downloads.xlsx_file import CUT
from gfmd_portal.importing.desk import uploads, workbooks
from gfmd_portal.importing.desk.wording import differences
from meetings.models import Meeting, Theme
from recommendations.models import Recommendation
from tests.importing import IN, bring_in, checked, numbers, refused, rows_of, table, told, whole_of, zipped
from tests.reading import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("state")]

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def table_in(name):
    """A table as rows of cells, the header first."""
    rows = rows_of(name)
    return [list(rows[0]), *([cell or None for cell in row.values()] for row in rows)]


def as_workbook(called, sheets, hidden=()):
    """A workbook that a browser sends: its sheets by name, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    return sent(book, called)


def sent(book, called):
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile(called, kept.getvalue())


def downloaded(browser, path):
    """The workbook of a list, under the name that the portal gives it."""
    answer = browser.get(path)
    called = re.search('filename="([^"]+)"', answer.headers["Content-Disposition"])[1]
    return SimpleUploadedFile(called, whole_of(answer))


def saved_anew(workbook):
    """A workbook as Excel saves it: texts stand in a table of their own, and cells name their places there."""
    texts = []

    def named(cell):
        texts.append(f"<si>{cell[2]}</si>")
        return f'<c{cell[1]} t="s"><v>{len(texts) - 1}</v></c>'

    with zipfile.ZipFile(workbook) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    for name in filter(re.compile("xl/worksheets/sheet").match, parts):
        parts[name] = re.sub('<c([^>]*) t="inlineStr"><is>(.*?)</is></c>', named, parts[name], flags=re.DOTALL)
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", kind)
    return zipped(workbook.name, **parts | {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(texts)}</sst>'})


def packed_anew(workbook, /, **parts):
    """A workbook some of whose parts, by the end of their names, are others."""
    made = io.BytesIO()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0]) or old.read(name))
    return SimpleUploadedFile(workbook.name, made.getvalue())


def not_read(page):
    return page.context["check"].not_read


@pytest.mark.parametrize("keep", [lambda workbook: workbook, saved_anew], ids=["as it was", "saved anew"])
def test_a_list_that_was_downloaded_as_a_workbook_changes_nothing(desk, keep):
    first = Recommendation.objects.order_by("pk").first()
    odd = "=1+1 is\ntwo, _x0041_ is none, '=3 and 'so"
    Recommendation.objects.filter(pk=first.pk).update(text=odd)
    for path, sheets in (
        ("/recommendations.xlsx", {"Records": 145, "Sub-items": 30}),
        ("/recommendations.xlsx?theme=remittances", {"Records": 17, "Sub-items": 5}),
        ("/examples.xlsx", {"Records": 46}),
        ("/sessions.xlsx?meeting=bern-2011", {"Records": 17}),
    ):
        workbook = keep(downloaded(desk, path))
        page = checked(desk, workbook)
        said = {f"{workbook.name}, sheet “{title}”": [0, 0, number, 0, 0] for title, number in sheets.items()}
        assert numbers(page) == said, path
        assert not_read(page) == [f"{workbook.name}, sheet “About”"]
        assert "The record says all of this already." in body(page)


def test_what_was_changed_in_a_spreadsheet_is_told_by_sheet_and_cell(desk):
    book = openpyxl.load_workbook(downloaded(desk, "/recommendations.xlsx"))
    sheet = book["Records"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["text"]).value = "Zebra words."
    sheet.cell(3, columns["themes"]).value = "remitances"
    sheet.cell(4, columns["position"]).value = 1.5
    workbook = sent(book, "recommendations.xlsx")
    assert refused(desk, workbook) == [
        "recommendations.xlsx, sheet “Records”, row 4, column position, “1.5”: Write a whole number from 0 to 16383.",
        "recommendations.xlsx, sheet “Records”, row 3, column themes, “remitances”: "
        "There is no such record, neither in the database nor in the files.",
    ]


def table_with(table, **cells):
    """A table, with some cells of its first row as a spreadsheet may hold them."""
    rows = table_in(table)
    for column, value in cells.items():
        rows[1][rows[0].index(column)] = value
    return rows


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (2007, "2007"),
        (2007.0, "2007"),
        (0.5, "0.5"),
        (date(2011, 12, 1), "2011-12-01"),
        (datetime(2011, 12, 1, 9, 30), "2011-12-01T09:30:00"),
        (True, "true"),
        ("007", "007"),
        ("1.10", "1.10"),
        ("2011-12-01", "2011-12-01"),
        ("one_x000D_\ntwo", "one\ntwo"),
        ("x" * 32_767, "x" * 32_767),
    ],
)
def test_a_cell_comes_in_as_the_columns_print_it(desk, value, kept):
    page = checked(desk, as_workbook("themes.xlsx", {"Sheet1": table_with("themes", description=value)}))
    [(_kind, _slug, [(column, html)])] = told(page)
    assert column == "description" and html.endswith(IN % differences("", kept)[0].words)
    bring_in(desk, page)
    assert Theme.objects.get(position=1).description == kept


def test_dates_of_a_spreadsheet_are_dates_of_a_meeting(desk):
    rows = table_with("meetings", starts_on=datetime(2007, 7, 8), ends_on=date(2007, 7, 12))
    slug = rows[1][rows[0].index("slug")]
    bring_in(desk, checked(desk, as_workbook("meetings.xlsx", {"meetings": rows})))
    assert Meeting.objects.values_list("starts_on", "ends_on").get(slug=slug) == (date(2007, 7, 8), date(2007, 7, 12))


def test_empty_rows_and_columns_around_a_table_are_none_of_it(desk):
    rows = [[], *table_in("themes"), [None, ""], []]
    rows[3:3] = [[]]
    book = openpyxl.load_workbook(as_workbook("x.xlsx", {"themes": rows}))
    book["themes"].cell(5000, 40).font = Font(bold=True)
    assert numbers(checked(desk, sent(book, "book.xlsx"))) == {"book.xlsx, sheet “themes”": [0, 0, 22, 0, 0]}
    rows[5][1] = ""
    assert refused(desk, as_workbook("book.xlsx", {"themes": rows})) == [
        "book.xlsx, sheet “themes”, row 6, column name, “”: This field cannot be blank."
    ]
    rows[5] += [None, "a note"]
    [sentence] = refused(desk, as_workbook("book.xlsx", {"themes": rows}))
    width = len(rows[1])
    assert sentence == f"book.xlsx, sheet “themes”, row 6: it has {width + 2} cells and not {width}."


def test_a_workbook_may_hold_several_tables_and_each_sheet_that_is_none_is_named(desk):
    sheets = {"Notes": [["x"]], "THEMES": table_in("themes"), "Sub-items": table_in("sub_items"), "rooms": [["x"]]}
    page = checked(desk, as_workbook("all of it.xlsx", sheets, hidden=["rooms"]))
    assert numbers(page) == {
        "all of it.xlsx, sheet “THEMES”": [0, 0, 22, 0, 0],
        "all of it.xlsx, sheet “Sub-items”": [0, 0, 30, 0, 0],
    }
    assert not_read(page) == ["all of it.xlsx, sheet “Notes”", "all of it.xlsx, hidden sheet “rooms”"]


def test_a_workbook_in_a_zip_is_read_beside_csv_files(desk):
    book = as_workbook("themes.xlsx", {"Sheet1": table_in("themes")}).read()
    page = checked(desk, zipped(**{"a/themes.xlsx": book, "sub_items.csv": table("sub_items").read()}))
    assert list(numbers(page)) == ["tables.zip/themes.xlsx, sheet “Sheet1”", "tables.zip/sub_items.csv"]


def test_a_sheet_that_tells_no_table_or_is_one_twice_is_refused(desk):
    themes = table_in("themes")
    for called, sheets, hidden, sentence in (
        (
            "book.xlsx",
            {"Sheet1": themes},
            (),
            "book.xlsx: its name is not that of a table. It should be called themes.xlsx, ",
        ),
        ("book.xlsx", {"x": [[1]], "themes": themes}, ["themes"], "book.xlsx: its name is not that of a table."),
        (
            "book.xlsx",
            {"themes": themes, "Themes ": themes},
            (),
            "book.xlsx, sheet “Themes ”: book.xlsx, sheet “themes” is the same table.",
        ),
        ("themes.xlsx", {"Sheet1": []}, (), "themes.xlsx, sheet “Sheet1”: it is empty."),
        (
            "renamed.xlsx",
            {"Records": themes, "Sub-items": table_in("sub_items")},
            (),
            "renamed.xlsx: its name is not that of a table.",
        ),
        ("activities.xlsx", {"Records": [["x"]]}, (), "None of these files holds a table that can be brought in: "),
    ):
        [found] = refused(desk, as_workbook(called, sheets, hidden))
        assert found.startswith(sentence), found


def test_a_list_of_csv_that_a_spreadsheet_made_a_workbook_of_loses_its_quotes(desk):
    first = Recommendation.objects.order_by("pk").first()
    Recommendation.objects.filter(pk=first.pk).update(text="=1+1 is two")
    rows = list(csv.reader(io.StringIO(whole_of(desk.get("/recommendations.csv")).decode(), newline="")))
    called = "gfmd-recommendations-2026-11-30-145-rows"
    page = checked(desk, as_workbook(f"{called}.xlsx", {called[:31]: rows}))
    assert list(numbers(page).values()) == [[0, 0, 145, 0, 0]]


def test_cells_that_cannot_be_taken_are_named_at_once(desk):
    rows = table_with("themes", name="=A1&B1", description="#N/A")
    rows[2][rows[0].index("description")] = "x" * 16_283 + CUT
    assert refused(desk, as_workbook("themes.xlsx", {"Sheet1": rows})) == [
        "themes.xlsx, sheet “Sheet1”, row 2, column name, “=A1&B1”: "
        "It is a formula. Copy the column, and paste its values in its place.",
        "themes.xlsx, sheet “Sheet1”, row 2, column description, “#N/A”: It is the error value of a formula.",
        f"themes.xlsx, sheet “Sheet1”, row 3, column description, “{'x' * 60}…”: "
        "A cell cannot hold all of this text. Take the table as CSV.",
    ]


NO_WORKBOOK = "themes.xlsx: it cannot be read: it is damaged, locked by a password, or holds far more than cells. "


def harmful():
    """Workbooks that are none, or that were made to do harm, each with the beginning of what is said of it."""
    sound = as_workbook("themes.xlsx", {"Sheet1": table_in("themes")})
    whole = sound.read()
    sheet = zipfile.ZipFile(sound).read("xl/worksheets/sheet1.xml").decode()
    styles = zipfile.ZipFile(sound).read("xl/styles.xml").decode()
    yield "no zip", SimpleUploadedFile("themes.xlsx", b"\xd0\xcf\x11\xe0"), NO_WORKBOOK
    yield "empty", SimpleUploadedFile("themes.xlsx", b""), "themes.xlsx: it is empty."
    yield "cut", SimpleUploadedFile("themes.xlsx", whole[:-30]), NO_WORKBOOK
    yield "a zip of other things", SimpleUploadedFile("themes.xlsx", zipped(a="b").read()), NO_WORKBOOK
    yield "entities", packed_anew(sound, sheet1=ENTITIES + sheet[sheet.index("<worksheet") :]), NO_WORKBOOK
    texts = f'{ENTITIES}<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
    yield "entities of texts", packed_anew(saved_anew(sound), sharedStrings=texts), NO_WORKBOOK
    yield "no XML", packed_anew(sound, sheet1="<worksheet"), NO_WORKBOOK
    yield "many styles", packed_anew(sound, styles=styles.replace("</styleSheet>", "<x/>" * 2**18)), NO_WORKBOOK
    yield "unpacks to too much", packed_anew(sound, sheet1=" " * 2**26), "Files of more than 20 MB, or 40 MB once "
    rows = "<row><c><v>1</v></c></row>" * 10_001 + "</sheetData>"
    yield "rows", packed_anew(sound, sheet1=sheet.replace("</sheetData>", rows)), "There are more than 10,000 rows"


def test_what_is_no_workbook_or_would_do_harm_is_refused_in_plain_words(desk):
    for name, workbook, sentence in harmful():
        found = refused(desk, workbook)
        assert len(found) == 1 and found[0].startswith(sentence), (name, found)


def overfull():
    """Small files whose parts hold a great many pieces, each with what the desk says there are too many of."""
    sound = as_workbook("themes.xlsx", {"Sheet1": table_in("themes")})
    parts = {
        name: zipfile.ZipFile(sound).read(f"xl/{path}.xml").decode()
        for name, path in (("sheet1", "worksheets/sheet1"), ("workbook", "workbook"), ("styles", "styles"))
    }

    def with_pieces(part, before, pieces, encoding="utf-8"):
        text = parts[part].replace(before, pieces + before)
        if encoding == "utf-16":
            text = f'<?xml version="1.0" encoding="utf-16"?>{text}'
        return packed_anew(sound, **{part: text.encode(encoding)})

    def merged(number):
        return "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * number + "</mergeCells>"

    names = "<definedNames>" + '<definedName name="a"/>' * 21_000 + "</definedNames>"
    yield with_pieces("sheet1", "<pageMargins", merged(1_400_000)), "20,000 merged cells"
    yield with_pieces("sheet1", "<pageMargins", merged(30_000), "utf-16"), "20,000 merged cells"
    yield with_pieces("workbook", "<calcPr", names), "20,000 defined names"
    yield with_pieces("workbook", "</sheets>", "<sheet/>" * 300), "250 sheets"
    yield with_pieces("styles", "</cellXfs>", "<xf/>" * 100_000), "20,000 styles"
    yield with_pieces("sheet1", "</sheetData>", f"<row>{'<c/>' * 1_000_000}</row>"), "65,536 “c”"
    yield with_pieces("sheet1", "</sheetData>", "<row/>" * 2_000_000), "1,048,576 “row”"


def test_a_small_workbook_of_a_million_pieces_is_refused_by_name_before_any_is_built(desk, monkeypatch):
    found = list(overfull())
    monkeypatch.setattr(workbooks, "load_workbook", lambda *_told, **_more: pytest.fail("openpyxl was asked"))
    for workbook, named in found:
        assert workbook.size < 2**20
        assert refused(desk, workbook) == [
            f"themes.xlsx: it holds more than {named}. Copy the cells into a new workbook, or save it as “CSV UTF-8”."
        ]


def test_a_workbook_with_as_much_beside_its_cells_as_people_make_is_read(desk):
    book = openpyxl.load_workbook(as_workbook("themes.xlsx", {"Sheet1": table_in("themes")}))
    sheet = book.active
    for row in range(100, 5_100):
        sheet.merge_cells(f"A{row}:B{row}")
    for column in range(1, 16_385):
        sheet.cell(99, column).font = Font(bold=True)
    for number in range(500):
        book.defined_names[f"name{number}"] = DefinedName(f"name{number}", attr_text="Sheet1!$A$1")
    assert numbers(checked(desk, sent(book, "themes.xlsx"))) == {"themes.xlsx, sheet “Sheet1”": [0, 0, 22, 0, 0]}


def test_a_sheet_that_says_it_is_as_large_as_can_be_is_read_as_far_as_it_is(desk):
    sound = as_workbook("themes.xlsx", {"Sheet1": table_in("themes")})
    sheet = zipfile.ZipFile(sound).read("xl/worksheets/sheet1.xml").decode()
    claimed = re.sub(r'<dimension ref="[^"]+"', '<dimension ref="A1:XFD1048576"', sheet)
    beyond = '<row r="99999999999"><c r="ZZZ99999999999" t="n"><v>1</v></c></row></sheetData>'
    large = packed_anew(sound, sheet1=claimed.replace("</sheetData>", beyond))
    assert numbers(checked(desk, large)) == {"themes.xlsx, sheet “Sheet1”": [0, 0, 22, 0, 0]}


def test_texts_that_many_cells_repeat_are_not_written_out_beyond_what_the_desk_takes(desk, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 2**20)
    rows = [["slug", "name"], *[["x" * 30_000, "y"] for _row in range(100)]]
    [sentence] = refused(desk, as_workbook("themes.xlsx", {"Sheet1": rows}))
    assert sentence.startswith("Files of more than 20 MB")
