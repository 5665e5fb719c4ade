"""Statements that PostgreSQL reads and plans once for each connection.

SQLite keeps the statements that it has read by itself. PostgreSQL would read and plan them anew each time, in half of
the time that a short one takes.
"""

from weakref import WeakKeyDictionary

_known = WeakKeyDictionary()
"""The names of the statements that each connection has prepared; a new one has none."""


def execute_prepared(cursor, name, sql, parameters=()):
    """Execute `sql` with `parameters`, which it calls `$1` and so on, on PostgreSQL, as the statement `name`."""
    known = _known.setdefault(cursor.connection, set())
    if name not in known:
        cursor.execute(f"PREPARE {name} AS {sql}")
        known.add(name)
    places = f" ({', '.join(['%s'] * len(parameters))})" if parameters else ""
    cursor.execute(f"EXECUTE {name}{places}", parameters or None)
