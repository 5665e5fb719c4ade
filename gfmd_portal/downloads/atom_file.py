"""A list as an Atom feed, for those who want to be told what changes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from changes.last_changes import last_change, last_changes
from changes.versions import record_version
from gfmd_portal.downloads.atom import END, UNKNOWN, head
from gfmd_portal.downloads.entries import entries_of
from gfmd_portal.identities import urn


def as_atom(listed, facts):
    """Yield the feed of a list: all its records in its order, each with the last change of it or of a part of it."""
    title = _("GFMD portal: %(list)s, %(query)s") % {"list": facts.what, "query": facts.query}
    path = f"{reverse('list-atom', args=[listed.kind.name])}{listed.query}"
    model = listed.found.queryset.model
    # A list that holds nothing has held nothing since the record was changed last, for all that is known.
    last = last_change(model, listed.found.qs.order_by().values("pk"), deep=True) or record_version().made_at
    about = {"updated": last or UNKNOWN, "licence": facts.licence, "note": facts.note}
    yield head(urn(path), title, listed.absolute(path), listed.address, **about).encode()
    for records in listed.records():
        changed = last_changes(model, [record.pk for record in records], deep=True)
        yield "".join(entries_of(records, changed, listed.absolute, facts.version)).encode()
    yield END.encode()
