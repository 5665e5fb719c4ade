"""What is answered where an answer fails: the fault is ours, or the database cannot be asked just now."""

import sys

from django.http import HttpResponse
from django.template.context_processors import csrf
from django.template.loader import render_to_string

from gfmd_portal.desk.kept_words import typed
from gfmd_portal.logs import UNREACHABLE

LATER = {"Retry-After": "30"}
"""What tells programs and search engines that the address is good, and when to come back, in seconds."""


def failed(request):
    """The page in place of one that failed, as Django's `handler500`: 503 where it is to be asked for again, else 500.

    What was typed at the desk waits in it, to be sent again. Django has noted the error by then.
    """
    status, headers = (503, LATER) if isinstance(sys.exception(), UNREACHABLE) else (500, {})
    sent = {"is_sent": request.method == "POST", "typed": typed(request), "address": request.get_full_path()}
    page = render_to_string(f"{status}.html", {**sent, **csrf(request)})
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store", **headers})
