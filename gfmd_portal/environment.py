"""Reads settings from the environment, and refuses to start on a value that is missing or wrong."""

import os

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def text(name, default=None):
    """Return the variable `name`; without a default it must be set.

    Raises `ImproperlyConfigured`, naming the variable, when it is missing.
    """
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}: the portal cannot start without it.")
    return value


def flag(name, *, default):
    """Return the variable `name` as a bool.

    Raises `ImproperlyConfigured`, naming variable and value, for anything but 1/0, true/false, yes/no, on/off.
    """
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is “{value}”: write 1 or 0.")
    return value in TRUE


def words(name, default=None):
    """Return the variable `name` as a list of its comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name):
    """Return the secret `name`, which must be long enough to be one.

    Raises `ImproperlyConfigured` below 50 characters, the length that Django's own deployment check asks for.
    """
    value = text(name)
    if len(value) < 50:
        raise ImproperlyConfigured(f"{name} has {len(value)} characters: use at least 50 random ones.")
    return value
