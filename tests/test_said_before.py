"""“Said before”: what is alike is found, marked and up to date, and what editors decided wins."""

import re
from math import log, sqrt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from recommendations.models import Likeness, Recommendation
from recommendations.said_before import A_SHARED_THEME, ENOUGH, MOST, SAME_MAIN_THEME, said_before
from search.entries import bring_up_to_date
from search.frequencies import EVERY, frequencies
from search.likeness import Wording
from search.models import Reached, StemCount
from search.stop_words import STOP_WORDS
from tests import factories
from tests.reading import read

pytestmark = pytest.mark.django_db


def by_ref(ref):
    meeting, code = ref.split("/")
    return Recommendation.objects.get(meeting__slug=meeting, code=code)


def refs(said):
    return [other.record.ref for other in said]


@pytest.mark.parametrize(
    ("ref", "alike"),
    [
        ("bern-2011/S9-diasporas-9", "brussels-2007-csd/S4-6"),  # the cost of sending money
        ("bern-2011/S3-4", "bern-2011/S9-private-sector-1"),  # training with the private sector
        ("brussels-2007-csd/S6-1", "bern-2011/S2-4"),  # a holistic policy
        ("bern-2011/S6-migration-2", "brussels-2007-csd/S6-7"),  # a choice, not a necessity
        ("brussels-2007-csd/S2-1", "brussels-2007-csd/S7-8"),  # the convention of 1990
        ("bern-2011/side-event-1", "bern-2011/S9-diasporas-7"),  # data
    ],
)
def test_the_same_point_is_found_in_another_session(ref, alike):
    assert refs(said_before(by_ref(ref)))[0] == alike


def test_the_shared_words_are_named_most_telling_first():
    first = said_before(by_ref("bern-2011/S9-diasporas-9"))[0]
    assert first.words == ("money", "transfers", "lower", "remittance", "costs")
    assert round(first.score, 2) == 0.35


def test_nothing_weak_nothing_of_the_same_session_and_no_more_than_five():
    shown = 0
    for record in Recommendation.objects.all():
        said = said_before(record)
        shown += bool(said)
        assert len(said) <= MOST
        assert all(ENOUGH <= other.score <= 1 and other.record.session_id != record.session_id for other in said)
        assert [other.score for other in said] == sorted((other.score for other in said), reverse=True)
    assert shown == 81


def test_the_score_is_the_one_that_the_method_tells():
    session = factories.a_session()
    one = factories.a_recommendation(text="Zebra zebras quokka the", session=session)
    other = factories.a_recommendation(text="A zebra, numbats and a quokka")
    factories.a_recommendation(text="Numbats", session=session)
    every = Recommendation.objects.count()
    weight = {"zebra": log(1 + every / 2), "quokka": log(1 + every / 2), "numbat": log(1 + every / 2)}
    mine = {"zebra": (1 + log(2)) * weight["zebra"], "quokka": weight["quokka"]}
    length = sqrt(sum(value**2 for value in mine.values()) * sum(value**2 for value in weight.values()))
    expected = (mine["zebra"] * weight["zebra"] + mine["quokka"] * weight["quokka"]) / length
    (said,) = said_before(one)
    assert (said.record, said.shared) == (other, ("zebra", "quokka"))
    assert said.score == pytest.approx(expected)


@pytest.mark.parametrize(("shared", "added"), [("main", SAME_MAIN_THEME), ("other", A_SHARED_THEME), ("none", 0)])
def test_themes_in_common_add_a_little(shared, added):
    one, other = (
        factories.a_recommendation(text="Zebra quokka wombat"),
        factories.a_recommendation(text="Zebra quokka dingo"),
    )
    plain = said_before(one)[0].score
    first, second = factories.a_theme(), factories.a_theme()
    one.codings.create(theme=first, position=1)
    other.codings.create(theme=first if shared == "main" else second, position=1)
    if shared == "other":
        other.codings.create(theme=first, position=2)
    assert said_before(one)[0].score == pytest.approx(plain + added)


def test_one_shared_word_is_enough_only_where_it_is_most_of_what_is_said():
    one = factories.a_recommendation(text="Zebra")
    factories.a_recommendation(text="Zebra " + " ".join(f"animal{n}" for n in range(20)))
    near = factories.a_recommendation(text="The zebras")
    assert refs(said_before(one)) == [near.ref]


def test_an_edit_shows_at_once():
    one, other = factories.a_recommendation(text="Zebra quokka"), factories.a_recommendation(text="Nothing of the kind")
    assert said_before(one) == []
    other.text = "Quokka zebra"
    other.save()
    assert refs(said_before(one)) == [other.ref]
    factories.a_sub_item(recommendation=one, position=1, text="Wombat dingo numbat bilby echidna")
    assert said_before(one)[0].score < 0.99
    other.delete()
    assert said_before(one) == []


def test_the_counts_of_words_follow_every_edit_and_equal_those_made_anew():
    factories.a_recommendation(text="Zebra quokka")
    record = factories.a_recommendation(text="Zebra")
    bring_up_to_date()
    assert frequencies(["recommendations"], ["zebra", "quokka", EVERY]) == {"zebra": 2, "quokka": 1, "": 147}
    record.text = "Quokkas"
    record.save()
    Recommendation.objects.filter(code="S5-3", meeting__slug="bern-2011").update(text="Zebra")
    by_ref("bern-2011/S5-4").delete()
    bring_up_to_date()
    kept = set(StemCount.objects.values_list("kind", "stem", "records"))
    assert {("recommendations", "zebra", 2), ("recommendations", "quokka", 2), ("recommendations", "", 146)} <= kept
    Reached.objects.all().delete()
    bring_up_to_date()
    assert set(StemCount.objects.values_list("kind", "stem", "records")) == kept


def test_common_words_weigh_nothing():
    assert {"the", "should", "ensur", "improv", "eg"} <= STOP_WORDS
    one = factories.a_recommendation(text="They should ensure that the zebra improves")
    assert set(Wording("recommendations", one.pk).counts) == {"zebra"}


def test_only_words_of_the_text_bring_others_in():
    session = factories.a_session(title="Zebra")
    factories.a_recommendation(text="Quokka", session=session)
    other = factories.a_recommendation(text="Zebra")
    one = factories.a_recommendation(text="Zebra")
    assert Wording("recommendations", one.pk).candidates() == [other.pk]


def test_few_queries_however_many_are_compared(django_assert_max_num_queries):
    record = by_ref("brussels-2007-csd/S2-1")
    bring_up_to_date()
    with django_assert_max_num_queries(20):
        assert len(said_before(record)) > 2
    with django_assert_max_num_queries(4):
        said_before(record)


def test_what_is_confirmed_comes_first_and_says_so(client):
    record = by_ref("bern-2011/S9-diasporas-9")
    far = by_ref("bern-2011/S5-3")
    Likeness.objects.create(first=far, second=record, verdict="confirmed", note="Both lower <barriers>.")
    said = said_before(record)
    assert (said[0].record, said[0].confirmed) == (far, True)
    assert refs(said)[1] == "brussels-2007-csd/S4-6" and not said[1].confirmed
    assert said_before(far)[0].record == record
    page = read(client, "/recommendations/bern-2011/S9-diasporas-9/")
    assert page.count("confirmed by the secretariat") == 1
    assert "The secretariat notes: Both lower &lt;barriers&gt;." in page


def test_what_is_dismissed_is_never_shown_from_either_side():
    record, other = by_ref("bern-2011/S9-diasporas-9"), by_ref("brussels-2007-csd/S4-6")
    assert other.ref in refs(said_before(record)) and record.ref in refs(said_before(other))
    Likeness.objects.create(first=other, second=record, verdict="dismissed")
    assert other.ref not in refs(said_before(record)) and record.ref not in refs(said_before(other))


def test_a_pair_is_decided_once_whichever_is_named_first():
    pair = Likeness.objects.create(first=by_ref("bern-2011/S5-3"), second=by_ref("bern-2011/S5-4"), verdict="confirmed")
    again = Likeness(first=pair.second, second=pair.first, verdict="dismissed")
    with pytest.raises(ValidationError, match="A verdict on these two is on record already"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    with pytest.raises(ValidationError, match="Choose two different recommendations"):
        Likeness(first=pair.first, second=pair.first, verdict="confirmed").full_clean()


def test_the_page_marks_the_shared_words_in_both_texts(client):
    page = read(client, "/recommendations/bern-2011/S9-diasporas-9/")
    section = re.search(r'<section class="section said-before".*?</section>', page, re.S)[0]
    assert "5 shared words, most telling first: money, transfers, lower, remittance, costs" in section
    mine, theirs = re.search(r'class="both-texts">(.*?)</details>', section, re.S)[1].split("</div>")[:2]
    assert "To <mark>lower remittance costs</mark> and to facilitate <mark>money transfers</mark>; and" in mine
    assert "The role of <mark>money transfer</mark> operators" in theirs
    assert "Confirm" not in section and "Dismiss" not in section


def test_a_text_of_record_is_escaped_where_it_is_marked(client):
    one = factories.a_recommendation(text="Zebra <script>alert(1)</script> quokka")
    other = factories.a_recommendation(text="Quokka & zebra <b>")
    page = read(client, other.get_absolute_url())
    assert "<script>alert" not in page and "<mark>Zebra</mark> &lt;script&gt;alert" in page
    assert refs(said_before(one)) == [other.ref]


def test_a_page_without_anything_alike_says_nothing_of_it(client):
    assert "said-before" not in read(client, factories.a_recommendation(text="Quokka").get_absolute_url())


def test_staff_decide_from_the_page(desk):
    page = read(desk, "/recommendations/bern-2011/S9-diasporas-9/")
    first, second = by_ref("bern-2011/S9-diasporas-9"), by_ref("brussels-2007-csd/S4-6")
    address = f"/admin/recommendations/likeness/add/?first={first.pk}&amp;second={second.pk}&amp;verdict=dismissed"
    assert f'href="{address}"' in page
    form = desk.get(address.replace("&amp;", "&")).context["adminform"].form
    assert {name: form[name].value() for name in ("first", "second", "verdict")} == {
        "first": str(first.pk),
        "second": str(second.pk),
        "verdict": "dismissed",
    }
    sent = {"first": first.pk, "second": second.pk, "verdict": "confirmed", "note": "Lower costs"}
    answer = desk.post(address.replace("&amp;", "&"), sent | {"_save": "Save"})
    assert answer.headers["Location"] == "/recommendations/bern-2011/S9-diasporas-9/#said-before"
    decided = Likeness.objects.get()
    assert (decided.decided_by.username, decided.verdict) == ("member", "confirmed") and decided.decided_at
    page = read(desk, "/recommendations/bern-2011/S9-diasporas-9/")
    assert f'href="/admin/recommendations/likeness/{decided.pk}/change/"' in page
    # The other way round is the same pair.
    answer = desk.post(reverse("admin:recommendations_likeness_add"), sent | {"first": second.pk, "second": first.pk})
    assert answer.status_code == 200
    assert "A verdict on these two is on record already: change that one." in answer.content.decode()


def test_the_api_gives_what_the_page_shows(client):
    answer = client.get("/api/recommendations/bern-2011/S9-diasporas-9/").json()
    said = said_before(by_ref("bern-2011/S9-diasporas-9"))
    assert [other["ref"] for other in answer["said_before"]] == refs(said)
    assert answer["said_before"][0] == {
        "ref": "brussels-2007-csd/S4-6",
        "score": said[0].score,
        "shared_words": ["money", "transfers", "lower", "remittance", "costs"],
        "confirmed": False,
    }
    assert "said_before" not in client.get("/api/recommendations/").json()["results"][0]


def test_the_data_set_has_the_verdicts(client):
    factories.a_likeness(
        first=by_ref("bern-2011/S9-diasporas-9"),
        second=by_ref("brussels-2007-csd/S4-6"),
        verdict="confirmed",
        note="=1",
    )
    rows = b"".join(client.get("/data/likenesses.csv").streaming_content).decode().split("\r\n")
    assert rows[:2] == [
        "recommendation,other,verdict,note,decided_on",
        "bern-2011/S9-diasporas-9,brussels-2007-csd/S4-6,confirmed,=1,",
    ]


def test_the_method_is_told_with_its_numbers(client):
    page = read(client, "/recommendations/said-before/")
    assert f"Of those that reach {ENOUGH}, the {MOST} most alike are shown, the closest first." in page
    assert str(SAME_MAIN_THEME) in page and str(A_SHARED_THEME) in page
