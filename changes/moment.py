"""Reading many tables as of one moment, while editors go on working."""

from contextlib import contextmanager

from django.db import connection

BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"}
"""How a moment begins. Not by atomic(): on SQLite the settings make it take the writer's lock, and editors would wait
for an export to end; on PostgreSQL it asks the database three times where once will do."""


@contextmanager
def one_moment():
    """Keep every query inside at one state of the record, so that the tables of one export fit together.

    Inside a transaction there is nothing to open: its own rules hold.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
