"""What was typed in a form of the desk, and where it belongs, while its editor signs in anew."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.utils.http import url_has_allowed_host_and_scheme

from meetings.desk.meanwhile import SEEN

ONE_TIME_CODE = "one_time_code"
"""The field for the code of the second step: no field of a record is called so."""
OF_SIGNING_IN = {"csrfmiddlewaretoken", "username", "password", ONE_TIME_CODE, REDIRECT_FIELD_NAME}


def typed(request):
    """What a form of a record sent, as pairs of name and value; nothing where something else was sent.

    Only these forms say which version they show, and none of them asks for a password.
    """
    if request.method != "POST" or SEEN not in request.POST:
        return []
    sent = request.POST.lists()
    return [(name, value) for name, values in sent if name not in OF_SIGNING_IN for value in values]


def address_of(request):
    """Where the form that was sent belongs: the pages to sign in know it, and it is never on another site."""
    address = request.POST.get(REDIRECT_FIELD_NAME, "")
    is_here = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_here else request.get_full_path()
