"""Datasette on the same rows: its database, its limits raised, and its words for the same questions."""

import csv
import json
import sqlite3
from contextlib import contextmanager

from bench.serving import free_port, started
from bench.settings import FOLDER, PORTAL
from bench.stores import tables

HOME = PORTAL / ".venv-bench"
FACETS = "_facet_array=themes&_facet_array=addressees&_facet=meeting&_facet=kind&_facet=year"
SETTINGS = {
    "sql_time_limit_ms": 600_000,
    "facet_time_limit_ms": 600_000,
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": "off",
    "default_page_size": 25,
    "default_facet_size": 100,
    "max_returned_rows": 1000,
    "default_cache_ttl": 0,
}


def database(size):
    """One table of the rows as Datasette likes them: lists as JSON, full-text search on heading and text."""
    path = FOLDER / f"datasette-{size}.sqlite3"
    if path.exists():
        return path
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE recommendations (id INTEGER PRIMARY KEY, ref TEXT, meeting TEXT, session TEXT, year INTEGER, "
        "kind TEXT, heading TEXT, text TEXT, themes TEXT, addressees TEXT)"
    )
    with open(tables(size) / "recommendations.csv", encoding="utf-8", newline="") as file:
        rows = (
            (
                *(row["ref"], row["meeting"], row["session"], int(row["meeting"][-4:]), row["kind"], row["heading"]),
                *(row["text"], json.dumps(row["themes"].split(";")), json.dumps(row["addressees"].split(";"))),
            )
            for row in csv.DictReader(file)
        )
        connection.executemany(
            "INSERT INTO recommendations (ref, meeting, session, year, kind, heading, text, themes, addressees) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    for column in ("meeting", "kind", "year"):
        connection.execute(f"CREATE INDEX by_{column} ON recommendations ({column})")
    connection.execute('CREATE VIRTUAL TABLE recommendations_fts USING fts5(heading, text, content="recommendations")')
    connection.execute(
        "INSERT INTO recommendations_fts (rowid, heading, text) SELECT id, heading, text FROM recommendations"
    )
    connection.commit()
    connection.close()
    return path


@contextmanager
def datasette(size):
    """Datasette with its limits raised; yields its port."""
    path, port = database(size), free_port()
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, str(value))]
    with started([HOME / "bin" / "datasette", "serve", "-i", path, "-p", str(port), *settings], port):
        yield port


def question(size, words):
    """The address of the page with all five facets that answers `words`, a query string of Datasette."""
    return f"/datasette-{size}/recommendations?{'&'.join(part for part in (words, FACETS) if part)}"
