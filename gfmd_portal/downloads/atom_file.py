"""A list as an Atom feed (RFC 4287), for those who want to be told what changes."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from django.urls import reverse
from django.utils.translation import gettext as _

from changes.last_changes import last_change, last_changes
from gfmd_portal.citations.records import reference_to
from gfmd_portal.citations.reference import FORUM
from gfmd_portal.dataset.reading import CHUNK, batches
from gfmd_portal.downloads.xml_text import safe_xml

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""The change of a record that the log does not know."""


def as_atom(listed, facts):
    """Yield the feed of a list: all its records in its order, each with the last change of it or of a part of it."""
    title = _("GFMD portal: %(list)s, %(query)s") % {"list": facts.what, "query": facts.query}
    address = listed.absolute(f"{reverse('list-atom', args=[listed.kind.name])}{listed.query}")
    model = listed.found.queryset.model
    latest = last_change(model, listed.found.qs.order_by().values("pk"), deep=True) or UNKNOWN
    yield feed_head(title, address, listed.address, latest, facts.licence, facts.note)
    for records in batches(listed.records(), CHUNK):
        changed = last_changes(model, [record.pk for record in records], deep=True)
        yield "".join(
            entry(reference_to(record, listed.absolute, facts.version), changed.get(record.pk, UNKNOWN))
            for record in records
        ).encode()
    yield b"</feed>\n"


def feed_head(title, address, page, updated, licence="", note=""):
    """The beginning of a feed: what it is, where, and by whom."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{text(address)}</id>\n<title>{text(title)}</title>\n<updated>{moment(updated)}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
        f"<author><name>{FORUM}</name></author>\n{f'<rights>{text(licence)}</rights>' if licence else ''}\n"
        f"{f'<subtitle>{text(note)}</subtitle>' if note else ''}\n"
    ).encode()


def entry(reference, updated):
    """One record in a feed. Its address is its identity, and never changes."""
    categories = "".join(f"<category term={quoteattr(safe_xml(word))}/>" for word in reference.keywords)
    return (
        f"<entry><id>{text(reference.address)}</id>"
        f"<title>{text(f'{reference.number}: {reference.title}')}</title><updated>{moment(updated)}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(reference.address)}/>{categories}'
        f'<content type="text">{text(reference.abstract)}</content></entry>\n'
    )


def text(words):
    return escape(safe_xml(words))


def moment(time):
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
