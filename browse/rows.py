"""The rows of one page of a list as tuples, for pages that show too many records to make a model of each."""

from functools import lru_cache
from itertools import count

from django.db import connection

from changes.prepared import execute_prepared


def rows(records, ids):
    """The rows of `records(ids)`, a function that gives a queryset of values, as the database sends them.

    SQLite sends days and hours as texts and PostgreSQL as dates and times; `str` makes them the same.
    """
    if not ids:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            execute_prepared(cursor, *_statement(records), [ids])
        else:
            cursor.execute(_sql(records, len(ids)), ids)
        return cursor.fetchall()


@lru_cache
def _sql(records, number):
    """The SQL of `records` for so many ids. Django takes longer to write it than the database to answer it."""
    return records(range(number)).query.sql_with_params()[0]


_numbers = count(1)


@lru_cache
def _statement(records):
    """The name of the prepared statement for `records`, and its SQL, for any count of ids."""
    return f"rows_{next(_numbers)}", _sql(records, 1).replace("IN (%s)", "= ANY($1)")


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
