"""The log of changes: what it says of a row that was edited, moved or taken out."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import count
from threading import Event, Lock, Semaphore
from time import monotonic

import pytest
from django.db import OperationalError, connection

from changes.models import Change
from changes.versions import SharedQuestion, record_version, rows_changed_since
from meetings.models import Theme
from recommendations.models import Example, Recommendation, RecommendationTheme
from roundtables.models import Roundtable
from sessions.models import GuidingQuestion
from tests import left_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def coding():
    return RecommendationTheme.objects.select_related("recommendation").order_by("pk").first()


def test_a_link_row_that_is_gone_still_tells_whose_it_was(coding):
    before, pk, owner = record_version(), coding.pk, coding.recommendation_id
    coding.delete()
    assert list(rows_changed_since(before)) == [("recommendations_recommendationtheme", pk, owner)]


def test_a_row_that_moves_is_logged_for_both_owners(coding):
    other = Recommendation.objects.filter(kind="recommendation").exclude(codings__theme=coding.theme).first()
    other.codings.filter(position=3).delete()
    before, first = record_version(), coding.recommendation_id
    RecommendationTheme.objects.filter(pk=coding.pk).update(recommendation=other, position=3)
    table = "recommendations_recommendationtheme"
    assert sorted(rows_changed_since(before)) == sorted([(table, coding.pk, first), (table, coding.pk, other.pk)])


@pytest.mark.parametrize(
    ("model", "changes", "logged"),
    [
        (Theme, {"slug": "funds"}, "remittances"),
        (Theme, {"slug": "funds", "name": "Money"}, None),
        (Theme, {"name_fr": "Argent"}, None),
        (Theme, {"slug": "remittances"}, None),
        (Recommendation, {"code": "S5-3b"}, "S5-3"),
        (Recommendation, {"code": "S5-3b", "position": 99}, None),
        (Roundtable, {"number": 77}, "1"),
    ],
)
def test_a_record_of_which_nothing_changed_but_its_name_is_logged_with_the_former_one(model, changes, logged):
    which = {Theme: {"slug": "remittances"}, Recommendation: {"code": "S5-3"}, Roundtable: {"number": 1}}[model]
    within = {} if model is Theme else {"meeting__slug": "manila-2008" if model is Roundtable else "bern-2011"}
    before = record_version()
    assert model.objects.filter(**which, **within).update(**changes) == 1
    [change] = Change.objects.filter(pk__gt=before.number)
    assert (change.table, change.name) == (model._meta.db_table, logged)


def test_a_question_belongs_to_its_session_also_in_the_log_of_an_earlier_release():
    question, later = (GuidingQuestion.objects.filter(session__isnull=is_later).first() for is_later in (False, True))
    table, before = "gfmd_sessions_guidingquestion", record_version()
    GuidingQuestion.objects.filter(pk__in=[question.pk, later.pk]).update(text="What now?")
    logged = {(table, question.pk, question.session_id), (table, later.pk, None)}
    assert set(rows_changed_since(before)) == logged
    Change.objects.filter(table=table).update(owner=question.meeting_id)
    with connection.cursor() as cursor:
        cursor.execute(import_module("sessions.migrations.0005_questions_of_sessions").OF_ITS_SESSION)
    assert set(rows_changed_since(before)) == logged


def test_an_example_belongs_to_its_recommendation_also_in_the_log_of_an_earlier_release():
    example, before = Example.objects.first(), record_version()
    Example.objects.filter(pk=example.pk).update(text="As corrected")
    logged = [("recommendations_example", example.pk, example.recommendation_id)]
    assert list(rows_changed_since(before)) == logged
    Change.objects.filter(table="recommendations_example").update(owner=example.meeting_id)
    with connection.cursor() as cursor:
        cursor.execute(
            import_module("recommendations.migrations.0006_examples_of_recommendations").OF_ITS_RECOMMENDATION
        )
    assert list(rows_changed_since(before)) == logged


def test_a_version_that_was_taken_back_is_not_taken_for_the_one_that_has_its_number(coding):
    coding.delete()
    deleted = record_version()
    Change.objects.filter(pk=deleted.number).update(made_at="2001-01-01T00:00:00Z")
    with pytest.raises(LookupError):
        list(rows_changed_since(deleted))
    assert record_version().number == deleted.number and record_version() != deleted


class SlowDatabase:
    """A database that numbers its answers, and gives them once it is let go."""

    def __init__(self):
        self.let_go, self.answers = Event(), count(1)

    def __call__(self):
        answer = next(self.answers)
        assert self.let_go.wait(10)
        return answer


class CountedTurn:
    """The lock of a question, which says when somebody comes to it."""

    def __init__(self):
        self.lock, self.came = Lock(), Semaphore(0)

    def __enter__(self):
        self.came.release()
        self.lock.acquire()

    def __exit__(self, *_error):
        self.lock.release()


def test_who_comes_while_a_question_is_on_its_way_is_told_what_was_asked_after():
    database, turn = SlowDatabase(), CountedTurn()
    question = SharedQuestion(database)
    question.turn = turn
    with ThreadPoolExecutor(4) as threads:
        readers = []
        for _reader in range(4):
            readers.append(threads.submit(question))
            assert turn.came.acquire(timeout=10)
        database.let_go.set()
        assert sorted(reader.result() for reader in readers) == [1, 2, 2, 2]
    assert question() == 3


def test_who_waited_since_before_a_question_is_told_its_answer_and_nobody_who_came_later():
    said = count(1)
    question = SharedQuestion(lambda: next(said))
    before = monotonic()
    assert [question(), question(before)] == [1, 1]
    assert [question(monotonic()), question(before), question()] == [2, 2, 3]


@pytest.mark.skipif(connection.vendor == "sqlite", reason=left_out.ON_POSTGRESQL_ONLY)
def test_a_connection_that_was_lost_costs_no_reader_an_answer(client):
    """PostgreSQL that is started anew ends them all; SQLite, which lies in the worker, loses none."""
    wanted = record_version()

    def read_again():
        try:
            record_version()
            connection.connection.close()
            assert client.get("/healthz").status_code == 200
            connection.connection.close()
            return record_version()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as reader:
        assert reader.submit(read_again).result() == wanted


def test_a_database_that_cannot_be_asked_is_not_asked_twice(monkeypatch):
    asked = []

    def refused(_cursor):
        asked.append(1)
        raise OperationalError

    monkeypatch.setattr("changes.versions.version_in", refused)
    with pytest.raises(OperationalError):
        record_version()
    assert len(asked) == 1


def test_a_question_that_fails_is_put_again():
    said = iter([OSError("gone"), None])

    def ask():
        if error := next(said):
            raise error
        return "2026-11-28.7"

    question = SharedQuestion(ask)
    with pytest.raises(OSError, match="gone"):
        question()
    assert question() == "2026-11-28.7"
