"""What is answered where an answer fails: the fault is ours, or the database cannot be asked just now."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

UNREACHABLE = (InterfaceError, OperationalError)
"""What the database raises where it is being started anew, or where somebody writes for longer than a reader waits."""
LATER = {"Retry-After": "30"}
"""What tells programs and search engines that the address is good, and when to come back, in seconds."""


def failed(request):
    """The page in place of one that failed, as Django's `handler500`: 503 where it is to be asked for again, else 500.

    Django has noted the error by then.
    """
    if isinstance(sys.exception(), UNREACHABLE):
        return HttpResponse(render_to_string("503.html"), status=503, headers=LATER)
    return HttpResponse(render_to_string("500.html"), status=500)
