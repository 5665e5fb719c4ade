"""The index as the rest of the search uses it, whichever database keeps it."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from browse.bitmaps import numbers
from search import index_postgresql, index_sqlite
from search.models import KINDS, Entry

RANKED = 2000
"""Matches of one kind that are put in order of relevance. Finding and counting have no limit."""

KEEPERS = {"sqlite": index_sqlite, "postgresql": index_postgresql}


def keeper():
    """The module that knows the database in use."""
    return KEEPERS[connection.vendor]


def lock():
    """Let nobody else write the index until this transaction ends."""
    if keeper().LOCK:
        _run(keeper().LOCK)


def write(entries, rows):
    """Add entries: what is shown of each (the columns of `Entry`), and its id with its tokens.

    The tokens are three texts: those of the title, of the body, and of what is said about the record.
    """
    columns = [field.column for field in Entry._meta.concrete_fields]
    with connection.cursor() as cursor:
        keeper().insert(cursor, Entry._meta.db_table, columns, entries)
        keeper().insert(cursor, "search_text", keeper().COLUMNS, map(keeper().row, rows))


def tokens_of(entries):
    """Yield the tokens of entries as they are kept, as (entry id, text), in no order and some more than once."""
    with connection.cursor() as cursor:
        for entry in entries:
            cursor.execute(f"SELECT {keeper().TOKENS} FROM search_text WHERE rowid = %s", [entry])
            for (tokens,) in cursor.fetchall():
                yield entry, tokens


def remove(entries):
    """Take entries out, by their ids."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(entry,) for entry in entries])


@contextmanager
def written_anew():
    """Take everything out, and let it be written anew; what many rows at once would slow down is made at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in ["DROP TABLE IF EXISTS search_text", *keeper().CREATE]:
            cursor.execute(statement)
        yield
        for statement in keeper().FINISH:
            cursor.execute(statement)


def make_empty():
    """Take everything out."""
    with written_anew():
        pass


def records(tree, number):
    """The ids of the records of kind `number` that match, as a subquery."""
    # A place for each value in order: this is how the ORM passes parameters on.
    condition = keeper().CONDITION.replace("%(match)s", "%s")
    sql = f"SELECT rowid / {KINDS} FROM search_text WHERE {condition} AND rowid %% {KINDS} = %s"
    return RawSQL(sql, [keeper().expression(tree), number])


def record_ids(tree, number):
    """The ids of the records of kind `number` that match, as an array."""
    sql = f"SELECT {keeper().JOINED_IDS} FROM search_text WHERE {keeper().CONDITION}"
    found = numbers(_run(sql, match=keeper().expression(tree))[0][0])
    return found[found % KINDS == number] // KINDS


def counts(tree):
    """How many entries of each kind match, as a dict of kind number to count."""
    sql = f"SELECT rowid %% {KINDS}, count(*) FROM search_text WHERE {keeper().CONDITION} GROUP BY 1"
    return dict(_run(sql, match=keeper().expression(tree)))


def totals(trees):
    """How many entries match each of `trees`, in one query."""
    if not trees:
        return []
    names = [f"match{place}" for place in range(len(trees))]
    parts = [
        f"SELECT {place}, count(*) FROM search_text WHERE {keeper().CONDITION.replace('(match)', f'({name})')}"
        for place, name in enumerate(names)
    ]
    found = _run(" UNION ALL ".join(parts), **dict(zip(names, map(keeper().expression, trees), strict=True)))
    return [count for _place, count in sorted(found)]


def entries(tree):
    """The ids of all entries that match."""
    sql = f"SELECT rowid FROM search_text WHERE {keeper().CONDITION}"
    return [entry for (entry,) in _run(sql, match=keeper().expression(tree))]


def ranked(tree, number, limit, offset=0):
    """The ids of the entries of one kind that match best, in order."""
    options = {"kinds": KINDS, "kind": number, "ranked": RANKED, "limit": limit, "offset": offset}
    return [entry for (entry,) in _run(keeper().RANKED, match=keeper().expression(tree), **options)]


def _run(sql, **parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
