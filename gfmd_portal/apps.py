from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps


class PortalConfig(AppConfig):
    """The project itself, an app so that Django finds its commands and template tags."""

    name = "gfmd_portal"


class DeskConfig(apps.AdminConfig):
    """Django's admin, as the secretariat's desk."""

    default = False
    default_site = "gfmd_portal.desk.site.DeskSite"

    def ready(self):
        """Put our desk of the accounts in the place of Django's, once every app has brought its own."""
        super().ready()
        import_module("gfmd_portal.desk.accounts")
