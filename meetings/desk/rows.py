"""The rows under a record, in the form of it: its questions, its themes."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst

from meetings.desk.doubts import DoubtingRows
from meetings.desk.forms import Desk, DeskForm
from meetings.desk.rows_sent import RowsSent
from meetings.places import LAST_PLACE, PLACE


def call(field):
    """Name a field of a row to those who hear the page: what it is called stands above its column alone."""
    field.widget.attrs["aria-label"] = str(capfirst(field.label))


class RowForm(DeskForm):
    """One row under a record. What no two rows share is checked among the rows, so that two can swap it."""

    once = ["position"]  # the first of them is the row's place
    given = []  # what a row takes over from the record above it
    followed = ()  # what of it the record above has changed since the row was saved, in words

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            call(field)

    def has_changed(self):
        return super().has_changed() or bool(self.followed)

    def put_last(self):
        """Leave it to all the rows, which know what else was typed."""

    def tell_apart(self):
        """Leave it to all the rows: two of them may swap their names."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | set(self.once)


class RowFormSet(DoubtingRows, RowsSent):
    """All rows under one record."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.can_delete:
            call(form.fields[DELETION_FIELD_NAME])
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
                form.put_behind(self.last_before(form))
        self.tell_apart()
        for name in self.form.once:
            if len(self.kept(name)) > len(set(self.kept(name))):
                raise ValidationError(self.get_unique_error_message([name]))

    def last_before(self, form):
        """The last place before a new row: of the rows here, or of all records among which it has its place."""
        if PLACE in form.once:
            return max(self.kept(PLACE), default=0)
        beside = [row for row in self.forms if row.cleaned_data.get(PLACE) and row.among() == form.among()]
        return max([form.last_place(), *(row.cleaned_data[PLACE] for row in beside)])

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
