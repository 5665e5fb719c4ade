"""The version of the record, which every edit raises."""

from dataclasses import dataclass

from changes.models import Change


@dataclass(frozen=True)
class Version:
    """A state of the record: how many changes made it, and the day of the last of them."""

    number: int
    day: str

    def __str__(self):
        """As people cite it: `2026-11-21.2557`."""
        return f"{self.day}.{self.number}" if self.number else "empty"


def record_version():
    """The version of the record as it stands now, in one query on an indexed column."""
    last = Change.objects.order_by("-pk").values_list("pk", "made_at").first()
    return Version(last[0], f"{last[1]:%Y-%m-%d}") if last else Version(0, "")


def changes_since(number):
    """What changed after version `number`, as a dict of table name to set of row ids, and the version now.

    Returns (Version, dict). A row that was taken out is named too; the reader finds it gone.
    """
    version = record_version()
    changed = {}
    rows = Change.objects.filter(pk__gt=number, pk__lte=version.number).values_list("table", "row").order_by()
    for table, row in rows.distinct():
        changed.setdefault(table, set()).add(row)
    return version, changed
