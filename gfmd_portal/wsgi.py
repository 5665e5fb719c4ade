"""The server's entry: `gunicorn gfmd_portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gfmd_portal.settings")
application = get_wsgi_application()
