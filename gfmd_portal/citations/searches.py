"""The reference to a search: what it asked for, how many records it found, and in which version of the record."""

from django.utils import timezone

from browse.addresses import AS_OF, query
from browse.translations import gettext as _
from browse.translations import ngettext
from gfmd_portal.citations.reference import PORTAL, Reference, one_line
from gfmd_portal.languages import in_english


@in_english
def reference_to_search(listed):
    """The `Reference` to a filtered list, a `gfmd_portal.downloads.lists.Listed`, as its index stands.

    Its address carries the version and the number of records, so that the page can tell later what has changed.
    """
    version, count = listed.found.index.version, listed.found.count
    records = ngettext("%(count)s record", "%(count)s records", count) % {"count": count}
    title = _("%(list)s: %(query)s (%(records)s, record version %(version)s)") % {
        "list": listed.kind.title,
        "query": listed.found.in_words,
        "records": records,
        "version": version,
    }
    state = {**listed.found.state, AS_OF: [f"{version.number}-{count}"]}
    year = version.day[:4] or str(timezone.localdate().year)
    return Reference(
        key=f"gfmd-{listed.kind.name}-{version.number}-{count}-{listed.fingerprint}",
        genre=_("Search"),
        title=one_line(title),
        address=listed.absolute(f"{listed.path}{query(state, [*listed.found.address_words, AS_OF])}"),
        version=str(version),
        issued=year,
        publisher=PORTAL,
        is_search=True,
    )
