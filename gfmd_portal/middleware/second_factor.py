"""Whoever gave a password alone is nobody, where a second factor is asked for."""

from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from gfmd_portal.desk.second_factor import is_asked_of


class SecondFactorMiddleware:
    """Makes `request.user` a visitor where a code is still to come, so that nothing at all has to ask for it.

    The pages to sign in let nobody in before; this is for sessions from before somebody set up a second factor, or
    before the portal demanded one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(partial(signed_in, request.user))
        return self.get_response(request)


def signed_in(user):
    """The user of a session, or a visitor."""
    if user.is_authenticated and not user.is_verified() and is_asked_of(user):
        return AnonymousUser()
    return user
