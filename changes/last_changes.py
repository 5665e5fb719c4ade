"""When records changed last, with what belongs to them and, where that is asked for, with what belongs to that.

The log names for each row the record that it belongs to. A country of an example belongs to the example, and that to
its recommendation: the row of the example tells whose the country is.
"""

from django.db import connection
from django.db.models import F, Max, OuterRef, Subquery

from changes.models import Change
from changes.record import models_of_record, owner_field


def last_changes(model, ids, *, deep=False):
    """When each of some records of `model`, or a row that belongs to it, last changed: a dict of id to moment."""
    logged = _logged(model, ids, deep)
    first, *others = (changes.values_list("record").annotate(last=Max("made_at")) for changes in logged)
    moments = {}
    for record, moment in first.union(*others, all=True):
        moments[record] = max(moment, moments.get(record, moment))
    return moments


def last_change(model, ids, *, deep=False):
    """When any of them did, or None. `ids` may be a query."""
    found = [changes.aggregate(last=Max("made_at"))["last"] for changes in _logged(model, ids, deep)]
    return max(filter(None, found), default=None)


def newest_changes(model, most):
    """The ids of the records of `model` that changed last, deep, the newest change first; some may be gone.

    It looks `most` changes back in each table, from its end: however long the log, no more of it is read.
    """
    asked = [_newest(model, '"row"')]
    for part, field in _parts_of(model).items():
        asked.append(_newest(part, "owner"))
        asked += [_newest(piece, f'"{field.column}"', part) for piece in _parts_of(part)]
    sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS one" for one in asked)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT record FROM ({sql}) AS newest WHERE record IS NOT NULL GROUP BY record ORDER BY MAX(number) DESC",
            [most] * len(asked),
        )
        return [record for (record,) in cursor.fetchall()]


def _newest(model, record, part=None):
    """SQL for the last changes in the table of `model`: the number of each, and the record, which `part` may tell."""
    last = f"""SELECT id AS number, "row", owner FROM changes_change WHERE "table" = '{model._meta.db_table}'"""
    told = f' JOIN "{part._meta.db_table}" AS part ON part.id = made.owner' if part else ""
    return f"SELECT number, {record} AS record FROM ({last} ORDER BY id DESC LIMIT %s) AS made{told}"


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
