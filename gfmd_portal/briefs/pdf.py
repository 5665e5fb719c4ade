"""A page as PDF, by WeasyPrint, where its system libraries are there."""

from threading import Lock

from django.conf import settings

from gfmd_portal.kept_files import kept_file, kept_whole

STYLE = settings.BASE_DIR / "static" / "css" / "brief.css"
PATIENCE = 10
"""Seconds for which somebody waits while another PDF is made: a booklet of 300 sessions takes most of a minute."""
printing = Lock()


class Busy(Exception):
    """Another PDF is being made in this worker."""


class NoPrinter(Exception):
    """The system libraries that WeasyPrint needs (Pango) are not on this machine."""


def look_for_printer():
    """Raise `NoPrinter` where this machine cannot make PDF."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        raise NoPrinter from error


def printed(html, base_url):
    """The document that WeasyPrint lays out from `html`. Its links are taken from `base_url`.

    Nothing is fetched: the one style sheet is handed over, pictures stand in the page itself, and any other address in
    it is refused.
    Raises `NoPrinter` where this machine cannot do it.
    """
    look_for_printer()
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    class Refuser(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError(f"Nothing is fetched for a PDF, and so not {url}.")

    style = CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=Refuser())
    return HTML(string=html, base_url=base_url, url_fetcher=Refuser()).render(
        stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True
    )


def as_pdf(address, state, html):
    """What `html()` gives, the page at `address`, as a tagged PDF (PDF/UA-1), made once for a `state` of all it tells.

    One is made at a time: several at once would take the worker from all. Whoever waited for another is given it where
    it is the same. Raises `Busy` where that takes too long.
    """
    if there := kept_file(address, state):
        return there.read()
    if not printing.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return kept_whole(
            address, state, lambda: printed(html(), address).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        )
    finally:
        printing.release()
