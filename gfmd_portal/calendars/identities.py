"""What makes an event the same event for whoever has it already, wherever it comes from and however it is renamed."""

from collections import defaultdict

from django.db.models import Q

from changes.models import FormerName
from gfmd_portal.dataset.reading import which

PLACE = "gfmd-portal"
"""What stands behind the @ of every UID: the same on every host."""


class Identities:
    """The UIDs of the events of many records: the first name of its meeting, and what it is there by its first name."""

    def __init__(self, records):
        ids, asked = defaultdict(set), Q()
        for record in records:
            if hasattr(record, "named_by"):
                ids[record._meta.db_table].add(record.pk)
        for table, rows in ids.items():
            asked |= Q(table=table, **which("row", sorted(rows)))
        former = FormerName.objects.filter(asked).order_by("-pk") if ids else FormerName.objects.none()
        self.first = {(table, row): name for table, row, name in former.values_list("table", "row", "name")}

    def uid(self, meeting, kind, *parts):
        """The UID of an event of `meeting`. A part is a record with a name, or a position.

        A slug has no dots and a number may have some, so that no two events share a UID.
        """
        return f"{'.'.join([self._name(meeting), kind, *map(self._name, parts)])}@{PLACE}"

    def _name(self, part):
        if not hasattr(part, "named_by"):
            return str(part)
        return self.first.get((part._meta.db_table, part.pk)) or str(getattr(part, part.named_by))
