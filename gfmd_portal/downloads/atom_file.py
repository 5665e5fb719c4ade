"""A list as an Atom feed, for those who want to be told what changes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from changes.last_changes import last_change, last_changes
from changes.versions import record_version
from gfmd_portal.citations.records import reference_to
from gfmd_portal.dataset.reading import CHUNK, batches
from gfmd_portal.downloads.atom import END, UNKNOWN, entry_of, head


def as_atom(listed, facts):
    """Yield the feed of a list: all its records in its order, each with the last change of it or of a part of it."""
    title = _("GFMD portal: %(list)s, %(query)s") % {"list": facts.what, "query": facts.query}
    address = listed.absolute(f"{reverse('list-atom', args=[listed.kind.name])}{listed.query}")
    model = listed.found.queryset.model
    # A list that holds nothing has held nothing since the record was changed last, for all that is known.
    last = last_change(model, listed.found.qs.order_by().values("pk"), deep=True) or record_version().made_at
    yield head(title, address, listed.address, last or UNKNOWN, facts.licence, facts.note).encode()
    for records in batches(listed.records(), CHUNK):
        changed = last_changes(model, [record.pk for record in records], deep=True)
        yield "".join(
            entry_of(reference_to(record, listed.absolute, facts.version), changed.get(record.pk, UNKNOWN))
            for record in records
        ).encode()
    yield END.encode()
