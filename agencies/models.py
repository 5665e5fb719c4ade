"""The agencies of the Global Migration Group: what each did for a meeting, and where it has expertise."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from browse.addresses import address
from browse.translations import name_of
from changes.names import PART_OF_ADDRESS, Named
from documents.models import Quoted
from meetings.models import Coding, Meeting, Theme, same_meeting
from meetings.natural_keys import NaturalKeyManager
from meetings.near_names import is_same
from meetings.told_apart import ToldApart
from meetings.translated import local, translations_of
from roundtables.models import Roundtable
from sessions.models import Firmness, Session

PAGES = {"involvement"}
"""What stands where the slug of an agency does, in the address of another page."""


class Agency(Named):
    """A United Nations agency or other body that takes part in preparing a meeting."""

    slug = models.SlugField(_("slug"), unique=True, help_text=PART_OF_ADDRESS)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True, help_text=_("Empty if it has none."))
    acronym_fr, acronym_es, acronym_ar = translations_of(models.CharField, _("acronym"), max_length=40)
    name = models.CharField(_("name"), max_length=200, help_text=_("As printed in the note of 2007."))
    name_fr, name_es, name_ar = translations_of(models.CharField, _("name"), max_length=200)
    gmg_member = models.BooleanField(
        _("member of the Global Migration Group"), default=True, help_text=_("Or else invited to contribute.")
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order."))

    objects = NaturalKeyManager("slug")
    told_apart = [ToldApart("name"), ToldApart("acronym", alike=is_same)]

    class Meta:
        ordering = ["position"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self):
        return self.local_acronym or self.local_name

    def natural_key(self):
        return (self.slug,)

    def clean(self):
        super().clean()
        if self.slug in PAGES:
            raise ValidationError({"slug": _("The portal has a page of its own at this address. Choose another.")})

    @property
    def local_name(self):
        """The name in the language of the page."""
        return local(self, "name")

    @property
    def local_acronym(self):
        """The acronym in the language of the page, as OIM for IOM; empty where that language writes the name out."""
        return self.acronym if self.local_name == self.name else getattr(self, f"acronym_{get_language()}")

    def get_absolute_url(self):
        return address("agencies:detail", self.slug)


class Involvement(Quoted):
    """What one agency does for one session of a meeting, or for the meeting as a whole."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("agency"), related_name="involvements")
    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="involvements")
    session = models.ForeignKey(
        Session,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("session"),
        related_name="involvements",
        help_text=_("Empty where the document ties it to no session."),
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place among the agency's entries."))
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = NaturalKeyManager("agency__slug", "meeting__slug", "position")

    class Meta:
        ordering = ["agency__position", "position"]
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "meeting", "position"],
                name="involvement_position_once_per_agency",
                violation_error_message=_("Another entry of this agency has this position."),
            ),
            models.UniqueConstraint(
                fields=["agency", "session"],
                name="involvement_once_per_agency_and_session",
                violation_error_message=_("This agency already has an entry for this session."),
            ),
        ]

    def __str__(self):
        return f"{self.agency}, {self.session or self.meeting}"

    def clean(self):
        same_meeting(self, "session")

    def natural_key(self):
        return (self.agency.slug, self.meeting.slug, self.position)

    natural_key.dependencies = ["agencies.agency", "meetings.meeting", "gfmd_sessions.session"]


class InvolvementRole(models.Model):
    """One role within an involvement, and how firm it is."""

    class Role(models.TextChoices):
        LEAD = "lead", _("leads the preparation")
        ORGANISER = "organiser", _("organiser")
        CO_ORGANISER = "co-organiser", _("co-organiser")
        RAPPORTEUR = "rapporteur", _("rapporteur")
        SPEAKER = "speaker", _("speaker")
        PRESENTER = "presenter", _("presenter")
        DISCUSSANT = "discussant", _("discussant")
        PAPER = "background-paper", _("background paper")
        PAPER_INPUTS = "background-paper-inputs", _("inputs to the background paper")
        INPUTS = "inputs", _("inputs")
        COMMENTS = "comments", _("comments on papers")
        EXPERT = "expert", _("expert agency")
        CONTRIBUTOR = "contributor", _("contributor")
        ADVISER = "adviser", _("adviser")
        COORDINATION = "coordination", _("coordination of the Group")
        PUBLICATION = "publication", _("publication or survey")
        WEBSITE = "website", _("web site or marketplace")
        OUTREACH = "outreach", _("outreach to partners")
        EVENT = "event", _("event of its own")
        SECONDMENT = "secondment", _("staff secondment")

    involvement = models.ForeignKey(Involvement, models.CASCADE, verbose_name=_("involvement"), related_name="roles")
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Its place in the printed order, from 1.")
    )
    role = models.CharField(_("role"), max_length=24, choices=Role, help_text=_("Its part, as the document says."))
    firmness = models.CharField(
        _("firmness"),
        max_length=10,
        choices=Firmness,
        default=Firmness.CONFIRMED,
        help_text=_("How firm the document says it is."),
    )

    objects = NaturalKeyManager(
        "involvement__agency__slug", "involvement__meeting__slug", "involvement__position", "position"
    )

    class Meta:
        ordering = ["involvement", "position"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["involvement", "position"],
                name="involvement_role_position_once",
                violation_error_message=_("Another role of this entry has this position."),
            ),
            models.UniqueConstraint(
                fields=["involvement", "role"],
                name="involvement_role_once",
                violation_error_message=_("This entry already has this role."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} ({self.get_firmness_display()})"

    def get_role_display(self):
        """What the role is called."""
        return name_of(self.Role, self.role)

    def get_firmness_display(self):
        """What its firmness is called."""
        return name_of(Firmness, self.firmness)

    def natural_key(self):
        return (*self.involvement.natural_key(), self.position)

    natural_key.dependencies = ["agencies.involvement"]


class SummaryRow(Quoted):
    """A row of the table in which a note sums up the agencies' parts.

    A row that the conversion of the document lost is kept as lost: nobody knows what its cells said.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="summary_rows")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    label = models.CharField(_("label"), max_length=250, help_text=_("As printed; ours where the row is lost."))
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, verbose_name=_("session"), related_name="summary_rows"
    )
    lost = models.BooleanField(
        _("lost"), default=False, help_text=_("The row is missing from the converted text; its cells are unknown.")
    )

    objects = NaturalKeyManager("meeting__slug", "position")

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("row of the summary table")
        verbose_name_plural = _("rows of the summary table")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="summary_row_position_once_per_meeting",
                violation_error_message=_("Another row of this table has this position."),
            ),
        ]

    def __str__(self):
        return self.label

    def clean(self):
        same_meeting(self, "session")

    def natural_key(self):
        return (self.meeting.slug, self.position)

    natural_key.dependencies = ["meetings.meeting", "gfmd_sessions.session"]


class SummaryCell(models.Model):
    """What the summary table says of one agency in one row, word for word."""

    row = models.ForeignKey(SummaryRow, models.CASCADE, verbose_name=_("row"), related_name="cells")
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("agency"), related_name="summary_cells")
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = NaturalKeyManager("row__meeting__slug", "row__position", "agency__slug")

    class Meta:
        ordering = ["row", "agency__position"]
        verbose_name = _("cell of the summary table")
        verbose_name_plural = _("cells of the summary table")
        constraints = [
            models.UniqueConstraint(
                fields=["row", "agency"],
                name="summary_cell_once_per_row_and_agency",
                violation_error_message=_("This row already has a cell for this agency."),
            ),
        ]

    def __str__(self):
        return f"{self.agency}: {self.text}"

    def natural_key(self):
        return (*self.row.natural_key(), self.agency.slug)

    natural_key.dependencies = ["agencies.summaryrow", "agencies.agency"]


class ActivityGroup(Quoted):
    """A lettered heading of the activities matrix, within a roundtable."""

    roundtable = models.ForeignKey(
        Roundtable, models.CASCADE, verbose_name=_("roundtable"), related_name="activity_groups"
    )
    letter = models.CharField(
        _("letter"),
        max_length=1,
        help_text=_("As printed, a to z."),
        validators=[RegexValidator(r"^[a-z]$", _("Use one small letter."))],
    )
    title = models.CharField(_("title"), max_length=250, help_text=_("As printed above its table."))
    contents_title = models.CharField(
        _("title in the contents"),
        max_length=250,
        blank=True,
        help_text=_("As printed in the table of contents, where that differs."),
    )

    objects = NaturalKeyManager("roundtable__meeting__slug", "roundtable__number", "letter")

    class Meta:
        ordering = ["roundtable__meeting__starts_on", "roundtable__meeting", "roundtable__number", "letter"]
        verbose_name = _("activity group")
        verbose_name_plural = _("activity groups")
        constraints = [
            models.UniqueConstraint(
                fields=["roundtable", "letter"],
                name="activity_group_letter_once_per_roundtable",
                violation_error_message=_("This roundtable already has a group with this letter."),
            ),
        ]

    def __str__(self):
        return f"{self.roundtable.number}{self.letter}. {self.title}"

    def natural_key(self):
        return (*self.roundtable.natural_key(), self.letter)

    natural_key.dependencies = ["roundtables.roundtable"]

    @property
    def code(self):
        """Its short name in addresses: “1a”."""
        return f"{self.roundtable.number}{self.letter}"


def activity_anchor(meeting, group, position):
    """The anchor of an activity in lists. The matrices of two meetings may number their groups alike."""
    return f"activity-{meeting}-{group}-{position}"


class Activity(Quoted):
    """A project or activity that could interest governments: what to do, to what end, and who has expertise.

    `activity` and `objective` keep paragraphs and lists as `documents.Passage.text` does.
    """

    group = models.ForeignKey(ActivityGroup, models.CASCADE, verbose_name=_("group"), related_name="activities")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    activity = models.TextField(_("activity"), help_text=_("The words of the document, exactly."))
    objective = models.TextField(_("objective"), help_text=_("The words of the document, exactly."))
    agencies = models.ManyToManyField(
        Agency, blank=True, verbose_name=_("agencies with expertise"), related_name="activities"
    )
    themes = models.ManyToManyField(
        Theme, through="ActivityTheme", blank=True, verbose_name=_("themes"), related_name="activities"
    )

    objects = NaturalKeyManager(
        "group__roundtable__meeting__slug", "group__roundtable__number", "group__letter", "position"
    )

    class Meta:
        ordering = [
            "group__roundtable__meeting__starts_on",
            "group__roundtable__meeting",
            "group__roundtable__number",
            "group__letter",
            "position",
        ]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "position"],
                name="activity_position_once_per_group",
                violation_error_message=_("Another activity of this group has this position."),
            ),
        ]

    def __str__(self):
        return f"{self.group.code}.{self.position}"

    def natural_key(self):
        return (*self.group.natural_key(), self.position)

    natural_key.dependencies = ["agencies.activitygroup", "agencies.agency"]

    def get_absolute_url(self):
        group = self.group
        anchor = activity_anchor(group.roundtable.meeting.slug, group.code, self.position)
        return f"{address('agencies:activities')}?group={group.code}#{anchor}"


class ActivityTheme(Coding):
    """A theme of an activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, verbose_name=_("activity"), related_name="codings")

    objects = NaturalKeyManager(
        "activity__group__roundtable__meeting__slug",
        "activity__group__roundtable__number",
        "activity__group__letter",
        "activity__position",
        "theme__slug",
    )

    class Meta(Coding.Meta):
        verbose_name = _("theme of an activity")
        verbose_name_plural = _("themes of an activity")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "theme"],
                name="activity_theme_once",
                violation_error_message=_("This activity already has this theme."),
            ),
            models.UniqueConstraint(
                fields=["activity", "position"],
                name="activity_theme_position_once",
                violation_error_message=_("Another theme of this activity has this position."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=3),
                name="activity_has_one_to_three_themes",
                violation_error_message=_("A record has one to three themes: positions 1, 2 and 3."),
            ),
        ]

    def natural_key(self):
        return (*self.activity.natural_key(), self.theme.slug)

    natural_key.dependencies = ["agencies.activity", "meetings.theme"]
