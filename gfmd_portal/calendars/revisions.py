"""When the rows behind an event were last changed, from the log of changes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max, Q

from changes.models import Change
from changes.record import owner_field
from gfmd_portal.dataset.reading import which
from sessions.models import GuidingQuestion, Paper, Session, Speaker, SpokenLanguage


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


PARTS = (Speaker, SpokenLanguage, Paper, GuidingQuestion, Session)
"""What events tell of and may be taken out: of the session, or, for a session, of the meeting."""


class Revisions:
    """The last revision of each of many records and of what belongs to them, read in two queries."""

    def __init__(self, records):
        ids = defaultdict(set)
        for record in records:
            ids[record._meta.db_table].add(record.pk)
        self.known = dict(_read("row", ids))
        self.parts = dict(_read("owner", {_table(part): ids[_table(_owner(part))] for part in PARTS}))

    def of(self, *records):
        """The last revision of any of `records`; None among them is passed over."""
        keys = [(record._meta.db_table, record.pk) for record in records if record is not None]
        return max((self.known.get(key, UNKNOWN) for key in keys), default=UNKNOWN)

    def of_parts(self, owner, *parts):
        """The last revision of any row of the models `parts` that belongs to `owner`, or did before it was taken out.

        Without it, a speaker who was taken out would leave the event with another text under the same number.
        """
        return max(self.parts.get((_table(part), owner.pk), UNKNOWN) for part in parts)


def _read(column, ids):
    """The last change for each id in `column` of the log: yields ((table, id), Revision). `ids` is by table."""
    asked = Q()
    for table, wanted in ids.items():
        if wanted:
            asked |= Q(table=table, **which(column, sorted(wanted)))
    if asked:
        last = Change.objects.filter(asked).order_by().values_list("table", column)
        for table, pk, number, moment in last.annotate(Max("pk"), Max("made_at")):
            yield (table, pk), Revision(number, moment)


def _table(model):
    return model._meta.db_table


def _owner(part):
    return owner_field(part).related_model
