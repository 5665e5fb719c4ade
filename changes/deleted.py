"""Deleted records: the desk keeps what it deletes whole, and brings it back as it was."""

import itertools
from collections import Counter

from django.core.exceptions import FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from changes.in_the_way import given_away, gone, let_go, merged_on, taken
from changes.models import Deleted
from changes.names import Named, leave_names_of_others
from changes.record import models_of_record
from changes.ties import Tie, set_back
from changes.triggers import lock_the_record


class InTheWay(Exception):
    """Why a deleted record cannot be brought back. Its `sentences` each tell one thing that is in the way."""

    def __init__(self, *sentences):
        super().__init__(*sentences)
        self.sentences = sentences


@transaction.atomic
def keep(record, user):
    """Keep `record`, which `user` is about to delete in the same transaction, with every row that goes with it.

    Returns the records that stay and lead to it no longer, as `staying` does.
    """
    lock_the_record()
    if not type(record)._base_manager.filter(pk=record.pk).exists():
        return []  # somebody else was quicker, and it was kept then
    collector, ids = _collected(record)
    loosened = list(_loosened(collector, ids))
    ties = [
        Tie(field.model._meta.label_lower, field.attname, [row.pk], getattr(row, field.attname))
        for field, row in loosened
    ]
    keep_rows(record, user, ids, ties)
    return [row for _field, row in loosened]


def keep_rows(record, user, ids, ties, into=None):
    """Keep `record` and the rows that go with it, given as a dict of model to ids, and the `ties` that go or change.

    A record that is merged goes `into` another, which stays.
    """
    # What readers keep for themselves is no part of the record: it is forgotten when they were told that it would be.
    going = {model: ids[model] for model in models_of_record() if model in ids}
    told = Counter({model._meta.label_lower: len(rows) for model, rows in going.items() if _is_told(model)})
    told[record._meta.label_lower] -= 1
    Deleted.objects.create(
        kind=record._meta.label_lower,
        row=record.pk,
        what=str(record),
        parts=+told,
        rows={model._meta.label_lower: _rows(model, rows) for model, rows in going.items()},
        ties=ties,
        into=into and into.pk,
        made_by=user,
    )


def staying(record):
    """The records that stay where `record` is deleted, and lead to it no longer: the sessions of a slot."""
    return [row for _field, row in _loosened(*_collected(record))]


@transaction.atomic
def bring_back(number):
    """Bring back what was deleted under `number`, all of it or nothing, and return the record.

    Its rows have the ids that they had, so former names, calendars and the log of changes know them again. Raises
    `InTheWay` where it cannot be.
    """
    lock_the_record()
    deleted = Deleted.objects.get(pk=number)
    if deleted.rows is None:
        raise InTheWay(deleted.state)
    try:
        kept = {model_of(label): rows for label, rows in deleted.rows.items()}
        back = {model: [_made(model, row) for row in rows] for model, rows in kept.items()}
        ties = [tie for tie in itertools.starmap(Tie, deleted.ties) if tie.model]
    except (FieldDoesNotExist, LookupError):
        said = _("“%(record)s” was kept by an earlier release, in which records had other fields.")
        raise InTheWay(said % {"record": deleted.what}) from None
    if elsewhere := list(merged_on(deleted)):
        raise InTheWay(*elsewhere)
    let_go(back)
    _bring_rows_back(deleted, back, ties)
    deleted.rows, deleted.ties, deleted.brought_back_at = None, [], timezone.now()
    deleted.save()
    return model_of(deleted.kind)._default_manager.get(pk=deleted.row)


def _bring_rows_back(deleted, back, ties):
    """Store the rows that come `back`, those of the record itself first, unless something is in the way."""
    kind = model_of(deleted.kind)
    coming = {model: {record.pk for record in records} for model, records in back.items()}
    reasons = list(gone(back))
    first = {kind: back.pop(kind)}
    reasons += taken(first, coming, deleted.into)
    if not reasons:
        _store(first)
    # What was dropped in a merger has its place again only once the rows that took it are set back.
    reasons += [*given_away(set_back(ties)), *taken(back, coming)]
    if reasons:
        raise InTheWay(*dict.fromkeys(reasons))
    _store(back)
    if deleted.into:
        kind._base_manager.get(pk=deleted.into).save()  # so that the log tells of it: names lead there no longer


def _store(back):
    for model, records in back.items():
        model._base_manager.bulk_create(records)
        if issubclass(model, Named):
            leave_names_of_others(model, records)


def merged_into(model):
    """The records of `model` that were merged: pairs of the id of the one that stayed, and what each held by column.

    What was merged on since counts for the last of them.
    """
    merged = Deleted.objects.filter(kind=model._meta.label_lower, into__isnull=False, is_kept=True)
    merged = {one.row: one for one in merged.order_by("-pk")}
    for one in merged.values():
        into = one.into
        while into in merged:
            into = merged[into].into
        yield into, next(row for row in one.rows[one.kind] if row["id"] == one.row)


def model_of(label):
    """The model of the record with this label, such as “meetings.room”. Raises LookupError where there is none."""
    for model in models_of_record():
        if model._meta.label_lower == label:
            return model
    raise LookupError(label)


def _is_told(model):
    """Whether its rows are records to an editor: ties of two records and logs are not."""
    return not model._meta.auto_created and getattr(model, "logged", True)


def _rows(model, ids):
    """Some rows of a table, by column, as they are stored: a form may have changed the record in memory."""
    stored = [record for _pk, record in sorted(model._base_manager.in_bulk(ids).items())]
    return [{field.attname: plain(field, row) for field in model._meta.concrete_fields} for row in stored]


def plain(field, row):
    """A value as JSON holds it. A moment is a text, to the microsecond: Django's own JSON would cut it off."""
    value = field.get_prep_value(field.value_from_object(row))
    return value if value is None or isinstance(value, int | str) else field.value_to_string(row)


def _made(model, row):
    return model(**{column: model._meta.get_field(column).to_python(value) for column, value in row.items()})


def _collected(record):
    """What Django finds to go with `record`: its collector, and the ids by model."""
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=record)
    collector.collect([record])
    ids = {model: {row.pk for row in rows} for model, rows in collector.data.items()}
    for rows in collector.fast_deletes:
        ids.setdefault(rows.model, set()).update(row.pk for row in rows)
    return collector, ids


def _loosened(collector, going):
    """What stays and loses its tie to what goes: the field and the row of each."""
    for (field, _nothing), updates in collector.field_updates.items():
        for rows in updates:
            yield from ((field, row) for row in rows if row.pk not in going.get(field.model, ()))
