"""The agenda of a meeting: its sessions, the slots they stand in, and the questions put to them."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from documents.models import OtherTitle, Quoted
from meetings.models import Meeting, PartyKind
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
    date = models.DateField(_("date"))
    starts_at = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("Local time; empty if not stated."))
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)

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
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.SESSION)
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


class SessionTitleManager(models.Manager):
    def get_by_natural_key(self, meeting, number, position):
        return self.get(session__meeting__slug=meeting, session__number=number, position=position)


class SessionTitle(OtherTitle):
    """How another place in the documents words a session's title."""

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="other_titles")

    objects = SessionTitleManager()

    class Meta(OtherTitle.Meta):
        verbose_name = _("other printing of a session title")
        verbose_name_plural = _("other printings of session titles")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="session_title_position_once",
                violation_error_message=_("Another printed title of this session has this position."),
            ),
        ]

    def natural_key(self):
        return (*self.session.natural_key(), self.position)

    natural_key.dependencies = ["gfmd_sessions.session"]


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
    order_in_slot = models.PositiveSmallIntegerField(_("order in slot"), default=1)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
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


class GuidingQuestionManager(models.Manager):
    def get_by_natural_key(self, meeting, session, position):
        return self.get(meeting__slug=meeting, session__number=session, position=position)


class GuidingQuestion(Quoted):
    """A question that a session is asked to answer, or one that a meeting leaves to later meetings."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="questions")
    session = models.ForeignKey(
        Session,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("session"),
        related_name="questions",
        help_text=_("Empty where the question is left to future meetings."),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = GuidingQuestionManager()

    class Meta:
        ordering = ["meeting__starts_on", "meeting", F("session__position").asc(nulls_last=True), "position"]
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "session", "position"],
                name="question_position_once_per_session",
                violation_error_message=_("Another question of this session has this position."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "position"],
                condition=Q(session__isnull=True),
                name="future_question_position_once_per_meeting",
                violation_error_message=_("Another question for future meetings has this position."),
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.meeting.slug, self.session.number if self.session else None, self.position)

    natural_key.dependencies = ["meetings.meeting", "gfmd_sessions.session"]

    def get_absolute_url(self):
        page = self.session or self.meeting
        return f"{page.get_absolute_url()}#question-{self.position}"


class PointManager(models.Manager):
    def get_by_natural_key(self, meeting, session, position):
        return self.get(session__meeting__slug=meeting, session__number=session, position=position)


class Point(Quoted):
    """A bullet that sets out what a session faces or discussed, neither question nor recommendation."""

    class Kind(models.TextChoices):
        CHALLENGE = "policy-challenge", _("policy challenge")
        DISCUSSION = "discussion-point", _("discussion point")

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="points")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = PointManager()

    class Meta:
        ordering = ["session", "position"]
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="point_position_once_per_session",
                violation_error_message=_("Another point of this session has this position."),
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (*self.session.natural_key(), self.position)

    natural_key.dependencies = ["gfmd_sessions.session"]


class CommonTheme(Quoted):
    """A subject that a report says came back in all its sessions."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="common_themes")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200, help_text=_("As printed."))

    objects = PositionManager()

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("common theme")
        verbose_name_plural = _("common themes")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="common_theme_position_once_per_meeting",
                violation_error_message=_("Another common theme of this meeting has this position."),
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.meeting.slug, self.position)

    natural_key.dependencies = ["meetings.meeting"]


class PartnerManager(models.Manager):
    def get_by_natural_key(self, meeting, session, position):
        return self.get(session__meeting__slug=meeting, session__number=session, position=position)


class Partner(Quoted):
    """A government or organisation with a part in preparing or holding a session, as the document says."""

    class Role(models.TextChoices):
        COORDINATING = "coordinating-partner", _("coordinating partner")
        LEAD = "lead", _("leads the team")
        CHAIR = "chair", _("chair")
        DISCUSSANT = "discussant", _("discussant")
        PARTNER = "partner", _("partner")
        PRESENTER = "presenter", _("presenter")
        SUPPORT = "support", _("technical assistance")
        AUTHOR = "background-paper", _("background paper")
        CONTACTED = "contacted", _("contacted by the organisers")
        CONSULTED = "consulted", _("consulted")
        SOURCE = "earlier-work", _("its earlier work is drawn on")

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="partners")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12, choices=PartyKind)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    firmness = models.CharField(_("firmness"), max_length=10, choices=Firmness, default=Firmness.CONFIRMED)
    name = models.CharField(_("name"), max_length=200, help_text=_("The usual name today."))
    as_listed = models.CharField(_("as listed"), max_length=250, help_text=_("The words printed."))
    country = CountryField(_("country"), blank=True)

    objects = PartnerManager()

    class Meta:
        ordering = ["session", "position"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="partner_position_once_per_session",
                violation_error_message=_("Another partner of this session has this position."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_role_display()})"

    def natural_key(self):
        return (*self.session.natural_key(), self.position)

    natural_key.dependencies = ["gfmd_sessions.session"]


class BuildsOn(Quoted):
    """An earlier meeting, roundtable or session that a later one says it builds on, and the words that say so."""

    meeting = models.ForeignKey(
        Meeting,
        models.CASCADE,
        verbose_name=_("meeting"),
        related_name="builds_on",
        help_text=_("The meeting whose document says so."),
    )
    position = models.PositiveSmallIntegerField(_("position"))
    roundtable = models.ForeignKey(
        Roundtable, models.CASCADE, null=True, blank=True, verbose_name=_("roundtable"), related_name="builds_on"
    )
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, verbose_name=_("session"), related_name="builds_on"
    )
    earlier_meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name=_("earlier meeting"), related_name="built_on_by"
    )
    earlier_roundtable = models.ForeignKey(
        Roundtable,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("earlier roundtable"),
        related_name="built_on_by",
    )
    earlier_session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, verbose_name=_("earlier session"), related_name="built_on_by"
    )
    words = models.TextField(_("words"), help_text=_("The words of the document that say so, exactly."))

    objects = PositionManager()

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("link to earlier work")
        verbose_name_plural = _("links to earlier work")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="builds_on_position_once_per_meeting",
                violation_error_message=_("Another link of this meeting has this position."),
            ),
            models.CheckConstraint(
                condition=Q(roundtable__isnull=False, session__isnull=True)
                | Q(roundtable__isnull=True, session__isnull=False),
                name="builds_on_comes_from_one_place",
                violation_error_message=_("Name either the roundtable or the session that builds on earlier work."),
            ),
            models.CheckConstraint(
                condition=Q(earlier_roundtable__isnull=True) | Q(earlier_session__isnull=True),
                name="builds_on_goes_to_one_place",
                violation_error_message=_("Name the earlier roundtable or the earlier session, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.later} → {self.earlier}"

    def natural_key(self):
        return (self.meeting.slug, self.position)

    natural_key.dependencies = ["meetings.meeting", "roundtables.roundtable", "gfmd_sessions.session"]

    @property
    def later(self):
        """The roundtable or session that builds on earlier work."""
        return self.roundtable or self.session

    @property
    def earlier(self):
        """The session, roundtable or meeting that it builds on, as exactly as the words name it."""
        return self.earlier_session or self.earlier_roundtable or self.earlier_meeting
