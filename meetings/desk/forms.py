"""The form of a record at the desk, and how its fields are typed."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from meetings.desk.doubts import Doubting
from meetings.desk.meanwhile import NothingUnseen
from meetings.desk.pickers import CountryPicker, LanguagePicker, Picker, RecordPicker, RecordsPicker, in_full
from meetings.languages import known_language
from meetings.places import LAST_PLACE, ComesLast
from meetings.typed import Line, Words

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y"]
"""How a day can be typed, the same in every language of the desk."""
HOURS = ["%H:%M:%S", "%H:%M", "%H.%M", "%Hh%M", "%Hh"]
"""How a time of day can be typed."""


PICKERS = {models.ForeignKey: RecordPicker, models.ManyToManyField: RecordsPicker, CountryField: CountryPicker}


class DeskForm(NothingUnseen, ComesLast, Doubting, forms.ModelForm):
    """A form that tells its pickers what the record holds, and checks the fixed fields with the typed ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # A browser would cut off what is pasted and too long without a word: it is sent, and refused with one.
            field.widget.attrs.pop("maxlength", None)
            picker = getattr(field.widget, "widget", field.widget)
            if isinstance(picker, RecordPicker | RecordsPicker):
                field.label_from_instance = in_full
            if getattr(picker, "within", None) and picker.within not in self.fields:
                # Given once, and then only shown.
                picker.attrs["data-meeting"] = getattr(self.instance, f"{picker.within}_id")
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
