"""Where the bench works: a folder of its own, and settings as in production."""

import os
from pathlib import Path

import django

PORTAL = Path(__file__).resolve().parents[1]
FOLDER = PORTAL / "var" / "bench"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "gfmd_portal.settings",
    "SECRET_KEY": "only-for-the-bench-" * 3,
    "DEBUG": "0",
    "HTTPS": "0",
    "STATE_DIR": str(PORTAL / "var"),
}


def set_up():
    """Load the portal's settings into this process, for what needs its tables and no database."""
    os.environ.update(ENVIRONMENT)
    django.setup()
