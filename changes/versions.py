"""The version of the record, which every edit raises."""

from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from threading import Lock
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, Error, connections

from changes.models import Change
from changes.prepared import execute_prepared


@dataclass(frozen=True)
class Version:
    """A state of the record: the number of the change that made it, and the moment of that change.

    Two states are the same only if both are: where changes were taken back, a number may be given again.
    """

    number: int
    made_at: datetime | None = None

    @property
    def day(self):
        """The day of the last change, in ISO form; empty where nothing is recorded."""
        return self.made_at.date().isoformat() if self.made_at else ""

    def __str__(self):
        """As people cite it: `2026-11-21.2557`; without the day where it is not known."""
        return ".".join(filter(None, [self.day, str(self.number)])) if self.number else "empty"


ASKED = f"SELECT id, made_at FROM {Change._meta.db_table} ORDER BY id DESC LIMIT 1"
"""The question for the version. Every answer begins with it, and the ORM would take five times as long to put it."""


def record_version():
    """The version of the record as it stands now, or in the snapshot that is read; one query on an indexed column.

    Every answer begins with it, so it is here that a connection turns out to be lost which was kept since an earlier
    one, as all are where PostgreSQL was started anew. No reader is to pay for that: a new one is asked.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if version := getattr(here, "version_of_snapshot", None):
        return version
    kept = here.connection
    try:
        return _asked(here)
    except Error:
        here.close_if_unusable_or_obsolete()
        if kept is None or here.connection is kept:
            raise
        return _asked(here)


def _asked(here):
    with here.cursor() as cursor:
        if here.vendor == "postgresql":
            execute_prepared(cursor, "record_version", ASKED)
        else:
            cursor.execute(ASKED)
        return version_in(cursor)


class SharedQuestion:
    """A question put once for all the threads that wait for its answer: `ask()` gives it.

    Nobody is told what was asked before they came, because an edit may have come in between: who comes while the
    question is on its way waits for the next. Of those who wait, the first asks for all who came before it asked.
    """

    def __init__(self, ask):
        self.ask, self.turn = ask, Lock()
        self.last = -inf, None

    def __call__(self, came=None):
        """The answer for whoever came at the moment `came`, of the monotonic clock; now, if it is not said."""
        came = came or monotonic()
        if self.last[0] <= came:
            with self.turn:
                if self.last[0] <= came:
                    self.last = monotonic(), self.ask()
        return self.last[1]


_shared_version = SharedQuestion(record_version)


def version_outside_a_snapshot(came):
    """The version of the record as it stands now, for a thread that reads nothing else of the record with it.

    In a full hall PostgreSQL is asked once for all readers who came before it was asked, however many threads answer
    them; `came` says when this one did, as `time.monotonic()` does, or is None where nobody knows. SQLite, which lies
    in the worker itself, answers before another thread could be waited for.
    """
    return _shared_version(came) if connections[DEFAULT_DB_ALIAS].vendor == "postgresql" else record_version()


def version_in(cursor):
    """The version that the answer to `ASKED` tells."""
    number, made_at = cursor.fetchone() or (0, None)
    if made_at and made_at.tzinfo is None:  # SQLite keeps the moment in UTC and no zone
        made_at = made_at.replace(tzinfo=UTC)
    return Version(number, made_at)


def changes_since(number):
    """What changed after version `number`, as a dict of table name to set of row ids, and the version now.

    Returns (Version, dict). A row that was taken out is named too; the reader finds it gone.
    """
    version = record_version()
    changed = {}
    rows = Change.objects.filter(pk__gt=number, pk__lte=version.number).values_list("table", "row").order_by()
    for table, row in rows.distinct():
        changed.setdefault(table, set()).add(row)
    return version, changed


def number_since(number, most):
    """How many changes were made after version `number`, counted no further than `most`.

    The difference of two versions is no such count: changes that were taken back leave their numbers out.
    """
    return Change.objects.filter(pk__gt=number).order_by()[:most].count()


def is_in_log(version):
    """Whether the log still holds a version: changes may have been taken back, or it was begun anew."""
    # The moment is compared here: SQLite keeps it as a text, of fewer digits than the ORM would ask for.
    return Change.objects.filter(pk=version.number).values_list("made_at", flat=True).first() == version.made_at


def rows_changed_since(version):
    """What changed after `version`: yields (table, row, owner or None).

    Raises `LookupError` where the log does not hold that version.
    """
    if not is_in_log(version):
        raise LookupError(str(version))
    yield from Change.objects.filter(pk__gt=version.number).order_by().values_list("table", "row", "owner").distinct()
