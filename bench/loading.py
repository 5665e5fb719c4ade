"""Bringing records in with `import_data`, beside the database's own way for the main table alone."""

import sqlite3
import subprocess
import time

from bench.settings import FOLDER
from bench.stores import make, psql, server, store, tables


def bare(kind, size):
    """Seconds to put the recommendations and their links into tables of the same columns and indexes, unchecked."""
    if kind == "sqlite":
        source = sqlite3.connect(FOLDER / f"portal-{size}.sqlite3")
        path = FOLDER / "bare.sqlite3"
        path.unlink(missing_ok=True)
        target = sqlite3.connect(path)
        taken = 0
        for name in TABLES:
            for (statement,) in source.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql NOT NULL "
                "ORDER BY type DESC",
                [name],
            ):
                target.execute(statement)
            rows = source.execute(f"SELECT * FROM {name}").fetchall()
            places = ", ".join("?" * len(rows[0]))
            began = time.perf_counter()
            target.executemany(f"INSERT INTO {name} VALUES ({places})", rows)
            target.commit()
            taken += time.perf_counter() - began
        return taken
    statements = []
    for name in TABLES:
        dump = FOLDER / f"{name}.copy"
        run(size, f"COPY {name} TO STDOUT", dump)
        statements.append((name, dump))
    run(size, "; ".join(f"CREATE TABLE bare_{name} (LIKE {name} INCLUDING ALL)" for name in TABLES))
    began = time.perf_counter()
    for name, dump in statements:
        with open(dump, "rb") as file:
            subprocess.run([*client(size), "-c", f"COPY bare_{name} FROM STDIN"], stdin=file, check=True)
    taken = time.perf_counter() - began
    run(size, "; ".join(f"DROP TABLE bare_{name}" for name in TABLES))
    return taken


TABLES = [
    *("recommendations_recommendation", "recommendations_recommendationtheme"),
    *("recommendations_recommendation_addressees", "changes_change", "search_entry"),
]


def client(size):
    return [psql(), "-h", server().folder, "-U", "portal", "-d", f"bench_{size}", "-q"]


def run(size, statement, into=None):
    with open(into or "/dev/null", "wb") as file:
        subprocess.run([*client(size), "-c", statement], check=True, stdout=file)


def table(kind, sizes):
    way = "COPY ... FROM" if kind == "postgresql" else "executemany"
    print(f"\nLoading, {kind}: the whole record with its checks, log and search index, beside {way} of five tables\n")
    print(f"| records | lines of CSV | import_data, s | {way}, s | ratio |\n|---|---|---|---|---|")
    for size in sizes:
        store(kind, size)
        taken = make(kind, size)
        lines = sum(path.read_bytes().count(b"\n") for path in tables(size).glob("*.csv"))
        other = bare(kind, size)
        print(f"| {size:,} | {lines:,} | {taken:.1f} | {other:.1f} | {taken / other:.1f} |", flush=True)
