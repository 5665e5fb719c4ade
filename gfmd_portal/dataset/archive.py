"""The data set as one zip file, with a README that lets its reader check it."""

from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from changes.snapshots import one_snapshot
from changes.versions import record_version
from gfmd_portal.dataset import TABLES, package
from gfmd_portal.dataset.files import files

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the date of every member, so that the same rows give the same archive
README = """{title}
Version of the tables and columns: {version}
Version of the record: {record_version}

{form}

datapackage.json describes every table and column (Frictionless Data Package).

Rights
{rights}

Rows in each table
{rows}

SHA-256 of each file (check them with: sha256sum -c README.txt)
{checksums}
"""


def write_archive(file):
    """Write the zip into `file`, table by table."""
    with one_snapshot(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        rows = [(table.name, table.count()) for table in TABLES]
        checksums = [(name, add(archive, name, chunks)) for name, chunks in files()]
        add(archive, "README.txt", [readme(rows, checksums).encode()])


def add(archive, name, chunks):
    """Write one file into the archive and return its SHA-256."""
    checksum = sha256()
    with archive.open(member(name), "w") as target:
        for chunk in chunks:
            checksum.update(chunk)
            target.write(chunk)
    return checksum.hexdigest()


def member(name):
    info = ZipInfo(name, EARLIEST)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def readme(rows, checksums):
    return README.format(
        title=package.TITLE,
        version=package.VERSION,
        record_version=record_version(),
        form=package.FORMAT,
        rights=package.RIGHTS,
        rows="\n".join(f"{count:>9,}  {name}" for name, count in rows),
        checksums="\n".join(f"{checksum}  {name}" for name, checksum in checksums),
    )
