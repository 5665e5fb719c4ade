"""The floor: what the database alone needs for a count and one page of ids, without facets, words or HTML."""

import sqlite3
import statistics
import time
from contextlib import contextmanager

import dj_database_url
import psycopg2

THEMED = (
    "EXISTS (SELECT 1 FROM recommendations_recommendationtheme c JOIN meetings_theme t ON t.id = c.theme_id "
    "WHERE c.recommendation_id = r.id AND t.slug = 'remittances')"
)
CONDITIONS = {
    "no filter": "TRUE",
    "one kind, 42 % of rows": "r.kind = 'way-forward'",
    "theme": THEMED,
}


@contextmanager
def cursor_of(database):
    found = dj_database_url.parse(database)
    if found["ENGINE"].endswith("sqlite3"):
        connection = sqlite3.connect(found["NAME"])
    else:
        connection = psycopg2.connect(user=found["USER"], dbname=found["NAME"], host=found["OPTIONS"]["host"])
    try:
        yield connection.cursor()
    finally:
        connection.close()


def measure(database):
    """Yield (name, median milliseconds) for each condition."""
    with cursor_of(database) as cursor:
        for name, condition in CONDITIONS.items():
            taken, rows = [], f"FROM recommendations_recommendation r WHERE {condition}"
            for _turn in range(5):
                began = time.perf_counter()
                cursor.execute(f"SELECT count(*) {rows}")
                cursor.fetchall()
                cursor.execute(f"SELECT id {rows} ORDER BY id LIMIT 25")
                cursor.fetchall()
                taken.append((time.perf_counter() - began) * 1000)
            yield name, statistics.median(taken)


def table(kind, database):
    print(f"\nThe floor, bare SQL on {kind}: one count and 25 ids, no facets\n\n| condition | median ms |\n|---|---|")
    for name, median in measure(database):
        print(f"| {name} | {median:.1f} |", flush=True)
