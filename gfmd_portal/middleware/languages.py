"""Which language a page is in, before anything on it is written."""

from django.utils.translation import get_language_from_request, override

from gfmd_portal.languages import language_in
from gfmd_portal.middleware.conditional import STAFF


class LanguageMiddleware:
    """Speaks the language that the address begins with, and English where it begins with none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = language_of(request)
        with override(request.LANGUAGE_CODE):
            return self.get_response(request)


def language_of(request):
    """The language in which a request is answered."""
    if request.path_info.startswith(STAFF):
        return get_language_from_request(request)
    return language_in(request.path_info)
