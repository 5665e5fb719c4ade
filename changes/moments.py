"""When records changed last, with all that belongs to them."""

from django.apps import apps
from django.db.models import Max

from changes.apps import LOGGED, owner_field
from changes.models import Change


def last_changes(model, ids):
    """When each of some records of `model`, or a row that belongs to it, last changed: a dict of id to moment."""
    logged = Change.objects.order_by()
    own = logged.filter(table=model._meta.db_table, row__in=ids).values_list("row").annotate(Max("made_at"))
    parts = logged.filter(table__in=_parts_of(model), owner__in=ids).values_list("owner").annotate(Max("made_at"))
    moments = dict(own)
    for owner, moment in parts:
        moments[owner] = max(moment, moments.get(owner, moment))
    return moments


def _parts_of(model):
    """The tables whose rows belong to records of `model`."""
    models = [part for label in LOGGED for part in apps.get_app_config(label).get_models(include_auto_created=True)]
    owners = {part: owner_field(part) for part in models}
    return [part._meta.db_table for part, field in owners.items() if field and field.related_model is model]
