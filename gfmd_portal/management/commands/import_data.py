"""Brings tables of the data set back into the database: `python manage.py import_data DIR`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gfmd_portal.derived import bring_up_to_date
from gfmd_portal.importing import ImportFault, import_tables, sources_in


class Command(BaseCommand):
    """Adds and changes records as the files in a folder say, all or nothing. A second run changes nothing.

    What was imported is seen together with its index: until then all visitors find what was there before, and nobody
    who searches waits.
    """

    help = (
        "Bring tables of the data set, such as recommendations.csv, from a folder into the database: what is new is "
        "added, what differs is changed, and what the files do not name is left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="The folder, as export_data writes it.")

    def handle(self, *, folder, **options):
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            with transaction.atomic():
                outcomes = list(import_tables(sources_in(folder)))
                bring_up_to_date()
        except (ImportFault, OSError) as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        read = {f"{outcome.name}.csv" for outcome in outcomes}
        others = sorted(path.name for path in folder.glob("*.csv") if path.name not in read)
        return "\n".join([*map(line, outcomes), *([f"not read: {', '.join(others)}"] if others else [])])


def line(outcome):
    """What became of one table, in a line."""
    links = f"; {outcome.linked:,} links made, {outcome.unlinked:,} taken out" * bool(outcome.linked + outcome.unlinked)
    return f"{outcome.name}: {outcome.new:,} new, {outcome.changed:,} changed, {outcome.unchanged:,} unchanged{links}"
