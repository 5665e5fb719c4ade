"""The tables of what meetings published, passage by passage."""

from dataclasses import replace

from documents.models import Document, EditorialNote, Passage
from gfmd_portal.dataset.columns import DOCUMENT, MEETING, POSITION, TEXT
from gfmd_portal.dataset.schema import Column, Link, QueryTable

ANCHOR = Column(
    name="anchor",
    description="The name of the passage within its document. It never changes, and ends the passage's address.",
    required=True,
    pattern=r"^[a-z0-9][a-z0-9.-]*$",
    example="summary-p1",
)
OF_DOCUMENT = replace(DOCUMENT, gathered=False, required=True, path="document__slug")

DOCUMENTS = QueryTable(
    name="documents",
    title="Documents",
    description="The reports, notes and matrices from which the record was transcribed.",
    records=Document.objects.all,
    key=("slug",),
    columns=(
        Column(
            name="slug",
            description="The short name of the document, by which every other table names it.",
            required=True,
            unique=True,
            example=DOCUMENT.example,
        ),
        MEETING,
        Column(
            name="title",
            description="The title of the document.",
            required=True,
            example="Markets for Migration and Development (M4MD): Meeting Report",
        ),
        Column(name="publisher", description="Who published it, as stated.", example="King Baudouin Foundation"),
        Column(
            name="published_on",
            description="When it was published, as exactly as it states: a year, a month or a day.",
            pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
            example="2008-01",
        ),
        Column(
            name="identifiers",
            description="ISBN, deposit number and the like, separated by semicolons.",
            example="Legal deposit D/2007/2893/52; ISBN 978-90-5130-601-9; EAN 9789051306019",
        ),
        Column(
            name="rights",
            description="What the document says of its use.",
            example="Available free of charge; no licence is stated.",
        ),
    ),
)

PASSAGES = QueryTable(
    name="passages",
    title="Passages",
    description="The whole text of each document, in order, in stretches that every other table can point to.",
    records=Passage.objects.all,
    key=("document", "anchor"),
    columns=(
        OF_DOCUMENT,
        POSITION,
        ANCHOR,
        Column(
            name="kind",
            description="What the passage is.",
            required=True,
            allowed=tuple(Passage.Kind.values),
            example="paragraph",
        ),
        Column(
            name="section",
            path="section__anchor",
            description="The heading under which it stands, by its anchor in the same document.",
            example="summary",
        ),
        Column(
            name="text",
            description="The words of the document, exactly. A blank line separates paragraphs, a single line break "
            "starts a list item below its lead, two leading spaces mark an item of a nested list, and a tab separates "
            "the cells of a table row.",
            required=True,
            example=TEXT.example,
        ),
    ),
)

NOTES = QueryTable(
    name="notes",
    title="Editorial notes",
    description="Our remarks on passages whose wording could mislead. The words are ours, never the document's.",
    records=EditorialNote.objects.all,
    key=("document", "anchor", "position"),
    links=(Link(columns=("document", "anchor"), table="passages", to=("document", "anchor")),),
    columns=(
        replace(OF_DOCUMENT, path="passage__document__slug"),
        replace(ANCHOR, path="passage__anchor", description="The passage, by its anchor in this document."),
        replace(POSITION, description="Its place among the notes on this passage, from 1."),
        replace(TEXT, description="The note, in our words.", example="The double full stop is printed so."),
    ),
)
