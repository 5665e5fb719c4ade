"""Checks that wait to be brought in: their files and what they would do, kept on disk where every worker sees them.

Each lies in a folder whose name nobody can guess. It begins with the number of who made the check, so that none is
ever found for anybody else. A day later it is gone; its files, sooner: once they are brought in, and where the same
person makes another check.
"""

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

from django.conf import settings
from django.db.transaction import on_commit

from changes.models import Change
from changes.versions import record_version
from gfmd_portal.importing.desk.limits import MOST_ROWS
from gfmd_portal.importing.desk.uploads import Intake
from gfmd_portal.importing.together import Outcome, Source
from gfmd_portal.importing.trial import Record, Tried, brought_in, tried

KEPT = 24 * 60 * 60
REPORT = "report.json"


@dataclass
class Check:
    """What files would do to the record, as of one version of it, and whether it was done."""

    folder: Path
    sources: list
    not_read: list
    version: str = ""
    tables: list = field(default_factory=list)
    done: str = ""
    """The version of the record once it was brought in."""

    @property
    def key(self):
        """The part of its name that stands in its address."""
        return self.folder.name.partition("-")[2]

    @property
    def is_done(self):
        """Whether it was brought in. The record is asked: what was noted here may have been taken back there."""
        number, _space, moment = self.done.partition(" ")
        made_at = Change.objects.filter(pk=number or None).values_list("made_at", flat=True).first()
        return made_at is not None and made_at.isoformat() == moment

    @property
    def is_of_now(self):
        """Whether the record is still as it was when the files were checked."""
        return self.version == stamp()

    @property
    def changes_something(self):
        return any(table.records for table in self.tables)

    def try_out(self):
        """Find out what the files would do now. Raises `ImportFault` where they cannot be brought in."""
        self.version, self.tables = stamp(), tried(self.sources, MOST_ROWS)
        self.save()

    def bring_in(self):
        """Do what was found out. Its files go away with the transaction that is under way."""
        new = brought_in(self.sources, MOST_ROWS)
        for table in self.tables:
            added = (record for record in table.records if record.is_new)
            for record, pk in zip(added, new[table.outcome.name], strict=True):
                record.pk = pk
        self.done = stamp()
        self.save()
        on_commit(self.drop_files)

    def drop_files(self):
        """Keep what is known of the files, and not the files."""
        for path in self.folder.glob("*.csv"):
            path.unlink(missing_ok=True)

    def save(self):
        """Write down what is known, in a file that nobody ever reads half of."""
        sources = [[source.table, source.name, source.is_safe, source.is_sheet] for source in self.sources]
        report = {**vars(self), "folder": None, "sources": sources, "tables": [asdict(table) for table in self.tables]}
        written = self.folder / f"{token_hex(4)}.new"
        written.write_text(json.dumps(report), encoding="utf-8")
        written.replace(self.folder / REPORT)


def check_of(user, uploads):
    """The check of what `user` sent. Raises `ImportFault`, and keeps nothing, where it cannot be brought in."""
    sweep(user)
    folder = root() / f"{user.pk}-{token_hex(16)}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        intake = Intake(folder)
        intake.take_all(uploads)
        check = Check(folder, list(intake.sources.values()), intake.not_read)
        check.try_out()
    except BaseException:
        rmtree(folder)
        raise
    return check


def kept_check(user, key):
    """The check of `user` that is kept under this key; None where there is none, or none any more."""
    folder = root() / f"{user.pk}-{key}"
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    sources = [Source(table, folder / f"{table}.csv", *told) for table, *told in report["sources"]]
    tables = [
        Tried(table["file"], Outcome(**table["outcome"]), [Record(**record) for record in table["records"]])
        for table in report["tables"]
    ]
    return Check(**{**report, "folder": folder, "sources": sources, "tables": tables})


def sweep(user):
    """Take away what is older than a day, and the check that `user` made last and left without bringing it in."""
    for folder in root().glob("*"):
        is_left = folder.name.startswith(f"{user.pk}-") and any(folder.glob("*.csv"))
        if is_left or folder.stat().st_mtime < time.time() - KEPT:
            rmtree(folder, ignore_errors=True)


def root():
    """The folder of all checks."""
    return settings.STATE_DIR / "imports"


def stamp():
    """The version of the record as one word that no other state of it has."""
    version = record_version()
    return f"{version.number} {version.made_at.isoformat() if version.made_at else ''}"
