"""Places in a list that nobody typed: what is added without one comes last."""

from django.db.models import Max, UniqueConstraint
from django.utils.translation import pgettext_lazy

PLACE = "position"
LAST_PLACE = 16_383
"""The last place in a list that can be typed or imported: twice as far, both databases still keep it as a place."""


class ComesLast:
    """A form in which the place of a new record can be left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.may_come_last():
            self.fields[PLACE].required = False
            self.fields[PLACE].widget.attrs["placeholder"] = pgettext_lazy("place in a list", "last")

    def may_come_last(self):
        return PLACE in self.fields and self.instance._state.adding

    def is_without_place(self):
        """Whether the place was left empty, in a form that was read and is to be saved."""
        return self.may_come_last() and self.cleaned_data.get(PLACE, 0) is None

    def clean(self):
        cleaned = super().clean()
        if self.is_without_place():
            self.put_last()
        return cleaned

    def put_last(self):
        """Give the record the place behind those among which no other may have it."""
        model, names = self._meta.model, []
        for rule in model._meta.constraints:
            if isinstance(rule, UniqueConstraint) and PLACE in rule.fields:
                names = [name for name in rule.fields if name != PLACE]
                break
        others = model._base_manager.filter(**{name: self.cleaned_data.get(name) for name in names})
        self.put_behind(others.aggregate(last=Max(PLACE))["last"] or 0)

    def put_behind(self, last):
        self.cleaned_data[PLACE] = self.instance.position = min(last + 1, LAST_PLACE)
