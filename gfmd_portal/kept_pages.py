"""Pages that a worker keeps: a hall that opens one page has it made once, also where no shared cache stands."""

from django.http import HttpResponse

from browse.caches import BoundedCache

LONGEST = 500_000
"""Bytes of a page that is kept; the longest report has 300,000."""

pages = BoundedCache(200)
"""What is kept of each page, by its stamp: some ten megabytes."""


def kept_page(stamp):
    """The page that was kept under `stamp`, which tells one state of one page from every other; None if none was."""
    if found := pages.get(stamp):
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
        pages.keep(stamp, (response.content, dict(response.headers), lasting))
