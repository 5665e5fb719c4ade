"""The line of a list page that offers its records as files."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

from browse.translations import gettext as _
from browse.translations import ngettext
from gfmd_portal.citations.shapes import SHAPES


def download_links(name, listing):
    """(the words before them, the links) to the files of a list and to its feed; of an empty list to its feed alone.

    `name` is that of the list in `LISTS`, `listing` the page of it. A link is (words, address, whether it is a file).
    """
    query, number = listing.download_query, listing.count
    joined = "&" if query else "?"
    *files, feed = [
        (words, f"{path}{query}{joined + more if more else ''}", is_file)
        for words, path, more, is_file in _ways(name, get_language())
    ]
    if not number:
        return _("Find out when there is one:"), [feed]
    lead = ngettext("Download this record:", "Download all %(number)s:", number) % {"number": number}
    return lead, [*files, feed]


@lru_cache
def _ways(name, _language):
    """The forms of a list: (words, path, what its address says beside the query, whether it is a file)."""
    csv = reverse("list-csv", args=[name])
    return (
        ("CSV", csv, "", True),
        (_("CSV with README"), csv, "bundle=1", True),
        ("Excel", reverse("list-xlsx", args=[name]), "", True),
        ("JSON", reverse("list-json", args=[name]), "", True),
        *((shape.name, reverse("list-bibliography", args=[name, shape]), "", True) for shape in SHAPES.values()),
        (_("Feed"), reverse("list-atom", args=[name]), "", False),
    )
