"""What a browser sent, made a folder of tables: CSV files, workbooks, and zips of them, known by their names.

No name that was sent becomes a path: each table is written under its own.
"""

import csv
import io
import re
import zlib
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gfmd_portal.dataset import TABLES_BY_NAME
from gfmd_portal.downloads.xlsx_file import RECORDS
from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.desk.counting import TooMuch
from gfmd_portal.importing.desk.limits import MOST_FILES, MOST_ROWS, MOST_UNPACKED, too_large
from gfmd_portal.importing.desk.workbooks import UnsoundWorkbook, lines_of, opened, sheets_of
from gfmd_portal.importing.order import IMPORTS
from gfmd_portal.importing.together import Source, too_many

PIECE = 2**16
READ = [table.name for table in IMPORTS]
TABLE = "|".join(TABLES_BY_NAME)
NAME = re.compile(
    rf"(?:(?P<table>{TABLE})|gfmd-(?P<listed>{TABLE})-\d{{4}}-\d\d-\d\d-\d+-rows)(?:-not-understood)?"
    r"(?: ?\(\d+\)|[ -]\d{1,2}| -? ?copy)*\.(?:csv|xlsx)",
    re.IGNORECASE,
)
"""A table of the data set or a list of the portal, and perhaps what browsers and desktops add to a second copy."""
UNSOUND = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
"""What Python says of zips that are none, damaged or made to do harm."""
DAMAGED = gettext_lazy("it cannot be unpacked: it is damaged, locked by a password, or no zip.")
NO_WORKBOOK = gettext_lazy(
    "it cannot be read: it is damaged, locked by a password, or holds far more than cells. Copy the sheet into a new "
    "workbook, or save it as “CSV UTF-8”."
)
NOT_TAKEN = gettext_lazy("only XLSX and CSV files, and zips of them, are read.")
EMPTY = gettext_lazy("it is empty.")


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
        """Take one file, `shown` under that name, if it is a table that is read, or a workbook."""
        known = NAME.fullmatch(name)
        if name.lower().endswith(".xlsx"):
            self.take_workbook(shown, known, chunks)
        elif not name.lower().endswith(".csv"):
            if is_member and not name.lower().endswith(".zip"):
                self.not_read.append(shown)
            else:
                self.refuse(shown, NOT_TAKEN)
        elif not known:
            self.refuse(shown, names_that_tell("csv"))
        else:
            source = self.source_of(table_of(known), shown, is_safe=is_of_list or bool(known["listed"]))
            if source and not self.write(source.path, chunks):
                self.refuse(shown, EMPTY)

    def source_of(self, table, name, **told):
        """The source that is to hold a table, taken from what is called `name`; None where that is not read."""
        if table not in READ:
            return self.not_read.append(name)
        if other := self.sources.get(table):
            return self.refuse(name, _("%(other)s is the same table.") % {"other": other.name})
        self.sources[table] = Source(table, self.folder / f"{table}.csv", name, **told)
        return self.sources[table]

    def take_workbook(self, shown, known, chunks):
        """Take the tables in a workbook. It lies in the folder until they are read."""
        path = self.folder / "workbook.xlsx"
        try:
            if not self.write(path, chunks):
                return self.refuse(shown, EMPTY)
            with opened(path, self.left) as book:
                self.take_sheets(shown, known, book)
        except UnsoundWorkbook:
            self.refuse(shown, NO_WORKBOOK)
        except TooMuch as error:
            self.refuse(shown, str(error))
        finally:
            path.unlink()

    def take_sheets(self, shown, known, book):
        """Take the sheets of a workbook that are tables. Those that are not, or are hidden, are named."""
        of_file = known and table_of(known)
        visible, hidden = sheets_of(book, of_file)
        for sheet, table in visible:
            name = _("%(file)s, sheet “%(sheet)s”") % {"file": shown, "sheet": sheet.title}
            # A list that was downloaded as CSV still has its quotes, once a spreadsheet has made a workbook of it.
            is_safe = bool(known and known["listed"]) and table == of_file and sheet.title != RECORDS
            if source := self.source_of(table, name, is_safe=is_safe, is_sheet=True):
                self.write_sheet(sheet, source)
        said = _("%(file)s, hidden sheet “%(sheet)s”")
        self.not_read += [said % {"file": shown, "sheet": sheet.title} for sheet in hidden]
        untold = [sheet.title for sheet, table in visible if not table]
        # A list that was downloaded and renamed would else be passed over, and only its sub-items be read.
        if len(untold) == len(visible) or RECORDS in untold:
            self.refuse(shown, names_that_tell("xlsx"))

    def write_sheet(self, sheet, source):
        """Write a sheet as CSV, each line with the number of its row."""
        try:
            if not self.write(source.path, in_csv(lines_of(sheet, source))):
                self.refuse(source.name, EMPTY)
        except ImportFault as fault:
            self.refused += fault.sentences

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


def table_of(known):
    """The table that the name of a file tells."""
    return (known["table"] or known["listed"]).lower()


def names_that_tell(ending):
    """What is said of a file whose name is not that of a table."""
    said = _("its name is not that of a table. It should be called %(names)s.")
    return said % {"names": ", ".join(f"{table}.{ending}" for table in READ)}


def in_csv(lines):
    """Yield the lines of a sheet as CSV. Raises `ImportFault` at once where there are too many."""
    for number, line in enumerate(lines):
        if number > MOST_ROWS:
            raise too_many(MOST_ROWS)
        written = io.StringIO(newline="")
        csv.writer(written).writerow(line)
        yield written.getvalue().encode()


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
