"""The files of the data set, byte for byte the same on the pages, in the zip and from `export_data`."""

import csv
import io
from datetime import date

from gfmd_portal.dataset import TABLES, package

PLAIN = {str, int, type(None)}


def files():
    """Yield the name and the content, in chunks of bytes, of every file of the set."""
    for table in TABLES:
        yield f"{table.name}.csv", csv_chunks(table)
    yield "datapackage.json", [package.as_json().encode()]


def as_text(value):
    """Return the value as the data set writes it; the CSV writer knows text, numbers and `None`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def as_texts(values):
    """The values of a column as the data set writes them; most columns hold nothing that has to change."""
    return values if PLAIN.issuperset(map(type, values)) else list(map(as_text, values))


def csv_chunks(table, column=as_texts):
    """Yield the CSV file of the table, some thousand lines at a time; `column` says how a column's values are written.

    A column is looked at as a whole, for whether anything in it has to change: that is far quicker than cell by cell.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)  # its own dialect is that of RFC 4180
    writer.writerow(part.name for part in table.columns)
    for columns in table.chunks():
        writer.writerows(zip(*map(column, columns), strict=True))
        yield lines.getvalue().encode()
        lines.seek(0)
        lines.truncate()
    yield lines.getvalue().encode()  # the header alone, where there are no rows
