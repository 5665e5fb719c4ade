"""From temporary tables into the record: what is new is added, what differs is changed, the rest is left alone."""

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Model
from django.utils.translation import gettext as _

from changes.names import Named
from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.reasons import double_of, name_of_another, reason_of
from gfmd_portal.importing.staging import Staging, same
from meetings.places import PLACE, place_of

DIFFERS = {"postgresql": "IS DISTINCT FROM", "sqlite": "IS NOT"}


@dataclass(frozen=True)
class Link:
    """Rows that a record has of a table of its own, such as its themes; a cell of the file lists them."""

    name: str
    model: type[Model]
    owner: str
    columns: tuple[str, ...]

    def staging(self, cursor, table):
        """A temporary table for such rows."""
        return Staging(cursor, f"{table}_{self.name}", column_types(self.model, self.columns), is_keyed=False)


@dataclass(frozen=True)
class Reference:
    """A record that is found in the database by columns of the file: `by` pairs a column of it with one staged."""

    column: str
    model: type[Model]
    by: dict[str, str]
    cell: str


def column_types(model, names):
    return [(name, model._meta.get_field(name.removesuffix("_id")).db_type(connection)) for name in names]


def usual_values(model, columns):
    """What the fields of a new record hold that its file has no column for."""
    others = [field for field in model._meta.concrete_fields if field.attname not in columns and not field.primary_key]
    return {field.attname: field.get_default() for field in others if field.get_default() is not None}


def _is_ready(reference):
    """The condition that a row refers to a record that was found, or to none."""
    last = list(reference.by.values())[-1]
    return f"""(staged."{reference.column}" IS NOT NULL OR staged."{last}" = '')"""


class Merge:
    """The merging of one table. `staged` holds its records, `links` the temporary tables of what they list."""

    def __init__(self, cursor, model, key, source):
        self.cursor = cursor
        self.model = model
        self.table = f'"{model._meta.db_table}"'
        self.key = [(name, name) for name in key]
        self.source = source
        self.new = self.changed = self.linked = self.unlinked = 0

    def run(self, sql, values=None):
        self.cursor.execute(sql, values)
        return self.cursor.rowcount

    def merge(self, staged, columns, references, links):
        """Merge all of `staged`; `columns` are those that go into the table."""
        self.staged, self.columns = staged.name, columns
        staged.analyse()
        if taken := issubclass(self.model, Named) and name_of_another(self):
            raise taken
        try:
            with transaction.atomic():
                self._rounds(references)
        except IntegrityError as error:
            for reference in references:
                self._resolve(reference)  # what the transaction had resolved is gone with it
            raise reason_of(self) or ImportFault(f"{self.source.name}: {error}") from error
        self._analyse()
        if staged.count > self.new and (double := double_of(self, [name for name, _name in self.key])):
            raise double
        if links:
            self._link_all(staged, links)

    def _rounds(self, references):
        """Add and change records; those that refer to records of the same table wait until these are there."""
        for reference in references:
            self._resolve(reference)
        self._make_room()
        waiting = True
        while waiting:
            for reference in references:
                self._resolve(reference)
            ready = " AND ".join(map(_is_ready, references)) or "1 = 1"
            is_empty = not self._any()
            if not is_empty:
                self._analyse()
                self.changed += self._change(ready)
            added = self._add(ready, is_empty)
            self.new += added
            waiting = added and any(reference.model is self.model for reference in references)
        for reference in references:
            self._check(reference)

    def _resolve(self, reference):
        target = f'"{reference.model._meta.db_table}"'
        self.run(
            f'UPDATE {self.staged} AS staged SET "{reference.column}" = target.id FROM {target} AS target '
            f'WHERE staged."{reference.column}" IS NULL AND {same(reference.by.items(), "target", "staged")}'
        )

    def _check(self, reference):
        self.cursor.execute(f"SELECT min(line) FROM {self.staged} AS staged WHERE NOT {_is_ready(reference)}")
        if line := self.cursor.fetchone()[0]:
            where = {"place": self.source.at(line), "column": reference.cell}
            raise ImportFault(
                _("%(place)s, column %(column)s: there is no such record, here or in the database.") % where
            )

    def _make_room(self):
        """Let records wait beyond all places of a list where theirs is to be another: one may hold that of the next."""
        place = [self.model._meta.get_field(name).attname for name in place_of(self.model)]
        if not set(place) - {name for name, _name in self.key} or not set(place) <= set(self.columns):
            return
        kind = self.model._meta.get_field(PLACE).get_internal_type()
        _least, most = BaseDatabaseOperations.integer_field_ranges[kind]
        stored, said = (", ".join(f'{side}."{name}"' for name in place) for side in ("stored", "staged"))
        self.run(
            f'UPDATE {self.table} AS stored SET "{PLACE}" = stored."{PLACE}" + {most // 2 + 1} '
            f"FROM {self.staged} AS staged WHERE {same(self.key, 'stored', 'staged')} "
            f"AND ({stored}) {DIFFERS[connection.vendor]} ({said})"
        )

    def _change(self, ready):
        """Change the records that stand in the database and differ, and say how many did."""
        others = [name for name in self.columns if (name, name) not in self.key]
        values = ", ".join(f'"{name}" = staged."{name}"' for name in others)
        stored, said = (", ".join(f'{side}."{name}"' for name in others) for side in ("stored", "staged"))
        return self.run(
            f"UPDATE {self.table} AS stored SET {values} FROM {self.staged} AS staged "
            f"WHERE {same(self.key, 'stored', 'staged')} AND {ready} "
            f"AND ({stored}) {DIFFERS[connection.vendor]} ({said})"
        )

    def _any(self):
        """Whether the table holds anything yet."""
        self.cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {self.table})")
        return self.cursor.fetchone()[0]

    def _analyse(self):
        """Let PostgreSQL know how large the table is: it would look for a record among millions as among a few."""
        if connection.vendor == "postgresql":
            self.run(f"ANALYZE {self.table}")

    def _add(self, ready, is_empty):
        """Add the records that are not there yet, in the order of the file, and say how many there were."""
        known = f"SELECT 1 FROM {self.table} AS stored WHERE {same(self.key, 'stored', 'staged')}"
        usual = usual_values(self.model, self.columns)
        said = ", ".join(f'"{name}"' for name in self.columns)
        names = ", ".join([said, *(f'"{name}"' for name in usual)])
        values = ", ".join([said, *["%s"] * len(usual)])
        return self.run(
            f"INSERT INTO {self.table} ({names}) SELECT {values} FROM {self.staged} AS staged WHERE {ready} "
            f"{'' if is_empty else f'AND NOT EXISTS ({known}) '}ORDER BY line",
            list(usual.values()),
        )

    def _link_all(self, staged, links):
        """Give the records the rows that their cells list, and take from them the rows that these do not."""
        ids = Staging(self.cursor, "ids", [("id", "bigint")])
        self.run(
            f"INSERT INTO {ids.name} SELECT staged.line, stored.id FROM {staged.name} AS staged "
            f"JOIN {self.table} AS stored ON {same(self.key, 'stored', 'staged')}"
        )
        ids.analyse()
        has_old = staged.count > self.new
        if has_old:
            self.run(f"CREATE INDEX import_ids_id ON {ids.name} (id)")
        for link, rows in links:
            rows.analyse()
            if has_old:
                self.run(f"CREATE INDEX {rows.name}_line ON {rows.name} (line)")
            self._link(link, rows.name, ids.name, has_old)

    def _link(self, link, rows, ids, has_old):
        table = f'"{link.model._meta.db_table}"'
        names = ", ".join(f'"{name}"' for name in link.columns)
        pairs = [(name, name) for name in link.columns]
        unknown = ""
        if has_old:
            listed = f"SELECT 1 FROM {ids} JOIN {rows} ON {rows}.line = {ids}.line WHERE"
            self.unlinked += self.run(
                f'DELETE FROM {table} WHERE "{link.owner}" IN (SELECT id FROM {ids}) AND NOT EXISTS '
                f'({listed} {ids}.id = {table}."{link.owner}" AND {same(pairs, rows, table)})'
            )
            there = f'{table}."{link.owner}" = {ids}.id AND {same(pairs, table, rows)}'
            unknown = f"WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {there})"
        self.linked += self.run(
            f'INSERT INTO {table} ("{link.owner}", {names}) SELECT {ids}.id, {names} FROM {rows} '
            f"JOIN {ids} ON {ids}.line = {rows}.line {unknown}"
        )
