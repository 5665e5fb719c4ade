from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "sessions"
    # Django's own `sessions` app has the plain label; ours shows in table names, permissions and fixtures.
    label = "gfmd_sessions"
    verbose_name = _("Sessions and agenda")
