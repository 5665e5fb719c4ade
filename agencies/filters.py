"""How activities are narrowed."""

from django.db.models import CharField, F
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from agencies.models import Activity, ActivityGroup, ActivityTheme, Agency
from browse.filters import FacetFilter, LinkedFacetFilter, ListFilter
from meetings.models import Theme
from roundtables.models import Roundtable
from search.filters import WordsFilter


def group_options():
    """The groups of the matrix as facet values such as `1a`."""
    return [(group.code, str(group)) for group in ActivityGroup.objects.select_related("roundtable")]


def agency_options():
    """All agencies as facet values, in printed order."""
    return [(agency.slug, str(agency)) for agency in Agency.objects.all()]


def roundtable_options():
    """The roundtables that have activities, as facet values."""
    tracks = Roundtable.objects.filter(activity_groups__isnull=False).distinct()
    return [(str(track.number), f"{track.number}. {track.title}") for track in tracks]


class ActivityFilter(ListFilter):
    """Activities: by agency with expertise, theme, roundtable and group."""

    q = WordsFilter("activities")
    agency = LinkedFacetFilter(
        Activity.agencies.through,
        "activity",
        "agency__slug",
        label=_("Agency with expertise"),
        options=agency_options,
    )
    theme = LinkedFacetFilter(
        ActivityTheme,
        "activity",
        "theme__slug",
        label=_("Theme"),
        options=lambda: list(Theme.objects.values_list("slug", "name")),
    )
    roundtable = FacetFilter("group__roundtable__number", label=_("Roundtable"), options=roundtable_options)
    group = FacetFilter("group_code", label=_("Group"), options=group_options)

    class Meta:
        model = Activity
        fields = []


def found_activities(data):
    """The activities that the words of an address ask for, as an `ActivityFilter`."""
    code = Concat(F("group__roundtable__number"), F("group__letter"), output_field=CharField())
    activities = Activity.objects.annotate(group_code=code).select_related("group__roundtable__meeting")
    return ActivityFilter(data, activities.prefetch_related("agencies", "codings__theme", "passages__document"))
