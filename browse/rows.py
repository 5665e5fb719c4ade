"""The rows of one page of a list as tuples, for pages that show too many records to make a model of each."""

from functools import lru_cache

from django.db import connection


def rows(records, ids):
    """The rows of `records(ids)`, a function that gives a queryset of values, as the database sends them.

    SQLite sends days and hours as texts and PostgreSQL as dates and times; `str` makes them the same.
    """
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_sql(records, len(ids)), ids)
        return cursor.fetchall()


@lru_cache
def _sql(records, count):
    """The SQL of `records` for `count` ids. Django takes longer to write it than the database to answer it."""
    return records(range(count)).query.sql_with_params()[0]


def number_of(records):
    """How many rows `records()`, a function that gives a queryset, has."""
    with connection.cursor() as cursor:
        cursor.execute(*_counting(records))
        return cursor.fetchone()[0]


@lru_cache
def _counting(records):
    """The SQL that counts `records()`, and its parameters, which are the same each time."""
    sql, parameters = records().order_by().values("pk").query.sql_with_params()
    return f"SELECT COUNT(*) FROM ({sql}) AS counted", parameters
