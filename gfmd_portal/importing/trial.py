"""What bringing tables in would do, record by record: it is done, looked at, and taken back."""

from dataclasses import dataclass, replace

from django.db import transaction

from changes.triggers import lock_the_record
from changes.versions import record_version
from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.dataset.files import as_text
from gfmd_portal.dataset.reading import batches
from gfmd_portal.dataset.schema import Column
from gfmd_portal.importing.agreement import differences
from gfmd_portal.importing.near_names import doubts, refuse_twins
from gfmd_portal.importing.order import IMPORTS
from gfmd_portal.importing.together import Outcome, import_tables
from gfmd_portal.importing.touched import touched

BY_NAME = {table.name: table for table in IMPORTS}


@dataclass
class Record:
    """A record that is new or changed: what it is called, and its cells that are others than before.

    A cell is (column, before, after), in the words of the file. A new record had nothing before.
    """

    pk: int
    is_new: bool
    called: str
    cells: list


@dataclass(frozen=True)
class Tried:
    """What would become of the table in one file, in numbers and record by record."""

    file: str
    outcome: Outcome
    records: list


def tried(sources, most):
    """What bringing the `sources` in would do to their tables, as a list of `Tried`.

    Beside it, which lines would differ from their passages, and which names are doubted.

    Nothing of it stays. Raises `ImportFault` where it cannot be done.
    """
    with transaction.atomic():
        lock_the_record()
        with transaction.atomic():
            steps = list(_steps(sources, most))
            differing, doubted = _differing(steps), _doubted(steps)
            transaction.set_rollback(True)
        files = {source.table: source.name for source in sources}
        tables = [
            Tried(files[outcome.name], outcome, list(_records(outcome.name, new, after)))
            for outcome, new, after in steps
        ]
        return tables, differing, _told_of_changes(doubted, tables)


def _differing(steps):
    """The lines that would differ from their passages. New records have no form yet, and other ids once they are in."""
    touched = {BY_NAME[outcome.name].model: after.keys() for outcome, _new, after in steps}
    new = {(BY_NAME[outcome.name].model, pk) for outcome, ids, _after in steps for pk in ids}
    return differences(touched, new)


def _doubted(steps):
    """What is doubted of the records that were touched, by table."""
    return {
        outcome.name: list(doubts(BY_NAME[outcome.name], dictionary(outcome.name), after))
        for outcome, _new, after in steps
    }


def _told_of_changes(doubted, tables):
    """The doubts about names that are new or others than before: those that stood there were doubted in their time."""
    told = []
    for table in tables:
        changed = {(record.pk, column) for record in table.records for column, _before, _after in record.cells}
        told += [words for pk, column, words in doubted[table.outcome.name] if (pk, column) in changed]
    return told


@transaction.atomic
def brought_in(sources, most):
    """Bring the `sources` in, and return the ids of the records that are new by table, in the order of their file."""
    lock_the_record()
    before = record_version()
    return {outcome.name: touched(BY_NAME[outcome.name], before)[0] for outcome in import_tables(sources, most)}


def _steps(sources, most):
    """Bring the tables in. Yields for each its `Outcome`, the ids of its new records, and the cells of all touched.

    Those that changed come first: there is more to decide about them.
    """
    before, by_table = record_version(), {source.table: source for source in sources}
    for outcome in import_tables(sources, most):
        table = BY_NAME[outcome.name]
        new, changed = touched(table, before)
        cells = cells_of(outcome.name, [*changed, *new])
        refuse_twins(table, dictionary(outcome.name), by_table[outcome.name], new, cells)
        yield outcome, set(new), cells


def _records(name, new, after):
    """The records that would be touched, whose cells `after` says; those before are in the database again."""
    table = dictionary(name)
    before = cells_of(name, [pk for pk in after if pk not in new])
    nothing = dict.fromkeys((column.name for column in table.columns), "")
    for pk, cells in after.items():
        was = before.get(pk, nothing)
        differing = [(column, was[column], cell) for column, cell in cells.items() if cell != was[column]]
        yield Record(pk, pk in new, ", ".join(cells[column] for column in table.key), differing)


def dictionary(name):
    """A table of the data set, with the columns beside that only an import reads."""
    table = TABLES_BY_NAME[name]
    known = {column.name for column in table.columns}
    more = [Column(name=name, description="", example="") for name in BY_NAME[name].more if name not in known]
    return replace(table, columns=(*table.columns, *more))


def cells_of(name, ids):
    """The cells of records of a table, by id and column, as its file has them."""
    if not ids:
        return {}
    table = replace(dictionary(name), ids=lambda size: batches(ids, size))
    columns = [column.name for column in table.columns]
    rows = ((in_file(cell) for cell in row) for row in table.rows())
    return {pk: dict(zip(columns, row, strict=True)) for pk, row in zip(ids, rows, strict=True)}


def in_file(value):
    """A value as a file of the data set has it."""
    return "" if value is None else str(as_text(value))
