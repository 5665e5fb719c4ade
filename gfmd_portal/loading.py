"""Loads the record from its fixtures: all of it or nothing, and nothing twice.

The files are ordinary Django fixtures (`loaddata` reads them too). This loader adds what an editor needs: each
record is held to the same rules as in the admin, and a record that breaks one is named with the reason.
"""

import json
from collections import Counter

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError
from django.core.serializers.python import Deserializer
from django.db import transaction

FIXTURES = [
    "vocabulary",
    "brussels-2007-activities-matrix",
    "brussels-2007-civil-society-day-report",
    "brussels-2007-gmg-involvement",
    "manila-2008-roundtable-themes",
    "bern-2011-m4md-meeting-report",
]


class RecordError(Exception):
    """A fixture that cannot be loaded; the message names the file, the record and the reason."""


def load_record(names=FIXTURES, folder=None):
    """Load the fixtures `names` in order and return a Counter of records that were new, changed and unchanged.

    Raises `RecordError` at the first record that breaks a rule; then nothing of any file is kept.
    """
    folder = folder or settings.BASE_DIR / "fixtures"
    outcomes = Counter()
    with transaction.atomic():
        for name in names:
            for row in _rows(folder / f"{name}.json"):
                try:
                    outcomes[_load(row)] += 1
                except ValidationError as error:
                    raise RecordError(f"{name}.json, {_label(row)}: {_reasons(error)}") from error
                except (DeserializationError, FieldDoesNotExist, KeyError, TypeError, ValueError) as error:
                    raise RecordError(f"{name}.json, {_label(row)}: {error}") from error
    return outcomes


def _rows(path):
    """The records of one fixture file, as plain dicts."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecordError(f"There is no fixture {path.name}.") from error
    except ValueError as error:
        raise RecordError(f"{path.name} is not valid JSON: {error}") from error


def _load(row):
    """Save one record unless it stands so already, and say which of the three it was."""
    record = next(iter(Deserializer([row])))
    instance = record.object
    relations = [field.name for field in instance._meta.fields if field.is_relation]
    instance.clean_fields(exclude=relations)
    stored = instance.pk and type(instance)._default_manager.filter(pk=instance.pk).first()
    if stored and _same(instance, stored, record.m2m_data):
        return "unchanged"
    # Otherwise a record that only changes would count as its own double.
    instance._state.adding = not stored
    instance.clean()
    instance.validate_constraints()
    record.save()
    return "changed" if stored else "new"


def _same(instance, stored, many):
    """Whether the stored record has the same fields and the same many-to-many links."""
    columns = [field.attname for field in instance._meta.concrete_fields]
    return all(getattr(instance, column) == getattr(stored, column) for column in columns) and all(
        {getattr(link, "pk", link) for link in links} == set(getattr(stored, name).values_list("pk", flat=True))
        for name, links in (many or {}).items()
    )


def _label(row):
    """How a person finds the record in its file: its model and the fields that name it."""
    fields = row.get("fields", {})
    names = ("slug", "meeting", "document", "session", "recommendation", "example", "activity", "involvement")
    more = ("agency", "row", "slot", "group", "roundtable", "passage", "number", "letter", "code", "anchor", "theme")
    found = {name: fields[name] for name in (*names, *more, "position") if fields.get(name) not in (None, "")}
    return f"{row.get('model', 'record without a model')} {json.dumps(found, ensure_ascii=False)}"


def _reasons(error):
    """The messages of a validation error on one line, each with its field where it has one."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        message if field == "__all__" else f"{field}: {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    )
