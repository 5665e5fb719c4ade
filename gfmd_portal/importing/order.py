"""The tables that can be brought back, in an order in which each finds what it refers to."""

from documents.models import Document, Passage
from gfmd_portal.importing import quoting, tables
from gfmd_portal.importing.merging import Link, Reference
from gfmd_portal.importing.tables import Import
from meetings.models import Meeting, Room, Theme
from recommendations.models import (
    Addressee,
    Example,
    ExampleCountry,
    ExampleOrganisation,
    ExampleTheme,
    Recommendation,
    RecommendationTheme,
    SubItem,
)
from roundtables.models import Roundtable
from sessions.models import Session

REF = ("meeting_id", "code")


def of_record(name, model):
    """The reference of a row to the recommendation or example that it belongs to."""
    return Reference(f"{name}_id", model, {"meeting_id": f"{name}_meeting", "code": f"{name}_code"}, name)


OF_RECOMMENDATION = of_record("recommendation", Recommendation)

IMPORTS = [
    Import("themes", Theme, ("slug",), tables.vocabulary(Theme)),
    Import("addressees", Addressee, ("slug",), tables.vocabulary(Addressee)),
    Import(
        "meetings",
        Meeting,
        ("slug",),
        tables.meetings,
        references=(Reference("part_of_id", Meeting, {"slug": "part_of_slug"}, "part_of"),),
        more=("short_title", "time_zone"),
    ),
    Import("documents", Document, ("slug",), tables.of_meeting),
    Import(
        "passages",
        Passage,
        ("document_id", "anchor"),
        tables.passages,
        references=(
            Reference("section_id", Passage, {"document_id": "document_id", "anchor": "section_anchor"}, "section"),
        ),
    ),
    Import("roundtables", Roundtable, ("meeting_id", "number"), tables.of_meeting),
    Import("rooms", Room, ("meeting_id", "slug"), tables.of_meeting),
    Import(
        "sessions",
        Session,
        ("meeting_id", "number"),
        tables.sessions,
        references=(
            Reference("parent_id", Session, {"meeting_id": "meeting_id", "number": "parent_number"}, "parent"),
        ),
        more=("room",),
    ),
    Import(
        "recommendations",
        Recommendation,
        REF,
        quoting.recommendations,
        links=(
            Link("themes", RecommendationTheme, "recommendation_id", ("theme_id", "position")),
            Link("addressees", Recommendation.addressees.through, "recommendation_id", ("addressee_id",)),
            Link("passages", Recommendation.passages.through, "recommendation_id", ("passage_id",)),
        ),
    ),
    Import(
        "sub_items",
        SubItem,
        ("recommendation_id", "position"),
        quoting.parts("recommendation", Recommendation),
        references=(OF_RECOMMENDATION,),
    ),
    Import(
        "examples",
        Example,
        REF,
        quoting.examples,
        links=(
            Link("themes", ExampleTheme, "example_id", ("theme_id", "position")),
            Link("countries", ExampleCountry, "example_id", ("country", "position")),
            Link("passages", Example.passages.through, "example_id", ("passage_id",)),
        ),
        references=(OF_RECOMMENDATION,),
    ),
    Import(
        "example_organisations",
        ExampleOrganisation,
        ("example_id", "position"),
        quoting.parts("example", Example),
        references=(of_record("example", Example),),
    ),
]
