"""Brings all that one database holds into another: the way from SQLite to PostgreSQL, and back."""

from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import Error, connection, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from gfmd_portal import environment
from gfmd_portal.derived import bring_up_to_date
from meetings.models import Meeting

THERE = "there"
"""What Django calls the other database meanwhile."""


class CopyError(Exception):
    """Why nothing was copied."""


def copy_all(address):
    """Bring the record with its log, the accounts and what else the database at `address` holds into ours.

    Returns how many rows they were. Raises `CopyError`, and keeps nothing, where ours holds something already or one
    of the two is of another release.
    """
    there = opened(address)
    try:
        made = applied(there)
    except Error as error:
        raise CopyError(f"The other database cannot be asked: {error}") from error
    try:
        if made != applied(connection):
            raise CopyError("The two databases are of different releases: run migrate on both.")
        with transaction.atomic():
            if Meeting.objects.exists() or apps.get_model("auth", "User").objects.exists():
                raise CopyError("The database of DATABASE_URL holds something already.")
            return brought_in()
    finally:
        there.close()


def opened(address):
    """The database at `address`, under its name `THERE`."""
    found = environment.database_at(address, "The address")
    if found["ENGINE"].endswith("sqlite3") and not Path(found["NAME"]).is_file():
        raise CopyError(f"There is no file {found['NAME']}.")
    connections.settings[THERE] = connections.configure_settings({"default": {}, THERE: found})[THERE]
    return connections[THERE]


def applied(database):
    """The migrations that made the tables of a database what they are."""
    return set(MigrationRecorder(database).applied_migrations())


def brought_in():
    """Bring in every table but the index of the search, which is made anew, and return the number of rows."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label != "search"]
    # The log comes last, over what our own triggers have said of all that came in before.
    models.sort(key=lambda model: model._meta.app_label == "changes")
    rows = 0
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        for model in models:
            if model._meta.app_label == "changes":
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
            for row in model._base_manager.using(THERE).iterator():
                row.save_base(raw=True, using=connection.alias, force_insert=True)
                rows += 1
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    bring_up_to_date()
    return rows
