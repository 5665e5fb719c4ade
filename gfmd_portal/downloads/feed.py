"""The feed of all recommendations: those changed last, they or what belongs to them, the newest change first."""

from functools import partial

from changes.last_changes import last_changes, newest_changes
from gfmd_portal.citations.records import READ_WITH_ITEMS
from gfmd_portal.downloads import atom
from gfmd_portal.downloads.entries import entries_of
from recommendations.filters import found_recommendations
from recommendations.models import Recommendation

ENTRIES = 50


def last_changed():
    """The recommendations that were changed last, the newest change first, and a dict of their ids to the moments."""
    every = found_recommendations({})
    latest = newest_changes(Recommendation, ENTRIES, partial(every.index.among, every.found))
    moments = last_changes(Recommendation, latest, deep=True)
    found = Recommendation.objects.select_related("meeting").prefetch_related(*READ_WITH_ITEMS).in_bulk(latest)
    return [found[pk] for pk in latest], moments


def feed_of(records, changed, absolute, version, **about):
    """The feed of these records, as text; `about` is what its head says."""
    latest = changed[records[0].pk] if records else atom.UNKNOWN
    return atom.feed(entries_of(records, changed, absolute, version), updated=latest, **about)
