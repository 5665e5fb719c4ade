"""What every test stands on: the whole record, loaded once, and pages that need no `collectstatic`."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import override_settings

from browse import frames, indexing
from gfmd_portal import kept_files, kept_pages
from tests import factories
from tests.phones import Phone

TEST_SETTINGS = {
    # Pages name their files as they are, and the files are served from where they lie.
    "STORAGES": {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    "WHITENOISE_AUTOREFRESH": True,
    "WHITENOISE_USE_FINDERS": True,
    # A slow hash protects real passwords; tests have none.
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}

LONG = timedelta(minutes=1)
"""Longer than a test takes that names the day."""


@pytest.fixture
def desk(client, django_user_model):
    """The browser of a member of the Secretariat."""
    member = django_user_model.objects.create_user("member", is_staff=True)
    member.groups.add(Group.objects.get(name="Secretariat"))
    client.force_login(member)
    return client


@pytest.fixture
def phone(monkeypatch):
    """The phone of a member of staff, on whose time the codes of the portal go meanwhile."""
    return Phone(monkeypatch)


@pytest.fixture
def state(settings, tmp_path):
    """A folder of its own for what waits to be brought in."""
    settings.STATE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def one_of_each():
    """One of each kind of record that the documents of the record do not hold, so that every kind has its first."""
    session = factories.a_session(room=factories.a_room())
    factories.a_deadline(meeting=session.meeting)
    factories.a_translation()
    for a_part in (factories.a_speaker, factories.a_language, factories.a_paper, factories.a_session_theme):
        a_part(session=session)
    factories.a_likeness()


@pytest.fixture
def one_day():
    """Keep a test that names the day from meeting midnight: shortly before it, the test waits for the next day."""
    now = datetime.now(UTC)
    for zone in map(ZoneInfo, ("UTC", "Europe/Brussels", "Asia/Manila")):
        if now.astimezone(zone).date() != (now + LONG).astimezone(zone).date():
            time.sleep(LONG.total_seconds())


@pytest.fixture(scope="session", autouse=True)
def test_settings():
    """Settings that differ from the portal's in every test."""
    with override_settings(**TEST_SETTINGS):
        yield


@pytest.fixture(autouse=True)
def forget_pages():
    """Begin each test without the pages, cards and files that another had made; called by a test, forget its own."""

    def forget():
        kept_pages.pages.clear()
        frames.kinds.clear()
        frames.lists.clear()
        kept_files.kept.clear()
        for index in indexing._made.values():
            index.cards.clear()

    forget()
    return forget


@pytest.fixture
def no_limit(settings):
    """Let a test ask the API more often than people do."""
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"reader": None}}


@pytest.fixture
def kept_connection():
    """The application must not close the connection to the database, in whose transaction the test runs."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The whole record, loaded once per run, under every test that is marked `django_db`.

    Such a test reads the record and takes back what it changed. A transactional test empties the database behind it;
    pytest-django runs these last, so each has to make what it needs.
    """
    with django_db_blocker.unblock():
        call_command("load_record", verbosity=0)
