"""What meetings, documents, passages and the entries of agencies look like in an answer."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agencies.models import InvolvementRole
from documents.models import Passage
from gfmd_portal.api.fields import AddressField, AnchorsField, DocumentField, Each, NamesField, PageField
from gfmd_portal.api.serializers import OURS, SLUG, TEXT, THEMES, MeetingField
from meetings.models import Meeting
from sessions.models import Firmness


class MeetingSerializer(serializers.Serializer):
    """A meeting of the Forum."""

    slug = serializers.CharField(help_text=SLUG)
    title = serializers.CharField(help_text=_("Its full title."))
    short_title = serializers.CharField(help_text=_("City and year, as shown in lists."))
    short_titles = NamesField("short_title")
    kind = serializers.ChoiceField(Meeting.Kind.choices, help_text=_("What kind of meeting it is."))
    part_of = serializers.CharField(
        source="part_of.slug", allow_null=True, help_text=_("The meeting that this one is a part of, or null.")
    )
    city = serializers.CharField(help_text=_("The city, as printed in the document."))
    country = serializers.CharField(source="country.code", help_text=_("The country, as its ISO 3166-1 alpha-2 code."))
    venue = serializers.CharField(help_text=_("The building in which it met; empty where not stated."))
    time_zone = serializers.CharField(help_text=_("The time zone of the place, by its name in the IANA list."))
    starts_on = serializers.DateField(help_text=_("The first day."))
    ends_on = serializers.DateField(help_text=_("The last day."))
    motto = serializers.CharField(help_text=_("Its motto, as printed; may be empty."))
    attendance = serializers.CharField(help_text=_("How many took part, in the words of the document; may be empty."))
    summary = serializers.CharField(help_text=OURS)
    url = AddressField("meeting", "slug")
    page = PageField()


class DocumentSerializer(serializers.Serializer):
    """A report, note or matrix from which the record was transcribed."""

    slug = serializers.CharField(help_text=SLUG)
    meeting = MeetingField()
    title = serializers.CharField(help_text=_("Its title."))
    author = serializers.CharField(help_text=_("Who wrote it; empty where not stated."))
    publisher = serializers.CharField(help_text=_("Who published it; empty where not stated."))
    published_on = serializers.CharField(
        help_text=_(
            "When it was published, as exactly as the document states it: a year, a month or a day; may be empty."
        )
    )
    identifiers = serializers.CharField(
        help_text=_("ISBN, deposit number and the like, separated by semicolons; may be empty.")
    )
    rights = serializers.CharField(help_text=_("What the document says of its use; may be empty."))
    language = serializers.CharField(help_text=_("Its language, as a code such as “en”."))
    url = AddressField("document", "slug")
    page = PageField()


class PassageSerializer(serializers.Serializer):
    """A stretch of a document under an anchor that never changes."""

    document = serializers.CharField(source="document.slug", help_text=_("The document, by its slug."))
    position = serializers.IntegerField(help_text=_("Its place in the document, from 1."))
    anchor = serializers.CharField(
        help_text=_("The name of the passage within its document. It never changes, and ends the passage's address.")
    )
    kind = serializers.ChoiceField(Passage.Kind.choices, help_text=_("What the passage is."))
    level = serializers.IntegerField(help_text=_("The depth of a heading or of a list item, from 1; 0 for all others."))
    section = serializers.CharField(
        source="section.anchor",
        allow_null=True,
        help_text=_("The heading under which it stands, by its anchor in the same document, or null."),
    )
    text = serializers.CharField(
        help_text=_(
            "The words of the document, exactly. A blank line separates paragraphs, a single line break starts a "
            "list item below its lead, two leading spaces mark an item of a nested list, and a tab separates the "
            "cells of a table row."
        )
    )
    page = PageField()


class AgencySerializer(serializers.Serializer):
    """An agency of the Global Migration Group, or another body that took part in preparing a meeting."""

    slug = serializers.CharField(help_text=SLUG)
    acronym = serializers.CharField(help_text=_("Its acronym; empty where none is printed."))
    acronyms = NamesField("acronym", help_text=_("Its acronym by language, in the same way as its name."))
    name = serializers.CharField(help_text=_("Its name, as printed in the note of 2007."))
    names = NamesField("name")
    gmg_member = serializers.BooleanField(help_text=_("Whether it was a member of the Global Migration Group."))
    url = AddressField("agency", "slug")
    page = PageField()


class InvolvementSerializer(serializers.Serializer):
    """What one agency does for one session of a meeting, or for the meeting as a whole."""

    agency = serializers.CharField(source="agency.slug", help_text=_("The agency, by its slug."))
    meeting = MeetingField()
    session = serializers.CharField(
        source="session.number",
        allow_null=True,
        help_text=_("The session, by its number in this meeting; null where the document ties it to no session."),
    )
    roles = Each(
        "roles",
        "role",
        child=serializers.ChoiceField(InvolvementRole.Role.choices),
        help_text=_("The roles that the text gives to the agency."),
    )
    firmness = Each(
        "roles",
        "firmness",
        child=serializers.ChoiceField(Firmness.choices),
        help_text=_("How firm each of these roles is, in the same order."),
    )
    text = serializers.CharField(help_text=TEXT)
    document = DocumentField()
    anchors = AnchorsField()
    page = PageField(source="agency", help_text=_("The web page of the agency, a full address."))


class ActivitySerializer(serializers.Serializer):
    """A project or activity that could interest governments: one row of the matrix."""

    meeting = MeetingField(source="group.roundtable.meeting.slug")
    roundtable = serializers.IntegerField(
        source="group.roundtable.number", help_text=_("The roundtable, by its number in this meeting.")
    )
    group = serializers.CharField(
        source="group.letter", help_text=_("The letter of the heading under which it stands, within the roundtable.")
    )
    group_title = serializers.CharField(source="group.title", help_text=_("That heading, as printed above its table."))
    position = serializers.IntegerField(help_text=_("Its place under that heading, from 1."))
    activity = serializers.CharField(help_text=TEXT)
    objective = serializers.CharField(help_text=TEXT)
    agencies = Each("agencies", "slug", help_text=_("The agencies with expertise, as listed for this row."))
    themes = Each("codings", "theme.slug", help_text=THEMES)
    document = DocumentField()
    anchors = AnchorsField()
    page = PageField()
