"""The index on PostgreSQL: a table of `tsvector`s made of ready-made tokens, one row for each entry, under GIN.

Tokens are written as `tsvector` and `tsquery` literals, so no parser or dictionary of the database touches them.
"""

from search.tree import Either, Every, Run, Without

CREATE = [
    "CREATE TABLE search_text (rowid bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "CREATE INDEX search_text_tokens ON search_text USING gin (tokens)",
]
LOCK = "SELECT pg_advisory_xact_lock(hashtext('search_text'))"
INSERT = "INSERT INTO search_text (rowid, tokens) VALUES (%s, %s::tsvector)"
JOINED_IDS = "string_agg(rowid::text, ',')"
CONDITION = "tokens @@ %(match)s::tsquery"
# The weights are those of D (not used), C (what stands about the record), B (its text) and A (its title).
RANKED = """
SELECT rowid FROM (
    SELECT rowid, tokens FROM search_text
    WHERE tokens @@ %(match)s::tsquery AND rowid %% %(kinds)s = %(kind)s LIMIT %(ranked)s
) AS matches
ORDER BY ts_rank('{0, 0.2, 0.1, 1}', tokens, %(match)s::tsquery, 1) DESC, rowid LIMIT %(limit)s OFFSET %(offset)s
"""
WEIGHTS = "ABC"
OWN = "AB"
"""The weights of a record's title and text."""
LAST_PLACE = 16383
"""PostgreSQL counts places in a text up to here, and keeps up to 256 of them for a token."""


def row(entry, columns):
    """The values of `INSERT` for an entry id and its three lists of tokens."""
    places, place = {}, 0
    for tokens, weight in zip(columns, WEIGHTS, strict=True):
        for token in tokens:
            place += 1
            if token not in {"_", "_all"}:
                places.setdefault(token, []).append(f"{min(place, LAST_PLACE)}{weight}")
        place += 1
    return entry, " ".join(f"'{token}':{','.join(found[:256])}" for token, found in places.items())


def expression(tree):
    """The tree in the query language of PostgreSQL."""
    match tree:
        case Run():
            # Behind the colon: any end of the last word, and where in the record it may stand (see `row`).
            where = OWN if tree.own else ""
            run = " <-> ".join(f"'{token}':{where}" if where else f"'{token}'" for token in tree.tokens)
            return f"({run}{('' if where else ':') + '*' if tree.prefix else ''})"
        case Without():
            return f"!{expression(tree.part)}"
        case Either():
            return f"({' | '.join(expression(part) for part in tree.parts)})"
        case Every():
            return f"({' & '.join(expression(part) for part in tree.parts)})"
