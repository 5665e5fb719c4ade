"""Pages about recommendations, ways forward and examples."""

from django.shortcuts import get_object_or_404, render

from browse.snapshots import in_one_snapshot, in_one_snapshot_of
from browse.views import list_page
from documents.models import Passage
from recommendations.cards import cards, example_cards
from recommendations.filters import found_examples, found_recommendations
from recommendations.models import Example, Recommendation
from recommendations.said_before import A_SHARED_THEME, ENOUGH, MOST, SAME_MAIN_THEME, said_before
from search.filters import SEARCHED
from search.likeness import COMPARED

AROUND = 20
"""How many neighbours a recommendation shows on either side."""

RELATED = ("meeting", "session__meeting", "session__roundtable__meeting", "session__parent__meeting")
PASSAGES = ("passages__document", "passages__notes", "passages__translations")
READ_WITH = (
    "codings__theme",
    "addressees",
    "sub_items",
    *PASSAGES,
    "passages__quoted_by_subitem",
    "examples__meeting",
    "examples__passages",
    "examples__codings__theme",
    "examples__countries",
    "examples__organisations",
    "session__questions",
    "session__involvements__agency",
)
"""What the page of a recommendation shows of other tables."""


def recommendation_list(request):
    """All recommendations and ways forward, with facets."""
    found = found_recommendations(request.GET)
    template = "recommendations/recommendation_list.jinja"
    return list_page(request, found, template, name="recommendations", cards=cards)


@in_one_snapshot_of(SEARCHED)
def recommendation_detail(request, meeting, code):
    """One recommendation between its neighbours, with its passage, its examples and the thread to its meeting."""
    records = Recommendation.objects.select_related(*RELATED).prefetch_related(*READ_WITH)
    recommendation = get_object_or_404(records, meeting__slug=meeting, code=code)
    before, after = neighbours(recommendation)
    context = {
        "recommendation": recommendation,
        "before": before[-1] if before else None,
        "after": after[0] if after else None,
        "siblings": [*before, recommendation, *after],
        "printed": printed(recommendation) if recommendation.heading else [],
        "said_before": said_before(recommendation),
    }
    return render(request, "recommendations/recommendation_detail.html", context)


def printed(recommendation):
    """The passages of a way forward as they are printed, its bullets among its paragraphs; it may have none."""
    kinds = (Passage.Kind.PARAGRAPH, Passage.Kind.ITEM)
    return [passage for passage in recommendation.passages.all() if passage.kind in kinds]


def neighbours(recommendation):
    """(Those before it in its session, those after it), in their order; of a long session those next to it."""
    siblings = recommendation.session.recommendations.order_by("position").select_related("meeting")
    before = siblings.filter(position__lt=recommendation.position).reverse()[:AROUND]
    after = siblings.filter(position__gt=recommendation.position)[:AROUND]
    return list(reversed(before)), list(after)


def said_before_method(request):
    """How “said before” is found."""
    numbers = {"most": MOST, "enough": ENOUGH, "main_theme": SAME_MAIN_THEME, "shared_theme": A_SHARED_THEME}
    return render(request, "recommendations/said_before_method.html", {**numbers, "compared": COMPARED})


def example_list(request):
    """All examples, with facets."""
    found = found_examples(request.GET)
    template = "recommendations/example_list.jinja"
    return list_page(request, found, template, name="examples", cards=example_cards)


@in_one_snapshot
def example_detail(request, meeting, code):
    """One example with the way forward it illustrates."""
    examples = Example.objects.select_related("meeting", "session__meeting", "recommendation__meeting")
    examples = examples.prefetch_related("codings__theme", "countries", "organisations", *PASSAGES)
    example = get_object_or_404(examples, meeting__slug=meeting, code=code)
    return render(request, "recommendations/example_detail.html", {"example": example})
