"""What a list found at an earlier version of the record, as far as the log of changes tells.

The log says which rows changed, not what stood in them. What is found now was found then too if nothing changed that
it is found by. Where something did, it may have been found or not; so may a record that is not found now, or is gone.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from pyroaring import BitMap

from browse.bitmaps import Ids, numbers
from changes.models import Change, Event
from changes.record import owner_column


@dataclass(frozen=True)
class Log:
    """What changed after a version. The ids are arrays, so that a million changes are a few megabytes."""

    version: int
    _read: dict = field(default_factory=dict)

    @property
    def changes(self):
        return Change.objects.order_by().filter(pk__gt=self.version)

    def ids(self, table, column="row"):
        """The ids of the rows of a table that changed, or of the records they belong to: their `owner`."""
        if (table, column) not in self._read:
            self._read[table, column] = ids_of(self.changes.filter(table=table), column)
        return self._read[table, column]

    def reworded(self, table):
        """The ids of the rows of a table in which more changed than the name that stands in addresses."""
        if (table, "reworded") not in self._read:
            renamed = {"event": Event.CHANGED, "name__isnull": False}
            self._read[table, "reworded"] = ids_of(self.changes.filter(table=table).exclude(**renamed), "row")
        return self._read[table, "reworded"]

    def known(self, table):
        """The ids of those rows of a table that changed and were on record at the version."""
        later = self.changes.filter(table=table).values("row")
        return ids_of(Change.objects.order_by().filter(pk__lte=self.version, table=table, row__in=later), "row")


def ids_of(changes, column):
    """The values of a column of the log that holds ids, each once and in order."""
    return np.unique(numbers(changes.aggregate(ids=Ids(column))["ids"]))


class EarlierList:
    """The places of the records of a `ListFilter`, parted by what is known of them where `log` begins."""

    def __init__(self, found, log):
        self._found, self._log = found, log
        self.table = found.index.model._meta.db_table
        self._known = log.known(self.table)
        self._touched = {word: found.filters[word].touched(found.index, log) for word in found.narrowed}

    @cached_property
    def _new(self):
        """What was not on record then, found or not."""
        index = self._found.index
        return index.places(self._log.ids(self.table)) - index.places(self._known)

    @cached_property
    def added(self):
        """What is found now and was not on record then."""
        return self._found.found & self._new

    @cached_property
    def unsure(self):
        """What is found now, was on record, and may not have been found: something changed that a choice looks at."""
        return (self._found.found & BitMap.union(BitMap(), *self._touched.values())) - self._new

    @cached_property
    def kept(self):
        """What is found now and was found then."""
        return self._found.found - self.unsure - self._new

    @cached_property
    def corrected(self):
        """What of this was corrected since in something that the list is not narrowed by."""
        index, log = self._found.index, self._log
        links = [index.places(log.ids(table, "owner")) for table in index.links]
        return self.kept & BitMap.union(index.places(log.ids(self.table)), *links)

    @cached_property
    def left(self):
        """What is not found now and may have been found then: each choice that it fails looks at what changed in it."""
        found = self._found
        possible = [places | self._touched[word] for word, places in found.narrowed.items()]
        return BitMap.intersection(found.everything, *possible) - found.found - self._new

    @cached_property
    def gone(self):
        """The ids of what was taken out since and may have been found then."""
        taken_out = self._log.changes.filter(table=self.table, event=Event.TAKEN_OUT, **self._owned_by_a_choice())
        ids = np.intersect1d(ids_of(taken_out, "row"), self._known)
        return ids[~np.isin(ids, self._found.index.ids)]

    def _owned_by_a_choice(self):
        """What the log knows of a record that is gone is whose it was, such as its meeting."""
        found, model = self._found, self._found.index.model
        chosen = [(found.facet_filters[name].column_of(model), name) for name, words in found.chosen.items() if words]
        names = [name for column, name in chosen if column.rows is model and column.value == owner_column(model)]
        values = [
            {value for word in found.chosen[name] for value in found.offered[name][word].values} for name in names
        ]
        return {"owner__in": set.intersection(*values)} if values else {}
