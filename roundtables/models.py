"""Roundtables: the broad subjects of a meeting, each holding a few sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from browse.addresses import address
from changes.names import Named
from documents.models import OtherTitle, Quoted
from meetings.models import Meeting
from meetings.natural_keys import NaturalKeyManager
from meetings.told_apart import ToldApart


class Roundtable(Named, Quoted):
    """A roundtable of a meeting, numbered as printed. Its passages are the text that explains its purpose."""

    named_by, named_within = "number", "meeting_id"

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="roundtables")
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("As printed. A former one leads here for ever."))
    title = models.CharField(_("title"), max_length=250, help_text=_("As printed, capitals included."))
    theme_heading = models.CharField(
        _("theme heading"),
        max_length=250,
        blank=True,
        help_text=_("The heading of the meeting's programme under which the document puts it, if any."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences in our own words. Shown as ours, never as record.")
    )

    objects = NaturalKeyManager("meeting__slug", "number")
    told_apart = [ToldApart("title", ("meeting",))]

    class Meta:
        ordering = ["meeting__starts_on", "meeting", "number"]
        verbose_name = _("roundtable")
        verbose_name_plural = _("roundtables")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="roundtable_number_once_per_meeting",
                violation_error_message=_("This meeting already has a roundtable with this number."),
            ),
        ]

    def __str__(self):
        return _("%(meeting)s, Roundtable %(number)s") % {"meeting": self.meeting, "number": self.number}

    @property
    def in_full(self):
        """The roundtable as the desk names it: its meeting, its number and its title."""
        return _("%(label)s: %(title)s") % {"label": self, "title": self.title}

    def natural_key(self):
        return (self.meeting.slug, self.number)

    natural_key.dependencies = ["meetings.meeting"]

    def get_absolute_url(self):
        return address("roundtables:detail", self.meeting.slug, str(self.number))


class RoundtableTitle(OtherTitle):
    """How another place in the documents words a roundtable's title."""

    roundtable = models.ForeignKey(
        Roundtable, models.CASCADE, verbose_name=_("roundtable"), related_name="other_titles"
    )

    objects = NaturalKeyManager("roundtable__meeting__slug", "roundtable__number", "position")

    class Meta(OtherTitle.Meta):
        verbose_name = _("other printing of a roundtable title")
        verbose_name_plural = _("other printings of roundtable titles")
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "position"],
                name="roundtable_title_position_once",
                violation_error_message=_("Another printed title of this roundtable has this position."),
            ),
        ]

    def natural_key(self):
        return (*self.roundtable.natural_key(), self.position)

    natural_key.dependencies = ["roundtables.roundtable"]
