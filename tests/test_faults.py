"""While the database cannot be asked, readers and programs are told when to come back."""

import pytest
from django.db import InterfaceError, OperationalError

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


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_health_is_503_when_the_database_is_gone(client, monkeypatch, error):
    def gone(*_arguments):
        raise error

    monkeypatch.setattr("gfmd_portal.views.Meeting.objects.count", gone)
    assert client.get("/healthz").status_code == 503
