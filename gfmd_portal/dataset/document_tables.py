"""The tables of what meetings published, passage by passage."""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from documents.models import Document, EditorialNote, Passage, Translation, portal_languages
from gfmd_portal.dataset.columns import DOCUMENT, MEETING, POSITION, TEXT
from gfmd_portal.dataset.schema import Column, Link, QueryTable

ANCHOR = Column(
    name="anchor",
    description=_("The name of the passage within its document. It never changes, and ends the passage's address."),
    required=True,
    pattern=r"^[a-z0-9][a-z0-9.-]*$",
    example="summary-p1",
)
OF_DOCUMENT = replace(DOCUMENT, gathered=False, required=True, path="document__slug")

DOCUMENTS = QueryTable(
    name="documents",
    title=_("Documents"),
    description=_("The reports, notes and matrices from which the record was transcribed."),
    records=Document.objects.all,
    key=("slug",),
    columns=(
        Column(
            name="slug",
            description=_("The short name of the document, by which every other table names it."),
            required=True,
            unique=True,
            example=DOCUMENT.example,
        ),
        MEETING,
        Column(
            name="title",
            description=_("The title of the document."),
            required=True,
            example="Markets for Migration and Development (M4MD): Meeting Report",
        ),
        Column(name="publisher", description=_("Who published it, as stated."), example="King Baudouin Foundation"),
        Column(
            name="published_on",
            description=_("When it was published, as exactly as the document states it: a year, a month or a day."),
            pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
            example="2008-01",
        ),
        Column(
            name="identifiers",
            description=_("ISBN, deposit number and the like, separated by semicolons."),
            example="Legal deposit D/2007/2893/52; ISBN 978-90-5130-601-9; EAN 9789051306019",
        ),
        Column(
            name="rights",
            description=_("What the document says of its use."),
            example="Available free of charge; no licence is stated.",
        ),
    ),
)

PASSAGES = QueryTable(
    name="passages",
    title=_("Passages"),
    description=_("The whole text of each document, in order, in stretches that every other table can point to."),
    records=Passage.objects.all,
    key=("document", "anchor"),
    columns=(
        OF_DOCUMENT,
        POSITION,
        ANCHOR,
        Column(
            name="kind",
            description=_("What the passage is."),
            required=True,
            allowed=tuple(Passage.Kind.values),
            example="paragraph",
        ),
        Column(
            name="section",
            path="section__anchor",
            description=_("The heading under which it stands, by its anchor in the same document."),
            example="summary",
        ),
        Column(
            name="text",
            description=_(
                "The words of the document, exactly. A blank line separates paragraphs, a single line break "
                "starts a list item below its lead, two leading spaces mark an item of a nested list, and a tab "
                "separates the cells of a table row."
            ),
            required=True,
            example=TEXT.example,
        ),
    ),
)

NOTES = QueryTable(
    name="notes",
    title=_("Editorial notes"),
    description=_("Our remarks on passages whose wording could mislead. The words are ours, never the document's."),
    records=EditorialNote.objects.all,
    key=("document", "anchor", "position"),
    links=(Link(columns=("document", "anchor"), table="passages", to=("document", "anchor")),),
    columns=(
        replace(OF_DOCUMENT, path="passage__document__slug"),
        replace(ANCHOR, path="passage__anchor", description=_("The passage, by its anchor in this document.")),
        replace(POSITION, description=_("Its place among the notes on this passage, from 1.")),
        replace(TEXT, description=_("The note, in our words."), example="The double full stop is printed so."),
    ),
)

TRANSLATIONS = QueryTable(
    name="translations",
    title=_("Translations"),
    description=_(
        "Passages in other languages, each with the name of its translator. The words of record are still those of "
        "the passage."
    ),
    records=Translation.objects.all,
    key=("document", "anchor", "language"),
    links=(Link(columns=("document", "anchor"), table="passages", to=("document", "anchor")),),
    columns=(
        replace(OF_DOCUMENT, path="passage__document__slug"),
        replace(ANCHOR, path="passage__anchor", description=_("The passage, by its anchor in this document.")),
        Column(
            name="language",
            description=_("The language of the translation, as its ISO 639-1 code."),
            required=True,
            allowed=tuple(code for code, _name in portal_languages()),
            example="fr",
        ),
        replace(
            TEXT, description=_("The translation of the whole passage."), example="Améliorer la collecte de données."
        ),
        Column(name="made_by", description=_("Who made it."), required=True, example="GFMD Support Unit"),
        Column(name="made_on", description=_("When it was made, if known."), type="date", example="2026-11-21"),
        Column(name="note", description=_("Where it is taken from, or how it was made."), example="Unofficial"),
    ),
)
