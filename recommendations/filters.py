"""How recommendations and examples are narrowed."""

from django.utils.translation import gettext_lazy as _
from django_countries import countries

from browse.filters import FacetFilter, LinkedFacetFilter, ListFilter
from meetings.models import Meeting, Theme
from recommendations.models import (
    Addressee,
    Example,
    ExampleCountry,
    ExampleTheme,
    Recommendation,
    RecommendationTheme,
)
from search.filters import WordsFilter
from sessions.filters import meeting_options, numbered, session_options


def theme_options():
    """All themes as facet values, in the order of the codebook."""
    return list(Theme.objects.values_list("slug", "name"))


def addressee_options():
    """All addressees as facet values, in the order of the codebook."""
    return list(Addressee.objects.values_list("slug", "name"))


def year_options():
    """The years in which meetings were held, as facet values."""
    return [(str(year.year), str(year.year)) for year in Meeting.objects.dates("starts_on", "year")]


def country_options():
    """The countries that examples name, as facet values by English name."""
    codes = set(ExampleCountry.objects.values_list("country", flat=True))
    return sorted(((code, countries.name(code)) for code in codes), key=lambda option: option[1])


class RecommendationFilter(ListFilter):
    """Recommendations and ways forward: by theme, meeting, session, addressee, kind, year and country."""

    q = WordsFilter("recommendations")
    theme = LinkedFacetFilter(
        RecommendationTheme, "recommendation", "theme__slug", label=_("Theme"), options=theme_options
    )
    meeting = FacetFilter("meeting__slug", label=_("Meeting"), options=meeting_options)
    addressee = LinkedFacetFilter(
        Recommendation.addressees.through,
        "recommendation",
        "addressee__slug",
        label=_("Addressee"),
        options=addressee_options,
    )
    kind = FacetFilter("kind", label=_("Kind"), options=lambda: Recommendation.Kind.choices)
    year = FacetFilter("meeting__starts_on__year", label=_("Year"), options=year_options)
    session = FacetFilter(
        "session_value", label=_("Session"), options=lambda: session_options(recommendations__isnull=False)
    )
    country = LinkedFacetFilter(
        ExampleCountry,
        "example__recommendation",
        "country",
        label=_("Country in its examples"),
        options=country_options,
    )

    class Meta:
        model = Recommendation
        fields = []


class ExampleFilter(ListFilter):
    """Examples: by theme, meeting, session and country."""

    q = WordsFilter("examples")
    theme = LinkedFacetFilter(ExampleTheme, "example", "theme__slug", label=_("Theme"), options=theme_options)
    country = LinkedFacetFilter(ExampleCountry, "example", "country", label=_("Country"), options=country_options)
    meeting = FacetFilter("meeting__slug", label=_("Meeting"), options=meeting_options)
    session = FacetFilter("session_value", label=_("Session"), options=lambda: session_options(examples__isnull=False))

    class Meta:
        model = Example
        fields = []


def found_recommendations(data):
    """The recommendations that the words of an address ask for, as a `RecommendationFilter`."""
    records = Recommendation.objects.annotate(session_value=numbered("session")).select_related("meeting", "session")
    return RecommendationFilter(
        data, records.prefetch_related("session__meeting", "codings__theme", "addressees", "sub_items", "examples")
    )


def found_examples(data):
    """The examples that the words of an address ask for, as an `ExampleFilter`."""
    records = Example.objects.annotate(session_value=numbered("session")).select_related(
        "meeting", "session__meeting", "recommendation__meeting"
    )
    return ExampleFilter(data, records.prefetch_related("codings__theme", "countries", "organisations"))
