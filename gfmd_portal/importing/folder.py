"""A folder of tables, brought into the database whole or not at all."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from changes.triggers import hold
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.importing.cells import ImportFault, read
from gfmd_portal.importing.merging import Merge, column_types
from gfmd_portal.importing.order import IMPORTS
from gfmd_portal.importing.staging import Staging


@dataclass(frozen=True)
class Outcome:
    """What became of one table: records that were new, changed and unchanged, and what links came and went."""

    name: str
    new: int
    changed: int
    unchanged: int
    linked: int
    unlinked: int


def import_folder(folder):
    """Bring the tables in a folder into the database. Yields an `Outcome` for each, in order.

    Raises `ImportFault` at the first that breaks a rule; nothing of any table is kept then. What is in the database
    and not in the files stays as it is.
    """
    present = [table for table in IMPORTS if (folder / f"{table.name}.csv").is_file()]
    if not present:
        names = ", ".join(f"{table.name}.csv" for table in IMPORTS)
        raise ImportFault(_("%(folder)s holds none of %(names)s.") % {"folder": folder, "names": names})
    with transaction.atomic(), connection.cursor() as cursor:
        hold()
        for table in present:
            yield import_table(cursor, table, folder / f"{table.name}.csv")


def import_table(cursor, table, path):
    """Bring one file into the database and say what became of its rows."""
    staged, links = None, []
    read_batch = table.read()
    for batch in read(path, TABLES_BY_NAME[table.name], table.model, table.optional):
        found = {name: batch.values(name) for name in table.plain if name in batch.columns} | read_batch(batch)
        if staged is None:
            columns, beside = columns_of(table, found)
            staged = Staging(cursor, table.name, [*columns, *beside])
            links = [(link, link.staging(cursor, table.name)) for link in table.links]
        staged.add(list(zip(batch.lines, *(found[name] for name, _kind in staged.columns), strict=True)))
        for link, rows in links:
            listed = zip(batch.lines, found[link.name], strict=True)
            rows.add([(line, *row) for line, rows_of_cell in listed for row in rows_of_cell])
    merge = Merge(cursor, table.model, table.key, path.name)
    if staged:
        merge.merge(staged, [name for name, _kind in columns], table.references, links)
    count = staged.count if staged else 0
    unchanged = count - merge.new - merge.changed
    return Outcome(table.name, merge.new, merge.changed, unchanged, merge.linked, merge.unlinked)


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
