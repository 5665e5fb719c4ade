"""The boxes of the secretariat's desk in which something is chosen by typing a part of its name."""

import re

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db.models import Case, Q, When
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


def has_meeting(model):
    return MEETING in {field.name for field in model._meta.fields}


def meeting_of(model):
    """How the meeting of a record is asked for: its own, or that of what it is a part of; "" where it has none."""
    parents = [field for field in model._meta.fields if field.many_to_one and has_meeting(field.related_model)]
    return MEETING if has_meeting(model) else next((f"{field.name}__{MEETING}" for field in parents), "")


def meeting_beside(field):
    """The name of the field beside `field` that says of which meeting its record should be; None where none does.

    An `earlier_session` is one of the `earlier_meeting`, as a `session` or a `parent` is of the `meeting`.
    """
    name = re.sub("[a-z]+$", MEETING, field.name)
    own = {known.name for known in field.model._meta.fields}
    return name if name in own and meeting_of(field.related_model) else None


class RecordsFound(AutocompleteJsonView):
    """What a picker of records asks for."""

    def get_queryset(self):
        """What is found, the nearest first, for most choose what stands first.

        Where the form names a meeting, what has one is of that; what is of a document or a session may be of another,
        but comes behind.
        """
        found, meeting, first = super().get_queryset(), self.request.GET.get(MEETING, ""), []
        if is_id(meeting) and meeting_beside(self.source_field):
            its_meeting = Q(**{meeting_of(found.model): meeting})
            if has_meeting(found.model):
                found = found.filter(its_meeting)
            else:
                first.append(Case(When(its_meeting, then=0), default=1))
        if self.term:
            columns = self.model_admin.get_search_fields(self.request)
            first.append(nearness(columns, sought(self.model_admin.opts, self.term)))
        return found.order_by(*first, *(found.query.order_by or found.model._meta.ordering)) if first else found

    def process_request(self, request):
        """What is asked for, of which PostgreSQL takes any letter but one."""
        term, *where = super().process_request(request)
        return term.replace("\x00", ""), *where

    def serialize_result(self, obj, to_field_name):
        """One record to choose."""
        return {**super().serialize_result(obj, to_field_name), "text": in_full(obj)}


def nearness(columns, typed):
    """How near a record is to what was typed: it is called so, it begins so, it says so, or it has all the words."""
    name, *_others = own = [column for column in columns if "__" not in column]
    says = Q.create([(f"{column}__icontains", typed) for column in own], Q.OR)
    steps = [Q(**{f"{name}__iexact": typed}), Q(**{f"{name}__istartswith": typed}), says]
    return Case(*[When(step, then=place) for place, step in enumerate(steps)], default=len(steps))


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


class WithinMeeting(Picker):
    """Tells the browser which field of the form names the meeting to look in (`desk.js`)."""

    def __init__(self, field, admin_site, **options):
        super().__init__(field, admin_site, **options)
        self.within = meeting_beside(field)

    def build_attrs(self, base_attrs, extra_attrs=None):
        within = {"data-within": self.within} if self.within else {}
        return super().build_attrs(base_attrs, extra_attrs) | within


class RecordPicker(WithinMeeting, AutocompleteSelect):
    """Finds one record as the editor types."""


class RecordsPicker(WithinMeeting, AutocompleteSelectMultiple):
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
