#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import Error, connection

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gfmd_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"The portal is not set up: {error}")
    except Error as error:
        if "--traceback" in sys.argv:
            raise
        name = connection.settings_dict["NAME"]
        sys.exit(f"The database {name} refused (--traceback tells where): {str(error).strip()}")
    except KeyboardInterrupt:
        sys.exit(130)  # as shells say it; what was begun in the database is taken back
