"""The tables of what meetings are and who took part, and the vocabularies they share."""

from django.utils.translation import gettext_noop as _

from gfmd_portal.dataset.columns import (
    AS_LISTED,
    COUNTRY_CODE,
    MEETING,
    PARTY_COUNTRY,
    PARTY_KIND,
    PARTY_NAME,
    ROUNDTABLE,
    names_in_other_languages,
)
from gfmd_portal.dataset.schema import Column, QueryTable
from meetings.models import Meeting, Participation, Theme
from recommendations.models import Addressee
from roundtables.models import Roundtable

MEETINGS = QueryTable(
    name="meetings",
    title=_("Meetings"),
    description=_(
        "The gatherings of the Forum that the record covers: yearly Forum meetings, the Civil Society Day held "
        "as a part of one, and thematic meetings."
    ),
    records=Meeting.objects.all,
    key=("slug",),
    columns=(
        Column(
            name="slug",
            description=_("The short name of the meeting, by which every other table names it."),
            required=True,
            unique=True,
            example="manila-2008",
        ),
        Column(
            name="title",
            description=_("The full name of the meeting."),
            required=True,
            example="Second meeting of the Global Forum on Migration and Development",
        ),
        Column(
            name="kind",
            description=_("What kind of gathering it was."),
            required=True,
            allowed=tuple(Meeting.Kind.values),
            example="forum",
        ),
        Column(
            name="part_of",
            path="part_of__slug",
            description=_("The meeting of which this one was a part, by its slug."),
            refers="meetings.slug",
            example="brussels-2007",
        ),
        Column(name="city", description=_("The city, as printed in the document."), required=True, example="Manila"),
        Column(
            name="country",
            description=_("The country, as its ISO 3166-1 alpha-2 code."),
            required=True,
            pattern=COUNTRY_CODE,
            example="PH",
        ),
        Column(name="starts_on", description=_("The first day."), type="date", required=True, example="2008-10-27"),
        Column(name="ends_on", description=_("The last day."), type="date", required=True, example="2008-10-30"),
        Column(
            name="motto",
            description=_("The motto, as printed, without quote marks."),
            example="PROTECTING AND EMPOWERING MIGRANTS FOR DEVELOPMENT",
        ),
    ),
)

PARTICIPANTS = QueryTable(
    name="participants",
    title=_("Participants"),
    description=_("Who took part in a meeting and in which role, in the order in which the document lists them."),
    records=Participation.objects.all,
    columns=(
        MEETING,
        PARTY_KIND,
        PARTY_NAME,
        AS_LISTED,
        PARTY_COUNTRY,
        Column(
            name="role",
            description=_("The part it took."),
            required=True,
            allowed=tuple(Participation.Role.values),
            example="participant",
        ),
    ),
)

ROUNDTABLES = QueryTable(
    name="roundtables",
    title=_("Roundtables"),
    description=_("The broad subjects of a meeting, each holding a few sessions."),
    records=lambda: Roundtable.objects.order_by("meeting__starts_on", "meeting__slug", "number"),
    key=("meeting", "number"),
    columns=(
        MEETING,
        Column(
            name="number",
            description=_("The number of the roundtable, as printed."),
            type="integer",
            required=True,
            example=ROUNDTABLE.example,
        ),
        Column(
            name="title",
            description=_("The title, as printed, capitals included."),
            required=True,
            example="Migration, Development and Human Rights",
        ),
    ),
)


def vocabulary(model, *, name, title, description, slug, label, example):
    """Return the table of a vocabulary, in the order of the codebook."""
    return QueryTable(
        name=name,
        title=title,
        description=description,
        records=lambda: model.objects.order_by("position", "slug"),
        key=("slug",),
        columns=(
            Column(name="slug", description=slug, required=True, unique=True, example=example[0]),
            Column(name="name", description=label, required=True, example=example[1]),
            Column(
                name="description",
                description=_("What belongs under it, as the codebook says."),
                example=example[2],
            ),
            *names_in_other_languages(example[3:]),
        ),
    )


THEMES = vocabulary(
    Theme,
    name="themes",
    title=_("Themes"),
    description=_("The vocabulary of what recommendations, examples and activities are about."),
    slug=_("The short name of the theme, used in other tables."),
    label=_("The name of the theme."),
    example=(
        "recruitment",
        "Recruitment",
        "Recruitment agencies, fees, licensing, and codes for ethical recruitment.",
        "Recrutement",
        "Contratación",
        "استقدام العمالة",
    ),
)

ADDRESSEES = vocabulary(
    Addressee,
    name="addressees",
    title=_("Addressees"),
    description=_("The vocabulary of whom recommendations ask to act."),
    slug=_("The short name of the addressee, used in other tables."),
    label=_("The name of the addressee."),
    example=(
        "governments",
        "Governments",
        "Governments where no side is stated, or where both sides are.",
        "Gouvernements",
        "Gobiernos",
        "الحكومات",
    ),
)
