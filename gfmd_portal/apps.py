from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The project itself, an app so that Django finds its commands and template tags."""

    name = "gfmd_portal"
