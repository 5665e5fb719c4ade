from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


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
    from changes.record import models_of_record, owner_column
    from changes.triggers import install

    models = [model for model in models_of_record() if getattr(model, "logged", True)]
    named = [model for model in models if issubclass(model, Named)]
    names = {model._meta.db_table: (model.named_by, model.named_within) for model in named}
    install(connections[using], {model._meta.db_table: owner_column(model) for model in models}, names)
