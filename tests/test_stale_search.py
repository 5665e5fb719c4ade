"""No page counts with an index of the search that is behind the record it shows, nor leaves such numbers to others."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection

from browse import snapshots
from changes.snapshots import in_a_snapshot, one_snapshot
from recommendations.models import Recommendation
from search import entries
from tests import left_out
from tests.another_editor import edits_meanwhile
from tests.factories import a_recommendation, a_session
from tests.reading import read, result_count

LIST, SEARCH = "/recommendations/?q=quokkas", "/search/?q=quokkas"


@pytest.fixture
def one_quokka(db):
    """A session with one recommendation about quokkas, of which the index knows nothing yet."""
    session = a_session()
    a_recommendation(session=session, code="Q1", position=1, text="Quokkas.")
    return session


def quokkas():
    return Recommendation.objects.filter(text="Quokkas.").count()


def another_quokka(session):
    number = quokkas() + 1
    a_recommendation(session=session, code=f"Q{number}", position=number, text="Quokkas.")


@pytest.fixture
def always_one_more(monkeypatch, one_quokka):
    """Have somebody add a recommendation whenever the search has caught up, unless the record is held."""
    usual = entries.bring_up_to_date

    def then_edited():
        usual()
        if not connection.in_atomic_block and not in_a_snapshot():
            another_quokka(one_quokka)

    monkeypatch.setattr(entries, "bring_up_to_date", then_edited)
    yield
    monkeypatch.setattr(entries, "bring_up_to_date", usual)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", [LIST, SEARCH])
def test_a_page_made_while_somebody_never_stops_editing_finds_all_that_there_is(client, always_one_more, address):
    assert result_count(read(client, address)) == quokkas() == 1 + snapshots.TRIES


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_after_such_a_page_finds_all_that_there_is(client, monkeypatch, always_one_more):
    client.get(LIST)
    monkeypatch.undo()
    assert result_count(read(client, LIST)) == quokkas() == 1 + snapshots.TRIES


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason=left_out.ON_POSTGRESQL_ONLY)
def test_editors_wait_while_such_a_page_is_made(client, always_one_more, monkeypatch, one_quokka):
    """On SQLite a transaction that writes keeps all others from it by itself."""
    usual, editors = snapshots.held_snapshot, []

    def elsewhere():
        another_quokka(one_quokka)
        connection.close()

    @contextmanager
    def edited_within(*arguments):
        with usual(*arguments):
            editors.append(threading.Thread(target=elsewhere))
            editors[0].start()
            editors[0].join(0.3)
            assert editors[0].is_alive()
            yield

    monkeypatch.setattr(snapshots, "held_snapshot", edited_within)
    assert result_count(read(client, SEARCH)) == 1 + snapshots.TRIES
    editors[0].join()
    assert quokkas() == 2 + snapshots.TRIES


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", [LIST, SEARCH])
def test_what_another_reader_knows_of_the_index_says_nothing_of_a_snapshot_that_began_before(
    client, monkeypatch, one_quokka, address
):
    """Another has the index catch up and reads, just as the snapshot of this page has begun, in which it is behind."""

    def another_reads():
        entries.bring_up_to_date()
        with one_snapshot():
            assert entries.is_up_to_date()

    @contextmanager
    def begun_before():
        with one_snapshot():
            edits_meanwhile(another_reads)
            yield

    monkeypatch.setattr(snapshots, "one_snapshot", begun_before)
    assert result_count(read(client, address)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_index_is_written_once_for_all_who_came_while_it_was_written(monkeypatch):
    """Somebody edits all the time, so that to none of them the index ever shows the record as it stands."""
    begun, goes_on, written = threading.Event(), threading.Event(), []

    def write():
        written.append(threading.current_thread())
        begun.set()
        assert goes_on.wait(30)

    monkeypatch.setattr(entries, "in_a_snapshot", lambda: False)
    monkeypatch.setattr(entries, "record_version", lambda: None)
    monkeypatch.setattr(entries, "_shows", lambda _version: False)
    monkeypatch.setattr(entries._caught_up_together, "ask", write)
    readers = [threading.Thread(target=entries.bring_up_to_date) for _reader in range(4)]
    readers[0].start()
    assert begun.wait(30)
    for reader in readers[1:]:
        reader.start()
    time.sleep(0.3)  # until all have come
    goes_on.set()
    for reader in readers:
        reader.join(30)
    assert len(written) == 2
