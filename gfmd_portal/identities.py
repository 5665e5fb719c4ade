"""What makes an event, or an entry of a feed, the same for whoever has it, on any host and however it is renamed."""

from collections import defaultdict
from uuid import UUID, uuid5

from django.db.models import Q

from changes.models import FormerName
from gfmd_portal.dataset.reading import which

PLACE = "gfmd-portal"
"""What stands behind the @ of every UID: the same on every host."""
NAMESPACE = UUID("3a61963b-c740-4e16-9789-01c51489e3ad")
"""What the URNs of the portal are made in: another one would make every entry of every feed a new one."""


def urn(name):
    """The identity of a feed, or of an entry, that goes by `name` for ever.

    A UUID made of the name needs no domain that the Forum would have to keep: a `tag:` names its owner by one, and the
    address of a host is another on the next.
    """
    return uuid5(NAMESPACE, name).urn


class Identities:
    """The identities of many records: the first name of its meeting, and what it is there by its first name."""

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
        """The UID of an event of `meeting`, told by its parts as in `name`."""
        return f"{self.name(meeting, kind, *parts)}@{PLACE}"

    def name(self, meeting, kind, *parts):
        """What never changes about a thing of `meeting`. A part is a record with a name, or a position.

        A slug has no dots and a number may have some, so that no two things share a name.
        """
        return ".".join([self._name(meeting), kind, *map(self._name, parts)])

    def _name(self, part):
        if not hasattr(part, "named_by"):
            return str(part)
        return self.first.get((part._meta.db_table, part.pk)) or str(getattr(part, part.named_by))
