"""Pages that a worker keeps: a hall that opens one page has it made once, also where no shared cache stands.

Parts that many pages share are kept in the same way: who reads on in a list does not wait for its facets again.
"""

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse

LONGEST = 500_000
"""Bytes of a page that is kept; the longest report has 300,000."""
MOST_PARTS = 500
"""Parts that are kept: some ten megabytes."""

parts = {}
"""By what each depends on; the oldest first."""


def kept_page(stamp):
    """The page that was kept under `stamp`, which tells one state of one page from every other; None if none was."""
    if found := caches["pages"].get(stamp):
        content, headers, is_long_and_lasting = found
        page = HttpResponse(content, headers=headers)
        page.is_long_and_lasting = is_long_and_lasting
        return page
    return None


def keep(stamp, response):
    """Keep an answer that every reader may have, if it is a page."""
    is_page = not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
    if is_page and len(response.content) <= LONGEST:
        lasting = getattr(response, "is_long_and_lasting", False)
        caches["pages"].set(stamp, (response.content, dict(response.headers), lasting))


def kept_part(state, write):
    """The part of a page that `write` makes, made once for each `state`, a tuple of all that it depends on."""
    if settings.DEBUG:  # whoever works on a template sees what it says now
        return write()
    if (part := parts.get(state)) is None:
        part = parts[state] = write()
        for oldest in list(parts)[:-MOST_PARTS]:
            parts.pop(oldest, None)
    return part
