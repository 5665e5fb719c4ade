from django.apps import AppConfig, apps
from django.db import connections
from django.db.models import CASCADE
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

LOGGED = ["meetings", "documents", "roundtables", "gfmd_sessions", "agencies", "recommendations"]
"""The labels of the apps whose tables are the record."""


class ChangesConfig(AppConfig):
    name = "changes"
    verbose_name = _("Changes")

    def ready(self):
        post_migrate.connect(log_every_table, sender=self)


def log_every_table(using, **_kwargs):
    """Make sure that each table of the record has its triggers, those with names that stand in addresses one more.

    It runs after every migration, because SQLite drops a table's triggers where a migration makes the table anew.
    """
    from changes.names import Named
    from changes.triggers import install

    models = [model for model in models_of_record() if getattr(model, "logged", True)]
    named = [model for model in models if issubclass(model, Named)]
    names = {model._meta.db_table: (model.named_by, model.named_within) for model in named}
    install(connections[using], {model._meta.db_table: owner_column(model) for model in models}, names)


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
