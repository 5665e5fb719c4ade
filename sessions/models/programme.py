"""What a delegate asks of a session that is about to be held: its languages, who speaks, and on which papers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from browse.translations import name_of
from meetings.languages import known_language, language_name
from meetings.models import Coding
from meetings.natural_keys import NaturalKeyManager
from meetings.told_apart import ToldApart
from sessions.models.agenda import Session


class SessionTheme(Coding):
    """A theme of a session, so that delegates find what concerns them before anything is recommended."""

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="codings")

    objects = NaturalKeyManager("session__meeting__slug", "session__number", "theme__slug")

    class Meta(Coding.Meta):
        verbose_name = _("theme of a session")
        verbose_name_plural = _("themes of sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "theme"],
                name="session_theme_once",
                violation_error_message=_("This session already has this theme."),
            ),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="session_theme_position_once",
                violation_error_message=_("Another theme of this session has this position."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=3),
                name="session_has_three_themes_at_most",
                violation_error_message=_("A record has one to three themes: positions 1, 2 and 3."),
            ),
        ]

    def natural_key(self):
        return (*self.session.natural_key(), *self.theme.natural_key())

    natural_key.dependencies = ["gfmd_sessions.session", "meetings.theme"]


class SpokenLanguage(models.Model):
    """A language spoken on the floor of a session, or one into which it is interpreted."""

    class Role(models.TextChoices):
        FLOOR = "floor", _("spoken")
        INTERPRETATION = "interpretation", _("interpretation")

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="spoken_languages")
    role = models.CharField(
        _("role"),
        max_length=14,
        choices=Role,
        default=Role.FLOOR,
        help_text=_("Spoken by the speakers, or offered by interpreters."),
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        validators=[known_language],
        help_text=_("Chosen by its name, kept as its ISO code."),
    )

    objects = NaturalKeyManager("session__meeting__slug", "session__number", "role", "language")

    class Meta:
        ordering = ["session", "role", "pk"]
        verbose_name = _("language of a session")
        verbose_name_plural = _("languages of sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "role", "language"],
                name="spoken_language_once_per_session",
                violation_error_message=_("This session already has this language in this role."),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (*self.session.natural_key(), self.role, self.language)

    natural_key.dependencies = ["gfmd_sessions.session"]

    @property
    def name(self):
        """What the language is called: “French”."""
        return language_name(self.language)


class Speaker(models.Model):
    """A person with a part on the podium of a session."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        CO_CHAIR = "co-chair", _("co-chair")
        MODERATOR = "moderator", _("moderator")
        SPEAKER = "speaker", _("speaker")
        DISCUSSANT = "discussant", _("discussant")
        RAPPORTEUR = "rapporteur", _("rapporteur")

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="speakers")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the programme, from 1."))
    name = models.CharField(_("name"), max_length=200, help_text=_("With title, as in the programme."))
    affiliation = models.CharField(
        _("affiliation"), max_length=250, blank=True, help_text=_("Office and country or organisation.")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SPEAKER, help_text=_("The part."))

    objects = NaturalKeyManager("session__meeting__slug", "session__number", "position")
    told_apart = [ToldApart("name", ("session", "role"))]

    class Meta:
        ordering = ["session", "position"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="speaker_position_once_per_session",
                violation_error_message=_("Another speaker of this session has this position."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_role_display()})"

    def get_role_display(self):
        """What the role is called."""
        return name_of(self.Role, self.role)

    def natural_key(self):
        return (*self.session.natural_key(), self.position)

    natural_key.dependencies = ["gfmd_sessions.session"]


class Paper(models.Model):
    """A paper for a session, or a page elsewhere that its participants need."""

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="papers")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the list, from 1."))
    title = models.CharField(_("title"), max_length=300, help_text=_("As printed on the paper."))
    url = models.URLField(
        _("address"), max_length=500, blank=True, help_text=_("Where it can be read; empty if only on paper.")
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        validators=[known_language],
        help_text=_("Empty if not known."),
    )

    objects = NaturalKeyManager("session__meeting__slug", "session__number", "position")
    told_apart = [ToldApart("title", ("session", "language"))]

    class Meta:
        ordering = ["session", "position"]
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "position"],
                name="paper_position_once_per_session",
                violation_error_message=_("Another paper of this session has this position."),
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (*self.session.natural_key(), self.position)

    natural_key.dependencies = ["gfmd_sessions.session"]

    @property
    def language_name(self):
        """What its language is called, or an empty string."""
        return language_name(self.language) if self.language else ""
