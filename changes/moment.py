"""Reading many tables as of one moment, while editors go on working: in a snapshot, as databases call it."""

from contextlib import contextmanager
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from changes.triggers import lock_the_record
from changes.versions import ASKED, record_version, version_in

BEGIN = {
    "sqlite": ("BEGIN DEFERRED", ASKED),
    "postgresql": (f"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; {ASKED}",),
}
"""How a moment begins: with the question for its version, which PostgreSQL takes in one go with the rest.

Not by atomic(): on SQLite the settings make it take the writer's lock, and editors would wait for an export to end; on
PostgreSQL it asks the database three times where once will do.
"""


def in_a_moment():
    """Whether a moment is being read, in which nothing can be written."""
    return getattr(connections[DEFAULT_DB_ALIAS], "version_of_moment", None) is not None


def began_at():
    """When the moment that is read began, by the clock of this process; outside of one, now."""
    return connections[DEFAULT_DB_ALIAS].moment_began if in_a_moment() else monotonic()


@contextmanager
def one_moment():
    """Keep every query inside at one state of the record, so that the tables of one export fit together.

    Inside another moment there is nothing to open, nor inside a transaction: its own rules hold.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if here.in_atomic_block or in_a_moment():
        yield
        return
    with here.cursor() as cursor:
        here.moment_began = monotonic()
        try:
            for statement in BEGIN[here.vendor]:
                cursor.execute(statement)
            here.version_of_moment = version_in(cursor)
            yield
        finally:
            here.version_of_moment = None
            cursor.execute("ROLLBACK")


@contextmanager
def held_moment(prepare):
    """The same by holding up all who edit, until it ends. `prepare`, which may write, is called first within it."""
    here = connections[DEFAULT_DB_ALIAS]
    with transaction.atomic():
        lock_the_record()
        prepare()
        here.moment_began = monotonic()
        here.version_of_moment = record_version()
        try:
            yield
        finally:
            here.version_of_moment = None
