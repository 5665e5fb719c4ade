"""The portal moves from SQLite to another database and back, and leaves nothing behind."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

PORTAL = Path(__file__).resolve().parents[1]
WORK_AT_THE_DESK = """
from django.contrib.auth.models import Group, User
from django.test import Client
from meetings.models import Theme
editor = User.objects.create_superuser("editor", password="for the test alone")
editor.groups.add(Group.objects.get(name="Secretariat"))
desk = Client()
desk.force_login(editor)
theme = Theme.objects.get(slug="remittances")
theme.slug = "money-sent-home"
theme.save()
desk.post(f"/admin/meetings/theme/{Theme.objects.last().pk}/delete/", {"post": "yes"})
"""
LOOK = """
from django.test import Client
from meetings.models import Theme
reader = Client()
print(reader.get("/themes/remittances/").headers["Location"])
print(reader.get("/search/?q=remesas").content.count(b'href="/themes/money-sent-home/"') > 0)
Theme.objects.create(slug="new", name="New", position=900)
print(reader.get("/themes/new/").status_code)
"""


def manage(address, *arguments, said=0):
    """What a command says of the database at `address`."""
    # DEBUG, because pages are looked at, and a fresh clone has collected no style sheets for them.
    settings = {**os.environ, "DATABASE_URL": address, "DEBUG": "1"}
    command = [sys.executable, "manage.py", *arguments]
    ended = subprocess.run(command, cwd=PORTAL, env=settings, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == said, ended.stderr
    return ended.stderr if said else ended.stdout


def rows(file):
    """All that a database of SQLite holds, by table, but for the search, which is made of it."""
    with closing(sqlite3.connect(file)) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = [name for (name,) in found if not name.startswith(("search_", "sqlite_", "django_migrations"))]
        held = {name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables}
    return {name: [tuple(map(as_kept_anywhere, row)) for row in found] for name, found in held.items()}


def as_kept_anywhere(cell):
    """A cell as every database gives it back: JSON in any order, and no zeros that a part of a second ends in."""
    if isinstance(cell, str) and cell.startswith("{"):
        return json.loads(cell)
    is_moment = isinstance(cell, str) and re.search(r":\d\d\.\d+$", cell)
    return cell.rstrip("0").rstrip(".") if is_moment else cell


@pytest.fixture
def elsewhere(tmp_path):
    """The address of an empty database of the kind that the tests run on."""
    if os.environ["TEST_DATABASE"] == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
        return
    ours, name = os.environ["DATABASE_URL"], f"elsewhere_{os.getpid()}"
    with closing(psycopg2.connect(ours.replace("/portal?", "/postgres?"))) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
            yield ours.replace("/portal?", f"/{name}?")
            cursor.execute(f"DROP DATABASE {name}")


def test_the_portal_moves_to_another_database_and_back(tmp_path, elsewhere):
    here, back = (f"sqlite:///{tmp_path / name}" for name in ("here.sqlite3", "back.sqlite3"))
    manage(here, "migrate", "-v", "0")
    manage(here, "loaddata", "-v", "0", "fixtures/vocabulary.json")
    manage(here, "shell", "-v", "0", "-c", WORK_AT_THE_DESK)
    assert "different releases" in manage(elsewhere, "copy_database", here, said=1)
    for address, other in [(elsewhere, here), (back, elsewhere)]:
        manage(address, "migrate", "-v", "0")
        assert manage(address, "copy_database", other).startswith("Copied ")
    held = rows(tmp_path / "here.sqlite3")
    assert rows(tmp_path / "back.sqlite3") == held
    assert [len(held[table]) for table in ("auth_user", "changes_formername", "changes_deleted")] == [1, 1, 1]
    assert manage(elsewhere, "shell", "-v", "0", "-c", LOOK).split() == ["/themes/money-sent-home/", "True", "200"]
    assert "holds something already" in manage(elsewhere, "copy_database", here, said=1)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("sqlite:////nowhere/portal.sqlite3", "There is no file /nowhere/portal.sqlite3."),
        ("sqlite:////etc/passwd", "The other database cannot be asked: file is not a database"),
        ("mysql://portal:hush@localhost/portal", "The address names neither SQLite nor PostgreSQL, but mysql."),
        ("portal.sqlite3", "The address is not understood: "),
    ],
)
def test_another_database_that_cannot_be_copied_is_told(tmp_path, address, said):
    told = manage(f"sqlite:///{tmp_path / 'here.sqlite3'}", "copy_database", address, said=1)
    assert told.startswith(f"CommandError: Nothing was copied. {said}")
    assert "hush" not in told
