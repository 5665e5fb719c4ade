"""What programs in other sites' pages may read (CORS): the API, the files of lists, the data set and the calendars."""

import re

from django.http import HttpResponse

OPEN = re.compile(r"^/(?:api/|data/.|cite/|.*\.(?:csv|xlsx|json|atom|ris|bib|ics|svg|png)$)")
NOT_FILES = re.compile(r"^/(?:static|admin)/|^/api/docs/$")
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Retry-After, X-Not-Understood",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""The record is public and no answer depends on who asks, so pages of every other site may read it."""
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
"""What answers a browser that asks before it lets another site read with conditions. The API gives it by itself."""


class CorsMiddleware:
    """Opens the answers of these addresses to every site, whoever gives them: also “not changed”, “moved”, “not found”.

    It comes before all that answers, because a browser refuses a redirect or a 304 that lacks these headers.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_open = OPEN.match(request.path) and not NOT_FILES.match(request.path)
        if is_open and request.method == "OPTIONS" and not request.path.startswith("/api/"):
            return HttpResponse(status=204, headers=HEADERS | PREFLIGHT)
        response = self.get_response(request)
        if is_open:
            for name, value in HEADERS.items():
                response.headers[name] = value
        return response
