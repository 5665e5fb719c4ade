"""The feed of all recommendations: those changed last, the newest change first."""

from changes.models import Change
from gfmd_portal.citations.records import READ_WITH_ITEMS, reference_to
from gfmd_portal.downloads.atom_file import UNKNOWN, entry, feed_head
from recommendations.models import Recommendation

ENTRIES = 50
CHANGES = 5000
"""How many changes back the feed looks."""


def last_changed():
    """The recommendations that were changed last, as (record, moment) pairs, the newest change first."""
    logged = Change.objects.filter(table=Recommendation._meta.db_table).order_by("-pk")
    moments = {}
    for row, made_at in logged.values_list("row", "made_at")[:CHANGES]:
        moments.setdefault(row, made_at)
    there = set(Recommendation.objects.filter(pk__in=moments).values_list("pk", flat=True))
    latest = [row for row in moments if row in there][:ENTRIES]
    found = Recommendation.objects.select_related("meeting").prefetch_related(*READ_WITH_ITEMS).in_bulk(latest)
    return [(found[row], moments[row]) for row in latest]


def feed_of(changed, title, address, page, absolute, licence, version):
    """The feed of these records, as text."""
    latest = changed[0][1] if changed else UNKNOWN
    entries = "".join(entry(reference_to(record, absolute, version), made_at) for record, made_at in changed)
    return f"{feed_head(title, address, page, latest, licence).decode()}{entries}</feed>\n"
