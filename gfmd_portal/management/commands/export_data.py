"""Writes the whole data set into a folder: `python manage.py export_data DIR`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError

from changes.snapshots import one_snapshot
from gfmd_portal.dataset import TABLES
from gfmd_portal.dataset.files import files


class Command(BaseCommand):
    help = "Writes every table of the record as CSV, and datapackage.json, which describes them, into a folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="The folder. It is made if it is not there.")

    def handle(self, *, folder, **options):
        try:
            rows = write_files(folder)
        except OSError as error:
            raise CommandError(
                f"Cannot write to {error.filename2 or error.filename or folder}: {error.strerror}."
            ) from error
        return f"Wrote {len(TABLES)} tables with {rows:,} rows, and datapackage.json, into {folder}."


def write_files(folder):
    """Write every file of the data set into `folder` and return the number of rows.

    The files are written beside their places and moved there at the end: who reads the folder, or stops the command,
    never meets half a file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".export-", dir=folder) as unfinished, one_snapshot():
        for name, chunks in files():
            with open(Path(unfinished, name), "wb") as file:
                file.writelines(chunks)
        rows = sum(table.count() for table in TABLES)
        for path in Path(unfinished).iterdir():
            path.replace(folder / path.name)
    return rows
