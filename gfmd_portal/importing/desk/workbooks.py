"""Workbooks that a browser sent, as Excel and LibreOffice save them: their sheets, and cells as the columns print them.

openpyxl reads a sheet row by row and makes no room for what it says of its size; defusedxml lets it refuse entities.
Styles and the like, which are read at once, may only be small, and no part may hold more pieces than a table needs.
"""

import re
from contextlib import contextmanager
from datetime import datetime, time
from functools import lru_cache
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from gfmd_portal.dataset import TABLES
from gfmd_portal.dataset.files import as_text
from gfmd_portal.downloads.xlsx_file import CUT, LONGEST, RECORDS
from gfmd_portal.importing.cells import SHOWN, ImportFault, shortened
from gfmd_portal.importing.desk.counting import TooMuch, count_parts
from gfmd_portal.importing.desk.limits import too_large
from gfmd_portal.languages import in_english

MOST_BESIDE = 2**20
"""Bytes that the parts of a workbook may come to beside its cells."""
OF_CELLS = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
MOST_COLUMNS = 50
"""Columns that are looked at; no table has as many."""
LAST_ROW = 2**20
"""Of a sheet; what claims to stand below is seen in no spreadsheet."""
CODED = re.compile("_x(000D|005F)_")
"""How a workbook writes a carriage return, and an underline that would else begin such a code."""


class UnsoundWorkbook(Exception):
    """A file that is no workbook, is damaged, or was made to do harm."""


@contextmanager
def _whatever_it_holds():
    """Whatever a damaged file lets openpyxl say, which comes from the piece of it that could not be read."""
    try:
        yield
    except TooMuch:
        raise
    except Exception as error:
        raise UnsoundWorkbook from error


@contextmanager
def opened(path, most):
    """A workbook to be read, of at most so many bytes once unpacked."""
    with _whatever_it_holds(), ZipFile(path) as archive:
        sizes = [(info.filename, info.file_size) for info in archive.infolist()]
    if sum(size for _name, size in sizes) > most:
        raise too_large()
    if sum(size for name, size in sizes if not OF_CELLS.fullmatch(name)) > MOST_BESIDE:
        raise UnsoundWorkbook
    with _whatever_it_holds(), ZipFile(path) as archive:
        count_parts(archive)
    with _whatever_it_holds():
        book = load_workbook(path, read_only=True, keep_links=False)
    try:
        yield book
    finally:
        book.close()


@lru_cache
@in_english
def tables_by_sheet():
    """The names of tables by the names of sheets that tell them: their own, and the titles that downloads have."""
    return {str(table.title).casefold(): table.name for table in TABLES} | {table.name: table.name for table in TABLES}


def sheets_of(book, of_file):
    """The visible sheets of a workbook, each with the name of its table, which may be empty; and the hidden ones.

    The sheet of the table that the file itself is called after is known by its name, or else is the first.
    """
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    named = [tables_by_sheet().get(sheet.title.strip().casefold(), "") for sheet in visible]
    titles = [sheet.title for sheet in visible]
    if of_file and of_file not in named:
        own = titles.index(RECORDS) if RECORDS in titles else named.index("") if "" in named else None
        named = [of_file if place == own else name for place, name in enumerate(named)]
    return list(zip(visible, named, strict=True)), [sheet for sheet in book.worksheets if sheet not in visible]


def lines_of(sheet, source):
    """Yield the rows of a sheet as texts, the number of each first. Raises `ImportFault` for cells it cannot take."""
    header, refused = [], []
    for number, row in _rows(sheet):
        texts = []
        for place, cell in enumerate(row):
            try:
                texts.append(printed(cell))
            except ValidationError as error:
                column = header[place] if place < len(header) else cell.column_letter
                where = {"place": source.at(number), "column": column, "value": shortened(_typed(cell))}
                where["reason"] = " ".join(error.messages)
                refused.append(_("%(place)s, column %(column)s, “%(value)s”: %(reason)s") % where)
        if len(refused) >= SHOWN:
            break
        header = header or texts
        yield [str(number), *texts, *[""] * (len(header) - len(texts))]
    if refused:
        raise ImportFault(*refused)


def _rows(sheet):
    """Yield (number, cells) of each row that says something, without the empty cells at its end."""
    sheet.reset_dimensions()
    with _whatever_it_holds():
        for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS), 1):
            if width := max((place for place, cell in enumerate(row, 1) if cell.value not in (None, "")), default=0):
                yield number, row[:width]


def printed(cell):
    """What a cell says, as the columns print it: 2007 and not 2007.0, 2011-12-01 and not its number in the calendar."""
    value = cell.value
    if cell.data_type == "f":
        raise ValidationError(_("It is a formula. Copy the column, and paste its values in its place."))
    if cell.data_type == "e":
        raise ValidationError(_("It is the error value of a formula."))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if not isinstance(value, str):
        return "" if value is None else str(as_text(value))
    if len(value) > LONGEST or value.endswith(CUT):
        raise ValidationError(_("A cell cannot hold all of this text. Take the table as CSV."))
    return CODED.sub(lambda code: "\r" if code[1] == "000D" else "_", value)


def _typed(cell):
    """What stands in a cell that is refused, as its spreadsheet shows it to who edits it."""
    return str(getattr(cell.value, "text", cell.value))
