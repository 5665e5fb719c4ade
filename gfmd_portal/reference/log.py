"""The log of changes in words: what a table is called, and which record each changed row is or belongs to."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from changes.models import Event
from changes.record import models_of_record, owner_field
from changes.versions import Version


@dataclass(frozen=True)
class Entry:
    """One change of the log: its version, what happened, and the record, or its name where that is gone."""

    number: int
    made_at: datetime
    what: str
    name: str = ""
    address: str = ""
    told_at: str = ""
    """The page of the log, at this change."""
    is_gone: bool = False

    @property
    def version(self):
        """The version that this change made, as it is cited."""
        return str(Version(self.number, self.made_at))


def model_of_table(table):
    """The model of the record whose rows a table holds; None where this release has no such table."""
    return next((model for model in models_of_record() if model._meta.db_table == table), None)


def name_of_table(table):
    """What the records of a table are called: “Recommendations”, “Recommendations (passages)”."""
    model = model_of_table(table)
    if model is None:
        return table
    if owner := model._meta.auto_created:
        ties = next(field for field in owner._meta.many_to_many if field.remote_field.through is model)
        return _("%(records)s (%(ties)s)") % {
            "records": capfirst(owner._meta.verbose_name_plural),
            "ties": ties.verbose_name,
        }
    return capfirst(model._meta.verbose_name_plural)


def counted(tally):
    """What a tally says: “145 added”."""
    words = {
        Event.ADDED: ngettext("%(number)s added", "%(number)s added", tally.number),
        Event.CHANGED: ngettext("%(number)s changed", "%(number)s changed", tally.number),
        Event.TAKEN_OUT: ngettext("%(number)s taken out", "%(number)s taken out", tally.number),
    }
    return words[tally.event] % {"number": tally.number}


def entries(table, changes):
    """Tell `changes`, all of one table: the records behind them are read together."""
    records = _records(table, {change.row for change in changes})
    former = _former(table, [change for change in changes if change.name])
    told = []
    for change in changes:
        event = Event(change.event or Event.CHANGED)
        is_gone = change.row not in records
        name, address = (former.get(change.pk, ""), "") if is_gone else records[change.row]
        told.append(Entry(change.pk, change.made_at, str(event.label), name, address, _told_at(change), is_gone))
    return told


def page_of_day(day, table):
    """The address of the page that tells what changed in one table on one day."""
    return reverse("changes:table", args=[day.year, day.month, day.day, table])


def _told_at(change):
    return f"{page_of_day(change.made_at, change.table)}?before={change.pk + 1}#c{change.pk}"


def _former(table, changes):
    """What records that are gone were called, as a dict of the change that took each out to its name."""
    model = model_of_table(table)
    if not changes or not model or not model.named_within:
        return {change.pk: change.name for change in changes}
    owner, within = owner_field(model), model._meta.get_field(model.named_within.removesuffix("_id"))
    owners = owner.related_model.objects.in_bulk([change.owner for change in changes])
    if owner != within:  # an example goes with its recommendation, but has its name within their meeting
        prefetch_related_objects(list(owners.values()), within.name)
        owners = {pk: getattr(around, within.name) for pk, around in owners.items()}
    return {
        change.pk: f"{getattr(around, around.named_by)}/{change.name}" if around else change.name
        for change in changes
        for around in [owners.get(change.owner)]
    }


def _records(table, rows):
    """The name and the address of each record, as a dict of row to both. Rows that are gone are left out."""
    model = model_of_table(table)
    if model is None:
        return {}
    # What has no desk of its own, such as a tie of two records, is read on the page of the record it belongs to.
    owner = None if admin.site.is_registered(model) else owner_field(model)
    desk = admin.site.get_model_admin(owner.related_model if owner else model)
    needed = desk.list_select_related
    if owner:
        needed = [owner.name, *(f"{owner.name}__{name}" for name in needed)]
    # Without a name, `select_related` would follow every relation; None follows none.
    records = model.objects.select_related(*needed or [None]).in_bulk(list(rows))
    if owner:
        records = {row: getattr(record, owner.name) for row, record in records.items()}
    return {row: (str(record), _address(desk, record)) for row, record in records.items()}


def _address(desk, record):
    """Where a record is read: on its own page, or on that of the one it belongs to."""
    page = attrgetter(desk.page_of)(record) if desk.page_of else record
    return page.get_absolute_url() if hasattr(page, "get_absolute_url") else ""
