"""The way back from an import: the rows that it changed, as they were before, in files that set them back."""

import csv
import io
from zipfile import ZIP_DEFLATED, ZipFile

from gfmd_portal.importing.trial import cells_of, dictionary


def keep_before(path, tables):
    """Write the rows that an import is about to change, if any, into a zip of files as the data set has them."""
    changed = {table.outcome.name: [record.pk for record in table.records if not record.is_new] for table in tables}
    if any(changed.values()):
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, ids in changed.items():
                if ids:
                    archive.writestr(f"{name}.csv", _file(name, ids))


def _file(name, ids):
    """Some records of a table as its file: with all the columns that an import reads, and as they are now."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, [column.name for column in dictionary(name).columns])
    writer.writeheader()
    writer.writerows(cells_of(name, ids).values())
    return written.getvalue()
