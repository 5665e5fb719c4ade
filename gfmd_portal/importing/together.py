"""Tables brought into the database together, all of them or none."""

import math
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from changes.triggers import lock_the_record
from changes.versions import record_version
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.merging import Merge, column_types
from gfmd_portal.importing.order import IMPORTS
from gfmd_portal.importing.reading import read
from gfmd_portal.importing.staging import Staging
from gfmd_portal.importing.touched import number_of_relinked

MOST_REFUSED = 100
"""Refused cells of a file after which no more are looked for."""


@dataclass(frozen=True)
class Source:
    """A file that holds a table, and what the file is called where something is said of it."""

    table: str
    path: Path
    name: str
    is_safe: bool = False
    """Whether a single quote stands before what a spreadsheet would run, as in the files of lists."""
    is_sheet: bool = False
    """Whether it was a sheet of a workbook: the first cell of each line is the number of its row there."""

    def at(self, line):
        """Where a row of it stands, in words."""
        said = _("%(file)s, row %(line)s") if self.is_sheet else _("%(file)s, line %(line)s")
        return said % {"file": self.name, "line": line}


@dataclass(frozen=True)
class Outcome:
    """What became of one table: records that were new, changed and unchanged, and what links came and went."""

    name: str
    new: int
    changed: int
    unchanged: int
    linked: int
    unlinked: int


def sources_in(folder):
    """The tables that a folder holds in files called after them."""
    paths = {table.name: folder / f"{table.name}.csv" for table in IMPORTS}
    found = [Source(name, path, path.name) for name, path in paths.items() if path.is_file()]
    if not found:
        names = ", ".join(path.name for path in paths.values())
        raise ImportFault(_("%(folder)s holds none of %(names)s.") % {"folder": folder, "names": names})
    return found


def too_many(most):
    """The fault of files that have more rows than are taken."""
    said = _("There are more than %(number)s rows: use the command import_data for so many.")
    return ImportFault(said % {"number": number_format(most, force_grouping=True)})


class Allowance:
    """How many rows of all tables are taken."""

    def __init__(self, most):
        self.most = self.left = most

    def of(self, batches):
        """Yield the batches. Raises `ImportFault` once there are too many rows."""
        for batch in batches:
            self.left -= len(batch.lines)
            if self.left < 0:
                raise too_many(self.most)
            yield batch


def import_tables(sources, most=math.inf):
    """Bring tables into the database. Yields an `Outcome` for each, in an order in which each finds what it names.

    Raises `ImportFault` at the first that breaks a rule, or where they have more than `most` rows together; nothing of
    any table is kept then. Of those behind it, it tells what can be known without it. What is in the database and not
    in the files stays as it is.
    """
    by_table = {source.table: source for source in sources}
    allowance = Allowance(most)
    waiting = [(table, by_table[table.name]) for table in IMPORTS if table.name in by_table]
    with transaction.atomic(), connection.cursor() as cursor:
        lock_the_record()
        while waiting:
            table, source = waiting.pop(0)
            try:
                outcome = import_table(cursor, table, source, allowance)
            except ImportFault as fault:
                others = [sentence for pair in waiting for sentence in refused_by_itself(*pair, allowance)]
                raise ImportFault(*dict.fromkeys([*fault.sentences, *others])) from fault
            yield outcome


def import_table(cursor, table, source, allowance):
    """Bring one file into the database and say what became of its rows."""
    staged, links, refused, before = None, [], [], record_version()
    read_batch = table.read()
    for batch in allowance.of(read(source, TABLES_BY_NAME[table.name], table.model, table.optional)):
        found = {name: batch.values(name) for name in table.plain if name in batch.columns} | read_batch(batch)
        refused += batch.refused
        if len(refused) > MOST_REFUSED:
            break
        if refused:
            continue
        if staged is None:
            columns, beside = columns_of(table, found)
            staged = Staging(cursor, table.name, [*columns, *beside])
            links = [(link, link.staging(cursor, table.name)) for link in table.links]
        staged.add(list(zip(batch.lines, *(found[name] for name, _kind in staged.columns), strict=True)))
        for link, rows in links:
            listed = zip(batch.lines, found[link.name], strict=True)
            rows.add([(line, *row) for line, rows_of_cell in listed for row in rows_of_cell])
    if refused:
        raise ImportFault(*refused)
    merge = Merge(cursor, table.model, table.key, source)
    if staged:
        merge.merge(staged, [name for name, _kind in columns], table.references, links)
    return _outcome(table, staged.count if staged else 0, merge, before)


def refused_by_itself(table, source, allowance):
    """What is said of the cells of a file that are refused whatever stands in the files before it."""
    refused = []
    try:
        for batch in allowance.of(read(source, TABLES_BY_NAME[table.name], table.model, table.optional)):
            for name in table.plain:
                if name in batch.columns:
                    batch.values(name)
            refused += batch.refused
            if len(refused) > MOST_REFUSED:
                break
    except ImportFault as fault:
        refused += fault.sentences
    return refused


def _outcome(table, rows, merge, before):
    """What became of so many rows. A record whose links alone are others than `before` has changed too."""
    relinked = number_of_relinked(table, before) if rows > merge.new and merge.linked + merge.unlinked else 0
    changed = merge.changed + relinked
    return Outcome(table.name, merge.new, changed, rows - merge.new - changed, merge.linked, merge.unlinked)


def columns_of(table, found):
    """The columns that were read which are the model's own, and those that only lead to a reference, with types."""
    own = {field.attname for field in table.model._meta.concrete_fields}
    columns = column_types(table.model, [name for name in found if name in own])
    beside = []
    for reference in table.references:
        staged = {column: target for target, column in reference.by.items() if column not in own}
        types = column_types(reference.model, staged.values())
        beside += [(column, kind) for column, (_name, kind) in zip(staged, types, strict=True)]
    return columns, beside
