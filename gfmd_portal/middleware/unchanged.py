"""“Not changed”, said again before anything else is asked: most of what a full hall asks is answered so."""

from django.conf import settings
from django.db import Error
from django.utils import timezone

from browse.caches import BoundedCache
from changes.versions import version_outside_a_snapshot
from gfmd_portal.middleware.conditional import OTHER_CONDITIONS, PUBLIC
from gfmd_portal.page_state import state_of_pages
from gfmd_portal.serving.arrivals import arrival

NOT_CHANGED = "304 Not Modified"
MOST = 2000
"""Answers that are remembered: some two megabytes."""
LONGEST = 2000
"""Characters of a request that is remembered: an address alone may have 128,000."""
TELLING = (
    *("wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT"),
    *("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_IF_NONE_MATCH", "HTTP_ACCEPT"),
)
"""All of a request that such an answer may depend on, beside the method and the cookies."""


class Unchanged:
    """The portal as a web server asks it. A 304 that was once given is given again as long as nothing has changed.

    Whether something has costs one small query, as in `ConditionalMiddleware`, whose answers these are; left out is
    what Django does around every answer, which takes several times as long. Requests with cookies go all the way.
    """

    def __init__(self, application):
        self.application = application
        self.given = BoundedCache(MOST)

    def __call__(self, environ, start_response):
        if not is_reader_again(environ):
            return self.application(environ, start_response)
        told = [environ.get(name, "") for name in TELLING]
        if sum(map(len, told)) > LONGEST:
            return self.application(environ, start_response)
        try:
            state = state_of_pages(version_outside_a_snapshot(arrival()), timezone.now())
        except Error:  # the portal itself says that the database cannot be asked
            return self.application(environ, start_response)
        asked = (state, *told)
        if headers := self.given.get(asked):
            start_response(NOT_CHANGED, headers.copy())
            return []

        def remember(status, headers, *error):
            if status == NOT_CHANGED and ("Cache-Control", PUBLIC) in headers:
                self.given.keep(asked, headers.copy())
            return start_response(status, headers, *error)

        return self.application(environ, remember)


def is_reader_again(environ):
    """Whether somebody without cookies asks if the page that they have is still the same, and nothing else."""
    return (
        "HTTP_IF_NONE_MATCH" in environ
        and environ["REQUEST_METHOD"] == "GET"
        and "HTTP_COOKIE" not in environ
        and OTHER_CONDITIONS.isdisjoint(environ)
        and not settings.DEBUG
    )
