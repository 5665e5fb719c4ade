"""What a session is tied to: its partners, the earlier work it builds on, and the titles it has elsewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from browse.translations import name_of
from documents.models import OtherTitle, Quoted
from meetings.models import Meeting, PartyKind, same_meeting
from meetings.natural_keys import NaturalKeyManager
from meetings.told_apart import ToldApart
from roundtables.models import Roundtable
from sessions.models.agenda import Session


class Firmness(models.TextChoices):
    """How firm a part in a session is, in the document's own terms."""

    CONFIRMED = "confirmed", _("confirmed")
    ASKED = "asked", _("asked")
    OFFERED = "offered", _("offered")
    LIKELY = "likely", _("likely")
    POSSIBLE = "possible", _("possible")
    WISHED = "wished", _("wished")


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
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    kind = models.CharField(_("kind"), max_length=12, choices=PartyKind, help_text=_("What kind of party it is."))
    role = models.CharField(_("role"), max_length=20, choices=Role, help_text=_("Its part, as the document says."))
    firmness = models.CharField(
        _("firmness"),
        max_length=10,
        choices=Firmness,
        default=Firmness.CONFIRMED,
        help_text=_("How firm the document says it is."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("The usual name today."))
    as_listed = models.CharField(_("as listed"), max_length=250, help_text=_("The words printed."))
    country = CountryField(_("country"), blank=True, help_text=_("Of a government."))

    objects = NaturalKeyManager("session__meeting__slug", "session__number", "position")
    told_apart = [ToldApart("name", ("session", "kind", "role"))]

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

    def get_role_display(self):
        """What the role is called."""
        return name_of(self.Role, self.role)

    def get_firmness_display(self):
        """What its firmness is called."""
        return name_of(Firmness, self.firmness)

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
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
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

    objects = NaturalKeyManager("meeting__slug", "position")

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

    def clean(self):
        super().clean()
        same_meeting(self, "roundtable", "session")
        same_meeting(self, "earlier_roundtable", "earlier_session", of="earlier_meeting")

    @property
    def later(self):
        """The roundtable or session that builds on earlier work."""
        return self.roundtable or self.session

    @property
    def earlier(self):
        """The session, roundtable or meeting that it builds on, as exactly as the words name it."""
        return self.earlier_session or self.earlier_roundtable or self.earlier_meeting


class SessionTitle(OtherTitle):
    """How another place in the documents words a session's title."""

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="other_titles")

    objects = NaturalKeyManager("session__meeting__slug", "session__number", "position")

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
