"""Places in a list that nobody typed: what is added without one comes last."""

from django.db.models import Max
from django.utils.translation import pgettext_lazy

PLACE = "position"
LAST_PLACE = 16_383
"""The last place in a list that can be typed or imported: twice as far, both databases still keep it as a place."""


def place_of(model):
    """The fields by which no two records of `model` share a place in a list; none where it has no such list."""
    rules = (rule.fields for rule in model._meta.constraints if PLACE in getattr(rule, "fields", ()))
    return next(rules, ())


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
        self.put_behind(self.last_place())

    def last_place(self):
        """The last place that is taken among them."""
        others = self._meta.model._base_manager.filter(**self.among())
        return others.aggregate(last=Max(PLACE))["last"] or 0

    def among(self):
        """What they share, by column. A row takes some of it over from the record above it, and has no field for it."""
        shared = [name for name in place_of(self._meta.model) if name != PLACE]
        columns = {name: self._meta.model._meta.get_field(name).attname for name in shared}
        typed = {name: self.cleaned_data.get(name) for name in shared if name in self.fields}
        held = {columns[name]: getattr(self.instance, columns[name]) for name in shared}
        return held | {columns[name]: getattr(value, "pk", value) for name, value in typed.items()}

    def put_behind(self, last):
        self.cleaned_data[PLACE] = self.instance.position = min(last + 1, LAST_PLACE)
