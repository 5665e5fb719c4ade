"""The least that Django can do: one view, no middleware, two letters."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="none")
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
application = get_wsgi_application()
