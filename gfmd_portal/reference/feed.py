"""The log of changes as a feed: one entry for each day, table and kind of change."""

from django.utils.translation import gettext as _

from changes.models import Tally
from gfmd_portal.downloads.atom import UNKNOWN, entry, feed
from gfmd_portal.identities import urn
from gfmd_portal.reference.log import counted, name_of_table, page_of_day

ENTRIES = 50


def feed_of_changes(absolute, address, page, note):
    """The newest entries of the log, as text. `absolute` turns a path into a full address."""
    newest = list(Tally.objects.order_by("-last")[:ENTRIES])
    return feed(
        (_entry(tally, absolute) for tally in newest),
        identity=urn(address),
        title=_("GFMD portal: changes to the record"),
        address=absolute(address),
        page=absolute(page),
        updated=newest[0].last_made_at if newest else UNKNOWN,
        note=note,
    )


def _entry(tally, absolute):
    page = page_of_day(tally.day, tally.table)
    title = _("%(day)s: %(table)s, %(counted)s") % {
        "day": tally.day.isoformat(),
        "table": name_of_table(tally.table),
        "counted": counted(tally),
    }
    version = _("Record version %(version)s") % {"version": tally.version}
    return entry(urn(f"{page}#{tally.event}"), title, tally.last_made_at, absolute(page), version)
