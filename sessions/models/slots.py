"""The slots of a meeting's days, and what fills a slot where it is no session."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import Quoted
from meetings.days import of_our_time
from meetings.models import Meeting
from meetings.natural_keys import NaturalKeyManager


class Slot(models.Model):
    """A stretch of a meeting's day. A day whose hours are not stated is one slot without times."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="slots")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the agenda."))
    date = models.DateField(_("date"), help_text=_("The day, in local time."), validators=[of_our_time])
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("Local time; empty if not stated."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True, help_text=_("Local time; empty if not stated."))
    ends_next_day = models.BooleanField(
        _("ends on the next day"), default=False, help_text=_("For what goes on past midnight.")
    )

    objects = NaturalKeyManager("meeting__slug", "position")

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="slot_position_once_per_meeting",
                violation_error_message=_("Another slot of this meeting has this position."),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True, ends_next_day=False)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at"))
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_next_day=True),
                name="slot_has_both_times_or_none",
                violation_error_message=_(
                    "State both times, the end after the start or on the next day, or leave both empty."
                ),
            ),
        ]

    def __str__(self):
        hours = f" {self.starts_at:%H:%M}–{self.ends_at:%H:%M}" if self.starts_at and self.ends_at else ""
        return f"{self.meeting.short_title}, {self.date:%Y-%m-%d}{hours}"

    def natural_key(self):
        return (self.meeting.slug, self.position)

    natural_key.dependencies = ["meetings.meeting"]

    @property
    def starts(self):
        """The moment at which it starts, in the meeting's zone; None where no hours are stated."""
        return self._moment(self.date, self.starts_at)

    @property
    def ends(self):
        """The moment at which it ends, in the meeting's zone; None where no hours are stated."""
        return self._moment(self.last_date, self.ends_at)

    @property
    def last_date(self):
        """The day on which it ends."""
        return self.date + timedelta(days=1) if self.ends_next_day else self.date

    def _moment(self, day, clock):
        return None if clock is None else datetime.combine(day, clock, ZoneInfo(self.meeting.time_zone))


class AgendaItem(Quoted):
    """What fills a slot where it is no session: an opening, a lunch, a day held by others."""

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary")
        LUNCH = "lunch", _("lunch")
        DAY = "civil-society-day", _("Civil Society Day")

    slot = models.ForeignKey(Slot, models.CASCADE, verbose_name=_("slot"), related_name="items")
    order_in_slot = models.PositiveSmallIntegerField(
        _("order in slot"), default=1, help_text=_("1 for what comes first in the slot.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, help_text=_("What fills the slot."))
    title = models.TextField(_("title"), help_text=_("As printed; one line for each part."))
    held_as = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("held as"),
        related_name="agenda_items",
        help_text=_("The meeting that has its own record, if it is one."),
    )

    objects = NaturalKeyManager("slot__meeting__slug", "slot__position", "order_in_slot")

    class Meta:
        ordering = ["slot", "order_in_slot"]
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "order_in_slot"],
                name="agenda_item_order_once_per_slot",
                violation_error_message=_("Another item of this slot has this place."),
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (*self.slot.natural_key(), self.order_in_slot)

    natural_key.dependencies = ["gfmd_sessions.slot", "meetings.meeting"]
