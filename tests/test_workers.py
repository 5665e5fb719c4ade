"""Two workers and an editor: each answer is of one state of the record, and of the last one that was committed."""

import json
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import psycopg2
import pytest
from django.db import connection

from bench.serving import portal

THEME = "remittances"
QUESTION = f"/api/recommendations/?theme={THEME}&facets=1&page_size=200"
FIND = f"""
SELECT coding.id, coding.position, coding.recommendation_id, coding.theme_id
FROM recommendations_recommendationtheme AS coding JOIN meetings_theme AS theme ON theme.id = coding.theme_id
WHERE theme.slug = '{THEME}' ORDER BY coding.id LIMIT 1
"""
TAKE_OFF = "DELETE FROM recommendations_recommendationtheme WHERE id = {0}"
PUT_BACK = (
    "INSERT INTO recommendations_recommendationtheme (id, position, recommendation_id, theme_id) "
    "VALUES ({0}, {1}, {2}, {3})"
)


class Editor:
    """Somebody who edits the record beside the portal, each statement a change of its own."""

    def __init__(self, database):
        self.database = database

    def run(self, statement, *values):
        cursor = self.database.cursor()
        cursor.execute(statement.format(*values))
        found = cursor.fetchall() if statement.lstrip().startswith("SELECT") else []
        self.database.commit()
        return found


@pytest.fixture
def database(db, tmp_path):
    """(address of the database for the workers, an `Editor` of it), which is left as it was found."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        # Not by backup(), which waits for ever while the test's own transaction is open.
        (tmp_path / "portal.sqlite3").write_bytes(connection.connection.serialize())
        with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as copy:
            copy.execute("PRAGMA journal_mode = WAL")
            yield f"sqlite:///{tmp_path / 'portal.sqlite3'}", Editor(copy)
        return
    where = {name: connection.get_connection_params()[name] for name in ("host", "user", "dbname")}
    with closing(psycopg2.connect(**where)) as found:
        editor = Editor(found)
        [(before,)] = editor.run("SELECT max(id) FROM changes_change")
        yield f"postgres://{where['user']}@/{where['dbname']}?host={quote(where['host'], safe='')}", editor
        editor.run(f"DELETE FROM changes_change WHERE id > {before}")


def ask(port):
    """The answer of a worker, whose numbers must fit together."""
    with urlopen(f"http://127.0.0.1:{port}{QUESTION}", timeout=30) as answer:
        said = json.load(answer)
    facets = {facet["name"]: {value["value"]: value["count"] for value in facet["values"]} for facet in said["facets"]}
    assert said["count"] == len(said["results"]) == facets["theme"][THEME] == sum(facets["meeting"].values())
    assert all(THEME in result["themes"] for result in said["results"])
    return said["count"]


def known(port, stamp):
    """What a worker says to somebody who has the file of `stamp`: (status, stamp of the file as it is now)."""
    headers = {"Host": "localhost", "If-None-Match": stamp}
    asked = Request(f"http://127.0.0.1:{port}/recommendations.json?theme={THEME}", headers=headers)
    try:
        with urlopen(asked, timeout=30) as answer:
            return answer.status, answer.headers["ETag"]
    except HTTPError as error:  # so urllib calls a 304
        return error.code, error.headers["ETag"]


@pytest.fixture
def workers(database):
    """The ports of two workers."""
    address, _editor = database
    with portal(address) as one, portal(address) as other:
        yield [one, other]


def test_every_worker_answers_with_the_last_edit_and_never_with_mixed_numbers(workers, database):
    _address, editor = database
    [coding] = editor.run(FIND)
    before = ask(workers[0])
    for _turn in range(10):
        editor.run(TAKE_OFF, *coding)
        assert [ask(port) for port in workers] == [before - 1, before - 1]
        editor.run(PUT_BACK, *coding)
        assert [ask(port) for port in reversed(workers)] == [before, before]

    failures, stop = [], threading.Event()

    def read(port):
        while not stop.is_set():
            try:
                assert ask(port) in (before - 1, before)
            except Exception as error:
                failures.append(error)
                return

    readers = [threading.Thread(target=read, args=[port]) for port in workers * 2]
    for reader in readers:
        reader.start()
    for _turn in range(25):
        editor.run(TAKE_OFF, *coding)
        editor.run(PUT_BACK, *coding)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []


def test_no_worker_says_that_a_file_is_unchanged_once_it_was_edited(workers, database):
    _address, editor = database
    [coding] = editor.run(FIND)
    _status, stamp = known(workers[0], "none")
    for statement in (TAKE_OFF, PUT_BACK) * 5:
        # Twice: the first answer is made, the second remembered.
        assert [known(port, stamp) for port in workers * 2] == [(304, stamp)] * 4
        editor.run(statement, *coding)
        asked = [known(port, stamp) for port in workers]
        assert {status for status, _stamp in asked} == {200}
        [new] = {now for _status, now in asked}
        assert new != stamp
        stamp = new


def test_nobody_in_a_hall_is_told_what_was_true_before_they_asked(database):
    """Many ask over lines that stay open, so that threads wait and share what was asked of the database."""
    address, editor = database
    [coding] = editor.run(FIND)
    stop = threading.Event()

    def again(hall, stamp):
        hall.request("GET", QUESTION, headers={"Host": "localhost", "If-None-Match": stamp})
        answer = hall.getresponse()
        answer.read()
        return answer.status, answer.headers["ETag"]

    def read(port, stamp):
        with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as hall:
            while not stop.is_set():
                again(hall, stamp)

    with portal(address) as port, closing(HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        _status, stamp = again(line, "none")
        with ThreadPoolExecutor(12) as readers:
            try:
                asked = [readers.submit(read, port, stamp) for _reader in range(12)]
                for statement in (TAKE_OFF, PUT_BACK) * 10:
                    assert again(line, stamp) == (304, stamp)
                    editor.run(statement, *coding)
                    status, new = again(line, stamp)
                    assert status == 200
                    assert new != stamp
                    stamp = new
            finally:
                stop.set()
        assert [reader.result() for reader in asked] == [None] * 12


def test_a_question_that_a_slow_line_finishes_late_is_answered_as_of_its_end(workers, database):
    _address, editor = database
    [coding] = editor.run(FIND)
    _status, stamp = known(workers[0], "none")
    assert known(workers[0], stamp) == (304, stamp)
    with closing(socket.create_connection(("127.0.0.1", workers[0]), timeout=30)) as line:
        line.sendall(f"GET /recommendations.json?theme={THEME} HTTP/1.1\r\nHost: localhost\r\n".encode())
        time.sleep(0.5)
        assert known(workers[0], stamp) == (304, stamp)
        editor.run(TAKE_OFF, *coding)
        time.sleep(0.5)
        line.sendall(f"If-None-Match: {stamp}\r\n\r\n".encode())
        assert line.recv(12) == b"HTTP/1.1 200"
    editor.run(PUT_BACK, *coding)


@pytest.mark.parametrize("letter", ["a", "é", "م", "😀"])
def test_a_search_of_ten_thousand_letters_reaches_the_portal(workers, letter):
    asked = f"http://127.0.0.1:{workers[0]}/recommendations.json?q={quote(letter * 10_000)}"
    with urlopen(asked, timeout=30) as answer:
        assert "q: only the first 200 characters were searched." in json.load(answer)["about"]["not_understood"]
