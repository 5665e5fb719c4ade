"""The log by day and table, kept beside it, so that its pages need not read a million changes to count them."""

from django.db import transaction
from django.db.models import Count, DateField, F, Func, Max, Min, Value
from django.db.models.functions import Coalesce

from changes.models import Change, Event, Tally
from changes.triggers import lock_the_record
from changes.versions import record_version


class Tallies:
    """All tallies, for the snapshot of a page that tells them: nothing can be written within it."""

    @property
    def is_up_to_date(self):
        """Whether they hold all changes of the record as it is read."""
        return _counted() >= record_version().number

    def bring_up_to_date(self):
        """Put to them what was changed since; where nothing was, nobody is held up."""
        if self.is_up_to_date:
            return
        with transaction.atomic():
            lock_the_record()
            for tally in _of_changes_after(_counted()):
                _add(tally)


TALLIES = Tallies()


def _counted():
    """The number of the last change that the tallies hold."""
    return Tally.objects.aggregate(last=Max("last"))["last"] or 0


def _of_changes_after(number):
    """The tallies of the changes after `number`, which may be parts of a day."""
    # The database's own function: Django's truncation asks Python for each row on SQLite.
    rows = Change.objects.filter(pk__gt=number).order_by()
    rows = rows.values(
        "table",
        day=Func(F("made_at"), function="DATE", output_field=DateField()),
        what=Coalesce("event", Value(Event.CHANGED.value)),
    )
    return list(
        rows.annotate(number=Count("pk"), first=Min("pk"), last=Max("pk"), last_made_at=Max("made_at")).order_by("last")
    )


def _add(tally):
    """Put the tally of later changes to what is counted already."""
    place = {"day": tally["day"], "table": tally["table"], "event": tally["what"]}
    later = {"last": tally["last"], "last_made_at": tally["last_made_at"]}
    stored = Tally.objects.filter(**place)
    if not stored.update(number=F("number") + tally["number"], **later):
        Tally.objects.create(**place, **later, number=tally["number"], first=tally["first"])
