"""The second factor of a member of staff: an app on a phone that shows a new code every half minute.

Ten recovery codes stand in for a phone that is lost, each once. Tables and arithmetic are those of django-otp: it takes
no code twice, lets a clock be off by half a minute, and has whoever guesses wait longer each time.
"""

from datetime import UTC, datetime
from secrets import randbelow

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

DIGITS = 6
RECOVERY_CODES, RECOVERY_DIGITS = 10, 10
"""So many, and so long. They are numbers too, for a phone that offers digits alone to type a code."""
STEPS_IN_AN_HOUR = 120


def app_of(user):
    """The app that a user has set up, or None."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).first()


def is_asked_of(user):
    """Whether a password alone does not sign a user in."""
    return settings.SECOND_FACTOR_REQUIRED or app_of(user) is not None


class SecondFactorBackend(BaseBackend):
    """Takes the code of a user whose password was right. As a backend, its refusals count as those of passwords do."""

    def authenticate(self, request, username, token):
        user = get_user_model().objects.get_by_natural_key(username)
        device = app_of(user) if len(token) == DIGITS else StaticDevice.objects.filter(user=user).first()
        user.otp_device = device and verify_token(user, device.persistent_id, token)
        return user if user.otp_device else None


def set_up(user, key, code):
    """Make the app that holds `key` the second factor of a user, and return it; None where its code is not right."""
    app = TOTPDevice.objects.create(user=user, key=key, name="app", confirmed=False)
    if app.verify_token(code):
        app.confirmed = True
        app.save()
        return app
    app.delete()
    return None


def time_of(key, code):
    """The time for which an app showed a code, up to an hour from now, because its clock is wrong; or None."""
    if not code.isdecimal():
        return None
    clock = TOTP(bytes.fromhex(key))
    now = clock.t()
    for steps in range(-STEPS_IN_AN_HOUR, STEPS_IN_AN_HOUR + 1):
        clock.drift = steps
        if clock.token() == int(code):
            return datetime.fromtimestamp((now + steps) * clock.step, UTC)
    return None


def new_recovery_codes(user):
    """Ten codes in place of those that a user had. They can be read here and now, and are shown once."""
    sheet, _made = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery codes"})
    sheet.token_set.all().delete()
    codes = [f"{randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}" for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=sheet, token=code) for code in codes)
    return codes


def recovery_codes_left(user):
    """How many recovery codes a user has not used."""
    return StaticToken.objects.filter(device__user=user).count()


def take_off(user):
    """Let a password sign a user in again."""
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def note(user, by, what):
    """Write into the history of an account at the desk what happened to its second factor."""
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, what, single_object=True)
