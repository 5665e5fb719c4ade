from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self):
        post_migrate.connect(index_the_record, sender=self)


def index_the_record(using, plan=None, **_kwargs):
    """Write the index anew after `migrate` where a new release wants another: no visitor is to wait for it.

    A database that was only emptied has no plan of migrations, and one that is migrated in part lacks tables.
    """
    from search.entries import bring_up_to_date
    from search.sources import sources

    tables = {model._meta.db_table for source in sources().values() for model in (source.model, *source.related)}
    if plan is not None and using == DEFAULT_DB_ALIAS and tables <= set(connection.introspection.table_names()):
        bring_up_to_date()
