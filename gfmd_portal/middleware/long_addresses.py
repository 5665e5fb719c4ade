"""Addresses that nobody typed: with more words in them than any page or program asks for."""

from django.core.exceptions import TooManyFieldsSent

MOST_WORDS = 1000
"""As many as Django takes unless it is told otherwise; the settings let forms of the desk hold more."""
API = "/api/"


def check_words(request):
    """Refuse an address with more words than that: a page that names each of them takes seconds, and megabytes.

    Raises `TooManyFieldsSent`, which is answered with the status 400.
    """
    if request.META.get("QUERY_STRING", "").count("&") >= MOST_WORDS:
        raise TooManyFieldsSent(f"The address holds more than {MOST_WORDS} words.")


class LongAddressMiddleware:
    """Refuses such addresses of pages and files; the API does so by itself, in JSON."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(API):
            check_words(request)
        return self.get_response(request)
