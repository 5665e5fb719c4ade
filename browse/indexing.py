"""Makes the bitmaps of a list, and makes them follow the edits of the record."""

from threading import Lock

import numpy as np
from django.db.models import F, OrderBy
from pyroaring import BitMap

from browse.bitmaps import ListIndex, ordered_ids
from changes.versions import record_version, rows_changed_since

MANY = 50
"""Records edited at once from which on it is quicker to read the list anew than to follow each."""

_made = {}
_making = Lock()


def current(records, columns):
    """The index of a list as the record stands now.

    `records` is the queryset of all its records in order, `columns` are the `Column`s of its facets. Readers of one
    process share an index; who meets an older one brings it up to date, and the others wait for that.
    """
    version = record_version()
    key = (records.model, order_of(records), columns)
    index = _made.get(key)
    if index and index.version == version:
        return index
    with _making:
        index = _made.get(key)
        if not index or index.version != version:
            index = _made[key] = _followed(index, version) or read(records, columns, version)
    return index


def read(records, columns, version):
    """The index of a list, read from the whole record."""
    # All of them, whatever part a list begins with: lists of one kind share an index.
    records = records.model._default_manager.order_by(*order_of(records))
    index = ListIndex(version, records, ordered_ids(records), {}, _parents(records))
    for column in columns:
        index.columns[column] = {value: index.places(ids) for value, ids in column.ids()}
    return index


def order_of(records):
    """What `records` are ordered by."""
    return tuple(records.query.order_by or records.model._meta.ordering)


def _parents(records):
    """For each model whose rows decide the order of `records` too: the ids of its rows, in their own order."""
    model = records.model
    names = [_name(term).split("__")[0] for term in order_of(records)]
    related = {model._meta.get_field(name).related_model for name in names if name != "pk"} - {None}
    return {parent: list(parent._default_manager.values_list("pk", flat=True)) for parent in related}


def _name(term):
    """The path that a term of an order reads."""
    expression = term.expression if isinstance(term, OrderBy) else term
    return expression.name if isinstance(expression, F) else expression.lstrip("-")


def _followed(index, version):
    """The index brought up to `version`, or None where the list has to be read anew."""
    if index is None:
        return None
    try:
        changed = list(rows_changed_since(index.version))
    except LookupError:
        return None
    touched = _touched(index, changed)
    tables = {table for table, _row, _owner in changed}
    if len(touched) > MANY or not _same_order(index.parents, _parents(index.records), tables):
        return None
    ids, columns = _moved(index, touched)
    fresh = ListIndex(version, index.records, ids, columns, _parents(index.records))
    for column in columns:
        if not column.is_direct and tables & column.tables:
            columns[column] = {value: fresh.places(found) for value, found in column.ids()}
        else:
            columns[column] = _reread(fresh, column, touched)
    return fresh


def _touched(index, changed):
    """The ids of the records that the changed rows concern: their own rows, and the owners of rows that link them."""
    own, links = index.model._meta.db_table, index.links
    rows = {row for table, row, _owner in changed if table == own}
    return rows | {owner for table, _row, owner in changed if table in links and owner is not None}


def _same_order(before, after, tables):
    """Whether the rows that decide the order of the list, those of changed tables, still stand in the same order."""
    for parent in before:
        if parent._meta.db_table in tables or before[parent] != after[parent]:
            both = set(before[parent]) & set(after[parent])
            if [pk for pk in before[parent] if pk in both] != [pk for pk in after[parent] if pk in both]:
                return False
    return True


def _moved(index, touched):
    """The ids and the columns once every touched record stands where it belongs."""
    ids, columns = index.ids, dict(index.columns)
    exist = set(index.records.order_by().filter(pk__in=touched).values_list("pk", flat=True))
    places = sorted(np.flatnonzero(np.isin(ids, list(touched))).tolist())
    known = {int(ids[place]) for place in places}
    if exist == known and _in_place(index, places):
        return ids, columns
    for place in reversed(places):
        ids = np.delete(ids, place)
        columns = _shifted(columns, place, taken_out=True)
    for pk in exist:
        place = _place_for(index.records, ids, pk)
        ids = np.insert(ids, place, pk)
        columns = _shifted(columns, place)
    return ids, columns


def _in_place(index, places):
    """Whether the records at `places` still stand in order, among themselves and between their neighbours."""
    around = sorted({at for place in places for at in (place - 1, place, place + 1) if 0 <= at < len(index.ids)})
    expected = index.ids[around].tolist()
    # A neighbour may be touched too; then its own neighbours are in the question, so that a run is held from outside.
    return list(index.records.filter(pk__in=expected).values_list("pk", flat=True)) == expected


def _place_for(records, ids, pk):
    """The place at which the record `pk` belongs: the database compares it with a few hundred others at a time."""
    low, high = 0, len(ids)
    while low < high:
        step = (high - low + 499) // 500
        probes = ids[low:high:step].tolist()
        before = list(records.filter(pk__in=[*probes, pk]).values_list("pk", flat=True)).index(pk)
        if step == 1 or before == 0:
            return low + before
        low, high = low + (before - 1) * step + 1, min(low + before * step, high)
    return low


def _shifted(columns, place, *, taken_out=False):
    """The columns with one place more at `place`, or with that place taken out."""
    below = BitMap(range(place))

    def shift(bitmap):
        if not bitmap or bitmap.max() < place:
            return bitmap
        above = bitmap - below
        if taken_out:
            above.discard(place)
        return (bitmap & below) | above.shift(-1 if taken_out else 1)

    return {column: {value: shift(bitmap) for value, bitmap in values.items()} for column, values in columns.items()}


def _reread(index, column, touched):
    """The values of a column with those of the touched records as they are now."""
    places = index.places(np.array(sorted(touched), dtype=np.int64))
    values = {
        value: bitmap - places if bitmap.intersect(places) else bitmap
        for value, bitmap in index.columns[column].items()
    }
    for value, ids in column.ids(touched):
        values[value] = values.get(value, BitMap()) | index.places(ids)
    return values
