"""What the meetings asked for, whom they asked, and the examples of good practice they gave."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from browse.addresses import address
from changes.names import Named
from documents.models import Quoted
from meetings.models import Coding, Meeting, Term, Theme, same_meeting
from meetings.natural_keys import NaturalKeyManager
from meetings.told_apart import ToldApart
from sessions.models import Session

CODE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9.-]*$", _("Use letters, digits, points and hyphens."))


class Addressee(Term):
    """Whom a recommendation asks to act: governments, employers, trade unions. The codebook defines each."""

    class Meta(Term.Meta):
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")


class Referenced(Named, Quoted):
    """A record with a ref of its own, such as `bern-2011/S5-3`: the meeting's slug and the record's code."""

    named_by, named_within = "code", "meeting_id"

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("meeting"), related_name="%(class)ss")
    session = models.ForeignKey(Session, models.CASCADE, verbose_name=_("session"), related_name="%(class)ss")
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[CODE],
        help_text=_("Session and place, such as “S5-3”. It is part of the address; a former one leads here for ever."),
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the session, from 1."))
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = NaturalKeyManager("meeting__slug", "code")

    class Meta:
        abstract = True
        ordering = ["meeting__starts_on", "meeting", "session__position", "position"]

    def __str__(self):
        return self.ref

    def natural_key(self):
        return (self.meeting.slug, self.code)

    natural_key.dependencies = ["meetings.meeting", "gfmd_sessions.session"]

    def clean(self):
        super().clean()
        same_meeting(self, "session")

    @property
    def in_full(self):
        """The record as the desk names it: by its ref and its first words."""
        words = Truncator(getattr(self, "heading", "") or self.text).words(12)
        return _("%(label)s: %(title)s") % {"label": self.ref, "title": words}

    @property
    def ref(self):
        """The short, stable name of the record, which is also its address."""
        return f"{self.meeting.slug}/{self.code}"


class Recommendation(Referenced):
    """What a session asks for: a recommendation of Berne, or a way forward of the Civil Society Day.

    A way forward has a printed heading, and its text is its paragraphs, separated by a blank line. Bullets within
    it are its sub-items, and its labelled examples are records of their own.
    """

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation", _("recommendation")
        WAY_FORWARD = "way-forward", _("way forward")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, help_text=_("As the document calls it."))
    heading = models.CharField(_("heading"), max_length=250, blank=True, help_text=_("As printed, without its number."))
    themes = models.ManyToManyField(
        Theme, through="RecommendationTheme", blank=True, verbose_name=_("themes"), related_name="recommendations"
    )
    addressees = models.ManyToManyField(
        Addressee,
        blank=True,
        verbose_name=_("addressees"),
        related_name="recommendations",
        help_text=_("Whom the text asks to act; empty where it does not say."),
    )

    class Meta(Referenced.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "code"],
                name="recommendation_code_once_per_meeting",
                violation_error_message=_("This meeting already has a recommendation with this code."),
            ),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="recommendation_position_once_per_session",
                violation_error_message=_("Another recommendation of this session has this position."),
            ),
            models.CheckConstraint(
                condition=Q(kind="way-forward") & ~Q(heading="") | Q(kind="recommendation", heading=""),
                name="recommendation_heading_for_ways_forward_only",
                violation_error_message=_("A way forward has a printed heading; a recommendation has none."),
            ),
        ]

    def get_absolute_url(self):
        return address("recommendations:detail", self.meeting.slug, self.code)


class RecommendationTheme(Coding):
    """A theme of a recommendation."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="codings"
    )

    objects = NaturalKeyManager("recommendation__meeting__slug", "recommendation__code", "theme__slug")

    class Meta(Coding.Meta):
        verbose_name = _("theme of a recommendation")
        verbose_name_plural = _("themes of a recommendation")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "theme"],
                name="recommendation_theme_once",
                violation_error_message=_("This recommendation already has this theme."),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "position"],
                name="recommendation_theme_position_once",
                violation_error_message=_("Another theme of this recommendation has this position."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=3),
                name="recommendation_has_one_to_three_themes",
                violation_error_message=_("A record has one to three themes: positions 1, 2 and 3."),
            ),
        ]

    def natural_key(self):
        return (*self.recommendation.natural_key(), self.theme.slug)

    natural_key.dependencies = ["recommendations.recommendation", "meetings.theme"]


class SubItem(Quoted):
    """A bullet within a recommendation or way forward."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="sub_items"
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))

    objects = NaturalKeyManager("recommendation__meeting__slug", "recommendation__code", "position")

    class Meta:
        ordering = ["recommendation", "position"]
        verbose_name = _("sub-item")
        verbose_name_plural = _("sub-items")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "position"],
                name="sub_item_position_once_per_recommendation",
                violation_error_message=_("Another sub-item of this recommendation has this position."),
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (*self.recommendation.natural_key(), self.position)

    natural_key.dependencies = ["recommendations.recommendation"]


class Example(Referenced):
    """A good (or bad) practice that a report tells under the label “Example”, to illustrate a way forward."""

    owned_by = "recommendation"  # an edit changes what is told of that one, not of all the meeting asked for

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="examples"
    )
    label = models.CharField(_("label"), max_length=20, default="Example:", help_text=_("As printed before the text."))
    themes = models.ManyToManyField(
        Theme, through="ExampleTheme", blank=True, verbose_name=_("themes"), related_name="examples"
    )

    class Meta(Referenced.Meta):
        verbose_name = _("example")
        verbose_name_plural = _("examples")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "code"],
                name="example_code_once_per_meeting",
                violation_error_message=_("This meeting already has an example with this code."),
            ),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="example_position_once_per_session",
                violation_error_message=_("Another example of this session has this position."),
            ),
        ]

    def clean(self):
        super().clean()
        # What was left empty is complained of by its own field.
        above = self.recommendation if self.recommendation_id and self.session_id else None
        if above is not None and above.session_id != self.session_id:
            said = _("“%(record)s” belongs to another session.")
            raise ValidationError({"recommendation": ValidationError(said, params={"record": above})})

    def get_absolute_url(self):
        return address("recommendations:example", self.meeting.slug, self.code)


class ExampleTheme(Coding):
    """A theme of an example."""

    example = models.ForeignKey(Example, models.CASCADE, verbose_name=_("example"), related_name="codings")

    objects = NaturalKeyManager("example__meeting__slug", "example__code", "theme__slug")

    class Meta(Coding.Meta):
        verbose_name = _("theme of an example")
        verbose_name_plural = _("themes of an example")
        constraints = [
            models.UniqueConstraint(
                fields=["example", "theme"],
                name="example_theme_once",
                violation_error_message=_("This example already has this theme."),
            ),
            models.UniqueConstraint(
                fields=["example", "position"],
                name="example_theme_position_once",
                violation_error_message=_("Another theme of this example has this position."),
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=3),
                name="example_has_one_to_three_themes",
                violation_error_message=_("A record has one to three themes: positions 1, 2 and 3."),
            ),
        ]

    def natural_key(self):
        return (*self.example.natural_key(), self.theme.slug)

    natural_key.dependencies = ["recommendations.example", "meetings.theme"]


class ExampleCountry(models.Model):
    """A country or territory (ISO 3166-1) that an example names."""

    example = models.ForeignKey(Example, models.CASCADE, verbose_name=_("example"), related_name="countries")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    country = CountryField(_("country"))

    objects = NaturalKeyManager("example__meeting__slug", "example__code", "position")

    class Meta:
        ordering = ["example", "position"]
        verbose_name = _("country of an example")
        verbose_name_plural = _("countries of an example")
        constraints = [
            models.UniqueConstraint(
                fields=["example", "position"],
                name="example_country_position_once",
                violation_error_message=_("Another country of this example has this position."),
            ),
            models.UniqueConstraint(
                fields=["example", "country"],
                name="example_country_once",
                violation_error_message=_("This example already names this country."),
            ),
        ]

    def __str__(self):
        return self.country.name

    def natural_key(self):
        return (*self.example.natural_key(), self.position)

    natural_key.dependencies = ["recommendations.example"]


class ExampleOrganisation(models.Model):
    """An organisation that an example names, as printed."""

    example = models.ForeignKey(Example, models.CASCADE, verbose_name=_("example"), related_name="organisations")
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the printed order, from 1."))
    name = models.CharField(_("name"), max_length=200, help_text=_("As printed."))

    objects = NaturalKeyManager("example__meeting__slug", "example__code", "position")
    told_apart = [ToldApart("name", ("example",))]

    class Meta:
        ordering = ["example", "position"]
        verbose_name = _("organisation of an example")
        verbose_name_plural = _("organisations of an example")
        constraints = [
            models.UniqueConstraint(
                fields=["example", "position"],
                name="example_organisation_position_once",
                violation_error_message=_("Another organisation of this example has this position."),
            ),
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (*self.example.natural_key(), self.position)

    natural_key.dependencies = ["recommendations.example"]


class Likeness(models.Model):
    """What an editor decided about two recommendations that the portal found alike, or that it should have."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed: they make the same point")
        DISMISSED = "dismissed", _("dismissed: they only share words")

    first = models.ForeignKey(Recommendation, models.CASCADE, verbose_name=_("one"), related_name="likenesses")
    second = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("the other"), related_name="other_likenesses"
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    note = models.CharField(
        _("note"), max_length=250, blank=True, help_text=_("What they share or do not, for readers; may be empty.")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    objects = NaturalKeyManager("first__meeting__slug", "first__code", "second__meeting__slug", "second__code")

    class Meta:
        ordering = ["first", "second"]
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        constraints = [
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                name="likeness_once_per_pair",
                violation_error_message=_("A verdict on these two is on record already: change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="likeness_of_two",
                violation_error_message=_("Choose two different recommendations."),
            ),
        ]

    def __str__(self):
        return f"{self.first} ~ {self.second}"

    def natural_key(self):
        return (*self.first.natural_key(), *self.second.natural_key())

    natural_key.dependencies = ["recommendations.recommendation"]
