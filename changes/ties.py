"""What a deletion or a merger changed in records that stay, kept so that it can be set back."""

from typing import NamedTuple

from django.apps import apps
from django.db.models import Exists, OuterRef


class Tie(NamedTuple):
    """Some rows of one kind that said `before` in one column and say `after` there: they led to what went."""

    kind: str
    """The label of their model, such as “gfmd_sessions.session”."""
    column: str
    rows: list
    before: object
    after: object = None

    @property
    def model(self):
        """Their model. Raises `LookupError` where this release has none of that label."""
        return apps.get_model(self.kind)

    def make(self):
        """Let the rows say what they say after it."""
        self._saying(self.before).update(**{self.column: self.after})

    def undo(self):
        """Set the rows back, but for those that say something else by now: what was tied to another stays with it."""
        self._saying(self.after).update(**{self.column: self.before})

    def in_the_place(self):
        """The record that by now has the place in a list that one of the rows is to be given back, or None."""
        rules = [rule.fields for rule in self.model._meta.constraints if self.column in getattr(rule, "fields", ())]
        for names in rules:
            beside = {name: OuterRef(name) for name in names if name != self.column}
            held = self.model._base_manager.filter(**{self.column: self.before})
            if holder := held.filter(Exists(self._saying(self.after).filter(**beside))).first():
                return holder
        return None

    def _saying(self, value):
        return self.model._base_manager.filter(pk__in=self.rows, **{self.column: value})


def set_back(ties):
    """Set `ties` back, the last first, and yield what is in the place of one that cannot be."""
    for tie in reversed(ties):
        if holder := tie.in_the_place():
            yield holder
        else:
            tie.undo()
