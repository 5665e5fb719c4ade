"""By what people tell the records of one kind apart: names that are alike are doubted or refused before saving."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from changes.names import Named
from meetings.near_names import differs_in_capitals, is_near

NEAR = _("“%(name)s” is very like “%(other)s”, which is there already.")
IN_CAPITALS = _("“%(name)s” differs from “%(other)s” in capitals alone. Choose another.")


@dataclass(frozen=True)
class ToldApart:
    """The field by which records are told apart, and the fields that those share among which they are."""

    by: str
    among: tuple = ()
    alike: Callable = is_near
    said: str = NEAR
    is_refused: bool = False
    """Whether it can only be an error; else it is doubted, and saved when it is sent again."""

    def twin(self, name, others):
        """The first of the `others` that is too like `name`, or None."""
        return next((other for other in others if self.alike(name, other)), None)


def rules_of(model):
    """How the records of a model are told apart: by their names in addresses, and as the model says."""
    own = getattr(model, "told_apart", ())
    if issubclass(model, Named) and isinstance(model._meta.get_field(model.named_by), CharField):
        within = model.named_within.removesuffix("_id")
        return (by_code(model.named_by, *filter(None, [within])), *own)
    return own


def by_code(name, *among):
    """The rule for a short name that stands in addresses or files, where capitals are easily lost."""
    return ToldApart(name, among, differs_in_capitals, IN_CAPITALS, is_refused=True)
