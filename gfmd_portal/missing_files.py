"""The files that a reader may have meant by an address that does not exist."""

import re
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from gfmd_portal.citations.shapes import SHAPES
from gfmd_portal.dataset import TABLES
from gfmd_portal.downloads.lists import LISTS

OF_LISTS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "atom": "Atom"} | {
    ending: shape.name for ending, shape in SHAPES.items()
}
OF_CHARTS = {"csv": "CSV", "svg": "SVG", "png": "PNG"}
FILE = re.compile(r"\.[a-z]+/?$")
FEED = re.compile(r"\.(rss|rdf|xml)/?$")


def as_file(wanted):
    """The address of a file that was mistyped as `wanted`, a feed by its ending here; None where that is no file."""
    return FEED.sub(".atom", wanted).rstrip("/") if FILE.search(wanted) else None


@lru_cache(maxsize=8)
def files(_language):
    """The files that belong to no single record, as (address, label) pairs."""
    charts = {
        "recommendations:chart": _("Recommendations as a chart"),
        "recommendations:compare": _("Compare recommendations"),
    }
    calendars = {"calendars:meetings": _("Meetings"), "calendars:sessions": _("Sessions")}
    found = [
        *((f"/{kind.name}.{end}", kind.title, form) for kind in LISTS.values() for end, form in OF_LISTS.items()),
        *((reverse("data:csv", args=[table.name]), _(table.title), "CSV") for table in TABLES),
        *((reverse(f"{page}-{end}"), title, form) for page, title in charts.items() for end, form in OF_CHARTS.items()),
        *((reverse(page), title, "iCalendar") for page, title in calendars.items()),
        (reverse("feed"), _("Recommendations"), "Atom"),
        (reverse("changes-feed"), _("Changes to the record"), "Atom"),
        (reverse("data:zip"), _("Data"), "ZIP"),
    ]
    return [(address, f"{title} ({form})") for address, title, form in found]
