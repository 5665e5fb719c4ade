"""The portal as visitors meet it: a real server, with a record of its own, and a real browser.

`page.goto("/meetings/")` goes to that server; `manage("createsuperuser", ...)` runs a command on its database.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import expect

from bench.serving import free_port
from tests import left_out
from tests.browser.delegate import PATIENCE, PHONE
from tests.browser.serving import PORTAL, House, served

NO_CHROMIUM = "browser tests (no Chromium on this machine)"
# Chromium is not to look for updates, nor for anything else outside.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Run these tests before the tests that empty the database behind them, as pytest-django orders those it knows.

    Each worker serves a portal of its own, which the browser tests that it happens to be dealt share: a test takes back
    what it changes there. Browser, driver and portal are three programs on a machine that may be busy with more: what
    fails once is tried once more, and the last lines of the run say which tests those were, and why.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            # pytest-django makes only the databases that some test asks for, also when these tests run alone.
            item.add_marker(pytest.mark.django_db)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium():
    """The path of Chromium. All that is here stands on it, so without it nothing is started."""
    if os.environ["TEST_DATABASE"] != "sqlite":
        pytest.skip(left_out.ON_SQLITE_ONLY)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return path or left_out.leave_out(NO_CHROMIUM)


@pytest.fixture(scope="session")
def portal_environment(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    """The environment of the served portal, whose database is a copy of the loaded one that the other tests read."""
    folder = tmp_path_factory.mktemp("portal")
    file = folder / "portal.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(file)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return os.environ | {"STATE_DIR": str(folder), "DATABASE_URL": f"sqlite:///{file}"}


@pytest.fixture(scope="session")
def manage(portal_environment):
    """Run a command on the served portal: `manage("createsuperuser", "--noinput", DJANGO_SUPERUSER_USERNAME=...)`."""

    def run(*command, **environment):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=PORTAL, env=portal_environment | environment, check=True
        )

    return run


@pytest.fixture(scope="session")
def portal_url(portal_environment, manage):
    """The address of the portal, served as `make run` serves it."""
    manage("collectstatic", "--noinput", "-v", "0")
    with served(portal_environment, free_port()) as address:
        yield address


@pytest.fixture(scope="session")
def busy_url(portal_url, portal_environment, tmp_path_factory):
    """The address of a portal of its own that holds, beside the record, all of `tests.programmes`."""
    folder = tmp_path_factory.mktemp("busy")
    state = Path(portal_environment["STATE_DIR"])
    shutil.copy(state / "portal.sqlite3", folder / "portal.sqlite3")
    shutil.copytree(state / "static", folder / "static")
    database = {"STATE_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}"}
    environment = os.environ | database
    code = "from tests import programmes\nfor make in (*programmes.ALL, programmes.running): make()"
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    subprocess.run(command, cwd=PORTAL, env=environment, check=True)
    with served(environment, free_port()) as address:
        yield address


@pytest.fixture
def house(portal_url, portal_environment, tmp_path):
    """A started `House` with the loaded record."""
    state = Path(portal_environment["STATE_DIR"])
    shutil.copy(state / "portal.sqlite3", tmp_path / "portal.sqlite3")
    shutil.copytree(state / "static", tmp_path / "static")
    database = {"STATE_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}"}
    house = House(os.environ | database)
    house.start()
    yield house
    house.stop()


@pytest.fixture
def phone(browser, house):
    """A page of a phone that has not been here before, with the browser's complaints in `page.complaints`."""
    context = browser.new_context(viewport=PHONE, base_url=house.address, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    assert page.complaints == []
    context.close()


@pytest.fixture(scope="session")
def base_url(portal_url):
    """What `page.goto` puts before an address that starts with a slash."""
    return portal_url


@pytest.fixture(scope="session")
def playwright(portal_url, playwright):
    """Playwright, started after the portal: Django keeps another connection where an event loop runs."""
    return playwright


@pytest.fixture(scope="session", autouse=True)
def patience():
    """Let each `expect` wait longer than its usual five seconds."""
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    """How Playwright starts the machine's own Chromium."""
    return browser_type_launch_args | {"executable_path": chromium, "args": QUIET}


@pytest.fixture
def console(page):
    """What the browser complained of, content security policy included."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints
