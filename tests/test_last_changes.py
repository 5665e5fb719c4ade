"""When a list changed last: the end of the log, read backwards, tells what the log of each of its records does."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from changes import last_changes as log
from changes.models import Change
from gfmd_portal.downloads import atom_file
from gfmd_portal.downloads.feed import last_changed
from gfmd_portal.downloads.lists import LISTS
from meetings.models import Theme
from recommendations.models import Addressee, Example, ExampleCountry, Recommendation, SubItem

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NAMES = ["recommendations", "examples", "sessions"]
FACETS = ["theme", "meeting", "addressee", "country"]


@pytest.fixture
def dated():
    """Each change at a moment of its own, long ago."""
    changes = list(Change.objects.all())
    for change in changes:
        change.made_at = LONG_AGO + timedelta(minutes=change.pk)
    Change.objects.bulk_update(changes, ["made_at"], batch_size=400)


def of_each_record(found):
    """The last change of a list, with the log asked for each of its records."""
    return max(log.last_changes(found.index.model, found.ids(), deep=True).values(), default=None)


def drawn_list(draw):
    """A list of records with one value of a facet, or of them all."""
    kind = LISTS[draw.choice(NAMES)]
    offered = {name: words for name, words in kind.find(QueryDict()).offered.items() if name in FACETS and words}
    facet = draw.choice(sorted(offered))
    return partial(kind.find, {facet: draw.choice(sorted(offered[facet]))} if draw.random() < 0.8 else {})


def drawn_edit(draw):
    """Something of the record changed, moved, added or taken out."""
    records, examples = (draw.sample(list(model.objects.all()), 2) for model in (Recommendation, Example))
    record, example = records[0], examples[0]
    return draw.choice(
        [
            lambda: Recommendation.objects.filter(pk=record.pk).update(text="As corrected"),
            lambda: record.addressees.set([draw.choice(list(Addressee.objects.all()))]),
            lambda: record.codings.all().delete(),
            lambda: record.codings.update_or_create(position=1, defaults={"theme": Theme.objects.last()}),
            lambda: SubItem.objects.create(recommendation=record, position=90 + record.sub_items.count(), text="Here"),
            lambda: example.countries.create(country="NZ", position=90 + example.countries.count()),
            lambda: ExampleCountry.objects.filter(example=example).delete(),
            lambda: Example.objects.filter(pk=example.pk).update(recommendation=record),
            example.delete,
            records[1].delete,
        ]
    )


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_tell_the_same_of_whatever_is_drawn(dated, monkeypatch, seed):
    draw = random.Random(seed)
    monkeypatch.setattr(atom_file, "FEW", 0)
    for _again in range(8):
        drawn_edit(draw)()
        for find in [drawn_list(draw) for _list in range(4)]:
            found = find()
            monkeypatch.setattr(log, "FIRST_LOOK", draw.choice([1, 3, 50, 1000]))
            assert atom_file.last_change(found) == of_each_record(found)


def test_what_a_part_had_that_is_gone_hides_no_older_change(dated, monkeypatch):
    """As many changes as are read at once belong to an example that was deleted; the change sought lies before them."""
    with_example = Recommendation.objects.filter(examples__isnull=False).distinct()
    earlier, record, other = with_example[:3]
    Recommendation.objects.filter(pk=earlier.pk).update(text="As corrected")
    record.examples.first().countries.create(country="NZ", position=99)
    sought, gone = Change.objects.last().made_at, other.examples.first()
    for position in range(90, 96):
        gone.countries.create(country="NZ", position=position).delete()
    gone.delete()
    monkeypatch.setattr(log, "FIRST_LOOK", 4)
    monkeypatch.setattr(log, "GROWTH", 1)
    all_three = {earlier.pk, record.pk, other.pk}
    newest = log.newest_changes(Recommendation, 3, lambda ids: [pk for pk in ids if pk in all_three])
    assert newest == [other.pk, record.pk, earlier.pk]
    assert log.last_changes(Recommendation, [record.pk], deep=True) == {record.pk: sought}


def test_the_feed_of_all_looks_back_as_far_as_it_must(dated):
    last = list(Recommendation.objects.filter(meeting__slug="bern-2011").order_by("pk")[:2])
    for record in last:
        Recommendation.objects.filter(pk=record.pk).update(text="As corrected")
    for _again in range(log.FIRST_LOOK // 20):
        Recommendation.objects.filter(pk__in=range(last[0].pk + 2, last[0].pk + 22)).update(text="Again")
    records, moments = last_changed()
    assert len(records) == 50
    assert records == sorted(records, key=lambda record: moments[record.pk], reverse=True)
    assert {record.pk for record in last} < set(moments)


def test_a_list_of_many_asks_the_log_for_its_end_alone(monkeypatch):
    """However long the log: a query for the end, and those for the last change of one record."""
    find = LISTS["recommendations"].find
    found = find({})
    found.ids()
    monkeypatch.setattr(atom_file, "FEW", 0)
    with CaptureQueriesContext(connection) as queries:
        atom_file.last_change(found)
    assert len(queries) == 2
    assert "ORDER BY number DESC LIMIT 1000" in queries[0]["sql"]
    assert len(queries[1]["sql"]) < 3000
