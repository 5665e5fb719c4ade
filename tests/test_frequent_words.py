"""Words that many records hold: their records are kept ready, and are those that the index finds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap64

from meetings.models import Theme
from recommendations.models import Recommendation
from search import frequent_words, index
from search.entries import bring_up_to_date
from search.folding import stem
from search.models import FrequentWord, Reached
from search.query import parse
from search.sources import sources
from search.tree import Run
from sessions.models import Session
from tests import factories
from tests.searching import refs
from tests.test_search_cases import CASES
from tests.test_search_typed import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def index_of_few(monkeypatch):
    """An index in which a word is frequent that three records hold."""
    monkeypatch.setattr(frequent_words, "LEAST", 3)
    Reached.objects.all().delete()
    bring_up_to_date()


def untrue():
    """The words kept whose records are not those that the index finds."""
    return [
        (word.kind, word.stem)
        for word in FrequentWord.objects.all()
        if set(BitMap64.deserialize(bytes(word.records)))
        != set(index.record_ids(Run((word.stem,)), sources()[word.kind].number))
    ]


def test_the_words_kept_are_those_that_so_many_records_hold(index_of_few):
    number = sources()["recommendations"].number
    kept = set(FrequentWord.objects.filter(kind="recommendations").values_list("stem", flat=True))
    assert {stem("migration"), stem("remittances")} <= kept
    assert {word for word in kept if len(index.record_ids(Run((word,)), number)) < 3} == set()
    assert untrue() == []


def test_of_a_small_record_none_is_kept():
    Reached.objects.all().delete()
    bring_up_to_date()
    assert FrequentWord.objects.count() == 0


def test_every_search_finds_the_same_with_words_kept_as_without(index_of_few):
    assert [typed for typed, expected in CASES if refs(typed) != expected] == []
    trees = {typed: tree for typed in HOSTILE if (tree := parse(typed).tree)}
    assert [
        (typed, source.kind)
        for typed, tree in trees.items()
        for source in sources().values()
        if set(frequent_words.record_ids(tree, source)) != set(index.record_ids(tree, source.number))
    ] == []


def test_every_kind_has_as_many_with_words_kept_as_without(index_of_few):
    numbers = {kind: source.number for kind, source in sources().items()}
    for typed in [*HOSTILE, *(typed for typed, _expected in CASES)]:
        if tree := parse(typed).tree:
            found = {kind: len(index.record_ids(tree, number)) for kind, number in numbers.items()}
            found = {kind: count for kind, count in found.items() if count}
            assert frequent_words.counts(tree) == found, typed
            assert index.counts(tree, numbers.values()) == {numbers[kind]: found[kind] for kind in found}, typed


@pytest.mark.parametrize("typed", ["migration", "migration OR development", "migration -development"])
def test_what_is_made_of_words_kept_asks_the_index_nothing(index_of_few, typed):
    source, tree = sources()["recommendations"], parse(typed).tree
    with CaptureQueriesContext(connection) as queries:
        found = frequent_words.record_ids(tree, source)
    assert len(queries) == 1
    assert "search_text" not in queries[0]["sql"]
    assert sorted(found) == sorted(index.record_ids(parse(typed).tree, source.number))
    assert len(found) > 3


def test_edits_keep_the_records_of_a_word_true(index_of_few):
    one = Recommendation.objects.get(meeting__slug="bern-2011", code="S5-3")
    edits = [
        lambda: Recommendation.objects.filter(pk=one.pk).update(text="Remittances of women, no more."),
        lambda: factories.a_recommendation(text="Migration and development."),
        lambda: factories.a_sub_item(recommendation=one, text="Diaspora."),
        lambda: Theme.objects.filter(slug="remittances").update(name="Migration and zebras"),
        lambda: Session.objects.filter(pk=one.session_id).update(title="Women"),
        lambda: Recommendation.objects.filter(code__startswith="S4-").delete(),
    ]
    before = dict(FrequentWord.objects.values_list("pk", "records"))
    for place, edit in enumerate(edits):
        edit()
        bring_up_to_date()
        assert untrue() == [], place
    now = dict(FrequentWord.objects.values_list("pk", "records"))
    assert now.keys() == before.keys(), "bit by bit, not anew"
    assert sum(bytes(now[key]) != bytes(before[key]) for key in now) > 50


def test_a_word_that_no_record_holds_any_more_finds_nothing(index_of_few):
    assert FrequentWord.objects.filter(kind="recommendations", stem=stem("remittances")).exists()
    Recommendation.objects.all().delete()
    assert refs("remittances") == []
    assert untrue() == []
