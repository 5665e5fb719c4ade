"""What programs in other sites' pages may read: the API, the files of lists, the data set and the calendars."""

import re

OPEN = re.compile(r"^/(?:api/|data/.|cite/|.*\.(?:csv|xlsx|json|atom|ris|bib|ics|svg|png)$)")
NOT_FILES = re.compile(r"^/(?:static|admin)/|^/api/docs/$")
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""The record is public and no answer depends on who asks, so pages of every other site may read it."""


class SharingMiddleware:
    """Opens the answers of these addresses to every site, whoever gives them: also “not changed”, “moved”, “not found”.

    It comes first of all, because a browser refuses a redirect or a 304 that lacks these headers.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if OPEN.match(request.path) and not NOT_FILES.match(request.path):
            for name, value in HEADERS.items():
                response.headers[name] = value
        return response
