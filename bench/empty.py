"""The least that Django can do: one view that answers two letters, behind the MIDDLEWARE that the environment names."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="none",
    INSTALLED_APPS=[f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")],
    MIDDLEWARE=os.environ.get("MIDDLEWARE", "").split(),
)
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
application = get_wsgi_application()
