"""When records changed last, with what belongs to them and, where that is asked for, with what belongs to that.

The log names for each row the record that it belongs to. A country of an example belongs to the example, and that to
its recommendation: the row of the example tells whose the country is.
"""

from django.db import connection
from django.db.models import F, Max, OuterRef, Subquery

from changes.models import Change
from changes.record import models_of_record, owner_field

FIRST_LOOK = 1000
"""How many changes are read at first, from the end of the log."""
GROWTH = 4
"""How many times more are read with each further look."""
END = 2**63 - 1
"""A number that no change reaches."""


def last_changes(model, ids, *, deep=False):
    """When each of some records of `model`, or a row that belongs to it, last changed: a dict of id to moment."""
    logged = _logged(model, ids, deep)
    first, *others = (changes.values_list("record").annotate(last=Max("made_at")) for changes in logged)
    moments = {}
    for record, moment in first.union(*others, all=True):
        moments[record] = max(moment, moments.get(record, moment))
    return moments


def newest_changes(model, most, among):
    """The ids of the `most` records of `model` that changed last, deep, the newest change first.

    `among` is given ids and leaves those that count, in their order. The log is read from its end, as far as it takes
    to find so many: however long it is, no more of it is read.
    """
    newest, before, size = {}, END, FIRST_LOOK
    while len(newest) < most and (changes := _changes_before(before, size, model)):
        newest |= dict.fromkeys(among([record for _number, record in changes if record is not None]))
        before, size = changes[-1][0], size * GROWTH
    return list(newest)[:most]


def _changes_before(number, most, model):
    """The last `most` changes before this one that concern `model`, the newest first: (number, record) pairs.

    The record of what belonged to a part that is gone is None: that the part was taken out is a later change of it.
    """
    asked = [_newest(model, '"row"')]
    for part, field in _parts_of(model).items():
        asked.append(_newest(part, "owner"))
        asked += [_newest(piece, f'part."{field.column}"', part) for piece in _parts_of(part)]
    sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS one" for one in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY number DESC LIMIT %s", [*[number, most] * len(asked), most])
        return cursor.fetchall()


def _newest(model, record, part=None):
    """SQL for the last changes in the table of `model`: the number of each, and the record, which `part` may tell."""
    # One table, told as a range of them: at an equation PostgreSQL looks for it through the whole log from its end.
    table = f"\"table\" BETWEEN '{model._meta.db_table}' AND '{model._meta.db_table}'"
    last = f'SELECT id AS number, "row", owner FROM changes_change WHERE {table} AND id < %s'
    ordered = 'ORDER BY "table" DESC, id DESC LIMIT %s'
    # What a part that is gone had is kept too, or the changes of one table would be read further back than of others.
    told = f' LEFT JOIN "{part._meta.db_table}" AS part ON part.id = made.owner' if part else ""
    return f"SELECT number, {record} AS record FROM ({last} {ordered}) AS made{told}"


def _logged(model, ids, deep):
    """The changes of some records of `model` and of what belongs to them, as queries that name the `record` of each."""
    changes, parts = Change.objects.order_by(), _parts_of(model)
    yield changes.filter(table=model._meta.db_table, row__in=ids).annotate(record=F("row"))
    yield changes.filter(table__in=_tables(parts), owner__in=ids).annotate(record=F("owner"))
    for part, field in parts.items() if deep else ():
        if pieces := _parts_of(part):
            rows = part._base_manager.order_by()
            within = rows.filter(**{f"{field.name}__in": ids}).values("pk")
            record = Subquery(rows.filter(pk=OuterRef("owner")).values(field.attname))
            yield changes.filter(table__in=_tables(pieces), owner__in=within).annotate(record=record)


def _parts_of(model):
    """The models whose rows belong to records of `model`, each with the field that says to which."""
    owners = {part: owner_field(part) for part in models_of_record()}
    return {part: field for part, field in owners.items() if field and field.related_model is model}


def _tables(models):
    return [model._meta.db_table for model in models]
