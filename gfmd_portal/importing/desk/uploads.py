"""What a browser sent, made a folder of tables: CSV files, and zips of them, known by their names.

No name that was sent becomes a path: each table is written under its own.
"""

import re
import zlib
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.desk.limits import MOST_BYTES, MOST_FILES, MOST_UNPACKED
from gfmd_portal.importing.order import IMPORTS
from gfmd_portal.importing.together import Source

PIECE = 2**16
READ = [table.name for table in IMPORTS]
TABLE = "|".join(TABLES_BY_NAME)
NAME = re.compile(
    rf"(?:(?P<table>{TABLE})|gfmd-(?P<listed>{TABLE})-\d{{4}}-\d\d-\d\d-\d+-rows)(?:-not-understood)?"
    r"(?: ?\(\d+\)|[ -]\d{1,2}| -? ?copy)*\.csv",
    re.IGNORECASE,
)
"""A table of the data set or a list of the portal, and perhaps what browsers and desktops add to a second copy."""
UNSOUND = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
"""What Python says of zips that are none, damaged or made to do harm."""
DAMAGED = gettext_lazy("it cannot be unpacked: it is damaged, locked by a password, or no zip.")


def megabytes(size):
    """A size in bytes, in whole megabytes."""
    return size // 2**20


class Intake:
    """Files on their way into `folder`: the `sources` that they became, and the names of those that are not read."""

    def __init__(self, folder):
        self.folder = folder
        self.sources, self.not_read, self.refused = {}, [], []
        self.left = MOST_UNPACKED

    def take_all(self, uploads):
        """Take what was sent, all of it. Raises `ImportFault`, which tells of each file that cannot be taken."""
        for upload in uploads:
            if upload.name.lower().endswith(".zip"):
                self.take_zip(upload)
            else:
                self.take(upload.name, upload.name, upload.chunks(PIECE))
        if not self.sources and not self.refused:
            names = ", ".join(f"{name}.csv" for name in READ)
            said = _("None of these files holds a table that can be brought in: %(files)s. These can: %(names)s.")
            self.refused.append(said % {"files": ", ".join(self.not_read), "names": names})
        if self.refused:
            raise ImportFault(*self.refused)

    def take_zip(self, upload):
        """Take the tables in a zip; what else there is in it is named."""
        try:
            archive = ZipFile(upload)
        except UNSOUND:
            return self.refuse(upload.name, DAMAGED)
        with archive:
            members = [(name, info) for info in archive.infolist() if (name := own_name(info))]
            if len(members) > MOST_FILES:
                return self.refuse(upload.name, _("it holds more than %(number)s files.") % {"number": MOST_FILES})
            is_of_list = any((known := NAME.fullmatch(name)) and known["listed"] for name, _info in members)
            for name, info in members:
                shown = f"{upload.name}/{name}"
                self.take(shown, name, pieces(archive, info, shown), is_of_list, is_member=True)

    def take(self, shown, name, chunks, is_of_list=False, is_member=False):
        """Take one file, `shown` under that name, if it is a table that is read."""
        if not name.lower().endswith(".csv"):
            if is_member and not name.lower().endswith(".zip"):
                self.not_read.append(shown)
            else:
                self.refuse(shown, _("only CSV files, and zips of them, are read. Save a sheet as “CSV UTF-8”."))
        elif not (known := NAME.fullmatch(name)):
            said = _("its name tells no table. It should be called %(names)s.")
            self.refuse(shown, said % {"names": ", ".join(f"{table}.csv" for table in READ)})
        elif (table := (known["table"] or known["listed"]).lower()) not in READ:
            self.not_read.append(shown)
        elif table in self.sources:
            self.refuse(shown, _("%(other)s is the same table.") % {"other": self.sources[table].name})
        else:
            path = self.folder / f"{table}.csv"
            self.sources[table] = Source(table, path, shown, is_of_list or bool(known["listed"]))
            if not self.write(path, chunks):
                self.refuse(shown, _("it is empty."))

    def write(self, path, chunks):
        """Write a file and return how large it is. Raises `ImportFault` where all together are too large."""
        size = 0
        with path.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > self.left:
                    raise too_large()
                file.write(chunk)
        self.left -= size
        return size

    def refuse(self, shown, reason):
        self.refused.append(_("%(file)s: %(reason)s") % {"file": shown, "reason": reason})


def too_large():
    """The fault of an upload that is larger than the desk takes."""
    said = _("Files of more than %(packed)s MB, or %(unpacked)s MB once unpacked, are for the command import_data.")
    return ImportFault(said % {"packed": megabytes(MOST_BYTES), "unpacked": megabytes(MOST_UNPACKED)})


def own_name(info):
    """The name of a file in a zip without its folders; empty for what macOS adds for itself."""
    path = PurePosixPath(info.filename)
    return "" if info.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts else path.name


def pieces(archive, info, shown):
    """Yield the content of a file in a zip, packed in one of the two ways that everybody can read."""
    try:
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile
        with archive.open(info) as member:
            while piece := member.read(PIECE):
                yield piece
    except UNSOUND as error:
        raise ImportFault(_("%(file)s: %(reason)s") % {"file": shown, "reason": DAMAGED}) from error
