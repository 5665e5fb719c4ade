from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "sessions"
    # Django's own `sessions` app has the plain label; ours shows in table names, permissions and fixtures.
    label = "gfmd_sessions"
    verbose_name = _("Sessions and agenda")

    def ready(self):
        pre_migrate.connect(make_way_for_migrations, sender=self)
        post_migrate.connect(keep_what_was_before, sender=self)


def make_way_for_migrations(using, **_kwargs):
    """Take the triggers away while tables may be made anew."""
    from sessions.triggers import uninstall

    uninstall(connections[using])


def keep_what_was_before(using, **_kwargs):
    """Make sure that every edit of the agenda is kept with what stood there before."""
    from sessions.triggers import install

    install(connections[using])
