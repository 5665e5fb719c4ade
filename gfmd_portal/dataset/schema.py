"""What a table of the data set is: its columns, what each means and may hold, and where its rows come from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from browse.rows import number_of
from gfmd_portal.dataset.reading import CHUNK, batches, which

KINDS_OF_VALUE = {
    "string": _("text"),
    "integer": _("whole number"),
    "boolean": _("true or false"),
    "date": _("date"),
    "datetime": _("date and time"),
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `path` says where Django finds its value, unless that is the column's own name."""

    name: str
    description: str
    path: Any = None
    example: str
    type: str = "string"
    required: bool = False
    unique: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    refers: str = ""  # "meetings.slug": the value, or each value of a list, stands in that column
    listed: bool = False  # several values in one cell, separated by ";"
    gathered: bool = False  # filled by the table's gatherers, not read with the row

    @property
    def holds(self):
        """What kind of value it holds, in words."""
        return KINDS_OF_VALUE[self.type]

    @property
    def target(self):
        """The table and the column whose values this one repeats."""
        return self.refers.split(".") if self.refers else None


@dataclass(frozen=True, kw_only=True)
class Link:
    """Columns that together name a row of another table, in every row."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of the data set, whatever its rows are made of."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def rows(self):
        """Yield the rows in printed order, as tuples of the columns' values; `None` where nothing is stated."""
        raise NotImplementedError

    def chunks(self):
        """Yield the rows some thousand at a time, column by column: a list with the values of each column."""
        return (list(zip(*rows, strict=True)) for rows in batches(self.rows(), CHUNK))

    def count(self):
        """How many rows there are."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class QueryTable(Table):
    """A table of one row for each record of a query.

    A gatherer takes the ids of some records and returns, by id, the cells of the gathered columns, left to right.
    Where the ids of the records are known in their order, `ids` yields them in lists of at most so many: the database
    then has nothing to sort.
    """

    records: Callable
    gatherers: tuple[Callable, ...] = ()
    ids: Callable | None = None

    def count(self):
        return number_of(self.records)

    def rows(self):
        for columns in self.chunks():
            yield from zip(*columns, strict=True)

    def chunks(self):
        """Read the records a few thousand at a time, so that memory stays flat however many there are."""
        as_read = sorted(range(len(self.columns)), key=lambda place: self.columns[place].gathered)
        order = [as_read.index(place) for place in range(len(self.columns))]
        for records in filter(None, self._records()):
            ids, *columns = zip(*records, strict=True)
            for gather in self.gatherers:
                columns += zip(*map(gather(ids).__getitem__, ids), strict=True)
            yield [columns[place] for place in order]

    def _records(self):
        """Yield lists of some thousand records: the id, then the cells that are not gathered."""
        paths = [column.path or column.name for column in self.columns if not column.gathered]
        if self.ids is None:
            yield from batches(self.records().values_list("pk", *paths).iterator(CHUNK), CHUNK)
            return
        records = self.records().order_by().values_list("pk", *paths)
        for ids in self.ids(CHUNK):
            found = {record[0]: record for record in records.filter(**which("pk", ids))}
            yield [found[pk] for pk in ids if pk in found]
