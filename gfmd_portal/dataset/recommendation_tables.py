"""The tables of what meetings asked for, and of the examples of good practice they gave."""

from dataclasses import replace

from django.db.models.functions import TruncDate
from django.utils.translation import gettext_noop as _

from gfmd_portal.dataset.columns import (
    ANCHORS,
    DOCUMENT,
    MEETING,
    OF_SESSION,
    POSITION,
    REF,
    TEXT,
    THEMES,
    TO_SESSION,
    ref,
)
from gfmd_portal.dataset.reading import passages, words
from gfmd_portal.dataset.schema import Column, QueryTable
from recommendations.models import (
    Example,
    ExampleCountry,
    ExampleOrganisation,
    ExampleTheme,
    Likeness,
    Recommendation,
    RecommendationTheme,
    SubItem,
)

IN_SESSION = replace(POSITION, description=_("Its place in the session, from 1."))
OF_RECOMMENDATION = Column(
    name="recommendation",
    path=ref("recommendation__"),
    description=_("The recommendation or way forward, by its ref."),
    required=True,
    refers="recommendations.ref",
    example="brussels-2007-csd/S5-3",
)

RECOMMENDATIONS = QueryTable(
    name="recommendations",
    title=_("Recommendations"),
    description=_(
        "What sessions asked for: the recommendations of Berne 2011 and the ways forward of the Civil Society "
        "Day of 2007. Labelled examples are rows of their own table, and are not repeated in the text."
    ),
    records=Recommendation.objects.all,
    gatherers=(
        words(RecommendationTheme, "recommendation", "theme__slug", "position"),
        words(
            Recommendation.addressees.through,
            "recommendation",
            "addressee__slug",
            "addressee__position",
            "addressee__slug",
        ),
        passages(Recommendation),
    ),
    key=("ref",),
    links=(TO_SESSION,),
    columns=(
        Column(
            name="ref",
            path=ref(),
            description=_("The short, stable name of the record, and its address below /recommendations/."),
            required=True,
            unique=True,
            pattern=REF,
            example="bern-2011/S5-3",
        ),
        MEETING,
        OF_SESSION,
        IN_SESSION,
        Column(
            name="kind",
            description=_("Whether the document calls it a recommendation or a way forward."),
            required=True,
            allowed=tuple(Recommendation.Kind.values),
            example="recommendation",
        ),
        Column(
            name="heading",
            description=_("The printed heading of a way forward, without its number. Recommendations have none."),
            example="Recognition of qualifications",
        ),
        TEXT,
        THEMES,
        Column(
            name="addressees",
            description=_("Whom the text asks to act, by the codebook; empty where it does not say."),
            refers="addressees.slug",
            listed=True,
            gathered=True,
            example="international-organisations;gfmd",
        ),
        DOCUMENT,
        ANCHORS,
    ),
)

SUB_ITEMS = QueryTable(
    name="sub_items",
    title=_("Sub-items"),
    description=_("The bullets within a recommendation or way forward."),
    records=SubItem.objects.all,
    key=("recommendation", "position"),
    columns=(
        OF_RECOMMENDATION,
        replace(POSITION, description=_("Its place in the recommendation, from 1.")),
        TEXT,
    ),
)

EXAMPLES = QueryTable(
    name="examples",
    title=_("Examples"),
    description=_("Practices that a report describes under the label “Example”, to illustrate a way forward."),
    records=Example.objects.all,
    gatherers=(
        words(ExampleCountry, "example", "country", "position"),
        words(ExampleTheme, "example", "theme__slug", "position"),
        passages(Example),
    ),
    key=("ref",),
    links=(TO_SESSION,),
    columns=(
        Column(
            name="ref",
            path=ref(),
            description=_("The short, stable name of the record, and its address below /examples/."),
            required=True,
            unique=True,
            pattern=REF,
            example="brussels-2007-csd/S5-E9",
        ),
        OF_RECOMMENDATION,
        MEETING,
        OF_SESSION,
        IN_SESSION,
        replace(TEXT, description=_("The words of the document, exactly, without the label “Example”.")),
        Column(
            name="countries",
            description=_("The countries and territories it names, in its order, as ISO 3166-1 alpha-2 codes."),
            listed=True,
            gathered=True,
            example="NL;ET;SO",
        ),
        THEMES,
        DOCUMENT,
        ANCHORS,
    ),
)

EXAMPLE_ORGANISATIONS = QueryTable(
    name="example_organisations",
    title=_("Organisations in examples"),
    description=_("The organisations that an example names, as printed."),
    records=ExampleOrganisation.objects.all,
    key=("example", "position"),
    columns=(
        Column(
            name="example",
            path=ref("example__"),
            description=_("The example, by its ref."),
            required=True,
            refers="examples.ref",
            example="brussels-2007-csd/S5-E9",
        ),
        replace(POSITION, description=_("Its place among the organisations of the example, from 1.")),
        Column(name="name", description=_("The name, as printed."), required=True, example="Oxfam Novib"),
    ),
)

LIKENESSES = QueryTable(
    name="likenesses",
    title=_("Likenesses"),
    description=_(
        "What the secretariat decided about two recommendations: whether they make the same point, or "
        "only share words. The pages of recommendations follow these decisions."
    ),
    records=Likeness.objects.all,
    key=("recommendation", "other"),
    columns=(
        replace(
            OF_RECOMMENDATION, path=ref("first__"), description=_("One recommendation or way forward, by its ref.")
        ),
        replace(
            OF_RECOMMENDATION,
            name="other",
            path=ref("second__"),
            description=_("The other, by its ref; which of the two is named first has no meaning."),
            example="bern-2011/S9-diasporas-9",
        ),
        Column(
            name="verdict",
            description=_("What was decided."),
            required=True,
            allowed=tuple(Likeness.Verdict.values),
            example="confirmed",
        ),
        Column(
            name="note", description=_("What they share or do not, in our words."), example="Both ask for lower costs."
        ),
        Column(
            name="decided_on",
            path=TruncDate("decided_at"),
            description=_("The day of the decision."),
            type="date",
            example="2026-11-21",
        ),
    ),
)
