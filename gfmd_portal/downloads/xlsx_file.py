"""A list as a workbook (Office Open XML), sent while it is made, in which every text is a text.

Text cells are typed as strings, so that no spreadsheet takes one for a formula; where a text begins like one, the
cell is marked as quoted, so that it stays a text when it is edited.
"""

import re
from itertools import count
from math import ceil
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from browse.cells import FORMULA_STARTS
from gfmd_portal.dataset.files import as_text
from gfmd_portal.dataset.reading import batches
from gfmd_portal.downloads.workbook import MAIN, XML, parts
from gfmd_portal.downloads.xml_text import safe_xml
from gfmd_portal.downloads.zip_stream import zipped

ROWS = 1_048_575
"""Rows of a sheet below its header; a longer list goes on in the next sheet."""
LONGEST = 32_767
"""What a cell holds, in UTF-16 code units."""
CUT = gettext_noop("… [cut off: a cell can hold no more; the CSV and JSON files have the whole text]")
RECORDS = "Records"
"""The name of the sheet that holds the records of a list."""
CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Begins what programs read as the code of a character, “A” for “_x0041_”, unless it is itself written so."""
LINES = 500
PLAIN, BOLD, QUOTED = 0, 1, 2
HEAD = f'{XML}<worksheet xmlns="{MAIN}">{{view}}<cols>{{columns}}</cols><sheetData>'
FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews>'
)
TAIL = "</sheetData></worksheet>"


def as_xlsx(listed, facts):
    """Yield the workbook: sheets of the records and of what stands beneath them, then one about the whole file."""
    return zipped(_members(listed, facts))


def _members(listed, facts):
    tables = [(RECORDS, listed.table, max(1, facts.count))]
    if listed.number_of_parts:
        tables.append((str(listed.parts.title), listed.parts, listed.number_of_parts))
    names = [f"{name} {number}" if number > 1 else name for name, _table, rows in tables for number in _sheets(rows)]
    yield from parts([*names, "About"])
    place = count(1)
    for _name, table, number in tables:
        rows = table.rows()
        for _sheet in _sheets(number):
            yield f"xl/worksheets/sheet{next(place)}.xml", _records(table.columns, rows)
    yield f"xl/worksheets/sheet{next(place)}.xml", _about([*facts.lines(), *_numbers(tables[1:]), _end(facts)])


def _sheets(rows):
    """The numbers of the sheets that so many rows take."""
    return range(1, ceil(rows / ROWS) + 1)


def _numbers(tables):
    """How many rows the sheets beside those of the records have: (name, number)."""
    return [(name, number) for name, _table, number in tables]


def _end(facts):
    """The line that shows that the file is whole."""
    said = ngettext("The one record is in this file.", "All %(count)s records are in this file.", facts.count)
    return _("End"), said % {"count": facts.count}


def _records(columns, rows):
    """One sheet of records: the header, then as many of `rows` as a sheet holds."""
    widths = [60 if column.name in ("text", "activity", "objective") else 18 for column in columns]
    yield _head(widths, FROZEN)
    yield _row(1, [column.name for column in columns], BOLD).encode()
    for start in range(2, ROWS + 2, LINES):
        batch = next(batches(rows, min(LINES, ROWS + 2 - start)), [])
        yield "".join(_row(start + place, row) for place, row in enumerate(batch)).encode()
        if len(batch) < LINES:
            break
    yield TAIL.encode()


def _about(lines):
    """The sheet of the facts."""
    yield _head([24, 100])
    yield "".join(_row(number, line) for number, line in enumerate(lines, 1)).encode()
    yield TAIL.encode()


def _head(widths, view=""):
    columns = (f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
    return HEAD.format(view=view, columns="".join(columns)).encode()


def _row(number, values, style=PLAIN):
    cells = "".join(_cell(f"{chr(65 + place)}{number}", value, style) for place, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


def _cell(place, value, style):
    """One cell; no cell where nothing is stated. No table has more than 26 columns."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = as_text(value)
    if style == PLAIN and text.startswith(FORMULA_STARTS):
        style = QUOTED
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(_fit(text))}</t></is></c>'


def _fit(text):
    """The text without what XML cannot hold, and cut with a word about it where a cell cannot hold it."""
    text = safe_xml(text)
    if len(text.encode("utf-16-le")) // 2 > LONGEST:
        text = text[: LONGEST // 2 - 100] + _(CUT)
    return CODED.sub("_x005F_", text)
