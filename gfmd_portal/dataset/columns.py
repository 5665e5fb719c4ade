"""Columns that stand in many tables and mean the same in each."""

from dataclasses import replace

from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_noop as _

from gfmd_portal.dataset.schema import Column, Link
from meetings.models import PartyKind

COUNTRY_CODE = r"^[A-Z]{2}$"
SESSION_NUMBER = r"^[a-z0-9][a-z0-9.-]*$"
REF = r"^[-a-zA-Z0-9_]+/[A-Za-z0-9][A-Za-z0-9.-]*$"

MEETING = Column(
    name="meeting",
    path="meeting__slug",
    description=_("The meeting, by its slug."),
    required=True,
    refers="meetings.slug",
    example="bern-2011",
)
SESSION = Column(
    name="session",
    path="session__number",
    description=_("The session, by its number in this meeting."),
    pattern=SESSION_NUMBER,
    example="6-trade",
)
OF_SESSION = replace(SESSION, required=True)
ROUNDTABLE = Column(
    name="roundtable",
    path="roundtable__number",
    description=_("The roundtable, by its number in this meeting."),
    type="integer",
    example="2",
)
POSITION = Column(
    name="position",
    description=_("Its place in the printed order, from 1."),
    type="integer",
    required=True,
    example="3",
)
TEXT = Column(
    name="text",
    description=_("The words of the document, exactly. A blank line separates paragraphs."),
    required=True,
    example="To improve collection of data on diasporas;",
)
AS_LISTED = Column(
    name="as_listed",
    description=_("The words printed, slips included."),
    required=True,
    example="Columbia",
)
PARTY_NAME = Column(name="name", description=_("The usual name today."), required=True, example="Colombia")
PARTY_KIND = Column(
    name="kind",
    description=_("What kind of party this is."),
    required=True,
    allowed=tuple(PartyKind.values),
    example="government",
)
PARTY_COUNTRY = Column(
    name="country",
    description=_("For a government or a person: the country, as its ISO 3166-1 alpha-2 code."),
    pattern=COUNTRY_CODE,
    example="CO",
)
THEMES = Column(
    name="themes",
    description=_("The themes by the codebook, the main one first."),
    refers="themes.slug",
    listed=True,
    gathered=True,
    example="agreements;skills-recognition",
)
DOCUMENT = Column(
    name="document",
    description=_("The document that the row was taken from."),
    refers="documents.slug",
    gathered=True,
    example="bern-2011-m4md-meeting-report",
)
ANCHORS = Column(
    name="anchors",
    description=_(
        "The passages of that document that it was taken from, in printed order, by their anchors. "
        "A passage of any other document is written slug#anchor."
    ),
    listed=True,
    gathered=True,
    example="s1-wf1;s1-wf1-p1;s1-wf1-p2",
)

NAMES = (
    ("name_fr", _("The name in French; empty where nobody has given one.")),
    ("name_es", _("The name in Spanish; empty where nobody has given one.")),
    ("name_ar", _("The name in Arabic; empty where nobody has given one.")),
)

TO_SESSION = Link(columns=("meeting", "session"), table="sessions", to=("meeting", "number"))
TO_ROUNDTABLE = Link(columns=("meeting", "roundtable"), table="roundtables", to=("meeting", "number"))


def below(column, parent):
    """Return the column for a record whose meeting, session or roundtable is known to its parent only."""
    return replace(column, path=f"{parent}__{column.path or column.name}")


def ref(parent=""):
    """Return the expression for the ref of a record, or of its parent: “bern-2011/S5-3”."""
    return Concat(f"{parent}meeting__slug", Value("/"), f"{parent}code")


def names_in_other_languages(examples):
    """Return the columns for the names of a thing in the other languages of the portal."""
    return tuple(
        Column(name=name, description=description, example=example)
        for (name, description), example in zip(NAMES, examples, strict=True)
    )
