"""How activities are narrowed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.models import Activity, ActivityGroup, ActivityTheme, Agency
from browse.facets import FacetFilter, LinkedFacetFilter
from browse.filters import ListFilter
from meetings.filters import theme_options
from search.filters import WordsFilter


def group_options(_ids):
    """The groups of the matrix as facet values such as `1a`."""
    return _by_word([(group.code, str(group), group.pk) for group in _groups()])


def agency_options(_ids):
    """All agencies as facet values, in printed order."""
    return [(agency.slug, str(agency), [agency.pk]) for agency in Agency.objects.all()]


def roundtable_options(_ids):
    """The roundtables that have activities, as facet values such as `1`; each means its groups."""
    roundtables = [(group.roundtable, group.pk) for group in _groups()]
    return _by_word(
        [(str(roundtable.number), f"{roundtable.number}. {roundtable.title}", pk) for roundtable, pk in roundtables]
    )


def _groups():
    return ActivityGroup.objects.select_related("roundtable")


def _by_word(found):
    """Facet values of (word, label, id). Where meetings number alike, a word has all labels, and means all."""
    options = {}
    for word, label, pk in found:
        labels, ids = options.setdefault(word, ([], []))
        labels += [label] if label not in labels else []
        ids.append(pk)
    return [(word, " / ".join(labels), ids) for word, (labels, ids) in options.items()]


class ActivityFilter(ListFilter):
    """Activities: by agency with expertise, theme, roundtable and group."""

    counted = ngettext_lazy("%(number)s activity", "%(number)s activities", "number")
    q = WordsFilter("activities")
    agency = LinkedFacetFilter(
        Activity.agencies.through, "activity", "agency_id", label=_("Agency with expertise"), options=agency_options
    )
    theme = LinkedFacetFilter(ActivityTheme, "activity", "theme_id", label=_("Theme"), options=theme_options)
    roundtable = FacetFilter("group_id", label=_("Roundtable"), options=roundtable_options, of_record=True)
    group = FacetFilter("group_id", label=_("Group"), options=group_options, of_record=True)

    class Meta:
        model = Activity
        fields = []


def found_activities(data):
    """The activities that the words of an address ask for, as an `ActivityFilter`."""
    activities = Activity.objects.select_related("group__roundtable__meeting")
    return ActivityFilter(data, activities.prefetch_related("agencies", "codings__theme", "passages__document"))
