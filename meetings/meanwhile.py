"""What was changed in the record while an editor had its form open: nobody's words are replaced unseen."""

from django.db import connection
from django.db.models import ManyToManyField, Q
from django.forms.widgets import CheckboxInput, Input, Textarea
from django.template.response import TemplateResponse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from changes.models import Change
from changes.triggers import LOCKS
from changes.versions import record_version
from meetings.wording import held_in, label_of

SEEN = "seen"
"""The field of a form that holds the version of the record that it shows."""


class NothingUnseen:
    """A form that is refused once where its record was changed after the form was opened.

    It says what the record holds by now in each field that would be changed back. What was typed stays; sent once
    more, it is saved.
    """

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.has_changed() and SEEN in self.data and self._changed_after(self.data[SEEN]):
            said = _("This was changed after you opened it. Your words are kept here: compare, then save again.")
            self.add_error(None, [said, *map(self._held, self.changed_data)])
        return cleaned

    def _held(self, name):
        """What the record holds in one field, beside the name of the field."""
        words = Truncator(held_in(self, name)).chars(200)
        said = _("%(field)s: the record now says “%(words)s”.") if words else _("%(field)s: empty in the record now.")
        return said % {"field": label_of(self, name), "words": words}

    def _changed_after(self, seen):
        """Whether the row of this form, or a link that the form shows, was changed after version `seen`."""
        meta = self.instance._meta
        shown = [meta.get_field(name) for name in self.fields if name in {field.name for field in meta.many_to_many}]
        links = [field.remote_field.through._meta.db_table for field in shown if isinstance(field, ManyToManyField)]
        ours = Q(table=meta.db_table, row=self.instance.pk) | Q(table__in=links, owner=self.instance.pk)
        number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0
        return Change.objects.filter(ours, pk__gt=number).exists()


class SeenVersion:
    """The desk of records whose forms say which version of the record they show."""

    change_form_template = "desk/change_form.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Asked before the record is read: what is changed in between counts as changed after.
        seen = {SEEN: record_version().number}
        return super().changeform_view(request, object_id, form_url, seen | (extra_context or {}))

    def _changeform_view(self, request, *args):
        # Two who send one form at the same moment wait for each other: one of them is told of the other.
        if request.method == "POST" and (lock := LOCKS[connection.vendor]):
            with connection.cursor() as cursor:
                cursor.execute(lock)
        return super()._changeform_view(request, *args)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        # Django would only say so, and forget what was typed meanwhile in the form of a record that is gone.
        if SEEN not in request.POST:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        title = _("This record was deleted after you opened it")
        context = {**self.admin_site.each_context(request), "title": title, "opts": opts, "held": self._typed(request)}
        return TemplateResponse(request, "desk/deleted.html", context, status=410)

    def _typed(self, request):
        """What was typed in the form and its rows, beside the names of the fields; what was picked is but a number."""
        fields = {("", name): field for name, field in self.get_form(request).base_fields.items()}
        for rows, _inline in self.get_formsets_with_inlines(request):
            fields |= {(rows.get_default_prefix(), name): field for name, field in rows.form.base_fields.items()}
        for sent, words in request.POST.items():
            *row, name = sent.rsplit("-", 2)
            field = fields.get((row[0] if row else "", name))
            if field and words and _is_typed(field.widget):
                yield capfirst(field.label), words


def _is_typed(widget):
    return isinstance(widget, Input | Textarea) and not isinstance(widget, CheckboxInput)
