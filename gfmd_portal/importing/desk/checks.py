"""Checks that wait to be brought in: their files and what they would do, kept on disk where every worker sees them.

Each lies in a folder whose name nobody can guess. It begins with the number of who made the check, so that none is
found for anybody else until it was brought in. A day later it is gone, or once the same person makes another. Of what
was brought in, what it did and the rows that it changed as they were before are kept longer, for all who may import.
"""

import json
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

from django.conf import settings
from django.db.transaction import on_commit

from changes.versions import Version, is_in_log, record_version
from documents.agreement import Difference
from gfmd_portal.importing.agreement import differences
from gfmd_portal.importing.desk.before import keep_before
from gfmd_portal.importing.desk.limits import MOST_ROWS
from gfmd_portal.importing.desk.uploads import Intake
from gfmd_portal.importing.together import Outcome, Source
from gfmd_portal.importing.trial import BY_NAME, Record, Tried, brought_in, tried

DAY = 24 * 60 * 60
KEPT, KEPT_ONCE_DONE = DAY, 90 * DAY
REPORT, BEFORE = "report.json", "before.zip"


@dataclass
class Check:
    """What files would do to the record, as of one version of it, and whether it was done."""

    folder: Path
    sources: list
    not_read: list
    version: str = ""
    tables: list = field(default_factory=list)
    differing: list = field(default_factory=list)
    """The first lines that are not those of their passages, as `Difference`; it is for people to say which is right."""
    more_differing: int = 0
    doubts: list = field(default_factory=list)
    """What is said of names that are very like others; it is for people to say whether both are meant."""
    done: str = ""
    """The version of the record once it was brought in."""

    @property
    def key(self):
        """The part of its name that stands in its address."""
        return self.folder.name.partition("-")[2]

    @property
    def is_done(self):
        """Whether it was brought in. The record is asked: what was noted here may have been taken back there."""
        return bool(self.done) and is_in_log(stamped(self.done))

    @property
    def is_of_now(self):
        """Whether the record is still as it was when the files were checked."""
        return stamped(self.version) == record_version()

    @property
    def is_whole(self):
        """Whether its files are still there."""
        return all(source.path.exists() for source in self.sources)

    @property
    def changes_something(self):
        return any(table.records for table in self.tables)

    @property
    def has_new(self):
        return any(table.outcome.new for table in self.tables)

    @property
    def before(self):
        """The path of the zip that sets back what it changed; None where it changed nothing that was there."""
        path = self.folder / BEFORE
        return path if self.is_done and path.exists() else None

    def try_out(self):
        """Find out what the files would do now. Raises `ImportFault` where they cannot be brought in."""
        self.version = stamp(record_version())
        self.tables, (self.differing, self.more_differing), self.doubts = tried(self.sources, MOST_ROWS)
        self.save()

    def bring_in(self):
        """Do what was found out. Its files go away with the transaction that is under way."""
        keep_before(self.folder / BEFORE, self.tables)
        new = brought_in(self.sources, MOST_ROWS)
        for table in self.tables:
            added = (record for record in table.records if record.is_new)
            for record, pk in zip(added, new[table.outcome.name], strict=True):
                record.pk = pk
        touched = {BY_NAME[table.outcome.name].model: [record.pk for record in table.records] for table in self.tables}
        self.differing, self.more_differing = differences(touched)
        self.done = stamp(record_version())
        self.save()
        on_commit(self.drop_files)

    def drop_files(self):
        """Keep what is known of the files, and not the files."""
        for path in self.folder.glob("*.csv"):
            path.unlink(missing_ok=True)

    def save(self):
        """Write down what is known, in a file that nobody ever reads half of."""
        sources = [[source.table, source.name, source.is_safe, source.is_sheet] for source in self.sources]
        report = {**vars(self), "folder": None, "sources": sources}
        report |= {name: [asdict(one) for one in report[name]] for name in ("tables", "differing")}
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
    """The check under this key, if `user` made it or it was brought in; None where none is kept."""
    for report in root().glob(f"*-{key}/{REPORT}"):
        check = read_check(report.parent)
        if check and (check.is_done or (check.is_whole and check.folder.name.startswith(f"{user.pk}-"))):
            return check
    return None


def read_check(folder):
    """The check that a folder keeps; None where it is gone, or where another release wrote it down."""
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        sources = [Source(table, folder / f"{table}.csv", *told) for table, *told in report["sources"]]
        tables = [
            Tried(table["file"], Outcome(**table["outcome"]), [Record(**record) for record in table["records"]])
            for table in report["tables"]
        ]
        differing = [Difference(**told) for told in report["differing"]]
        return Check(**{**report, "folder": folder, "sources": sources, "tables": tables, "differing": differing})
    except (FileNotFoundError, KeyError, TypeError, ValueError):
        return None


def is_kept(key):
    """Whether there is a check under this key."""
    return any(root().glob(f"*-{key}/{REPORT}"))


def sweep(user):
    """Take away what is too old, and the check that `user` made last and left without bringing it in."""
    for folder in root().glob("*"):
        waits = any(folder.glob("*.csv"))
        is_left = waits and folder.name.startswith(f"{user.pk}-")
        if is_left or folder.stat().st_mtime < time.time() - (KEPT if waits else KEPT_ONCE_DONE):
            rmtree(folder, ignore_errors=True)


def root():
    """The folder of all checks."""
    return settings.STATE_DIR / "imports"


def stamp(version):
    """A version of the record as one word that no other state of it has."""
    return f"{version.number} {version.made_at.isoformat() if version.made_at else ''}"


def stamped(word):
    """The version of the record that a word was made of."""
    number, _space, moment = word.partition(" ")
    return Version(int(number), datetime.fromisoformat(moment) if moment else None)
