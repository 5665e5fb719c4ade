"""What a worker does before its first visitor comes."""

import gc
import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.template import engines
from django.urls import reverse
from django.utils.translation import override

from gfmd_portal.derived import bring_up_to_date
from gfmd_portal.downloads.lists import LISTS
from search.synonyms import synonyms

logger = logging.getLogger(__name__)

SELDOM = 5000
"""New objects after which the collector looks for what nobody needs; by Python's 700 it took a twelfth of a page."""


def warm_up():
    """Read what pages are made with, and make the bitmaps of every list, up to the last edit.

    A database that cannot be asked stops nothing: the first who can ask it makes what is missing, and until then
    `/healthz` says what is wrong.
    """
    read_templates()
    read_addresses()
    try:
        look_at_the_tables()
        bring_up_to_date()
        synonyms()
        for language, _name in settings.LANGUAGES:
            with override(language):
                for kind in LISTS.values():
                    kind.find({}).offered  # noqa: B018 - reading it makes it
    except DatabaseError as error:
        logger.warning("The lists are not ready yet, because the database cannot be asked: %s", error)
    finally:
        connection.close()
    # What stands now stays as long as the worker: the collector need not go through it again while visitors wait.
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM)


def look_at_the_tables():
    """Tell the keeper of a server whose code is newer than its tables: some pages would fail, and others would not."""
    migrations = MigrationExecutor(connection)
    if migrations.migration_plan(migrations.loader.graph.leaf_nodes()):
        logger.warning("The tables of the database are those of an earlier release: run manage.py migrate.")


def read_templates():
    """Read all templates; each is kept once it is read."""
    home = settings.BASE_DIR / "templates"
    for file in home.rglob("*.*"):
        engine = engines["jinja2" if file.suffix == ".jinja" else "django"]
        engine.get_template(str(file.relative_to(home)))


def read_addresses():
    """Read the addresses of all pages, which each language has of its own."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("home")
