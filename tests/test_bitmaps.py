"""The bitmaps behind the lists: after any edit they are what a fresh reading of the whole record gives."""

import random
from dataclasses import replace

import numpy as np
import pytest
from django.db import transaction
from pyroaring import BitMap

from browse import indexing
from browse.bitmaps import ListIndex, numbers
from browse.indexing import current, read
from browse.orders import cut
from changes.versions import record_version
from meetings.models import Meeting, Theme
from recommendations.filters import found_examples, found_recommendations
from recommendations.models import Addressee, Example, ExampleCountry, Recommendation, RecommendationTheme
from sessions.filters import found_questions, found_sessions
from sessions.models import Session

pytestmark = pytest.mark.django_db
FINDERS = [found_recommendations, found_examples, found_sessions, found_questions]


def columns(found):
    model = found.queryset.model
    return tuple(part.column_of(model) for part in found.facet_filters.values())


def as_read(index):
    """The ids of an index in order, and of each value of each column the ids that have it."""
    values = {
        (column, value): index.ids[bitmap.to_array()].tolist()
        for column, bitmaps in index.columns.items()
        for value, bitmap in bitmaps.items()
        if bitmap
    }
    return index.ids.tolist(), values


def assert_true_to_the_record():
    for find in FINDERS:
        found = find({})
        followed = current(found.queryset, columns(found))
        assert followed.version == record_version()
        assert as_read(followed) == as_read(read(found.queryset, columns(found), None)), find.__name__


def some(model, draw):
    return draw.choice(list(model.objects.order_by("pk")))


def edit_text(draw):
    Recommendation.objects.filter(pk=some(Recommendation, draw).pk).update(text="Other words.")


def take_out(draw):
    some(Recommendation, draw).delete()


def take_out_an_example(draw):
    some(Example, draw).delete()


def take_off_a_theme(draw):
    some(RecommendationTheme, draw).delete()


def give_a_country(draw):
    ExampleCountry.objects.get_or_create(example=some(Example, draw), country="NZ", defaults={"position": 9})


def ask_somebody_else(draw):
    some(Recommendation, draw).addressees.set(draw.sample(list(Addressee.objects.all()), k=2))


def move_to_another_session(draw):
    session = some(Session, draw)
    Recommendation.objects.filter(pk=some(Recommendation, draw).pk).update(
        session=session, meeting=session.meeting, position=draw.randrange(200, 30_000), code=f"X-{draw.random()}"[:20]
    )


def add_one(draw):
    session = some(Session, draw)
    Recommendation.objects.create(
        meeting=session.meeting,
        session=session,
        code=f"N-{draw.randrange(10**9)}",
        position=draw.randrange(200, 30_000),
        kind="recommendation",
        text="New.",
    )


def swap_two(draw):
    one, other = draw.sample(list(Recommendation.objects.filter(session__meeting__slug="bern-2011")[:20]), k=2)
    Recommendation.objects.filter(pk=one.pk).update(position=31_000)
    Recommendation.objects.filter(pk=other.pk).update(session=one.session, position=one.position)
    Recommendation.objects.filter(pk=one.pk).update(session=other.session, position=other.position)


def hold_a_meeting_later(draw):
    Meeting.objects.filter(slug="brussels-2007-csd").update(starts_on="2012-07-09", ends_on="2012-07-09")


def rename_a_meeting(draw):
    Meeting.objects.filter(slug="manila-2008").update(slug=f"manila-{draw.randrange(10**6)}")


def edit_many(draw):
    for recommendation in draw.sample(list(Recommendation.objects.all()), k=60):
        Recommendation.objects.filter(pk=recommendation.pk).update(text="Many.")


EDITS = [
    *(edit_text, take_out, take_out_an_example, take_off_a_theme, give_a_country, ask_somebody_else),
    *(move_to_another_session, add_one, swap_two, hold_a_meeting_later, rename_a_meeting, edit_many),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_the_index_follows_each_kind_of_edit(edit):
    assert_true_to_the_record()
    edit(random.Random(1))
    assert_true_to_the_record()


@pytest.mark.parametrize("seed", range(6))
def test_the_index_follows_edits_that_come_together(seed):
    draw = random.Random(seed)
    for _turn in range(5):
        for edit in draw.choices(EDITS[:-1], k=draw.choice([1, 2, 5])):
            edit(draw)
        assert_true_to_the_record()


def test_one_edit_of_a_text_does_not_read_the_list_anew(monkeypatch):
    found_recommendations({}).index  # noqa: B018
    monkeypatch.setattr(indexing, "read", lambda *_list: pytest.fail("the whole list was read"))
    draw = random.Random(2)
    for edit in (edit_text, take_out, add_one, move_to_another_session, take_off_a_theme, ask_somebody_else):
        edit(draw)
        assert found_recommendations({}).count == Recommendation.objects.count()


def test_changes_that_are_taken_back_leave_nothing_behind():
    before = as_read(found_recommendations({}).index)
    with pytest.raises(RuntimeError), transaction.atomic():
        Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").delete()
        assert found_recommendations({}).count == 144
        raise RuntimeError
    assert as_read(found_recommendations({}).index) == before
    with transaction.atomic():
        RecommendationTheme.objects.all().delete()
        assert found_recommendations({"theme": ["remittances"]}).count == 0


def test_a_reader_keeps_the_numbers_he_began_with():
    found = found_recommendations({})
    assert found.count == 145
    Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").delete()
    [meetings] = [facet for facet in found.facets if facet.name == "meeting"]
    assert found.count == sum(value.count for value in meetings.values)
    assert found_recommendations({}).count == 144


def test_a_new_name_of_a_theme_is_shown_at_once():
    Theme.objects.filter(slug="remittances").update(name="Money sent home")
    [theme] = [facet for facet in found_recommendations({}).facets if facet.name == "theme"]
    assert [value.label for value in theme.values if value.value == "remittances"] == ["Money sent home"]


def test_ids_of_no_record_have_no_place():
    index = found_recommendations({}).index
    assert len(index.places(np.array([0, 10**9, int(index.ids[3])]))) == 1
    assert numbers(None).tolist() == [] and numbers("7,5").tolist() == [7, 5]
    far_apart = replace(index, ids=np.array([5, 10**12, 7]))
    assert list(far_apart.places(np.array([10**12, 7, 8]))) == [1, 2]


def test_the_database_finds_what_the_bitmaps_find():
    for words in ({"theme": ["remittances", "diaspora"]}, {"year": ["2007"]}, {"country": ["PH"], "q": "migrants"}):
        found = found_recommendations(words)
        assert [record.pk for record in found.qs] == found.ids() != []


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [(0, 2, [9, 1]), (1, 4, [1, 5, 2]), (2, 3, [5]), (3, None, [2, 7]), (0, None, [9, 1, 5, 2, 7]), (5, 7, [])],
)
def test_a_page_is_cut_from_blocks_laid_end_to_end(start, stop, expected):
    assert cut([[9, 1], BitMap(), [5], BitMap([2, 7])], start, stop) == expected


def test_places_of_ids_come_in_the_order_of_the_ids():
    for ids in ([30, 10, 20], [30_000, 1, 20_000]):
        index = ListIndex(None, None, np.array(ids), {}, {})
        assert index.in_order([ids[2], 5, ids[0]]).tolist() == [2, 0]
        assert index.in_order([]).tolist() == []
