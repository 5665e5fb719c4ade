"""Records that are known by a name in addresses: it may change, and each former one leads to the record for ever."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from changes.models import FormerName

PART_OF_ADDRESS = _("Part of its address. A former one leads to the new address for ever.")
IS_FORMER_NAME = _("“%(name)s” is a former name of “%(holder)s” and leads there. Choose another.")


class Named(models.Model):
    """A record with a name that stands in addresses, unique everywhere or within its meeting or document."""

    named_by, named_within = "slug", ""

    class Meta:
        abstract = True

    def clean(self):
        """Refuse a name that was once that of another record, for it leads there."""
        super().clean()
        name = str(getattr(self, self.named_by))
        holder = former_holder(type(self), name, self.within)
        if holder and holder.pk != self.pk:
            raise ValidationError(
                {self.named_by: ValidationError(IS_FORMER_NAME, params={"name": name, "holder": holder})}
            )

    @property
    def within(self):
        """The id of the meeting or document in which the name is the only one; 0 where it is the only one of all."""
        return getattr(self, self.named_within) or 0 if self.named_within else 0

    @classmethod
    def called(cls, name, within=0):
        """The record now known by `name`, else the one that was, else None."""
        place = {cls.named_within: within} if cls.named_within else {}
        column = cls._meta.get_field(cls.named_by)
        if isinstance(column, models.IntegerField) and not (name.isascii() and name.isdigit() and len(name) < 10):
            return None
        return cls.objects.filter(**place, **{cls.named_by: name}).first() or former_holder(cls, name, within)


def former_holder(model, name, within=0):
    """The record of `model` that was once known by `name`, or None."""
    rows = FormerName.objects.filter(table=model._meta.db_table, within=within, name=name).values("row")
    return model._default_manager.filter(pk__in=rows).first()


def _former(model):
    """The former names of the records of `model`, the oldest first; those that a record took back are none."""
    place = {model.named_within: OuterRef("within")} if model.named_within else {}
    named = model._base_manager.annotate(name_now=Cast(model.named_by, models.CharField()))
    taken_back = named.filter(pk=OuterRef("row"), name_now=OuterRef("name"), **place)
    return FormerName.objects.filter(~Exists(taken_back), table=model._meta.db_table).order_by("pk")


def names_held(record):
    """The names that lead to `record`, which is about to go: its former ones, and that of today."""
    place = {"table": record._meta.db_table, "within": record.within}
    FormerName.objects.update_or_create(**place, name=getattr(record, record.named_by), defaults={"row": record.pk})
    return FormerName.objects.filter(table=record._meta.db_table, row=record.pk)


def leave_names_of_others(model, records):
    """Let those former names of `records` lead to them no more that others have by now."""
    for name in _former(model).filter(row__in=[record.pk for record in records]):
        place = {model.named_within: name.within} if model.named_within else {}
        if model._base_manager.filter(**place, **{model.named_by: name.name}).exists():
            name.delete()


def earlier_names(record):
    """What `record` was called before, the oldest name first."""
    return list(_former(type(record)).filter(row=record.pk).values_list("name", flat=True))


def former_anchors(model, *within):
    """The former names of all records of `model` in some meetings or documents, as a dict of id to list of names.

    `within` are their ids, or 0 for a model whose names stand in nothing else.
    """
    anchors = {}
    for row, name in _former(model).filter(within__in=within).values_list("row", "name"):
        anchors.setdefault(row, []).append(name)
    return anchors


def with_former(records):
    """`records` of one model as a list, for pages with an anchor for each: `former` is what it was called before."""
    records = list(records)
    if records:
        anchors = former_anchors(type(records[0]), *{record.within for record in records})
        for record in records:
            record.former = anchors.get(record.pk, [])
    return records
