#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import Error, connection


def said_of(error):
    """What a keeper is told of an error that has to do with the server, and not with the code."""
    match error:
        case ImproperlyConfigured():
            return f"The portal is not set up: {error}"
        case ModuleNotFoundError():
            return f"The portal is not set up: {error}. Install requirements.txt (--traceback tells what asks for it)."
    name = connection.settings_dict["NAME"]
    return f"The database {name} refused (--traceback tells where): {str(error).strip()}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gfmd_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # as shells say it; what was begun in the database is taken back
    except (ImproperlyConfigured, ModuleNotFoundError, Error) as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(said_of(error))
