"""The portal starts with a sound environment only, and the tests run on the database they are said to run on."""

import io
import logging
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.db import OperationalError, connection

from bench.serving import free_port

PORTAL = Path(__file__).resolve().parents[1]
SECRET = "a" * 60


@pytest.fixture
def start(tmp_path):
    """Start Django with nothing but the given environment, and no secret in a file; return how it went."""
    return lambda **environment: subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=PORTAL,
        env={"DJANGO_SETTINGS_MODULE": "gfmd_portal.settings", "STATE_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def refusal(started):
    """Return the last line of what Django said when it did not start."""
    assert started.returncode == 1
    last = started.stderr.strip().rpartition("\n")[2]
    assert "ImproperlyConfigured" in last
    return last


def test_a_secret_key_is_all_that_the_portal_needs(start):
    started = start(SECRET_KEY=SECRET)
    assert (started.returncode, started.stderr) == (0, "")


def test_an_empty_value_is_the_same_as_none(start):
    started = start(SECRET_KEY=SECRET, DATABASE_URL="", HTTPS="", DEBUG=" ")
    assert (started.returncode, started.stderr) == (0, "")


def test_the_folder_of_its_files_is_made_where_there_is_none(start, tmp_path):
    started = start(SECRET_KEY=SECRET, STATE_DIR=str(tmp_path / "srv" / "state"))
    assert (started.returncode, started.stderr) == (0, "")
    assert stat.filemode((tmp_path / "srv" / "state").stat().st_mode) == "drwx------"


def test_a_missing_secret_key_is_asked_for(start):
    assert "SECRET_KEY" in refusal(start())
    assert "SECRET_KEY" in refusal(start(SECRET_KEY="   "))


@pytest.mark.parametrize("make", [Path.mkdir, lambda file: file.write_bytes(b"\xff" * 60)])
def test_a_file_of_the_secret_key_that_cannot_be_read_is_named(start, tmp_path, make):
    file = tmp_path / "secret_key"
    make(file)
    assert f"SECRET_KEY is not set, and {file} cannot be read: " in refusal(start())
    assert start(SECRET_KEY=SECRET).returncode == 0


def test_a_short_secret_key_is_refused_and_not_shown(start):
    started = start(SECRET_KEY="too-short-to-be-one")
    assert "SECRET_KEY has 19 characters" in refusal(started)
    assert "too-short-to-be-one" not in started.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS", "maybe"),
        ("DEBUG", "2"),
        ("BEHIND_PROXY", "nginx"),
        ("DATABASE_URL", "nonsense://localhost/portal"),
        ("DATABASE_URL", "portal.sqlite3"),
        ("DATABASE_URL", "postgres://localhost:many/portal"),
        ("DATABASE_URL", "mysql://localhost/portal"),
        ("STATE_DIR", "/dev/null/state"),
    ],
)
def test_a_wrong_value_is_refused_by_name(start, name, value):
    said = refusal(start(SECRET_KEY=SECRET, **{name: value}))
    assert name in said
    # An address may hold a password, so of it only the kind of database may be shown.
    assert name == "DATABASE_URL" or value in said


def test_an_unknown_kind_of_database_is_named_and_its_password_not_shown(start):
    started = start(SECRET_KEY=SECRET, DATABASE_URL="nonsense://portal:hush@localhost/portal")
    assert "nonsense" in refusal(started)
    assert "hush" not in started.stderr


@pytest.mark.django_db
def test_the_tests_run_on_the_database_they_are_said_to_run_on():
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if connection.vendor == "postgresql" else "SELECT 'SQLite'")
        assert cursor.fetchone()[0].lower().startswith(os.environ["TEST_DATABASE"])
    assert connection.settings_dict["NAME"] != "portal"


@pytest.fixture
def log(client, monkeypatch):
    """What the server writes to its log meanwhile, also of errors that the browser of a test would raise."""
    written = io.StringIO()
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", written)
    client.raise_request_exception = False
    return written


@pytest.mark.django_db
def test_what_went_wrong_is_told_where_the_server_keeps_its_errors(client, monkeypatch, log):
    monkeypatch.setattr("gfmd_portal.views.picture", lambda meetings: 1 / 0)
    assert client.get("/").status_code == 500
    assert "ERROR django.request: Internal Server Error: /" in log.getvalue()
    assert "ZeroDivisionError" in log.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "fails", "said"),
    [
        ("/", "gfmd_portal.views.picture", "ERROR django.request: Service Unavailable: / (the disk is full)\n"),
        (
            "/api/themes/",
            "gfmd_portal.api.answers.snapshot_of",
            "ERROR gfmd_portal.api.errors: The API failed at /api/themes/ (the disk is full)\n",
        ),
    ],
)
def test_each_who_finds_the_database_gone_adds_no_more_than_a_line(client, monkeypatch, log, address, fails, said):
    def gone(*_arguments):
        raise OperationalError("the disk is full\nand its server stops")

    monkeypatch.setattr(fails, gone)
    assert client.get(address).status_code == 503
    assert said in log.getvalue()
    assert "Traceback" not in log.getvalue()


@pytest.mark.django_db
def test_what_opens_the_starred_sessions_of_one_reader_is_not_logged(client, monkeypatch, log):
    monkeypatch.setattr("mine.views.behind", lambda token: 1 / 0)
    assert client.get("/my-agenda/q7Vx-of_one_reader/").status_code == 500
    assert "ERROR django.request: Internal Server Error: /my-agenda/…/\n" in log.getvalue()
    assert "q7Vx" not in log.getvalue()


def run(*command, **environment):
    """How a program went that was started with these settings, as the keeper of a server starts it."""
    settings = {**os.environ, "SECRET_KEY": SECRET, **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=PORTAL, env=settings, capture_output=True, text=True, check=False, timeout=60
    )


def test_those_who_try_names_of_other_hosts_leave_nothing_in_the_log():
    asked = """
import django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
answer = WSGIHandler().get_response(RequestFactory().head("/", headers={"host": "evil.example"}))
print(answer.status_code, answer.content)
"""
    ended = run("-c", asked, DJANGO_SETTINGS_MODULE="gfmd_portal.settings", HTTPS="1", PYTHONWARNINGS="ignore")
    assert ended.stderr == ""
    assert ended.stdout == "400 b''\n", "gunicorn would drop what it may not send, and log that it did"


@pytest.mark.parametrize("address", ["postgres://portal:hush@127.0.0.1:1/portal", "sqlite:////dev/null/portal.sqlite3"])
def test_a_command_says_in_a_line_that_its_database_cannot_be_asked(address):
    ended = run("manage.py", "load_record", DATABASE_URL=address)
    assert ended.returncode == 1
    name = address.removeprefix("sqlite:///").rpartition("1/")[2]
    assert ended.stderr.startswith(f"The database {name} refused (--traceback tells where): ")
    assert "Traceback" not in ended.stderr
    assert "hush" not in ended.stderr
    assert "Traceback" in run("manage.py", "load_record", "--traceback", DATABASE_URL=address).stderr


def test_a_package_that_is_not_installed_is_named(tmp_path):
    (tmp_path / "axes.py").write_text("raise ModuleNotFoundError(\"No module named 'axes'\")")
    ended = run("manage.py", "check", PYTHONPATH=str(tmp_path))
    assert ended.stderr.startswith("The portal is not set up: No module named 'axes'. Install requirements.txt ")
    assert ended.returncode == 1


def test_a_server_says_once_which_setting_is_wrong():
    ended = run("-m", "gunicorn", "gfmd_portal.wsgi", "--bind", f"127.0.0.1:{free_port()}", HTTPS="maybe")
    assert ended.stderr == "The portal is not set up: HTTPS is “maybe”: write 1 or 0.\n"
    assert ended.returncode == 1


def test_a_server_says_in_a_line_that_there_is_no_such_port():
    ended = run("-m", "gunicorn", "gfmd_portal.wsgi", "--bind", "127.0.0.1:99999")
    assert ended.stderr == "The portal is not set up: 99999 is no port, which are numbers up to 65535.\n"
    assert ended.returncode == 1


@pytest.mark.parametrize("page", ["README.md", "docs/operating.md"])
def test_a_page_for_keepers_names_commands_that_there_are(page):
    named = set(re.findall(r"manage\.py ([a-z]\w+)", (PORTAL / page).read_text()))
    assert named
    assert named <= set(get_commands())


def test_a_command_that_is_interrupted_ends_as_shells_expect_it():
    ended = run("manage.py", "shell", "-c", "import os, signal; os.kill(os.getpid(), signal.SIGINT)")
    assert (ended.returncode, ended.stderr) == (130, "")
