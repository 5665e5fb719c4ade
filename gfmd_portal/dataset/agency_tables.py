"""The tables of the agencies: who they are, what each did for a meeting, and where each has expertise."""

from dataclasses import replace

from django.utils.translation import gettext_noop as _

from agencies.models import Activity, ActivityTheme, Agency, Involvement, InvolvementRole, SummaryCell, SummaryRow
from gfmd_portal.dataset.columns import (
    ANCHORS,
    DOCUMENT,
    MEETING,
    POSITION,
    ROUNDTABLE,
    SESSION,
    TEXT,
    THEMES,
    TO_ROUNDTABLE,
    below,
    names_in_other_languages,
)
from gfmd_portal.dataset.reading import gathered, passages, words
from gfmd_portal.dataset.schema import Column, QueryTable
from sessions.models import Firmness

AGENCY = Column(
    name="agency",
    path="agency__slug",
    description=_("The agency, by its slug."),
    required=True,
    refers="agencies.slug",
    example="iom",
)


def roles_and_firmness(found):
    """Return the roles, and how firm they are: in one word if all are equally firm, else in a word for each."""
    firmness = [firm for _role, firm in found]
    return ";".join(role for role, _firm in found), ";".join(firmness if len(set(firmness)) > 1 else firmness[:1])


def roles(ids):
    return gathered(
        InvolvementRole.objects.order_by("position"), "involvement", ["role", "firmness"], ids, roles_and_firmness
    )


AGENCIES = QueryTable(
    name="agencies",
    title=_("Agencies"),
    description=_("The agencies that took part in preparing the meeting of 2007, in the order of the note."),
    records=lambda: Agency.objects.order_by("position", "slug"),
    key=("slug",),
    columns=(
        Column(
            name="slug",
            description=_("The short name of the agency, by which other tables name it."),
            required=True,
            unique=True,
            example="iom",
        ),
        Column(name="acronym", description=_("The acronym; empty where none is printed."), example="IOM"),
        Column(
            name="name",
            description=_("The name, as printed in the note of 2007."),
            required=True,
            example="International Organization for Migration",
        ),
        Column(
            name="gmg_member",
            description=_("Whether it was a member of the Global Migration Group; the others were invited."),
            type="boolean",
            required=True,
            example="true",
        ),
        *names_in_other_languages(
            (
                "Organisation internationale pour les migrations",
                "Organización Internacional para las Migraciones",
                "المنظمة الدولية للهجرة",
            )
        ),
    ),
)

INVOLVEMENT = QueryTable(
    name="involvement",
    title=_("Involvement of agencies"),
    description=_("What each agency does for one session of a meeting, or for the meeting as a whole."),
    records=lambda: Involvement.objects.order_by(
        "agency__position", "agency__slug", "meeting__starts_on", "meeting__slug", "position"
    ),
    gatherers=(roles, passages(Involvement)),
    columns=(
        AGENCY,
        MEETING,
        replace(
            SESSION,
            description=_(
                "The session, by its number in this meeting. Empty where the document ties it to no session."
            ),
            example="1.3",
        ),
        Column(
            name="roles",
            description=_("The roles that the text gives to the agency."),
            allowed=tuple(InvolvementRole.Role.values),
            listed=True,
            gathered=True,
            example="publication;inputs",
        ),
        Column(
            name="firmness",
            description=_(
                "How firm the roles are: one word if all are equally firm, else one for each, in their order."
            ),
            allowed=tuple(Firmness.values),
            listed=True,
            gathered=True,
            example="confirmed;offered",
        ),
        replace(TEXT, example="UNHCR has seconded an official from its office in Brussels"),
        DOCUMENT,
        ANCHORS,
    ),
)

ACTIVITIES = QueryTable(
    name="activities",
    title=_("Activities"),
    description=_(
        "Projects and activities that could interest governments: what to do, to what end, and who has "
        "expertise. One row for each row of the matrix."
    ),
    records=lambda: Activity.objects.order_by(
        "group__roundtable__meeting__starts_on",
        "group__roundtable__meeting__slug",
        "group__roundtable__number",
        "group__letter",
        "position",
    ),
    gatherers=(
        words(Activity.agencies.through, "activity", "agency__slug", "agency__position", "agency__slug"),
        words(ActivityTheme, "activity", "theme__slug", "position"),
        passages(Activity),
    ),
    key=("meeting", "roundtable", "group", "position"),
    links=(TO_ROUNDTABLE,),
    columns=(
        below(MEETING, "group__roundtable"),
        replace(below(ROUNDTABLE, "group"), required=True),
        Column(
            name="group",
            path="group__letter",
            description=_("The letter of the heading under which it stands, within the roundtable."),
            required=True,
            pattern="^[a-z]$",
            example="b",
        ),
        Column(
            name="group_title",
            path="group__title",
            description=_("That heading, as printed above its table."),
            required=True,
            example="Enhancing the Volume and Developmental Value of Remittances",
        ),
        replace(POSITION, description=_("Its place under that heading, from 1.")),
        replace(
            TEXT,
            name="activity",
            example="In host countries, provide tax incentives/relief to migrants for the money remitted to home "
            "countries.",
        ),
        replace(TEXT, name="objective", example="Provide an additional incentive for migrants to send remittances."),
        Column(
            name="agencies",
            description=_(
                "The agencies with expertise, as listed for this row, in the order of the table of agencies."
            ),
            refers="agencies.slug",
            listed=True,
            gathered=True,
            example="iom;undp",
        ),
        THEMES,
        DOCUMENT,
        ANCHORS,
    ),
)


class CellTable(QueryTable):
    """One row for each cell of the printed table; Django counts printed rows, for it leaves out joins to count."""

    def count(self):
        return SummaryCell.objects.count() + SummaryRow.objects.filter(cells=None).count()


SUMMARY_TABLE = CellTable(
    name="summary_table",
    title=_("Summary table of the agencies' parts"),
    description=_(
        "The table in which the note of 2007 sums up the agencies' parts, one row for each filled cell. "
        "A row of the printed table without filled cells stands once, without agency."
    ),
    records=lambda: SummaryRow.objects.order_by(
        "meeting__starts_on", "meeting__slug", "position", "cells__agency__position", "cells__agency__slug"
    ),
    columns=(
        MEETING,
        replace(POSITION, description=_("The place of the printed row in its table, from 1.")),
        Column(
            name="label",
            description=_("What the printed row is called; our words where the row is lost."),
            required=True,
            example="Staff secondment",
        ),
        replace(
            SESSION, description=_("The session that the printed row is about, if it is about one."), example="3.4"
        ),
        Column(
            name="lost",
            description=_("Whether the conversion of the document lost the row: nobody knows what its cells said."),
            type="boolean",
            required=True,
            example="false",
        ),
        replace(AGENCY, path="cells__agency__slug", required=False),
        replace(TEXT, path="cells__text", required=False, example="Background paper"),
    ),
)
