"""The index on SQLite: an FTS5 table of ready-made tokens, one row for each entry."""

import sys
from itertools import product

from django.db import connection

from search.tree import Either, Every, Run, Without, begins

FINISH = ["INSERT INTO search_text (search_text) VALUES ('optimize')"]
LOCK = None
"""A transaction that is to write is the only one from its start (`transaction_mode` in the settings)."""
COLUMNS = ["rowid", "title", "body", "keywords"]
TOKENS = "title || ' ' || body || ' ' || keywords"
JOINED_IDS = "group_concat(rowid %% %(span)s)"
CONDITION = "search_text MATCH %(match)s"
# A word in a title counts for ten in the text; 2 is for what stands about the record, such as its themes.
RANKED = """
SELECT rowid FROM (
    SELECT rowid, bm25(search_text, 10.0, 1.0, 2.0) AS score FROM search_text
    WHERE search_text MATCH %(match)s AND {of_kind} LIMIT %(ranked)s
) AS matches ORDER BY score, rowid LIMIT %(limit)s OFFSET %(offset)s
"""


TABLE = """
CREATE VIRTUAL TABLE search_text USING fts5(title, body, keywords, tokenize="ascii tokenchars '-=_'", prefix='2 3')
"""
"""What begins with one or two letters, behind the `=` of words as they stand, is kept ready too.

For each question FTS5 would gather all that do, and to rank two questions for each kind of record: for `a*` among
100,000 records that took ten times as long. The index is half as large again for it.
"""

TOKENS_TABLE = "CREATE VIRTUAL TABLE IF NOT EXISTS search_token USING fts5vocab(search_text, row)"
"""All tokens that are in the index, as FTS5 shows them: nothing is stored in it."""
BEGINNING = "SELECT term FROM search_token WHERE term >= %(first)s AND term < %(end)s"
LAST_SIGN = chr(sys.maxunicode)


def create(_sources):
    """The statements that make the table. The entries of a kind stand together in it, for their ids do."""
    return [TABLE, TOKENS_TABLE]


def row(tokens):
    """The values of `COLUMNS` for an entry id and its three texts of tokens."""
    return tokens


def insert(cursor, table, columns, rows):
    """Add many rows to a table."""
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})", rows)


def expression(tree):
    """The tree in the query language of FTS5."""
    match tree:
        case Run():
            return _run(tree)
        case Without():
            return f'("_all" NOT {expression(tree.part)})'
        case Either():
            return f"({' OR '.join(expression(part) for part in tree.parts)})"
        case Every():
            return _every(tree.parts)


def _run(run):
    """Tokens in a row. FTS5 lets only the last be the beginning of a word: of one before it, each ending is named."""
    *before, last = run.tokens
    own, star = "{title body} : " if run.own else "", " *" if begins(last) else ""
    rows = (" ".join([*tokens, last.removesuffix("*")]) for tokens in product(*map(_endings, before)))
    found = " OR ".join(f'"{row}"{star}' for row in rows)
    return f"{own}({found})"


def _endings(token):
    """The tokens of the index that begin so, where it is a beginning. If there are none, nothing is found by it."""
    if not begins(token):
        return [token]
    beginning = token.removesuffix("*")
    with connection.cursor() as cursor:
        cursor.execute(BEGINNING, {"first": beginning, "end": f"{beginning}{LAST_SIGN}"})
        return [found for (found,) in cursor.fetchall()] or [beginning]


def _every(parts):
    """All of `parts`. What is left out is taken from what is found, because FTS5 has no NOT that stands alone."""
    wanted = [expression(part) for part in parts if not isinstance(part, Without)] or ['"_all"']
    left_out = [expression(part.part) for part in parts if isinstance(part, Without)]
    found = f"({' AND '.join(wanted)})"
    return f"({found} NOT ({' OR '.join(left_out)}))" if left_out else found
