"""Reading a CSV file of the data set, some thousand rows at a time, whatever a spreadsheet has made of it."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from browse.cells import as_typed
from gfmd_portal.importing.cells import Batch, ImportFault, shortened

ROWS = 5000
LONGEST_CELL = 10_000_000
DELIMITERS = ",;\t"
"""What parts the cells: where a comma is in numbers, Excel writes semicolons, and tabs into its “Unicode text”."""


def read(source, table, model, more=()):
    """Yield the rows of a file as batches. It has the columns of `table`, in any order, and perhaps those of `more`."""
    known, name = {}, source.name
    csv.field_size_limit(LONGEST_CELL)
    try:
        with open(source.path, encoding=_encoding(source.path), newline="") as file:
            reader = csv.reader(_sound(file, source), delimiter=_delimiter(file), strict=True)
            numbered = _numbered(reader, source)
            line, header = next(numbered, (1, []))
            _check_header(source.at(line), header, [column.name for column in table.columns], more)
            for lines, rows in _rows(numbered, source, len(header)):
                columns = zip(*rows, strict=True)
                if source.is_safe:
                    columns = ([as_typed(text) for text in column] for column in columns)
                yield Batch(source, model, lines, dict(zip(header, columns, strict=True)), known)
    except csv.Error as error:
        reason = {"place": source.at(reader.line_num), "error": error}
        raise ImportFault(_("%(place)s: this is not valid CSV: %(error)s.") % reason) from error
    except UnicodeError as error:
        said = _("%(file)s: this is not UTF-8: %(error)s. In a spreadsheet, save it as “CSV UTF-8”.")
        raise ImportFault(said % {"file": name, "error": error}) from error


def _encoding(path):
    with open(path, "rb") as file:
        return "utf-16" if file.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) else "utf-8-sig"


def _delimiter(file):
    """The sign that parts the names of columns, which hold none of them."""
    header = file.readline(LONGEST_CELL)
    file.seek(0)
    return max(DELIMITERS, key=header.count)


def _sound(file, source):
    """The lines of a file, none of which may hold what no database can."""
    for number, line in enumerate(file, 1):
        if "\0" in line:
            raise ImportFault(_("%(place)s: it holds a NUL.") % {"place": source.at(number)})
        yield line


def _numbered(reader, source):
    """Yield (line, row). A line is that on which a row begins, or the number of the row in its sheet."""
    line = 1
    for row in reader:
        if source.is_sheet:
            yield int(row[0]), row[1:]
        else:
            yield line, row
        line = reader.line_num + 1


def _check_header(place, header, columns, more):
    times = Counter(header)
    odd = [column for column in times if column not in (*columns, *more)]
    missing = [column for column in columns if column not in times and column not in more]
    twice = [column for column, number in times.items() if number > 1]
    for reason, named in (
        (_("%(place)s: there is no column “%(column)s” in this table."), odd),
        (_("%(place)s: the column “%(column)s” is missing."), missing),
        (_("%(place)s: the column “%(column)s” is there twice."), twice),
    ):
        if named:
            raise ImportFault(reason % {"place": place, "column": shortened(named[0])})


def _rows(numbered, source, width):
    """Yield (lines, rows), some thousand rows at a time, without those that are empty."""
    lines, rows = [], []
    for line, row in numbered:
        if row:
            if len(row) != width:
                reason = {"place": source.at(line), "found": len(row), "expected": width}
                said = ngettext(
                    "%(place)s: it has %(found)s cell and not %(expected)s.",
                    "%(place)s: it has %(found)s cells and not %(expected)s.",
                    len(row),
                )
                raise ImportFault(said % reason)
            lines.append(line)
            rows.append(row)
        if len(rows) == ROWS:
            yield lines, rows
            lines, rows = [], []
    if rows:
        yield lines, rows
