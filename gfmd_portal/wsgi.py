"""What a web server runs. Each worker makes its indexes before it answers, so that no visitor waits for them."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gfmd_portal.settings")

portal = get_wsgi_application()

from gfmd_portal.middleware.unchanged import Unchanged  # noqa: E402 - these need the apps, which the line above has loaded
from gfmd_portal.serving.warm_up import warm_up  # noqa: E402

warm_up()
application = Unchanged(portal)
