"""What lists are narrowed by that belongs to no one record: meetings, their years, and themes."""

from itertools import groupby

from browse.addresses import addresses
from browse.facets import links
from meetings.models import Meeting, Theme


def meeting_options(_ids):
    """All meetings as facet values, in order of time."""
    return [(meeting.slug, meeting.local_title, [meeting.pk]) for meeting in Meeting.objects.all()]


def year_options(_ids):
    """The years in which meetings were held, as facet values; each means its meetings."""
    held = groupby(Meeting.objects.all(), key=lambda meeting: str(meeting.starts_on.year))
    return [(year, year, [meeting.pk for meeting in meetings]) for year, meetings in held]


def theme_options(_ids):
    """All themes as facet values, in the order of the codebook."""
    return [(theme.slug, theme.local_name, [theme.pk]) for theme in Theme.objects.all()]


def theme_links(listed):
    """A list item for each theme that a `ListFilter` offers, by its id: a link to its page."""
    return links(listed, "theme", addresses("meetings:theme", 1), '<li><a href="{}">{}</a></li>')


def choice_options(choices):
    """A function that gives the facet values of a column with `choices`."""
    return lambda _values: [(value, label, [value]) for value, label in choices]
