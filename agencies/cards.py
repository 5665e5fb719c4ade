"""Activities as their list shows them: only what a card says, read in a few queries however many there are."""

from dataclasses import dataclass, field
from functools import partial

from django.db.models import OuterRef, Subquery

from agencies.models import Activity, ActivityGroup, ActivityTheme, activity_anchor
from browse.addresses import addresses
from browse.facets import links
from browse.rows import rows
from changes.names import former_anchors
from documents.passages import first_passages, passages_of
from meetings.filters import theme_links
from meetings.models import Meeting
from roundtables.models import Roundtable


@dataclass(slots=True)
class Card:
    """An activity in a list."""

    name: str
    """Its number in the matrix, `1a.2`."""
    anchor: str
    former_anchors: list
    """What old links lead to."""
    roundtable: str
    group: str
    group_address: str
    activity: str
    objective: str
    source: str
    """The address of the passage it was taken from."""
    agencies: list = field(default_factory=list)
    """A link to each agency with expertise in it."""
    themes: list = field(default_factory=list)
    """A list item for each of its themes, the main one first."""


def cards(ids, listed):
    """The cards of the activities with these ids, as a dict by id; those that are gone are left out.

    `listed` is the `ActivityFilter` of the list at hand: its facets name agencies and themes.
    """
    found = dict(_bare(ids))
    agencies, themes = links(listed, "agency", addresses("agencies:detail", 1)), theme_links(listed)
    for pk, agency in rows(_agencies, list(found)):
        found[pk].agencies.append(agencies[agency])
    for pk, theme in rows(_themes, list(found)):
        found[pk].themes.append(themes[theme])
    return found


def _bare(ids):
    """(id, card without agencies and themes) for each activity."""
    sources, page = first_passages(rows(_passages, ids)), addresses("agencies:activities", 0)()
    found = rows(_activities, ids)
    # A list of many activities has few groups, and only the group knows what it and its roundtable are called.
    groups = ActivityGroup.objects.select_related("roundtable__meeting").in_bulk({row[1] for row in found})
    names = _names(groups.values())
    for pk, group, position, activity, objective, first in found:
        (slugs, codes), group = names[group], groups[group]
        anchor, *former = [activity_anchor(slug, code, position) for slug in slugs for code in codes]
        yield (
            pk,
            Card(
                name=f"{group.code}.{position}",
                anchor=anchor,
                former_anchors=[*former, *(f"activity-{code}-{position}" for code in codes if pk == first)],
                roundtable=str(group.roundtable),
                group=str(group),
                group_address=f"{page}?group={group.code}",
                activity=activity,
                objective=objective,
                source=sources.get(pk, ""),
            ),
        )


def _names(groups):
    """(The slugs of its meeting, the codes of the group) for each of `groups` by its id; those of today come first."""
    slugs = former_anchors(Meeting, 0)
    numbers = former_anchors(Roundtable, *{group.roundtable.meeting_id for group in groups})
    return {
        group.pk: (
            [group.roundtable.meeting.slug, *slugs.get(group.roundtable.meeting_id, ())],
            [group.code, *(f"{number}{group.letter}" for number in numbers.get(group.roundtable_id, ()))],
        )
        for group in groups
    }


def _activities(ids):
    """The last value is the activity to which links without a meeting lead, as all once were: the first so numbered."""
    numbered = ("group__roundtable__number", "group__letter", "position")
    alike = Activity.objects.filter(**{name: OuterRef(name) for name in numbered}).order_by("pk")
    records = Activity.objects.filter(pk__in=ids).order_by()
    return records.values_list("pk", "group_id", "position", "activity", "objective", Subquery(alike.values("pk")[:1]))


def _agencies(ids):
    links = Activity.agencies.through.objects.filter(activity__in=ids).order_by("agency__position")
    return links.values_list("activity_id", "agency_id")


def _themes(ids):
    return ActivityTheme.objects.filter(activity__in=ids).order_by("position").values_list("activity_id", "theme_id")


_passages = partial(passages_of, Activity)
