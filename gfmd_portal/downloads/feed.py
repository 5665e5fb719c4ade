"""The feed of all recommendations: those changed last, they or what belongs to them, the newest change first."""

from changes.last_changes import last_changes, newest_changes
from gfmd_portal.citations.records import READ_WITH_ITEMS, reference_to
from gfmd_portal.downloads import atom
from recommendations.models import Recommendation

ENTRIES = 50
CHANGES = 1000
"""How many changes back the feed looks in each table."""


def last_changed():
    """The recommendations that were changed last, as (record, moment) pairs, the newest change first."""
    newest = newest_changes(Recommendation, CHANGES)
    there = set(Recommendation.objects.filter(pk__in=newest).values_list("pk", flat=True))
    latest = [pk for pk in newest if pk in there][:ENTRIES]
    moments = last_changes(Recommendation, latest, deep=True)
    found = Recommendation.objects.select_related("meeting").prefetch_related(*READ_WITH_ITEMS).in_bulk(latest)
    return [(found[pk], moments[pk]) for pk in latest if pk in found]


def feed_of(changed, absolute, version, **about):
    """The feed of these records, as text; `about` is what its head says."""
    latest = changed[0][1] if changed else atom.UNKNOWN
    entries = (atom.entry_of(reference_to(record, absolute, version), made_at) for record, made_at in changed)
    return atom.feed(entries, updated=latest, **about)
