"""The pieces that the secretariat's desks of all apps are made of."""

from operator import attrgetter
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from changes.names import Named
from meetings.deleting import DeletedWhole
from meetings.languages import known_language
from meetings.meanwhile import NothingUnseen, SeenVersion
from meetings.pickers import CountryPicker, LanguagePicker, Picker, RecordPicker, RecordsPicker, in_full, sought
from meetings.places import LAST_PLACE, PLACE, ComesLast
from meetings.rows_sent import RowsSent
from meetings.translated import OTHERS
from meetings.typed import Line, Words
from meetings.wording import ToldBefore


def placed(*fields):
    """The part of a form that says where a record stands and what kind it is."""
    return None, {"fields": fields}


def as_printed(*fields):
    """The part of a form that holds a document's own words."""
    how = _("Copy the words of the document to the letter, slips included.")
    return _("Record (exactly as printed)"), {"fields": fields, "description": how}


def ours(*fields):
    """The part of a form that holds what we say of a record."""
    return _("Ours"), {"fields": fields, "description": _("Our own words and coding. Readers see that they are ours.")}


def other_languages(*columns):
    """The part of a form that holds names and short facts in the other languages, a row for each of `columns`."""
    rows = [tuple(f"{column}_{code}" for code in OTHERS) for column in columns]
    how = _("Where a language is left empty, its pages show the English.")
    return _("In other languages"), {"fields": rows, "description": how}


DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"]
"""How a day can be typed, the same in every language of the desk."""
HOURS = ["%H:%M:%S", "%H:%M", "%H.%M", "%Hh%M", "%Hh"]
"""How a time of day can be typed."""


PICKERS = {models.ForeignKey: RecordPicker, models.ManyToManyField: RecordsPicker, CountryField: CountryPicker}


class DeskForm(NothingUnseen, ComesLast, forms.ModelForm):
    """A form that tells its pickers what the record holds, and checks the fixed fields with the typed ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # A browser would cut off what is pasted and too long without a word: it is sent, and refused with one.
            field.widget.attrs.pop("maxlength", None)
            picker = getattr(field.widget, "widget", field.widget)
            if isinstance(picker, RecordPicker | RecordsPicker):
                field.label_from_instance = in_full
            if isinstance(picker, Picker) and self.instance.pk:
                held = self.initial.get(name)
                picker.known = held if isinstance(held, list) else [getattr(self.instance, name)] if held else []

    def _get_validation_exclusions(self):
        # Django leaves out what the form does not show, and with it each rule that names a read-only field: a
        # position taken twice in a meeting would then end in an error page.
        fields = {field.name: field.attname for field in self.instance._meta.fields}
        left_out = super()._get_validation_exclusions()
        return {name for name in left_out if name in self.fields or not getattr(self.instance, fields[name])}


class Desk:
    """What the form of a record and the rows under it share."""

    form = DeskForm
    formfield_overrides = {
        models.TextField: {"form_class": Words},
        models.DateField: {
            "input_formats": DAYS,
            "error_messages": {"invalid": _("There is no such day: write it as 31/12/2027 or 2027-12-31.")},
        },
        models.TimeField: {
            "input_formats": HOURS,
            "error_messages": {"invalid": _("There is no such time: write it as 14:30.")},
        },
        models.URLField: {"assume_scheme": "https"},
        # SQLite would take any number, and fail at one that is too long for it.
        models.PositiveSmallIntegerField: {"max_value": LAST_PLACE},
        models.PositiveIntegerField: {"max_value": 2**31 - 1},
    }
    # What the names of its records are made of: read along with them in lists, pickers and rows alike.
    list_select_related = ()

    def get_queryset(self, request):
        # Without a name, `select_related` would follow every relation; None follows none.
        return super().get_queryset(request).select_related(*self.list_select_related or [None])

    def get_field_queryset(self, db, db_field, request):
        return self.admin_site.get_model_admin(db_field.remote_field.model).get_queryset(request)

    def formfield_for_dbfield(self, db_field, request, **options):
        if type(db_field) is models.CharField and not db_field.choices:
            options["form_class"] = Line
        if picker := PICKERS.get(type(db_field)):
            options["widget"] = picker(db_field, self.admin_site)
        if known_language in db_field.validators:
            options["widget"] = LanguagePicker(db_field, self.admin_site)
        return super().formfield_for_dbfield(db_field, request, **options)


class DeskAdmin(SeenVersion, ToldBefore, DeletedWhole, Desk, admin.ModelAdmin):
    """The desk of one kind of record."""

    identity = ()  # that within which its name is one: given once, then only shown
    page_of = ""  # for a record without a page of its own: the one on whose page it is read

    class Media:
        css = {"all": ["css/admin.css"]}
        js = ["js/desk.js"]

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (ValueError, OverflowError) as fault:  # of a year beyond all days, or a NUL, in the address
            raise IncorrectLookupParameters from fault  # the whole list is shown instead

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, sought(self.opts, search_term))

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(self.identity if obj else ())]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and isinstance(obj, Named) and obj.named_by in form.changed_data:
            names = {"before": form.initial[obj.named_by], "now": getattr(obj, obj.named_by)}
            said = _("“%(before)s” is now “%(now)s”. Former addresses lead there for ever.")
            self.message_user(request, said % names)

    def response_add(self, request, obj, post_url_continue=None):
        return beside(obj, request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return beside(obj, request, super().response_change(request, obj))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_view_on_site_url(self, obj=None):
        return super().get_view_on_site_url(attrgetter(self.page_of)(obj) if obj and self.page_of else obj)


def beside(record, request, answer):
    """The answer to a saved form, which leads to the form of another record with what `record` belongs to filled in."""
    if "_addanother" in request.POST:
        fields = [field for field in record._meta.fields if field.many_to_one and not field.null]
        belongs_to = urlencode({field.name: getattr(record, field.attname) for field in fields})
        answer.headers["Location"] += f"{'&' if '?' in answer.headers['Location'] else '?'}{belongs_to}"
    return answer


class RowForm(DeskForm):
    """One row under a record. What no two rows share is checked among the rows, so that two can swap it."""

    once = ["position"]  # the first of them is the row's place
    given = []  # what a row takes over from the record above it
    followed = ()  # what of it the record above has changed since the row was saved, in words

    def has_changed(self):
        return super().has_changed() or bool(self.followed)

    def may_come_last(self):
        return super().may_come_last() and PLACE in self.once

    def put_last(self):
        """Leave it to all the rows, which know what else was typed."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | set(self.once)


class RowFormSet(RowsSent):
    """All rows under one record."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.given:
            setattr(form.instance, self.fk.name, self.instance)  # as it is to be saved, not as it is stored
        followed = []
        for name in form.given:
            column, above = f"{name}_id", getattr(self.instance, f"{name}_id")
            if form.instance.pk and getattr(form.instance, column) != above:
                followed.append(str(capfirst(self.model._meta.get_field(name).verbose_name)))
            setattr(form.instance, column, above)
        form.followed = followed

    def kept(self, name):
        """The values of one field in the rows that stay, those among them that were added after the form was opened."""
        rows, added = [form.cleaned_data for form in self.forms], [getattr(row, name) for row in self.added]
        return added + [row[name] for row in rows if row.get(name) is not None and not row.get("DELETE")]

    def clean(self):
        super().clean()
        for form in self.forms:
            if form.is_without_place() and form.has_changed() and form not in self.deleted_forms:
                form.put_behind(max(self.kept(PLACE), default=0))
        for name in self.form.once:
            if len(self.kept(name)) > len(set(self.kept(name))):
                raise ValidationError(self.get_unique_error_message([name]))

    def get_unique_error_message(self, unique_check):
        # The words of the database's own rule, where Django would speak of duplicate data.
        rules = [rule for rule in self.model._meta.constraints if {*unique_check} <= {*getattr(rule, "fields", ())}]
        return rules[0].violation_error_message if rules else super().get_unique_error_message(unique_check)

    def save_existing_objects(self, commit=True):
        if commit and self.form.once:
            moved = [form.instance.pk for form in self.initial_forms if form.has_changed()]
            self.make_room(self.model.objects.filter(pk__in=moved))
        return super().save_existing_objects(commit)

    def make_room(self, rows):
        # Moved rows wait beyond any place in use while others take theirs.
        place = self.form.once[0]
        rows.update(**{place: models.F(place) + LAST_PLACE + 1})


class DeskInline(Desk, admin.TabularInline):
    """Rows under a record. The link on each row leads to the rest of it."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    show_change_link = True
    view_on_site = False
