"""What a meeting published, kept whole.

A document is an ordered run of passages: headings, paragraphs, list items, examples and table rows, each with an
anchor that leads there for ever. Every record that quotes a document points to the passages it was taken from.
"""

import re
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from browse.addresses import address
from changes.names import PART_OF_ADDRESS, Named
from meetings.days import as_exact_as, of_our_time
from meetings.languages import known_language
from meetings.models import Meeting, Participation, never_within_itself
from meetings.natural_keys import NaturalKeyManager
from meetings.told_apart import ToldApart


def day_of_our_time(text):
    """Refuse what is no year, month or day that a calendar has: citations repeat it."""
    try:
        day = date.fromisoformat(f"{text}-01-01"[:10] if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text, re.ASCII) else "")
    except ValueError:
        raise ValidationError(_("Write the date as 2008, 2008-01 or 2008-01-31.")) from None
    of_our_time(day)


class Document(Named):
    """A report, note or matrix from which records were transcribed."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=PART_OF_ADDRESS)
    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("meeting"), related_name="documents")
    title = models.CharField(_("title"), max_length=250, help_text=_("As it is cited."))
    author = models.CharField(_("author"), max_length=200, blank=True, help_text=_("As printed; empty if not stated."))
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("As printed; empty if not stated.")
    )
    published_on = models.CharField(
        _("published on"),
        max_length=10,
        blank=True,
        help_text=_("As exact as the document is: 2008, 2008-01 or 2008-01-31."),
        validators=[day_of_our_time],
    )
    identifiers = models.CharField(
        _("identifiers"),
        max_length=200,
        blank=True,
        help_text=_("ISBN, deposit number and the like, separated by “;”."),
    )
    rights = models.CharField(
        _("rights"), max_length=200, blank=True, help_text=_("What the document says of its use.")
    )
    language = models.CharField(
        _("language"),
        max_length=8,
        default="en",
        help_text=_("Chosen by its name, kept as its ISO code."),
        validators=[known_language],
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What a reader should know; ours, shown beside the text.")
    )

    objects = NaturalKeyManager("slug")
    told_apart = [ToldApart("title", ("meeting",))]

    class Meta:
        ordering = ["meeting__starts_on", "slug"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return address("documents:detail", self.slug)

    @property
    def published(self):
        """When it was published, in words; empty if not stated."""
        return as_exact_as(self.published_on)


class Passage(Named):
    """A stretch of a document: its wording exactly as printed, under an anchor that leads there for ever.

    In `text` a blank line separates paragraphs, a single line break starts a list item below its lead, two leading
    spaces mark an item of a nested list, and a tab separates the cells of a table row.
    """

    named_by, named_within = "anchor", "document_id"

    class Kind(models.TextChoices):
        HEADING = "heading", _("heading")
        PARAGRAPH = "paragraph", _("paragraph")
        ITEM = "item", _("list item")
        EXAMPLE = "example", _("example")
        ROW = "row", _("table row")

    document = models.ForeignKey(Document, models.CASCADE, verbose_name=_("document"), related_name="passages")
    position = models.PositiveIntegerField(_("position"), help_text=_("Its place in the document."))
    anchor = models.CharField(
        _("anchor"),
        max_length=60,
        help_text=_("The end of its address, after the #. Former ones lead here for ever."),
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9.-]*$", _("Use small letters, digits, points and hyphens."))],
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, help_text=_("What it is in the document."))
    level = models.PositiveSmallIntegerField(
        _("level"), default=0, help_text=_("The depth of a heading or of a list item, from 1; 0 for all others.")
    )
    section = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("section"),
        related_name="contents",
        limit_choices_to={"kind": "heading"},
        help_text=_("The heading under which it stands."),
    )
    text = models.TextField(_("text"), help_text=_("The words of the document, exactly."))
    lang = models.CharField(
        _("language"),
        max_length=8,
        blank=True,
        help_text=_("Where it differs from the language of the document."),
        validators=[known_language],
    )
    participations = models.ManyToManyField(
        Participation,
        blank=True,
        verbose_name=_("participations"),
        related_name="passages",
        help_text=_("Who took part, as listed in this passage."),
    )

    objects = NaturalKeyManager("document__slug", "anchor")

    class Meta:
        ordering = ["document", "position"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "anchor"],
                name="passage_anchor_once_per_document",
                violation_error_message=_("Another passage of this document has this anchor."),
            ),
            models.UniqueConstraint(
                fields=["document", "position"],
                name="passage_position_once_per_document",
                violation_error_message=_("Another passage of this document has this position."),
            ),
        ]

    def __str__(self):
        return f"{self.document.slug}#{self.anchor}: {Truncator(self.text).words(12)}"

    def natural_key(self):
        return (self.document.slug, self.anchor)

    natural_key.dependencies = ["documents.document", "meetings.participation"]

    def clean(self):
        super().clean()
        if self.section and self.document_id and self.section.document_id != self.document_id:
            said = _("“%(record)s” belongs to another document.")
            raise ValidationError({"section": ValidationError(said, params={"record": self.section})})
        never_within_itself(self, "section", _("A heading cannot stand under itself."))

    def get_absolute_url(self):
        return f"{address('documents:detail', self.document.slug)}#{self.anchor}"

    @property
    def cells(self):
        """The cells of a table row, left to right."""
        return self.text.split("\t")


class EditorialNote(models.Model):
    """Our remark on a passage where its wording could mislead. It stands beside the text, never in it."""

    passage = models.ForeignKey(Passage, models.CASCADE, verbose_name=_("passage"), related_name="notes")
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Its place in the printed order, from 1.")
    )
    text = models.TextField(_("text"), help_text=_("What a reader should know, in plain words; ours, not of record."))

    objects = NaturalKeyManager("passage__document__slug", "passage__anchor", "position")

    class Meta:
        ordering = ["passage", "position"]
        verbose_name = _("editorial note")
        verbose_name_plural = _("editorial notes")
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "position"],
                name="note_position_once_per_passage",
                violation_error_message=_("Another note on this passage has this position."),
            ),
        ]

    def __str__(self):
        return Truncator(self.text).words(12)

    def natural_key(self):
        return (*self.passage.natural_key(), self.position)

    natural_key.dependencies = ["documents.passage"]


def portal_languages():
    """The languages of the portal by their codes without a country: (“en”, “English”) and so on."""
    return [(code.partition("-")[0], name) for code, name in settings.LANGUAGES]


class Translation(models.Model):
    """A passage in another language, by somebody who is named. It stands beside the words of record, never instead."""

    passage = models.ForeignKey(Passage, models.CASCADE, verbose_name=_("passage"), related_name="translations")
    language = models.CharField(_("language"), max_length=8, choices=portal_languages)
    text = models.TextField(_("text"), help_text=_("The whole passage in this language."))
    made_by = models.CharField(
        _("made by"), max_length=200, help_text=_("Who made it: a person, a service or a publication.")
    )
    made_on = models.DateField(_("made on"), null=True, blank=True, help_text=_("Empty if not known."))
    note = models.CharField(
        _("note"), max_length=250, blank=True, help_text=_("Where it is taken from, or how it was made and checked.")
    )

    objects = NaturalKeyManager("passage__document__slug", "passage__anchor", "language")

    class Meta:
        ordering = ["passage", "language"]
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "language"],
                name="translation_once_per_passage_and_language",
                violation_error_message=_("This passage already has a translation into this language."),
            ),
        ]

    def __str__(self):
        return f"{self.get_language_display()}: {Truncator(self.text).words(12)}"

    def natural_key(self):
        return (*self.passage.natural_key(), self.language)

    natural_key.dependencies = ["documents.passage"]

    def clean(self):
        # Where the passage or its document was left empty, that field says so.
        known = getattr(self, "passage", None) and getattr(self.passage, "document", None)
        if known and self.language == (self.passage.lang or known.language):
            raise ValidationError({"language": _("The passage itself is in this language.")})


class Quoted(models.Model):
    """A record taken from a document, with the passages it was taken from, in printed order."""

    passages = models.ManyToManyField(
        Passage,
        blank=True,
        verbose_name=_("passages"),
        related_name="quoted_by_%(class)s",
        help_text=_("Where the document says it."),
    )

    class Meta:
        abstract = True


class OtherTitle(Quoted):
    """A title as printed in another place, kept because it differs from the one we show."""

    title = models.CharField(_("title"), max_length=300)
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Its place in the printed order, from 1.")
    )

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self):
        return self.title
