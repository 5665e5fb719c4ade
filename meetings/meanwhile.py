"""What was changed in the record while an editor had its form open: nobody's words are replaced unseen."""

from django.db import connection
from django.db.models import ManyToManyField, Q
from django.utils.text import Truncator
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
