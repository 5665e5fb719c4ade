"""Reading many tables in one snapshot of the database, while editors go on working."""

from contextlib import contextmanager
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from changes.triggers import lock_the_record
from changes.versions import ASKED, record_version, version_in

BEGIN = {
    "sqlite": ("BEGIN DEFERRED", ASKED),
    "postgresql": (f"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; {ASKED}",),
}
"""How a snapshot begins: with the question for its version, which PostgreSQL takes in one go with the rest.

Not by atomic(): on SQLite the settings make it take the writer's lock, and editors would wait for an export to end; on
PostgreSQL it asks the database three times where once will do.
"""


def in_a_snapshot():
    """Whether a snapshot is being read, in which nothing can be written."""
    return getattr(connections[DEFAULT_DB_ALIAS], "version_of_snapshot", None) is not None


def began_at():
    """When the snapshot that is read began, by the clock of this process; outside of one, now."""
    return connections[DEFAULT_DB_ALIAS].snapshot_began if in_a_snapshot() else monotonic()


@contextmanager
def one_snapshot():
    """Keep every query inside at one state of the record, so that the tables of one export fit together.

    Inside another snapshot there is nothing to open, nor inside a transaction: its own rules hold.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if here.in_atomic_block or in_a_snapshot():
        yield
        return
    with here.cursor() as cursor:
        here.snapshot_began = monotonic()
        try:
            for statement in BEGIN[here.vendor]:
                cursor.execute(statement)
            here.version_of_snapshot = version_in(cursor)
            yield
        finally:
            here.version_of_snapshot = None
            cursor.execute("ROLLBACK")


@contextmanager
def held_snapshot(prepare):
    """The same by holding up all who edit, until it ends. `prepare`, which may write, is called first within it."""
    here = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic():
        lock_the_record()
        prepare()
        here.snapshot_began = monotonic()
        here.version_of_snapshot = record_version()
        try:
            yield
        finally:
            here.version_of_snapshot = None
