"""Bringing records in with `import_data`, beside the database's own way of filling the same tables.

Both fill tables that are empty, with the same keys, indexes, foreign keys and triggers, in one transaction. The
database's own way is given the rows as they lie in its tables, with their ids, and checks no cell.
"""

import sqlite3
import time
from contextlib import closing

from bench import stores
from bench.settings import FOLDER

TABLES = [
    *("meetings_theme", "recommendations_addressee", "meetings_meeting", "gfmd_sessions_session"),
    *("recommendations_recommendation", "recommendations_recommendationtheme"),
    *("recommendations_recommendation_addressees", "recommendations_subitem", "recommendations_example"),
    *("recommendations_exampletheme", "recommendations_examplecountry"),
]
SPARE = 1
"""In place of a number of records: the name of the database that is filled and thrown away."""


def bare(kind, size):
    """(seconds, rows) of putting the rows of a store into the tables of an empty one."""
    stores.empty(kind, SPARE)
    return {"sqlite": inserted, "postgresql": copied}[kind](size)


def inserted(size):
    """SQLite has no command of its own that is quicker than one prepared statement for many rows."""
    with (
        closing(sqlite3.connect(stores.path(size))) as source,
        closing(sqlite3.connect(stores.path(SPARE), isolation_level=None)) as target,
    ):
        target.execute("PRAGMA foreign_keys = ON")
        began, count = time.perf_counter(), 0
        target.execute("BEGIN")
        for name in TABLES:
            rows = source.execute(f"SELECT * FROM {name}")
            places = ", ".join("?" * len(rows.description))
            count += target.executemany(f"INSERT INTO {name} VALUES ({places})", rows).rowcount
        target.execute("COMMIT")
        return time.perf_counter() - began, count


def copied(size):
    commands, count = ["BEGIN;"], 0
    for name in TABLES:
        dump = FOLDER / f"{name}.copy"
        count += int(stores.ask(f"\\copy {name} TO '{dump}'\n", f"bench_{size}").split()[-1])
        commands.append(f"\\copy {name} FROM '{dump}'")
    began = time.perf_counter()
    stores.ask("\n".join([*commands, "COMMIT"]), f"bench_{SPARE}")
    taken = time.perf_counter() - began
    for name in TABLES:
        (FOLDER / f"{name}.copy").unlink()
    return taken, count


def table(kind, sizes):
    """Print the table for one database, whose stores are made anew for it."""
    way = "COPY ... FROM" if kind == "postgresql" else "executemany"
    print(f"\nLoading, {kind}: import_data beside {way} into the same tables with their indexes and triggers\n")
    print(f"| recommendations | rows of all tables | import, s | {way}, s | ratio | then the search index, s |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        (taken, index), (other, count) = stores.make(kind, size), bare(kind, size)
        said = f"{taken:.1f} | {other:.1f} | {taken / other:.1f} | {index:.1f}"
        print(f"| {size:,} | {count:,} | {said} |", flush=True)
