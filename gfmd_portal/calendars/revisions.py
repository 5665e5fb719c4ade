"""When the rows behind an event were last changed, from the log of changes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max, Q

from changes.models import Change
from gfmd_portal.dataset.reading import which


@dataclass(frozen=True, order=True)
class Revision:
    """The number of a change in the log, and its moment.

    The number serves as the SEQUENCE of an event. It grows with every edit of a row behind the event, and also where
    a session moves to a slot or room that was edited less often, which a count of edits would not.
    """

    number: int
    moment: datetime


UNKNOWN = Revision(0, datetime(1970, 1, 1, tzinfo=UTC))
"""The revision of what the log does not know."""


class Revisions:
    """The last revision of each of many records, read in one query."""

    def __init__(self, records):
        ids = defaultdict(set)
        for record in records:
            ids[record._meta.db_table].add(record.pk)
        self.known = dict(self._read(ids)) if ids else {}

    @staticmethod
    def _read(ids):
        asked = Q()
        for table, rows in ids.items():
            asked |= Q(table=table, **which("row", sorted(rows)))
        last = Change.objects.filter(asked).order_by().values_list("table", "row")
        for table, row, number, moment in last.annotate(Max("pk"), Max("made_at")):
            yield (table, row), Revision(number, moment)

    def of(self, *records):
        """The last revision of any of `records`; None among them is passed over."""
        keys = [(record._meta.db_table, record.pk) for record in records if record is not None]
        return max((self.known.get(key, UNKNOWN) for key in keys), default=UNKNOWN)
