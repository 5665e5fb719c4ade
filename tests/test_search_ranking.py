"""Which of the records found come first."""

import pytest

from search import index
from search.models import SPAN
from search.query import parse
from search.results import Results
from search.sources import sources
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_hit_in_a_title_comes_before_hits_in_texts():
    session = factories.a_session()
    kind = {"session": session, "kind": "way-forward"}
    factories.a_recommendation(**kind, heading="Lions", text="A zebra met a lion, and the lion met a herd of others.")
    titled = factories.a_recommendation(**kind, heading="Zebras", text="They met a lion, and the lion met a herd.")
    best, _second = Results("zebra").best("recommendations", 3)
    assert best.record == titled.pk


@pytest.mark.parametrize("ranked", [2000, 40, 1])
def test_the_best_of_each_kind_are_the_best_of_that_kind_however_many_are_asked_for_at_once(monkeypatch, ranked):
    monkeypatch.setattr(index, "RANKED", ranked)
    for typed in ("migration", "remittances", "women OR visa", "develop* -labour", "zebra"):
        results = Results(typed)
        each = results.best_of_each(3)
        assert list(each) == list(results.counts), typed
        assert each == {kind: results.best(kind, 3) for kind in results.counts}, typed
        assert [len(hits) for hits in each.values()] == [min(3, ranked, count) for count in results.counts.values()]


def test_a_kind_that_matches_only_since_it_was_counted_is_left_out():
    tree = parse("remittances").tree
    numbers = {kind: source.number for kind, source in sources().items()}
    among = index.counts(tree, [numbers["sessions"], numbers["passages"]])
    assert {entry // SPAN for entry in index.ranked(tree, numbers["activities"], 3)} == {numbers["activities"]}
    assert sorted(index.best(tree, among, 3)) == sorted(among)
