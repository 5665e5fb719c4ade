"""The boxes of the secretariat's desk in which something is chosen by typing a part of its name."""

import re

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Case, When
from django_countries import countries

from meetings.languages import language_name


def in_full(record):
    """What tells a record from all others of its kind: of some, their number alone would not."""
    return getattr(record, "in_full", "") or str(record)


SIGNS = re.compile(r"[,;#/“”–…]|[:.](?=\s|$)")
"""What stands in a name between the words by which its record is found."""


def sought(meta, typed):
    """The words of a name that tell a record from others: of “Quito 2027, Session 1.1” not what the “1.1” is one of.

    Only what is called by its kind and a number loses the word: a room may be called “Room 2”.
    """
    models = [meta.model, *(field.related_model for field in meta.fields if field.is_relation)]
    kinds = {model._meta.verbose_name.casefold() for model in models if getattr(model, "named_by", "") == "number"}
    words = SIGNS.sub(" ", typed).split()
    return " ".join([word for word in words if word.casefold() not in kinds] or words)


MEETING = "meeting"


def meeting_beside(field):
    """The name of the field beside `field` that says of which meeting its record has to be; None where none does.

    An `earlier_session` is one of the `earlier_meeting`, as a `session` or a `parent` is of the `meeting`.
    """
    name = re.sub("[a-z]+$", MEETING, field.name)
    own, picked = ({known.name for known in model._meta.fields} for model in (field.model, field.related_model))
    return name if name in own and MEETING in picked else None


class RecordsFound(AutocompleteJsonView):
    """What a picker of records asks for."""

    def get_queryset(self):
        """What is found, of the meeting that the form names where it has to be of it."""
        found, meeting = super().get_queryset(), self.request.GET.get(MEETING, "")
        if self.term:
            typed = sought(self.model_admin.opts, self.term)
            found = called_first(found, self.model_admin.get_search_fields(self.request)[0], typed)
        return found.filter(meeting=meeting) if is_id(meeting) and meeting_beside(self.source_field) else found

    def process_request(self, request):
        """What is asked for, of which PostgreSQL takes any letter but one."""
        term, *where = super().process_request(request)
        return term.replace("\x00", ""), *where

    def serialize_result(self, obj, to_field_name):
        """One record to choose."""
        return {**super().serialize_result(obj, to_field_name), "text": in_full(obj)}


def called_first(records, name, typed):
    """The same records, first what is called as was typed, then what begins so: most choose what stands first."""
    rank = Case(When(**{f"{name}__iexact": typed}, then=0), When(**{f"{name}__istartswith": typed}, then=1), default=2)
    return records.order_by(rank, *(records.query.order_by or records.model._meta.ordering))


def is_id(key):
    """Whether what a browser sent as the id of a record can be one."""
    return str(key).isascii() and str(key).isdigit() and len(str(key)) < 19


class Picker:
    """Names what it holds from records already read; stock pickers ask the database once each."""

    known = ()

    def names(self, chosen):
        return {str(record.pk): in_full(record) for record in self.known}

    def optgroups(self, name, value, attr=None):
        chosen = [key for key in value if key]
        names = self.names(chosen)
        if not names.keys() >= set(chosen):
            # What is no id cannot have been picked here, and the database would stumble over it.
            return super().optgroups(name, [key for key in value if is_id(key)], attr)
        nothing = [] if self.is_required or self.allow_multiple_selected else [("", "", False)]
        held = [(key, names[key], True) for key in chosen]
        return [(None, [self.create_option(name, *option, place) for place, option in enumerate(nothing + held)], 0)]


class RecordPicker(Picker, AutocompleteSelect):
    """Finds one record as the editor types, of the meeting that the form names where it has to be of it (`desk.js`)."""

    def __init__(self, field, admin_site, **options):
        super().__init__(field, admin_site, **options)
        self.within = meeting_beside(field)

    def build_attrs(self, base_attrs, extra_attrs=None):
        within = {"data-within": self.within} if self.within else {}
        return super().build_attrs(base_attrs, extra_attrs) | within


class RecordsPicker(Picker, AutocompleteSelectMultiple):
    """Finds any number of records as the editor types."""

    def value_from_datadict(self, data, files, name):
        # Of several, SQLite would look up a number that is too long for it.
        return [key if is_id(key) else "" for key in super().value_from_datadict(data, files, name)]


class CountryPicker(Picker, AutocompleteSelect):
    """Finds a country as the editor types: a list of all would stand in each row."""

    url_name = "%s:meetings_countries"

    def names(self, chosen):
        return {code: countries.name(code) for code in chosen}


class LanguagePicker(Picker, AutocompleteSelect):
    """Finds a language by its name as the editor types, first those of the United Nations; its code is kept."""

    url_name = "%s:meetings_languages"

    def names(self, chosen):
        return {code: language_name(code) for code in chosen}
