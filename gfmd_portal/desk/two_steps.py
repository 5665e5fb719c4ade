"""Signing in in two steps: the code after the password, and the page on which each member of staff sets this up."""

from base64 import b32encode
from functools import partial
from textwrap import wrap
from time import time

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth import REDIRECT_FIELD_NAME, authenticate, get_user_model, login, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from gfmd_portal.desk.kept_words import ONE_TIME_CODE, address_of, typed
from gfmd_portal.desk.second_factor import (
    app_of,
    new_recovery_codes,
    note,
    recovery_codes_left,
    set_up,
    take_off,
    time_of,
)
from mine.codes import drawn

PASSWORD_GIVEN, NEW_KEY = "password_given", "new_second_factor"
"""What a session keeps until the code comes: who gave their password, and the key that a new app is to hold."""
TIME_FOR_A_CODE = 10 * 60
BACKEND = "django.contrib.auth.backends.ModelBackend"
"""Whoever is signed in has the permissions that this one knows."""


class CodeForm(forms.Form):
    """The field for a code, from the app or a list of recovery codes, in whatever digits and groups it was typed.

    `check` takes the code, and returns what the form then holds in its place, or raises `ValidationError`.
    """

    shown = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr", "autofocus": True, "size": 12}
    one_time_code = forms.CharField(label=gettext_lazy("Code"), max_length=40, widget=forms.TextInput(attrs=shown))
    required_css_class = "required"

    def __init__(self, request, check):
        super().__init__(request.POST if ONE_TIME_CODE in request.POST else None, label_suffix="")
        self.check = check

    def clean_one_time_code(self):
        signs = [sign for sign in self.cleaned_data[ONE_TIME_CODE].lower() if sign.isalnum()]
        return self.check("".join(str(int(sign)) if sign.isdecimal() else sign for sign in signs))


def checked(request, user, code):
    """`user` as verified by a code of theirs."""
    if found := authenticate(request, username=user.get_username(), token=code):
        return found
    if getattr(request, "axes_locked_out", False):
        raise ValidationError(_("Too many wrong codes were sent. Wait five minutes before you try again."))
    raise ValidationError(
        _(
            "This code is wrong or was used before. Wait until the app shows the next one, and type that. If it is "
            "refused too, the clock of the phone may be wrong: let the phone set it by itself."
        )
    )


def first_checked(user, key, code):
    """The app that a user has just set up, which shows so by its first code."""
    if app := set_up(user, key, code):
        return app
    if shown_at := time_of(key, code):
        said = _(
            "The clock of the phone is wrong: the app showed this code for %(time)s UTC. Let the phone set its clock "
            "by itself, and type a new code."
        )
        raise ValidationError(said % {"time": f"{shown_at:%H:%M}"})
    raise ValidationError(_("This is not the code that the app shows now. Type the one that it shows next."))


def wait_for_code(request, user):
    """Remember that a user gave the right password, in a new session in which nobody is signed in yet."""
    logout(request)  # with it goes the key that a colleague at the same machine was shown
    until = time() + TIME_FOR_A_CODE
    request.session[PASSWORD_GIVEN] = {"user": user.pk, "hash": user.get_session_auth_hash(), "until": until}


def who_gave_password(request):
    """Who gave the right password lately and may go on to the second step, or None."""
    kept = request.session.get(PASSWORD_GIVEN)
    if not kept or kept["until"] < time():
        return None
    user = get_user_model().objects.filter(pk=kept["user"], is_active=True, is_staff=True).first()
    return user if user and constant_time_compare(kept["hash"], user.get_session_auth_hash()) else None


def sign_in(request, user):
    """Sign in a user who has shown the device `user.otp_device`, under a new session key."""
    login(request, user, backend=BACKEND)
    for kept in (PASSWORD_GIVEN, NEW_KEY):
        request.session.pop(kept, None)
    request.session.cycle_key()


@never_cache
def second_step(request):
    """The page after the right password: it asks for the code, or has those set up an app who must have one."""
    if user := who_gave_password(request):
        return ask_for_code(request, user) if app_of(user) else enrol(request, user)
    if site.has_permission(request):
        return redirect("admin:index")
    return site.sign_in_again(request) if typed(request) else redirect_to_login(address_of(request), "admin:login")


def ask_for_code(request, user):
    """Take the code of a user, sign them in and lead them where they were going, with what they had typed there."""
    form = CodeForm(request, partial(checked, request, user))
    if not form.is_valid():
        return page(request, "desk/second_step.html", _("Log in"), form=form)
    user = form.cleaned_data[ONE_TIME_CODE]
    sign_in(request, user)
    if isinstance(user.otp_device, StaticDevice):
        left = recovery_codes_left(user)
        messages.warning(request, _("You used a recovery code. Codes left: %(left)s") % {"left": left})
    return site.send_again(request) if typed(request) else HttpResponseRedirect(address_of(request))


def second_factor(request):
    """The page at the desk on which a user sets the second step up, renews the recovery codes, or takes it off."""
    user = request.user
    if app_of(user) is None:
        return enrol(request, user)
    form = CodeForm(request, partial(checked, request, user))
    if not form.is_valid():
        return page(
            request, "desk/second_factor.html", _("Two-step sign-in"), form=form, left=recovery_codes_left(user)
        )
    if "take_off" in request.POST:
        take_off(user)
        note(user, user, _("Two-step sign-in turned off"))
        messages.success(request, _("Two-step sign-in is off."))
        return redirect("admin:index")
    note(user, user, _("New recovery codes"))
    return recovery_codes(request, user)


def enrol(request, user):
    """Show the key to the app of a user, and have its first code typed: then the app is set up."""
    key = request.session.setdefault(NEW_KEY, random_hex())
    form = CodeForm(request, partial(first_checked, user, key))
    if not form.is_valid():
        app = TOTPDevice(user=user, key=key)
        return page(request, "desk/enrol.html", _("Two-step sign-in"), form=form, **shown_to(app))
    user.otp_device = form.cleaned_data[ONE_TIME_CODE]
    sign_in(request, user)
    note(user, user, _("Two-step sign-in set up"))
    return recovery_codes(request, user)


def shown_to(app):
    """The key as a phone takes it in: by its camera, by a link on the phone itself, or typed."""
    letters = b32encode(app.bin_key).decode()
    return {"drawn": drawn(app.config_url), "app_link": app.config_url, "key": " ".join(wrap(letters, 4))}


def recovery_codes(request, user):
    """The page that shows new recovery codes, once."""
    return page(request, "desk/recovery_codes.html", _("Recovery codes"), codes=new_recovery_codes(user))


def page(request, template, title, **context):
    """A page of these, with what was typed in another before its editor had to sign in."""
    kept = {"title": title, "typed": typed(request), REDIRECT_FIELD_NAME: address_of(request)}
    return TemplateResponse(request, template, site.each_context(request) | kept | context)
