"""How recommendations and examples are narrowed."""

from functools import lru_cache
from operator import itemgetter

from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from browse.facets import FacetFilter, LinkedFacetFilter
from browse.filters import ListFilter
from browse.orders import NEWEST, RELEVANCE, SortFilter
from meetings.filters import choice_options, meeting_options, theme_options, year_options
from recommendations.models import (
    Addressee,
    Example,
    ExampleCountry,
    ExampleTheme,
    Recommendation,
    RecommendationTheme,
)
from search.filters import WordsFilter
from sessions.filters import session_options


def addressee_options(_ids):
    """All addressees as facet values, in the order of the codebook."""
    return [(addressee.slug, addressee.local_name, [addressee.pk]) for addressee in Addressee.objects.all()]


def country_options(codes):
    """All countries, also those of `codes` that are none by now, as facet values by their names."""
    others = sorted(set(codes).difference(countries.countries))
    return [(code, name, [code]) for code, name in [*_countries(get_language()), *((code, code) for code in others)]]


@lru_cache
def _countries(_language):
    named = [(code, countries.name(code)) for code in countries.countries]
    return sorted(named, key=itemgetter(1))


class RecommendationFilter(ListFilter):
    """Recommendations and ways forward: by theme, meeting, session, addressee, kind, year and country."""

    counted = ngettext_lazy("%(number)s recommendation", "%(number)s recommendations", "number")
    q = WordsFilter("recommendations")
    theme = LinkedFacetFilter(
        RecommendationTheme, "recommendation", "theme_id", label=_("Theme"), options=theme_options
    )
    meeting = FacetFilter("meeting_id", label=_("Meeting"), options=meeting_options)
    addressee = LinkedFacetFilter(
        Recommendation.addressees.through,
        "recommendation",
        "addressee_id",
        label=_("Addressee"),
        options=addressee_options,
    )
    kind = FacetFilter("kind", label=_("Kind"), options=choice_options(Recommendation.Kind.choices))
    year = FacetFilter("meeting_id", label=_("Year"), options=year_options)
    session = FacetFilter("session_id", label=_("Session"), options=session_options, in_use_only=True, within="meeting")
    country = LinkedFacetFilter(
        ExampleCountry,
        "example__recommendation",
        "country",
        label=_("Country in its examples"),
        options=country_options,
        in_use_only=True,
    )
    sort = SortFilter(NEWEST, RELEVANCE)

    class Meta:
        model = Recommendation
        fields = []


class ExampleFilter(ListFilter):
    """Examples: by theme, meeting, session and country."""

    counted = ngettext_lazy("%(number)s example", "%(number)s examples", "number")
    q = WordsFilter("examples")
    theme = LinkedFacetFilter(ExampleTheme, "example", "theme_id", label=_("Theme"), options=theme_options)
    country = LinkedFacetFilter(
        ExampleCountry, "example", "country", label=_("Country"), options=country_options, in_use_only=True
    )
    meeting = FacetFilter("meeting_id", label=_("Meeting"), options=meeting_options)
    session = FacetFilter("session_id", label=_("Session"), options=session_options, in_use_only=True, within="meeting")
    sort = SortFilter(NEWEST, RELEVANCE)

    class Meta:
        model = Example
        fields = []


def found_recommendations(data):
    """The recommendations that the words of an address ask for, as a `RecommendationFilter`."""
    records = Recommendation.objects.select_related("meeting", "session")
    return RecommendationFilter(
        data, records.prefetch_related("session__meeting", "codings__theme", "addressees", "sub_items", "examples")
    )


def found_examples(data):
    """The examples that the words of an address ask for, as an `ExampleFilter`."""
    records = Example.objects.select_related("meeting", "session__meeting", "recommendation__meeting")
    return ExampleFilter(data, records.prefetch_related("codings__theme", "countries", "organisations"))
