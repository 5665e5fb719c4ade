"""What the API answers when it cannot give what was asked: JSON with plain words, and pages that were perhaps meant."""

import logging
import re

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from gfmd_portal.faults import LATER
from gfmd_portal.logs import UNREACHABLE
from gfmd_portal.missing import suggestions

logger = logging.getLogger(__name__)
SESSION_IN_API = re.compile(r"/sessions/([^/]+)/([^/]+)/")
SESSION_ON_PAGES = re.compile(r"/meetings/([^/]+)/sessions/([^/]+)/")


def answer_error(error, context):
    """The answer to any error in a view, for Django REST framework's EXCEPTION_HANDLER."""
    request = context["request"]
    if isinstance(error, SuspiciousOperation):
        data = {"detail": _("The address cannot be read: it holds too many words, or something that is no text.")}
        return Response(data, status=status.HTTP_400_BAD_REQUEST)
    response = exception_handler(error, context)
    if response is None:
        logger.error("The API failed at %s", request.path, exc_info=error)
        got_request_exception.send(sender=None, request=request._request)
        if isinstance(error, UNREACHABLE):
            data = {"detail": _("The record cannot be read just now. Please try again in a minute.")}
            return Response(data, status=status.HTTP_503_SERVICE_UNAVAILABLE, headers=LATER)
        data = {"detail": _("Something went wrong on our side; the error has been noted.")}
        return Response(data, status=status.HTTP_500_INTERNAL_SERVER_ERROR)
    if response.status_code == status.HTTP_404_NOT_FOUND:
        detail = _("There is nothing at this address.")
        response.data = {"detail": detail, "suggestions": meant(request)}
    return response


def meant(request):
    """What the reader may have meant: for each page that is alike, its name, its address, and that in the API."""
    wanted = SESSION_IN_API.sub(r"/meetings/\1/sessions/\2/", request.path.removeprefix("/api"))
    return [
        {"label": str(label), "page": request.build_absolute_uri(path), "url": in_api(path, request)}
        for path, label in suggestions(wanted)
    ]


def in_api(path, request):
    """The full address in the API of what a page shows, or None where the API does not give it by itself."""
    address = "/api" + SESSION_ON_PAGES.sub(r"/sessions/\1/\2/", path)
    try:
        known = resolve(address).url_name != "nothing"
    except Resolver404:
        return None
    return request.build_absolute_uri(address) if known else None
