"""What was changed in the record while an editor had its form open: nobody's words are replaced unseen."""

from django.contrib.admin.utils import unquote
from django.db.models import ManyToManyField, Q
from django.template.response import TemplateResponse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from changes.models import Change
from changes.versions import record_version
from meetings.desk.pickers import is_id
from meetings.desk.wording import held_in, label_of, sent_in

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
        number = int(seen) if is_id(seen) else 0
        return Change.objects.filter(ours, pk__gt=number).exists()


class SeenVersion:
    """The desk of records whose forms say which version of the record they show.

    What is sent is read and saved while the desk holds up all others, so nothing changes in between.
    """

    change_form_template = "desk/change_form.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        # Asked before the record is read: what is changed in between counts as changed after.
        context = {SEEN: record_version().number} | (extra_context or {})
        if object_id and SEEN in request.POST and self._is_gone(request, unquote(object_id)):
            return self._show_typed(request)
        return super().changeform_view(request, object_id, form_url, context)

    def _is_gone(self, request, key):
        """Whether a record was deleted meanwhile; Django would only say so, and forget what was typed in its form."""
        return self.has_change_permission(request) and self.get_object(request, key) is None

    def _show_typed(self, request):
        title = _("This record was deleted after you opened it")
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        held = [*_told(self.get_form(request)(request.POST)), *self._rows_typed(request)]
        return TemplateResponse(request, "desk/deleted.html", context | {"held": held}, status=410)

    def _rows_typed(self, request):
        """What the rows of a form held, beside which row and which of its fields it is."""
        for rows, _inline in self.get_formsets_with_inlines(request):
            prefix = rows.get_default_prefix()
            places = {name.removeprefix(f"{prefix}-").partition("-")[0] for name in request.POST}
            for place in sorted(int(place) for place in places if is_id(place)):
                row = f"{capfirst(rows.model._meta.verbose_name)} {place + 1}"
                for label, words in _told(rows.form(request.POST, prefix=f"{prefix}-{place}")):
                    yield f"{row} · {label}", words


def _told(form):
    """What was sent in one form, beside the names of its fields."""
    return [(label_of(form, name), words) for name in form.fields if (words := sent_in(form, name))]
