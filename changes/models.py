"""The log of changes. Triggers in the database write it, so that no edit can pass it by."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Event(models.IntegerChoices):
    """What happened to a row. The triggers write these numbers."""

    ADDED = 1, _("added")
    CHANGED = 2, _("changed")
    TAKEN_OUT = 3, _("taken out")


class Change(models.Model):
    """One row of the record that was added, changed or taken out, by whatever means."""

    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    owner = models.BigIntegerField(null=True)
    """The record that the row belongs to and goes away with, where it is a part of one."""
    made_at = models.DateTimeField()
    # Nullable, so that SQLite can add the column without making the table anew: the triggers of others name it.
    event = models.PositiveSmallIntegerField(choices=Event, null=True)
    name = models.CharField(max_length=100, null=True)  # noqa: DJ001 - nullable for the same reason
    """What a record that was taken out was called, where it had a name that stood in addresses.

    Of one that was changed, what it was called before, where nothing else of it changed.
    """

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["table", "row"], name="changes_of_a_row"),
            models.Index(fields=["table", "id"], name="changes_of_a_table"),
            models.Index(fields=["table", "owner"], name="changes_of_parts", condition=models.Q(owner__isnull=False)),
        ]

    def __str__(self):
        return f"{self.pk}: {self.table} {self.row}"


class Tally(models.Model):
    """How often one thing happened in one table on one day: what the log of a day says without being read."""

    day = models.DateField()
    table = models.CharField(max_length=80)
    event = models.PositiveSmallIntegerField(choices=Event)
    number = models.PositiveIntegerField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    last_made_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "table", "event"]
        constraints = [models.UniqueConstraint(fields=["day", "table", "event"], name="tally_once_a_day")]
        indexes = [models.Index(fields=["last"], name="tally_by_last_change")]

    def __str__(self):
        return f"{self.day}: {self.table}, {self.number} {self.get_event_display()}"

    @property
    def version(self):
        """The version of the record that the last of them made, as it is cited."""
        return f"{self.day:%Y-%m-%d}.{self.last}"


class FormerName(models.Model):
    """What a record was called before, which leads to it for ever. A trigger writes it, so that no renaming is lost.

    It points to the row, not to a later name: however often a record is renamed, each of its names is one step away. A
    name that the record takes back stays here too, for the first of all is what calendars know its events by.
    """

    table = models.CharField(max_length=80)
    within = models.BigIntegerField(default=0)  # the meeting or document in which the name is one; 0 for all others
    name = models.CharField(max_length=100)
    row = models.BigIntegerField()
    # Nullable, so that the trigger need not know of it.
    merged = models.BooleanField(null=True)
    """Whether it was the name of another record, which was merged into this one."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "within", "name"], name="former_name_leads_to_one")]

    def __str__(self):
        return f"{self.table} {self.row}: {self.name}"


class DeletedManager(models.Manager):
    """Knows of each deletion whether its rows are kept, without reading them: a document has hundreds."""

    def get_queryset(self):
        return super().get_queryset().annotate(is_kept=models.Q(rows__isnull=False))


class Deleted(models.Model):
    """A record that was deleted at the desk, with all that went with it, so that it can be brought back."""

    kind = models.CharField(_("kind"), max_length=80)
    """The label of its model, such as “meetings.room”."""
    row = models.BigIntegerField()
    what = models.TextField(_("record"))
    """What it was called, in the language of who deleted it."""
    parts = models.JSONField(default=dict)
    """How many records of each kind went with it."""
    rows = models.JSONField(null=True)
    """Its rows and those that went with it, by kind; None where they were not kept, and once they are back."""
    ties = models.JSONField(default=list)
    """What stayed and led to it, as `changes.ties.Tie` has it: kind, column, rows, and what they said and say."""
    into = models.BigIntegerField(null=True)
    """The record of its kind that it was merged into, where it was: addresses and names lead there."""
    made_at = models.DateTimeField(_("deleted at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("deleted by"), related_name="+"
    )
    brought_back_at = models.DateTimeField(null=True)

    objects = DeletedManager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("deleted record")
        verbose_name_plural = _("deleted records")

    def __str__(self):
        return self.what

    @property
    def state(self):
        """Why it cannot be brought back, in a sentence; empty where nothing is known to be in the way."""
        if self.brought_back_at:
            return gettext("Brought back on %(day)s.") % {"day": date_format(self.brought_back_at)}
        if not self.is_kept:
            return gettext("It cannot be brought back: when it was deleted, nothing was kept yet.")
        return ""
