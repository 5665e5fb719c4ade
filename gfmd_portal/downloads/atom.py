"""Atom (RFC 4287): how a feed and its entries are written."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from gfmd_portal.citations.reference import FORUM
from gfmd_portal.downloads.xml_text import safe_xml

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
"""The change of a record that the log does not know."""
END = "</feed>\n"


def feed(entries, **about):
    """A whole feed, as text; `about` is what its head says."""
    return f"{head(**about)}{''.join(entries)}{END}"


def head(identity, title, address, page, updated, licence="", note=""):
    """The beginning of a feed: what it is, where, and by whom. Its identity is the same wherever it is read."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{_text(identity)}</id>\n<title>{_text(title)}</title>\n<updated>{_timestamp(updated)}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>\n'
        f"<author><name>{FORUM}</name></author>\n{f'<rights>{_text(licence)}</rights>' if licence else ''}\n"
        f"{f'<subtitle>{_text(note)}</subtitle>' if note else ''}\n"
    )


def entry(identity, title, updated, page, content, keywords=()):
    """One entry of a feed. A reader who has an entry of this identity takes it for the same, changed."""
    categories = "".join(f"<category term={quoteattr(safe_xml(word))}/>" for word in keywords)
    return (
        f"<entry><id>{_text(identity)}</id><title>{_text(title)}</title><updated>{_timestamp(updated)}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>{categories}'
        f'<content type="text">{_text(content)}</content></entry>\n'
    )


def _text(words):
    return escape(safe_xml(words))


def _timestamp(moment):
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
