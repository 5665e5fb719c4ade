"""What keeps a deleted record from being brought back: something it belongs to is gone, or its place is taken.

Its rows are given as a dict of model to list of records that are not stored yet.
"""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import SET_NULL
from django.utils.translation import gettext as _

from changes.models import Deleted
from changes.names import Named, former_holder
from changes.record import owner_field


def let_go(back):
    """Take from the rows what they may be without and what is gone for good: there, it would have been taken then."""
    for field, pk in list(_missing(back)):
        ties_two = field.model._meta.auto_created
        if not (ties_two or field.remote_field.on_delete is SET_NULL) or _deleted_with(field.related_model, pk):
            continue
        for record in [record for record in back[field.model] if getattr(record, field.attname) == pk]:
            if ties_two:
                back[field.model].remove(record)
            else:
                setattr(record, field.attname, None)


def gone(back):
    """A sentence for each record that the rows belong or lead to and that is not there any more."""
    for field, pk in _missing(back):
        yield _missing_told(field.related_model, pk)


def _missing_told(model, pk):
    """A sentence about a record that is not there."""
    if deleted := _deleted_with(model, pk):
        return _("“%(record)s” has been deleted as well: bring that back first.") % {"record": deleted.what}
    names = {"kind": model._meta.verbose_name, "number": pk}
    return _("It belongs to a record that is gone for good: %(kind)s, id %(number)s.") % names


def _missing(back):
    """Each field that ties a row to another record, with each id in it that is found nowhere."""
    for model, records in back.items():
        for field in (field for field in model._meta.concrete_fields if field.remote_field):
            wanted = {getattr(record, field.attname) for record in records} - {None}
            wanted -= {record.pk for record in back.get(field.related_model, ())}
            for pk in sorted(wanted - set(field.related_model._base_manager.in_bulk(wanted))):
                yield field, pk


def _deleted_with(model, pk):
    """The deletion that took this row, where it was kept."""
    label = model._meta.label_lower
    kept = Deleted.objects.filter(rows__has_key=label)
    return next((deleted for deleted in kept if any(row["id"] == pk for row in deleted.rows[label])), None)


def merged_on(deleted):
    """A sentence where the record that this one was merged into is gone itself: what it had is elsewhere by now."""
    model = apps.get_model(deleted.kind)
    if deleted.into and not model._base_manager.filter(pk=deleted.into).exists():
        yield _missing_told(model, deleted.into)


def given_away(holders):
    """A sentence for each record that now has a place in a list that another is to be given back."""
    for holder in holders:
        names = {"holder": holder, "owner": getattr(holder, owner_field(type(holder)).name)}
        yield _("“%(holder)s” of “%(owner)s” now has a place that is to be given back: move it first.") % names


def taken(back, coming, into=None):
    """A sentence for each record that now has what only one can have: an address, a place in a list.

    `coming` are the ids of all that comes back with them, by model. Their names lead to the record `into` which they
    were merged, if they were.
    """
    for model, records in back.items():
        for record in records:
            yield from _rules_broken(model, record, coming)
            if isinstance(record, Named) and not _within_one_of(coming, model, record, [record.named_within]):
                yield from _name_taken(model, record, into)


def _within_one_of(coming, model, record, names):
    """Whether one of the fields `names` ties a record to another that comes back: there, nobody has taken its place."""
    fields = [model._meta.get_field(name) for name in names if name]
    return any(getattr(record, one.attname) in coming.get(one.related_model, ()) for one in fields if one.remote_field)


def _rules_broken(model, record, coming):
    """A sentence for each rule of its model that a record would break."""
    for field in (field for field in model._meta.concrete_fields if field.unique):
        if holder := _holder(model, record, [field.name]):
            yield _said(record.unique_error_message(model, [field.name]), holder)
    for rule in model._meta.constraints:
        names = getattr(rule, "fields", ())
        if not _within_one_of(coming, model, record, names):
            try:
                rule.validate(model, record)
            except ValidationError as error:
                yield _said(error, _holder(model, record, names))


def _holder(model, record, names):
    """The stored record that says the same as `record` in the fields `names`, or None."""
    columns = [model._meta.get_field(name).attname for name in names]
    same = {column: getattr(record, column) for column in columns}
    return model._base_manager.filter(**same).first() if same else None


def _said(error, holder):
    rule = " ".join(error.messages)
    return _("%(rule)s It is “%(holder)s”.") % {"rule": rule, "holder": holder} if holder else rule


def _name_taken(model, record, into):
    """The record that took its name and gave it up again: the name leads there for ever."""
    name = str(getattr(record, record.named_by))
    holder = former_holder(model, name, record.within)
    if holder and holder.pk != into:
        said = _("“%(name)s” now leads to “%(holder)s”, which had that name in the meantime.")
        yield said % {"name": name, "holder": holder}
