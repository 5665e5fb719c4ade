"""Reading many tables as of one moment, while editors go on working."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment():
    """Keep every query inside at one state of the record, so that the tables of one export fit together.

    Inside a transaction there is nothing to open: its own rules hold.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not atomic(): the settings make it take the writer's lock, and editors would wait for the export to end.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
