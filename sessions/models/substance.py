"""What a session is about: the questions put to it, the points it made, the themes that came back in all sessions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.models import Quoted
from meetings.models import Meeting, same_meeting
from meetings.natural_keys import NaturalKeyManager
from meetings.near_names import is_same
from meetings.told_apart import ToldApart
from sessions.models.agenda import Session

ASKED_TWICE = _("This question is there already: “%(other)s”")


class GuidingQuestion(Quoted):
    """A question that a session is asked to answer, or one that a meeting leaves to later meetings."""

    owned_by = "session"  # an edit changes what is told of that session, not of all sessions of the meeting

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
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = NaturalKeyManager("meeting__slug", "session__number", "position")
    told_apart = [ToldApart("text", ("meeting", "session"), is_same, ASKED_TWICE, is_refused=True)]

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

    def clean(self):
        same_meeting(self, "session")

    def get_absolute_url(self):
        page = self.session or self.meeting
        return f"{page.get_absolute_url()}#question-{self.position}"


class Point(Quoted):
    """A bullet that sets out what a session faces or discussed, neither question nor recommendation."""

    class Kind(models.TextChoices):
        CHALLENGE = "policy-challenge", _("policy challenge")
        DISCUSSION = "discussion-point", _("discussion point")

    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="points")
    kind = models.CharField(
        _("kind"), max_length=16, choices=Kind, help_text=_("What the session faces, or discussed.")
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = NaturalKeyManager("session__meeting__slug", "session__number", "position")

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
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    title = models.CharField(_("title"), max_length=200, help_text=_("As printed."))

    objects = NaturalKeyManager("meeting__slug", "position")
    told_apart = [ToldApart("title", ("meeting",))]

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
