"""The index on PostgreSQL: a table of `tsvector`s made of ready-made tokens, one row for each entry, under GIN.

Each kind of record has a partition, and so an index of its own: where a word stands in 300,000 recommendations and one
session, to find the session does not take going through the recommendations.

Tokens are written as `tsvector` and `tsquery` literals, so no parser or dictionary of the database touches them.
"""

import csv
import io
from collections import defaultdict
from itertools import chain, islice, repeat

from search.models import SPAN
from search.tree import Either, Every, Run, Without, begins

TABLE = """
CREATE TABLE search_text (
    rowid bigint PRIMARY KEY, tokens tsvector NOT NULL, blank text NOT NULL DEFAULT repeat(' ', 2100)
) PARTITION BY RANGE (rowid)
"""
PARTITION = """
CREATE TABLE search_text_{kind} PARTITION OF search_text FOR VALUES FROM ({first}) TO ({end})
WITH (toast_tuple_target = 128)
"""
COLUMN = "ALTER TABLE search_text ALTER tokens SET STORAGE EXTERNAL, ALTER tokens SET STATISTICS 0"
"""A search reads the row of every match, so rows are to be narrow: their tokens stand apart (TOAST).

PostgreSQL puts them there only where a row is wider than 2 kB, which the blanks see to; they shrink to a few bytes. It
also thinks that to read tokens costs nothing, and would read those of all rows for a common word. Without statistics
of them it takes every word for rare, and asks the index.
"""
FINISH = [
    "SET LOCAL maintenance_work_mem = '256MB'",
    "CREATE INDEX search_text_tokens ON search_text USING gin (tokens)",
    "ANALYZE search_text",
]
"""An index over all rows is made several times as fast as one that grows row by row."""
LOCK = "SELECT pg_advisory_xact_lock(hashtext('search_text'))"
COLUMNS = ["rowid", "tokens"]
TOKENS = "array_to_string(tsvector_to_array(tokens), ' ')"
JOINED_IDS = "string_agg((rowid %% %(span)s)::text, ',')"
CONDITION = "tokens @@ %(match)s::tsquery"
# The weights are those of D (not used), C (what stands about the record), B (its text) and A (its title).
RANKED = """
SELECT rowid FROM (
    SELECT rowid, tokens FROM search_text
    WHERE tokens @@ %(match)s::tsquery AND {of_kind} LIMIT %(ranked)s
) AS matches
ORDER BY ts_rank('{{0, 0.2, 0.1, 1}}', tokens, %(match)s::tsquery, 1) DESC, rowid LIMIT %(limit)s OFFSET %(offset)s
"""
WEIGHTS = "ABC"
OWN = "AB"
"""The weights of a record's title and text."""
LAST_PLACE = 16383
"""PostgreSQL counts places in a text up to here, and keeps up to 256 of them for a token."""
PLACES = {weight: [f"{place}{weight}" for place in range(LAST_PLACE + 1)] for weight in WEIGHTS}
"""Each place as it is written, because it is written again for every record."""


def create(sources):
    """The statements that make the table, with a part for each of the kinds of records."""
    parts = [(source.kind, source.number * SPAN) for source in sources]
    made = [PARTITION.format(kind=kind, first=first, end=first + SPAN) for kind, first in parts]
    return [TABLE, *made, COLUMN]


def row(tokens):
    """The values of `COLUMNS` for an entry id and its three texts of tokens."""
    entry, *columns = tokens
    places, first = defaultdict(list), 1
    for column, weight in zip(columns, WEIGHTS, strict=True):
        found = column.split()
        for token, place in zip(
            found, chain(islice(PLACES[weight], first, None), repeat(PLACES[weight][-1])), strict=False
        ):
            places[token].append(place)
        first += len(found) + 1
    places.pop("_", None)
    places.pop("_all", None)
    return entry, " ".join([f"'{token}':{','.join(found[:256])}" for token, found in places.items()])


def insert(cursor, table, columns, rows):
    """Add many rows to a table."""
    lines = io.StringIO(newline="")
    csv.writer(lines, quoting=csv.QUOTE_ALL).writerows(rows)
    lines.seek(0)
    names = ", ".join(f'"{name}"' for name in columns)
    with cursor.db.wrap_database_errors:  # Django does so only with statements
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv)", lines)


def expression(tree):
    """The tree in the query language of PostgreSQL."""
    match tree:
        case Run():
            return f"({' <-> '.join(_lexeme(token, OWN if tree.own else '') for token in tree.tokens)})"
        case Without():
            return f"!{expression(tree.part)}"
        case Either():
            return f"({' | '.join(expression(part) for part in tree.parts)})"
        case Every():
            return f"({' & '.join(expression(part) for part in tree.parts)})"


def _lexeme(token, where):
    """A token. Behind its colon stands where in the record it may be (see `row`), and a star for any ending."""
    told = f"{where}*" if begins(token) else where
    return f"'{token.removesuffix('*')}'{':' if told else ''}{told}"
