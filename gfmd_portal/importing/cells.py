"""Reading a CSV file of the data set, and what its cells mean, a batch of rows at a time.

A column is looked at as a whole: each distinct value is held to the rules of its field once, so that a million rows
cost little more than their bytes.
"""

import csv

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import CharField, IntegerField, PositiveSmallIntegerField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.places import LAST_PLACE
from meetings.typed import as_kept

ROWS = 5000
REMEMBERED = 50_000
"""Distinct values of a column that are remembered from batch to batch."""
LONGEST_CELL = 10_000_000
SHOWN = 20
"""Cells of a column that are named when they are refused."""


class ImportFault(Exception):
    """Why nothing was imported; the message names the file and, where it can, the line, the column and the value."""


def fault(file, line, column, value, reason):
    """The fault of one cell, with as much of the value as a line of a terminal shows."""
    shown = value if len(value) <= 60 else f"{value[:60]}…"
    where = {"file": file, "line": line, "column": column, "value": shown, "reason": reason}
    return ImportFault(_("%(file)s, line %(line)s, column %(column)s, “%(value)s”: %(reason)s") % where)


class Batch:
    """Some rows of a file by column. `known` keeps what was found out about values in the batches before."""

    def __init__(self, file, model, lines, columns, known):
        self.file = file
        self.model = model
        self.lines = lines
        self.columns = columns
        self.known = known

    def __getitem__(self, name):
        return self.columns[name]

    def each(self, name, column, meaning):
        """What `meaning` makes of each value of `column`. All cells that it refuses are named at once."""
        known = self.known.setdefault(name, {})
        if len(known) > REMEMBERED:
            known.clear()
        refused = {}
        for value in set(column) - known.keys():
            try:
                known[value] = meaning(value)
            except ValidationError as error:
                refused[value] = " ".join(error.messages)
        if refused:
            raise self.faults(name, {place: refused[value] for place, value in enumerate(column) if value in refused})
        return [known[value] for value in column]

    def faults(self, name, reasons):
        """The faults of a column by the places of its cells, so that whoever mends the file need not try row by row."""
        told = [
            str(fault(self.file, self.lines[place], name, self[name][place], reason))
            for place, reason in list(reasons.items())[:SHOWN]
        ]
        if more := len(reasons) - len(told):
            told.append(_("More of this column are refused: %(number)s.") % {"number": more})
        return ImportFault("\n".join(told))

    def values(self, name, field=None):
        """The values of a column as the database takes them, held to the rules of a field of the model."""
        field = field or self.model._meta.get_field(name)
        return self.each(name, self[name], lambda text: field.get_db_prep_save(cleaned(field, text), connection))

    def ids(self, name, ids, within=None):
        """The ids of the records that a column names; None where it is empty. `within` goes before each name."""
        column = self[name] if within is None else list(zip(within, self[name], strict=True))

        def meaning(key):
            if not (key if within is None else key[1]):
                return None
            return found(ids, key)

        return self.each(name, column, meaning)

    def lists(self, name, ids, longest=None):
        """The ids that each cell lists, as tuples in its order."""

        def meaning(text):
            listed = tuple(found(ids, word) for word in text.split(";")) if text else ()
            if len(set(listed)) < len(listed):
                raise ValidationError(_("It names one thing twice."))
            if longest and len(listed) > longest:
                raise ValidationError(_("At most %(number)s can be listed."), params={"number": longest})
            return listed

        return self.each(name, self[name], meaning)

    def filled(self, name, column):
        """The column, none of whose values may be missing."""
        if None in column:
            empty = [place for place, value in enumerate(column) if value is None]
            raise self.faults(name, dict.fromkeys(empty, _("This cannot be empty.")))
        return column

    def refs(self, name, meetings, field):
        """The two halves of a ref such as `bern-2011/S5-3`: the ids of the meetings, and the codes."""

        def meaning(ref):
            slug, slash, code = ref.partition("/")
            if not slash:
                raise ValidationError(_("A ref is the slug of a meeting, a slash, and a code."))
            return found(meetings, slug), cleaned(field, code)

        return map(list, zip(*self.each(name, self[name], meaning), strict=True))


def cleaned(field, text):
    """The value of a cell, held to the rules of a field. Its text is as the desk keeps it, whatever edited the file."""
    text = as_kept(text)
    if isinstance(field, IntegerField) and (text or not field.null):
        # SQLite would take any number; what one database or the desk refuses, neither is to hold.
        least, most = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
        if isinstance(field, PositiveSmallIntegerField):
            most = LAST_PLACE
        if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
            reason = _("Write a whole number from %(least)s to %(most)s.")
            raise ValidationError(reason, params={"least": least, "most": most})
    if isinstance(field, CharField) and "\n" in text:
        # The desk takes none either, and an address with one leads nowhere.
        raise ValidationError(_("Write it on one line."))
    return field.clean(text, None)


def found(ids, key):
    """The id of the record of this natural key."""
    if key not in ids:
        raise ValidationError(_("There is no such record, neither in the database nor in the files."))
    return ids[key]


def read(path, table, model, more=()):
    """Yield the rows of a file as batches. It has the columns of `table`, in any order, and perhaps those of `more`."""
    known = {}
    csv.field_size_limit(LONGEST_CELL)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(_sound(file, path.name), strict=True)
            header = next(reader, [])
            _check_header(path.name, header, [column.name for column in table.columns], more)
            for lines, rows in _rows(reader, path.name, len(header)):
                yield Batch(path.name, model, lines, dict(zip(header, zip(*rows, strict=True), strict=True)), known)
    except csv.Error as error:
        reason = {"file": path.name, "line": reader.line_num, "error": error}
        raise ImportFault(_("%(file)s, line %(line)s: this is no sound CSV: %(error)s.") % reason) from error
    except UnicodeDecodeError as error:
        raise ImportFault(_("%(file)s: this is not UTF-8: %(error)s.") % {"file": path.name, "error": error}) from error


def _sound(file, name):
    """The lines of a file, none of which may hold what no database can."""
    for number, line in enumerate(file, 1):
        if "\0" in line:
            raise ImportFault(_("%(file)s, line %(line)s: it holds a NUL.") % {"file": name, "line": number})
        yield line


def _check_header(name, header, columns, more):
    odd = [column for column in header if column not in (*columns, *more)]
    missing = [column for column in columns if column not in (*header, *more)]
    twice = [column for column in header if header.count(column) > 1]
    for reason, named in (
        (_("%(file)s, line 1: there is no column “%(column)s” in this table."), odd),
        (_("%(file)s, line 1: the column “%(column)s” is missing."), missing),
        (_("%(file)s, line 1: the column “%(column)s” stands there twice."), twice),
    ):
        if named:
            raise ImportFault(reason % {"file": name, "column": named[0]})


def _rows(reader, name, width):
    """Yield (lines, rows), some thousand rows at a time. A line is that on which a row begins."""
    lines, rows, line = [], [], reader.line_num + 1
    for row in reader:
        if row:
            if len(row) != width:
                reason = {"file": name, "line": line, "found": len(row), "expected": width}
                said = ngettext(
                    "%(file)s, line %(line)s: it has %(found)s cell and not %(expected)s.",
                    "%(file)s, line %(line)s: it has %(found)s cells and not %(expected)s.",
                    len(row),
                )
                raise ImportFault(said % reason)
            lines.append(line)
            rows.append(row)
        line = reader.line_num + 1
        if len(rows) == ROWS:
            yield lines, rows
            lines, rows = [], []
    if rows:
        yield lines, rows
