"""Pages and files that have not changed are not sent again."""

from hashlib import sha256

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.utils.cache import get_conditional_response, has_vary_header

from browse.addresses import origin
from gfmd_portal.kept_pages import keep, kept_page
from gfmd_portal.page_state import release, state_of

PUBLIC = "public, max-age=0, s-maxage=60, must-revalidate"
"""Browsers ask each time, and a shared cache after a minute: a room that was moved is not to be shown as it was."""
PRIVATE = "private, no-store"
NEVER = ("/healthz",)
STAFF = ("/admin/",)
READING = ("GET", "HEAD")
KNOWN = (*READING, "OPTIONS")
OTHER_CONDITIONS = {"HTTP_IF_MATCH"}
NEGOTIATED = "/api/schema/"
"""The address that answers in the form that the request accepts."""


class ConditionalMiddleware:
    """Gives public answers an ETag, answers 304 where the reader has the page as it is, and keeps the pages it made.

    An ETag stands for the address, the version of the record, the release and the day, for pages and files name it:
    the day in UTC and, where a meeting runs about now, the day there, for its agenda marks today.
    It is known before the page is made, so a page that is unchanged, or was made before, costs one small query. A
    request with a session cookie is left alone, because staff see more, and its answer is for nobody else.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.release = release()

    def __call__(self, request):
        if request.path.startswith(NEVER) or request.method not in READING:
            return self.get_response(request)
        if request.path.startswith(STAFF) or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return labelled(self.get_response(request), {"Cache-Control": PRIVATE})
        # No answer says when it was last modified, so this is to be ignored (RFC 9110, 13.1.4); Django would say 412.
        request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)
        headers = self.headers(request)
        return self.answer(request, headers) if headers else self.get_response(request)

    def answer(self, request, headers):
        """What a reader gets: that the page has not changed, the page as it was made before, or as it is made now."""
        keeps = not settings.DEBUG
        # To whoever asks for “*” any page is the same, but first there has to be one.
        asks_for_any = request.META.get("HTTP_IF_NONE_MATCH") == "*"
        if keeps and not asks_for_any and (answer := not_modified(request, headers) or kept_page(headers["ETag"])):
            return answer
        response = self.get_response(request)
        if not is_public(response):
            return response
        labelled(response, headers)
        if request.method == "GET" and keeps:
            keep(headers["ETag"], response)
        return get_conditional_response(request, headers["ETag"], response=response) if asks_for_any else response

    def process_view(self, request, view, _args, _kwargs):
        """Refuse what a page that only reads does not know, before Django looks for the token of a form in it.

        Views that are written to without such a token say so, and know themselves what they answer.
        """
        if request.method in READING or request.path.startswith(STAFF) or getattr(view, "csrf_exempt", False):
            return None
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(KNOWN)})
        return HttpResponseNotAllowed(KNOWN)

    def headers(self, request):
        """What the answer to `request` carries; nothing where the database cannot tell the version."""
        try:
            state = state_of(request)
        except DatabaseError:
            return {}
        parts, varies = [self.release, origin(request), request.get_full_path(), *map(str, state)], {}
        if request.path == NEGOTIATED:
            parts.append(request.headers.get("Accept", ""))
            varies = {"Vary": "Accept"}  # a cache is to know it from a 304 too
        stamp = sha256("\n".join(parts).encode()).hexdigest()[:32]
        return {"ETag": f'W/"{stamp}"', "Cache-Control": PUBLIC, **varies}


def not_modified(request, headers):
    """The answer 304, or 412, where what the reader has makes one due; None where the page is to be sent."""
    # Browsers name the one ETag that they were given; what else may be asked, Django reads in four times as long.
    if request.META.get("HTTP_IF_NONE_MATCH") == headers["ETag"] and OTHER_CONDITIONS.isdisjoint(request.META):
        return HttpResponseNotModified(headers=headers)
    known = HttpResponse(headers=headers)
    answer = get_conditional_response(request, headers["ETag"], response=known)
    return None if answer is known else answer


def is_public(response):
    """Whether a shared cache may keep the answer: a whole page that sets no cookie and says nothing else of caches."""
    return (
        response.status_code == 200
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and "Cache-Control" not in response.headers
    )


def labelled(response, headers):
    """The response with these headers."""
    for name, value in headers.items():
        response.headers[name] = value
    return response
