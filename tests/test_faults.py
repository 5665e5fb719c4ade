"""While the database cannot be asked, readers and programs are told when to come back; while it is full, they read."""

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from gfmd_portal.importing.staging import Staging
from search import index_postgresql
from tests import factories, left_out
from tests.at_the_desk import save

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize(
    ("address", "fails", "said"),
    [
        ("/", "gfmd_portal.views.picture", "The record cannot be read just now"),
        ("/fr/", "gfmd_portal.views.picture", "Les actes ne peuvent être lus pour l’instant"),
        ("/api/themes/", "gfmd_portal.api.answers.snapshot_of", '"The record cannot be read just now.'),
    ],
)
def test_while_the_database_cannot_be_asked_readers_are_to_come_back(client, monkeypatch, address, fails, said, error):
    def gone(*_arguments):
        raise error

    monkeypatch.setattr(fails, gone)
    client.raise_request_exception = False
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert said in answer.content.decode()


@pytest.mark.parametrize("address", ["/data/themes.csv", "/recommendations.csv", "/recommendations.json"])
def test_no_file_is_begun_while_the_database_cannot_be_asked(client, monkeypatch, address):
    def gone(*_arguments):
        raise OperationalError

    monkeypatch.setattr("browse.snapshots.one_snapshot", gone)
    monkeypatch.setattr("gfmd_portal.dataset.views.one_snapshot", gone)
    client.raise_request_exception = False
    assert client.get(address).status_code == 503


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_health_is_503_when_the_database_is_gone(client, monkeypatch, error):
    def gone(*_arguments):
        raise error

    monkeypatch.setattr("gfmd_portal.views.Meeting.objects.count", gone)
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize(("error", "status"), [(OperationalError("disk full"), 200), (DatabaseError("gone"), 400)])
def test_staff_read_on_where_their_session_cannot_be_written(desk, monkeypatch, error, status):
    """It is to be written because the page tells what was saved before; a session that was ended refuses the page."""
    save(desk, factories.a_theme(), name="Quokkas")

    def fail(*_arguments, **_more):
        raise error

    with monkeypatch.context() as full:
        full.setattr(Session, "save", fail)
        page = desk.get("/admin/")
    assert page.status_code == status
    assert ("Quokkas" in page.content.decode()) == (status == 200)
    assert desk.get("/admin/").status_code == 200


@pytest.mark.skipif(connection.vendor == "sqlite", reason=left_out.ON_POSTGRESQL_ONLY)
@pytest.mark.parametrize(
    "copy",
    [
        lambda cursor: index_postgresql.insert(cursor, "nowhere", ["id"], [(1,)]),
        lambda cursor: Staging(cursor, "one", [("one", "integer")]).add([(1, 2, 3)]),
    ],
)
def test_rows_that_are_not_taken_are_an_error_of_the_database_as_others_are(copy):
    """Only those of Django are known to be answered with 503, as where the disk is full."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        copy(cursor)
