"""The index as the rest of the search uses it, whichever database keeps it."""

from collections import defaultdict
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from browse.bitmaps import numbers
from search import index_postgresql, index_sqlite
from search.models import SPAN, Entry
from search.sources import sources
from search.tree import begins, leaves

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
        for statement in ["DROP TABLE IF EXISTS search_text", *keeper().create(sources().values())]:
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
    sql = f"SELECT rowid %% {SPAN} FROM search_text WHERE {condition} AND {of_kind(number)}"
    return RawSQL(sql, [keeper().expression(tree)])


def of_kind(number, last=None):
    """The condition for the entries of kind `number`, or of it and all up to `last`.

    Its bounds are spelt out, so that PostgreSQL plans with them.
    """
    return f"rowid BETWEEN {number * SPAN} AND {((last or number) + 1) * SPAN - 1}"


def record_ids(tree, number):
    """The ids of the records of kind `number` that match, as an array."""
    sql = f"SELECT {keeper().JOINED_IDS} FROM search_text WHERE {keeper().CONDITION} AND {of_kind(number)}"
    return numbers(_run(sql, match=keeper().expression(tree), span=SPAN)[0][0])


def counts(tree, kinds):
    """How many entries match of each of `kinds`, which are numbers, as a dict; those without any are left out."""
    if any(begins(token) for run in leaves(tree) for token in run.tokens):
        # FTS5 gathers all words with this beginning for each question anew, so only one is put.
        sql = f"SELECT rowid / {SPAN}, count(*) FROM search_text WHERE {keeper().CONDITION} GROUP BY 1"
    else:
        parts = [
            f"SELECT {number}, count(*) FROM search_text WHERE {keeper().CONDITION} AND {of_kind(number)}"
            for number in kinds
        ]
        sql = " UNION ALL ".join(parts)
    found = _run(sql, match=keeper().expression(tree)) if kinds else []
    return {number: count for number, count in found if count and number in kinds}


def totals(trees, number=None):
    """How many entries match each of `trees`, in one query; with `number`, of that kind."""
    condition = f" AND {of_kind(number)}" if number else ""
    return [count for _place, count in sorted(_each("SELECT {place}, count(*) FROM {matches}" + condition, trees))]


def held(trees):
    """Those of `trees` that any entry matches."""
    found = _each("SELECT {place} WHERE EXISTS (SELECT 1 FROM {matches})", trees)
    return {trees[place] for (place,) in found}


def _each(sql, trees):
    """What a question gives for each of `trees`, put in one go."""
    parts, parameters = [], {}
    for place, tree in enumerate(trees):
        condition = keeper().CONDITION.replace("(match)", f"(match{place})")
        parts.append(sql.format(place=place, matches=f"search_text WHERE {condition}"))
        parameters[f"match{place}"] = keeper().expression(tree)
    return _run(" UNION ALL ".join(parts), **parameters) if parts else []


def entries(tree):
    """The ids of all entries that match."""
    sql = f"SELECT rowid FROM search_text WHERE {keeper().CONDITION}"
    return [entry for (entry,) in _run(sql, match=keeper().expression(tree))]


def ranked(tree, number, limit, offset=0):
    """The ids of the entries of one kind that match best, in order."""
    return _ranked(tree, of_kind(number), limit, offset)


def best(tree, counts, limit):
    """The ids of the entries that match best, so many of each kind, in order, as a dict of kind number to list.

    `counts` are those of all that match, by kind. Kinds with few are asked for in one go: for each question FTS5 first
    counts all that hold the words, and on a large record this takes longer than the rest.
    """
    found = defaultdict(list)
    for kinds in _together(counts):
        most = RANKED if kinds[1:] else limit
        for entry in _ranked(tree, of_kind(kinds[0], kinds[-1]), most):
            found[entry // SPAN].append(entry)
    return {number: found[number][:limit] for number in counts}


def _together(counts):
    """The kinds in groups of neighbours with no more matches than are ranked."""
    groups, matches = [], RANKED
    for number in sorted(counts):
        matches += counts[number]
        if matches > RANKED:
            groups.append([])
            matches = counts[number]
        groups[-1].append(number)
    return groups


def _ranked(tree, condition, limit, offset=0):
    sql = keeper().RANKED.format(of_kind=condition)
    options = {"ranked": RANKED, "limit": limit, "offset": offset}
    return [entry for (entry,) in _run(sql, match=keeper().expression(tree), **options)]


def _run(sql, **parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
