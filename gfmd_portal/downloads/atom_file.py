"""A list as an Atom feed, for those who want to be told what changes."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from changes.last_changes import last_changes, newest_changes
from changes.versions import record_version
from gfmd_portal.downloads.atom import END, UNKNOWN, head
from gfmd_portal.downloads.entries import entries_of
from gfmd_portal.identities import urn

FEW = 1000
"""Records whose changes are looked up one by one."""


def as_atom(listed, facts):
    """Yield the feed of a list: all its records in its order, each with the last change of it or of a part of it."""
    title = _("GFMD portal: %(list)s, %(query)s") % {"list": facts.what, "query": facts.query}
    path = f"{reverse('list-atom', args=[listed.kind.name])}{listed.query}"
    model = listed.found.queryset.model
    # A list that holds nothing has held nothing since the record was changed last, for all that is known.
    updated = last_change(listed.found) or record_version().made_at or UNKNOWN
    about = {"updated": updated, "licence": facts.licence, "note": facts.note}
    yield head(urn(path), title, listed.absolute(path), listed.address, **about).encode()
    for records in listed.records():
        changed = last_changes(model, [record.pk for record in records], deep=True)
        yield "".join(entries_of(records, changed, listed.absolute, facts.version)).encode()
    yield END.encode()


def last_change(found):
    """When any record of a `ListFilter`, or what belongs to it, changed last; None if the log does not know."""
    model, few = found.index.model, found.count <= FEW
    # The changes of few records are soon looked up; of many, one has changed not long ago.
    ids = found.ids() if few else newest_changes(model, 1, partial(found.index.among, found.found))
    return max(last_changes(model, ids, deep=True).values(), default=None)
