"""Which tables are the record, and which row belongs to which: what the log of changes and its readers go by."""

from django.apps import apps
from django.db.models import CASCADE

LOGGED = ["meetings", "documents", "roundtables", "gfmd_sessions", "agencies", "recommendations"]
"""The labels of the apps whose tables are the record."""


def models_of_record():
    """The models whose tables are the record, those included that only tie two records."""
    return [model for label in LOGGED for model in apps.get_app_config(label).get_models(include_auto_created=True)]


def owner_field(model):
    """The field of `model` that names the record its rows belong to and go away with, or None.

    It is the first of such fields, unless the model says another: `owned_by`.
    """
    if named := getattr(model, "owned_by", ""):
        return model._meta.get_field(named)
    owners = (field for field in model._meta.fields if field.remote_field and field.remote_field.on_delete is CASCADE)
    return next(owners, None)


def owner_column(model):
    """The column of that field, or None."""
    field = owner_field(model)
    return field and field.column
