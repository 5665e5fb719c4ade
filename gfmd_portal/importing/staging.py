"""Temporary tables: what a file says stands in one until it is merged into the record."""

import csv
import io

from django.db import connection


def same(pairs, left, right):
    """The condition that two tables agree in these pairs of columns."""
    return " AND ".join(f'{left}."{one}" = {right}."{other}"' for one, other in pairs)


class Staging:
    """A temporary table with a `line`, its key unless a line has several rows, and columns, (name, type) pairs."""

    def __init__(self, cursor, name, columns, is_keyed=True):
        self.cursor = cursor
        self.name = f"import_{name}"
        self.columns = columns
        self.count = 0
        cursor.execute(f"DROP TABLE IF EXISTS {self.name}")
        said = ", ".join(f'"{column}" {kind}' for column, kind in columns)
        key = " PRIMARY KEY" if is_keyed else ""
        cursor.execute(f"CREATE TEMPORARY TABLE {self.name} (line integer{key}, {said})")

    def add(self, rows):
        """Add rows: the line, then the values of the columns."""
        self.count += len(rows)
        if connection.vendor == "postgresql":
            self._copy(rows)
        else:
            places = ", ".join(["%s"] * (len(self.columns) + 1))
            self.cursor.executemany(f"INSERT INTO {self.name} VALUES ({places})", rows)

    def _copy(self, rows):
        """Hand the rows to PostgreSQL as CSV. All cells are quoted; an empty one is NULL where that is no text."""
        lines = io.StringIO(newline="")
        csv.writer(lines, quoting=csv.QUOTE_ALL).writerows(rows)
        lines.seek(0)
        numbers = ", ".join(f'"{name}"' for name, kind in self.columns if kind in ("bigint", "smallint", "integer"))
        nulls = f", FORCE_NULL ({numbers})" if numbers else ""
        with connection.wrap_database_errors:  # Django does so only with statements
            self.cursor.copy_expert(f"COPY {self.name} FROM STDIN WITH (FORMAT csv{nulls})", lines)

    def analyse(self):
        """Let the database know how large the table is, so that it plans well."""
        if connection.vendor == "postgresql":
            self.cursor.execute(f"ANALYZE {self.name}")
