"""The environment of a test run: a pytest plugin, because it must be there before the settings are read.

`TEST_DATABASE` says which database the tests run on: `sqlite`, the default, or `postgresql`.
"""

import os
from pathlib import Path

import pytest

from gfmd_portal.messages import compile_messages
from tests import left_out, postgres

# Whatever the shell has set, the tests see these, and never a database that somebody works with.
SAFE = {
    "SECRET_KEY": "only-for-tests-" * 4,
    "DEBUG": "0",
    "HTTPS": "0",
    "BEHIND_PROXY": "0",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    # No style sheets were ever collected there, as in a fresh clone: a test that serves pages collects its own.
    "STATE_DIR": str(Path(__file__).resolve().parents[1] / "var" / "tests"),
    # Playwright keeps an event loop in the thread in which other tests use the database.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
NO_POSTGRESQL = "the tests on PostgreSQL (no PostgreSQL binaries on this machine)"


def database():
    """Return the kind of database that this run is on.

    Raises `UsageError`, naming the value, when there is no such kind.
    """
    kind = os.environ.setdefault("TEST_DATABASE", "sqlite")
    if kind not in {"sqlite", "postgresql"}:
        raise pytest.UsageError(f"TEST_DATABASE is “{kind}”: write sqlite or postgresql.")
    return kind


def is_left_out():
    """Tell whether this run is the one on PostgreSQL, on a machine without it."""
    return database() == "postgresql" and not postgres.binaries()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Set the environment; a wrapper runs before pytest-django's hook of this name, which reads the settings."""
    os.environ.update(SAFE)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_messages()
    if database() == "sqlite" or is_left_out():
        os.environ["DATABASE_URL"] = "sqlite://:memory:"
    elif "PYTEST_XDIST_WORKER" not in os.environ:  # workers inherit the address of the one server
        os.environ["DATABASE_URL"] = postgres.start()
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main():
    """End the run at once where there is no PostgreSQL to run it on; under CI that is a failure."""
    if not is_left_out():
        return None
    if left_out.is_refused():
        raise pytest.UsageError(f"CI leaves nothing out, and this would be: {NO_POSTGRESQL}.")
    left_out.report([NO_POSTGRESQL])
    return pytest.ExitCode.OK
