"""Reads settings from the environment, and refuses to start on a value that is missing or wrong."""

import os
from pathlib import Path

import dj_database_url
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


def secret(name, file):
    """Return the secret `name` from the environment, or else the one that `make run` keeps in `file`.

    Raises `ImproperlyConfigured` when there is none, where the file cannot be read, or below 50 characters, the length
    that Django's own deployment check asks for.
    """
    value = text(name, "") or text(name, _kept_in(file, name))
    if len(value) < 50:
        raise ImproperlyConfigured(f"{name} has {len(value)} characters: use at least 50 random ones.")
    return value


def _kept_in(file, name):
    """What stands in `file`, or None where there is no such file."""
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{name} is not set, and {file} cannot be read: {error}.") from error


def folder(name, default):
    """Return the variable `name` as the path of a folder, which is made for its owner alone where there is none yet.

    Raises `ImproperlyConfigured`, naming variable and path, where it cannot be made.
    """
    path = Path(text(name, str(default)))
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} is “{path}”, which cannot be made a folder: {error.strerror}.") from error
    return path


def database(name, default):
    """Return the address of a database in the variable `name` as Django takes it."""
    return database_at(text(name, default), name)


def database_at(address, name):
    """Return the address of a database, which a message calls `name`, as Django takes it.

    Raises `ImproperlyConfigured` for all but SQLite and PostgreSQL.
    """
    try:
        found = dj_database_url.parse(address, conn_max_age=600)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not understood: {error}") from error
    kind = found["ENGINE"].removeprefix("django.db.backends.")
    if kind not in {"sqlite3", "postgresql"}:
        raise ImproperlyConfigured(f"{name} names neither SQLite nor PostgreSQL, but {kind}.")
    return found
