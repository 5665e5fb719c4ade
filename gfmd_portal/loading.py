"""Loads the record from its fixtures: all of it or nothing, and nothing twice.

The files are ordinary Django fixtures (`loaddata` reads them too). This loader adds what an editor needs: each
record is held to the same rules as in the admin, and a record that breaks one is named with the reason.
"""

import json
from collections import Counter, defaultdict

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import F

from changes.triggers import lock_the_record
from meetings.places import LAST_PLACE, PLACE, place_of

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
    loader, outcomes = Loader(), Counter()
    with transaction.atomic():
        lock_the_record()
        for name in names:
            for row in _rows(folder / f"{name}.json"):
                where = f"{name}.json, {_label(row)}"
                try:
                    outcomes[loader.load(row, where)] += 1
                except ValidationError as error:
                    raise RecordError(f"{where}: {_reasons(error)}") from error
                except (FieldDoesNotExist, LookupError, TypeError, ValueError) as error:
                    raise RecordError(f"{where}: {error}") from error
        for reason in loader.waiting.values():
            raise RecordError(reason)
    return outcomes


def _rows(path):
    """The records of one fixture file, as plain dicts."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecordError(f"There is no fixture {path.name}.") from error
    except ValueError as error:
        raise RecordError(f"{path.name} is not valid JSON: {error}") from error


class Loader:
    """Saves records one by one, and remembers them by their natural keys for those that refer to them.

    Django's own deserializer asks the database anew for every reference, which took most of the time of a load.

    Where records of a list change places, one waits beyond all of them until its own row is loaded; `waiting` tells why
    those that wait still cannot go on doing so.
    """

    def __init__(self):
        self.known, self.loaded, self.waiting = {}, defaultdict(set), {}

    def load(self, row, where):
        """Save one record, which stands at `where`, unless it stands so already, and say which of the three it was."""
        instance, links = self.build(row)
        instance.clean_fields(exclude=[field.name for field in instance._meta.fields if field.is_relation])
        key = instance.natural_key()
        stored = _stored(type(instance), key)
        if stored:
            # Otherwise it would count as its own double, and as one that nothing can be linked to.
            instance.pk, instance._state = stored.pk, stored._state
        self.known[type(instance), key] = instance
        self.waiting.pop((type(instance), instance.pk), None)
        outcome = "changed" if stored else "new"
        if stored and _same(instance, stored, links):
            outcome = "unchanged"
        else:
            self.save(instance, links, where)
        self.loaded[type(instance)].add(instance.pk)
        return outcome

    def save(self, instance, links, where):
        """Hold a record to the rules of the desk and of the database, and save it with what it is linked to."""
        instance.clean()
        try:
            instance.validate_constraints()
        except ValidationError as error:
            if not place_of(type(instance)):
                raise
            self.make_room(instance, where, error)
            instance.validate_constraints()
        instance.save()
        for name, linked in links.items():
            getattr(instance, name).set(linked)

    def make_room(self, instance, where, error):
        """Take the place of `instance` from whoever holds it and has not been loaded yet.

        A coding goes, as addressees do that the fixture does not name; what others refer to waits.
        """
        model = type(instance)
        place = {name: getattr(instance, name) for name in place_of(model)}
        for holder in model._default_manager.filter(**place).exclude(pk__in={*self.loaded[model], instance.pk}):
            if model._meta.related_objects:
                self.waiting[model, holder.pk] = f"{where}: {_reasons(error)} It is “{holder}”."
                model._default_manager.filter(pk=holder.pk).update(**{PLACE: F(PLACE) + LAST_PLACE})
            else:
                holder.delete()

    def build(self, row):
        """The record of a fixture row, not saved, and the records that each of its many-to-many fields names."""
        model = apps.get_model(row["model"])
        fields, links = {}, {}
        for name, value in row["fields"].items():
            field = model._meta.get_field(name)
            if field.many_to_many:
                links[name] = [self.find(field.related_model, key) for key in value]
            elif field.is_relation:
                fields[name] = value and self.find(field.related_model, value)
            else:
                fields[name] = field.to_python(value)
        return model(**fields), links

    def find(self, model, key):
        """The record of `model` with this natural key. Raises `LookupError`, naming both, when there is none."""
        key = tuple(key)
        if (model, key) not in self.known:
            self.known[model, key] = _stored(model, key)
        if self.known[model, key] is None:
            raise LookupError(f"there is no {model._meta.verbose_name} {list(key)}")
        return self.known[model, key]


def _stored(model, key):
    """The record of `model` that the database has under a natural key, or None."""
    try:
        return model._default_manager.get_by_natural_key(*key)
    except model.DoesNotExist:
        return None


def _same(instance, stored, links):
    """Whether the stored record has the same fields and the same many-to-many links."""
    columns = [field.attname for field in instance._meta.concrete_fields]
    return all(getattr(instance, column) == getattr(stored, column) for column in columns) and all(
        {link.pk for link in linked} == set(getattr(stored, name).values_list("pk", flat=True))
        for name, linked in links.items()
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
