"""Brings all of another database into that of DATABASE_URL: `python manage.py copy_database URL`."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from gfmd_portal.copying import CopyError, copy_all


class Command(BaseCommand):
    """Copies all or nothing, for whoever moves the portal from SQLite to PostgreSQL or back.

    What is edited there meanwhile may be left behind.
    """

    help = "Bring all that another database holds, accounts and histories too, into the empty one of DATABASE_URL."

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="URL", help="The other database, as in DATABASE_URL.")

    def handle(self, *, address, **options):
        try:
            rows = copy_all(address)
        except (CopyError, ImproperlyConfigured) as error:
            raise CommandError(f"Nothing was copied. {error}") from error
        return f"Copied {rows:,} rows."
