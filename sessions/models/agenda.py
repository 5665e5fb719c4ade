"""The agenda: the slots of a meeting's days, its sessions, and what fills a slot where it is no session."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Quoted
from meetings.models import Meeting, same_meeting
from roundtables.models import Roundtable


class Firmness(models.TextChoices):
    """How firm a part in a session is, in the document's own terms."""

    CONFIRMED = "confirmed", _("confirmed")
    ASKED = "asked", _("asked")
    OFFERED = "offered", _("offered")
    POSSIBLE = "possible", _("possible")
    WISHED = "wished", _("wished")


class PositionManager(models.Manager):
    """Finds a record by its meeting and its position in it."""

    def get_by_natural_key(self, meeting, position):
        return self.get(meeting__slug=meeting, position=position)


class Slot(models.Model):
    """A stretch of a meeting's day. A day whose hours are not stated is one slot without times."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="slots")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the agenda."))
    date = models.DateField(_("date"), help_text=_("The day, in local time."))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("Local time; empty if not stated."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True, help_text=_("Local time; empty if not stated."))

    objects = PositionManager()

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
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="slot_has_both_times_or_none",
                violation_error_message=_("State both times, the end after the start, or leave both empty."),
            ),
        ]

    def __str__(self):
        hours = f" {self.starts_at:%H:%M}–{self.ends_at:%H:%M}" if self.starts_at else ""
        return f"{self.meeting.short_title}, {self.date:%Y-%m-%d}{hours}"

    def natural_key(self):
        return (self.meeting.slug, self.position)

    natural_key.dependencies = ["meetings.meeting"]


class SessionManager(models.Manager):
    def get_by_natural_key(self, meeting, number):
        return self.get(meeting__slug=meeting, number=number)


class Session(Quoted):
    """One session of a meeting, under the number printed for it.

    Breakout groups are sessions whose `parent` is the session that was divided. The passages are the text the
    documents give to the session; its questions, points, recommendations and examples are records of their own.
    """

    class Kind(models.TextChoices):
        SESSION = "session", _("session")
        BREAKOUT = "breakout", _("breakout session")
        BREAKOUT_GROUP = "breakout_group", _("breakout group")
        SIDE_EVENT = "side_event", _("side event")
        SEPARATE = "separate_session", _("separate session")

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="sessions")
    number = models.CharField(
        _("number"),
        max_length=30,
        help_text=_("As printed, such as “2.1”; breakout groups as “6-trade”. It is part of the address."),
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.-]*$", _("Use small letters, digits, points and hyphens."))],
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the meeting, from 1."))
    title = models.CharField(
        _("title"), max_length=250, blank=True, help_text=_("As printed; empty where the document gives none.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=Kind,
        default=Kind.SESSION,
        help_text=_("A breakout group also needs its parent."),
    )
    format = models.CharField(
        _("format"), max_length=80, blank=True, help_text=_("As printed, such as “PRESENTATIONS AND PLENARY”.")
    )
    roundtable = models.ForeignKey(
        Roundtable,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("roundtable"),
        related_name="sessions",
        help_text=_("The track in which it stands."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("parent"),
        related_name="groups",
        help_text=_("For a breakout group: the session that was divided."),
    )
    slot = models.ForeignKey(
        Slot, models.SET_NULL, null=True, blank=True, verbose_name=_("slot"), related_name="sessions"
    )
    order_in_slot = models.PositiveSmallIntegerField(
        _("order in slot"), default=1, help_text=_("1 for the first session of its track in the slot, then 2.")
    )
    abstract = models.TextField(
        _("abstract"), blank=True, help_text=_("The short account that the document itself prints of the session.")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences in our own words. Shown as ours, never as record.")
    )

    objects = SessionManager()

    class Meta:
        ordering = ["meeting__starts_on", "meeting", "position"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="session_number_once_per_meeting",
                violation_error_message=_("This meeting already has a session with this number."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="session_position_once_per_meeting",
                violation_error_message=_("Another session of this meeting has this position."),
            ),
            models.CheckConstraint(
                condition=Q(kind="breakout_group", parent__isnull=False)
                | (~Q(kind="breakout_group") & Q(parent__isnull=True)),
                name="session_parent_for_breakout_groups_only",
                violation_error_message=_(
                    "A breakout group needs its parent session, and only a breakout group has one."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.meeting.short_title}, {self.label}"

    def natural_key(self):
        return (self.meeting.slug, self.number)

    natural_key.dependencies = ["meetings.meeting", "roundtables.roundtable"]

    def get_absolute_url(self):
        return reverse("sessions:detail", args=[self.meeting.slug, self.number])

    def clean(self):
        same_meeting(self, "roundtable", "parent", "slot")

    @property
    def label(self):
        """What the session is called when its meeting is known: “Session 2.1”, “Session 6, Trade”, “Side event”."""
        if self.kind == self.Kind.SIDE_EVENT:
            return _("Side event")
        if self.kind == self.Kind.BREAKOUT_GROUP:
            return _("Session %(number)s, group “%(title)s”") % {
                "number": self.number.split("-")[0],
                "title": self.title,
            }
        return _("Session %(number)s") % {"number": self.number}


class AgendaItemManager(models.Manager):
    def get_by_natural_key(self, meeting, slot, order_in_slot):
        return self.get(slot__meeting__slug=meeting, slot__position=slot, order_in_slot=order_in_slot)


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

    objects = AgendaItemManager()

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
