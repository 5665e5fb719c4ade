"""Which records of a list have which value, as bitmaps: a count is then a matter of microseconds, whatever the size.

A record is known by its place in the order of its list, from 0. Each value of each column is one Roaring bitmap of
places: OR is a union, AND an intersection, a count the size of it, and a page is a slice. An index is never changed
once it is made, so whoever holds one has numbers that fit together; an edit makes a new one from the old.
"""

from array import array
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from django.db import connection
from django.db.models import Aggregate, F, Model, TextField
from django.utils.functional import cached_property
from pyroaring import BitMap

from browse.caches import BoundedCache

WORDS_KEPT = 200
"""What an index remembers of searches; the places of one take 125 kB at most in a list of a million."""

FAR_APART = 50
"""Ids that are larger than so many times their number have no table of their places: it would hold mostly nothing."""


class Ids(Aggregate):
    """The ids of each group as one text with commas: the quickest way to get many of them out of a database."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "STRING_AGG(%(expressions)s::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)


def numbers(text):
    """The ids of a text that `Ids` made, as an array; an empty one for None."""
    return np.fromstring(text or "", dtype=np.int64, sep=",")


def bitmap(places):
    """The bitmap of an array of places; from an array of Python's own it is made five times as fast as from numpy's."""
    return BitMap(array("I", places.astype(np.uint32).tobytes()))


def ordered_ids(queryset):
    """The ids of `queryset` in its order, as an array."""
    sql, parameters = queryset.annotate(place_id=F("pk")).values("place_id").query.sql_with_params()
    joined = "STRING_AGG(place_id::text, ',')" if connection.vendor == "postgresql" else "GROUP_CONCAT(place_id)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {joined} FROM ({sql}) AS ordered", parameters)
        return numbers(cursor.fetchone()[0])


@dataclass(frozen=True)
class Column:
    """Where the values of a facet stand: each row of `rows` has a record at the path `record`, a value at `value`."""

    rows: type[Model]
    record: str
    value: str

    @property
    def table(self):
        return self.rows._meta.db_table

    @property
    def is_direct(self):
        """Whether a changed row tells by itself, or by its owner, which record it concerns."""
        return "__" not in self.record

    @property
    def tables(self):
        """All tables on the path from a row to its record."""
        *steps, _last = self.record.split("__")
        model, found = self.rows, {self.table}
        for step in steps:
            model = model._meta.get_field(step).related_model
            found.add(model._meta.db_table)
        return found

    def ids(self, only=None):
        """(value, array of record ids) for each value that some record has; of the records `only`, if given."""
        rows = self.rows._default_manager.order_by()
        if only is not None:
            rows = rows.filter(**{f"{self.record}__in": only})
        for value, ids in rows.values_list(self.value).annotate(ids=Ids(self.record)):
            if value is not None:
                yield value, numbers(ids)


@dataclass(frozen=True)
class ListIndex:
    """The places of one list as they were at one version of the record.

    `records` is the queryset of all records of the list in its order, without joins; `columns` holds, for each
    `Column`, the bitmap of each value; `parents` the ids of the rows that the order of the list reads, in their order.
    """

    version: object
    records: object
    ids: np.ndarray
    columns: dict
    parents: dict
    derived: dict = field(default_factory=dict)
    """What follows from this state of the list and is worked out once, such as the options of its facets."""
    cards: dict = field(default_factory=dict)
    """What lists showed of its records, by the way to make it with the language and the words marked, and by id."""
    searches: BoundedCache = field(default_factory=partial(BoundedCache, WORDS_KEPT))
    """How the searches that were asked for are read, what else they match, their places, and the best ones in order."""

    @property
    def model(self):
        return self.records.model

    @property
    def links(self):
        """The tables of the rows that belong to the records and give them values: a change of one names its owner."""
        return {column.table for column in self.columns if column.is_direct} - {self.model._meta.db_table}

    @cached_property
    def everything(self):
        """The places of all records."""
        return BitMap(range(len(self.ids)))

    @cached_property
    def _place_of(self):
        """The place of each id from 0 on, as an array with -1 for ids of no record; None where ids lie far apart."""
        if self.ids.max() > FAR_APART * len(self.ids):
            return None
        place_of = np.full(self.ids.max() + 1, -1, dtype=np.int32)
        place_of[self.ids] = np.arange(len(self.ids), dtype=np.int32)
        return place_of

    def places(self, ids):
        """The places of the records with these ids, an array, as a bitmap; ids of no record of the list are dropped."""
        return bitmap(self.in_order(ids))

    def in_order(self, ids):
        """The places of the records with these ids as an array, in the order of the ids."""
        ids = np.asarray(ids, dtype=np.int64)
        if not len(self.ids) or not len(ids):
            return np.array([], dtype=np.int32)
        if self._place_of is None:
            by_id = np.argsort(self.ids)
            at = by_id[np.minimum(np.searchsorted(self.ids, ids, sorter=by_id), len(self.ids) - 1)]
            return at[self.ids[at] == ids]
        at = self._place_of[ids[(ids >= 0) & (ids < len(self._place_of))]]
        return at[at >= 0]

    def among(self, places, ids):
        """Those of these ids whose records stand at any of these places, in their order."""
        return self.ids[[place for place in self.in_order(ids).tolist() if place in places]].tolist()

    def having(self, column, values):
        """The places of the records that have any of `values`."""
        bitmaps = self.columns[column]
        return BitMap.union(*(bitmaps[value] for value in values if value in bitmaps), BitMap())

    def once(self, key, make):
        """What `make` gives, which is asked once for each `key`."""
        if key not in self.derived:
            self.derived[key] = make()
        return self.derived[key]

    def searched(self, words, find):
        """What a search for `words` gives in this list, which `find` makes, and is asked once."""
        if (found := self.searches.get(words)) is None:
            self.searches.keep(words, found := find())
        return found
