"""Whoever guesses passwords has to wait: where somebody who tries to sign in sits, and what they are told."""

from http import HTTPStatus
from ipaddress import ip_address

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework.throttling import BaseThrottle

from gfmd_portal.desk.second_factor import is_asked_of


def place_of(request):
    """The IP address that a sign-in came from, as text; that of the proxy where it names none.

    Behind a proxy of ours every request comes from the proxy, which says for whom (`NUM_PROXIES` of the settings, as
    for those who ask the API). Some write a port beside it, which is no address that the database would keep.
    """
    said = BaseThrottle().get_ident(request)
    try:
        return str(ip_address(said))
    except ValueError:
        return request.META.get("REMOTE_ADDR")


class CodeToCome(Exception):
    """The password of `user` is right, and does not sign them in alone."""

    def __init__(self, user):
        self.user = user


class SignInForm(AdminAuthenticationForm):
    """The form of the page to sign in. Whoever has to wait is told so, not that their password is wrong.

    Raises `CodeToCome` where a second factor is asked for.
    """

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if is_asked_of(user):
            raise CodeToCome(user)

    def get_invalid_login_error(self):
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(_("Too many wrong passwords were sent. Wait five minutes before you try again."))
        return super().get_invalid_login_error()


def told_to_wait(request, page, credentials):
    """The page to sign in with its words, and all that it keeps of what was typed, as `AXES_LOCKOUT_CALLABLE`."""
    page.status_code = HTTPStatus.TOO_MANY_REQUESTS
    return page
