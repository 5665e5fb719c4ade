"""The reference to a chart or a comparison: what it counts, of which selections, and in which version of the record."""

from hashlib import sha256

from django.urls import reverse
from django.utils import timezone

from browse.translations import gettext as _
from gfmd_portal.citations.reference import PORTAL, Reference, one_line
from gfmd_portal.languages import in_english
from recommendations.breakdown_files import legend_of, title_of
from recommendations.breakdowns import ONE_SIDE, TWO_SIDES, Breakdown

CHARTS = {"recommendations:chart": ONE_SIDE, "recommendations:compare": TWO_SIDES}
"""How the words of each side begin, by the name of the page."""


@in_english
def reference_to_chart(page, data, absolute):
    """The `Reference` to the chart that the page of this name shows for the words `data` of its address."""
    breakdown = Breakdown(data, CHARTS[page])
    with breakdown.snapshot():
        version = breakdown.sides[0].found.index.version
        selected = "; ".join(map(legend_of, breakdown.sides))
    query = breakdown.query()
    return Reference(
        key=f"gfmd-{page.rpartition(':')[2]}-{version.number}-{sha256(query.encode()).hexdigest()[:8]}",
        genre=_("Chart"),
        title=one_line(f"{title_of(breakdown)}: {selected} (record version {version})"),
        address=absolute(f"{reverse(page)}{query}"),
        version=str(version),
        issued=version.day[:4] or str(timezone.localdate().year),
        publisher=PORTAL,
        is_search=True,
    )
