"""The rows of a form as they were sent, held against those that there are by now: some may be gone, or new.

Django would show a form that it refuses without the rows that are gone, and then miss what these should have sent.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import TOTAL_FORM_COUNT
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class RowsSent(forms.BaseInlineFormSet):
    """Rows of which those that are gone are left out, once with a word that holds what was typed in them."""

    default_error_messages = {
        "too_many_forms": gettext_lazy(
            "There are too many rows for one form. They are kept here: delete some, and save at most %(num)d at a time."
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.added = []  # the rows that others added since the form was opened
        self.left_out = []
        if self.is_bound and self.management_form.is_valid():
            self._hold_against_stored()

    def total_form_count(self):
        """How many rows there are: all that were sent, and none that a form only claims to hold."""
        if not self.is_bound:
            return super().total_form_count()
        claimed = self.management_form.cleaned_data[TOTAL_FORM_COUNT]
        return min(claimed, max(self._number_sent, len(self.get_queryset())))

    @cached_property
    def _number_sent(self):
        start = f"{self.prefix}-"
        places = {name.removeprefix(start).partition("-")[0] for name in self.data if name.startswith(start)}
        return sum(map(str.isdecimal, places))

    def _hold_against_stored(self):
        stored = {str(row.pk): row for row in self.get_queryset()}
        row_of = {place: self._sent(place, self.model._meta.pk.name) for place in range(self.initial_form_count())}
        if None in row_of.values():
            return  # who may only look at the rows sends none of them
        gone = [place for place, pk in row_of.items() if pk not in stored]
        self.left_out = [self._words(place) for place in gone if not self._sent(place, "DELETE")]
        shown = [stored.pop(row_of[place]) for place in row_of if place not in gone]
        self.added = list(stored.values())
        # The desk puts each row that is stored beside the form of the same place.
        self._queryset = [*shown, *self.added]
        if gone:
            self._renumber([place for place in range(self.total_form_count()) if place not in gone], len(shown))

    def _sent(self, place, name):
        return self.data.get(f"{self.add_prefix(place)}-{name}")

    def _words(self, place):
        """What was typed into a row: the record has it no more, and who typed it may want to use it elsewhere."""
        texts = [name for name, field in self.form.base_fields.items() if isinstance(field, forms.CharField)]
        return " · ".join(filter(None, (self._sent(place, name) for name in texts)))

    def _renumber(self, places, initial):
        """Keep of what was sent only the rows at some `places`, of which so many are stored."""
        data = self.data.copy()
        for name in [name for name in data if name.startswith(f"{self.prefix}-")]:
            del data[name]
        for place, before in enumerate(places):
            start = f"{self.add_prefix(before)}-"
            for name in [name for name in self.data if name.startswith(start)]:
                data.setlist(f"{self.add_prefix(place)}-{name.removeprefix(start)}", self.data.getlist(name))
        counts = {"TOTAL_FORMS": len(places), "INITIAL_FORMS": initial}
        data.update({f"{self.prefix}-{name}": str(number) for name, number in counts.items()})
        self.data = data
        del self.management_form, self._number_sent  # of what was sent at first

    def clean(self):
        super().clean()
        if self.left_out:
            raise ValidationError(list(map(_told, self.left_out)))


def _told(words):
    """That a row with these words, if any, is left out."""
    if not words:
        return _("A row was deleted after you opened the form, and is left out here. Save again.")
    return _("A row was deleted after you opened the form, and is left out here: “%(words)s”.") % {"words": words}
