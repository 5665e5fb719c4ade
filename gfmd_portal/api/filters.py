"""How the lists are narrowed that have no filters on a page. The other lists use the filters of their pages."""

from django.utils.translation import gettext_lazy as _

from agencies.filters import agency_options
from agencies.models import Agency, Involvement, InvolvementRole
from browse.facets import FacetFilter, LinkedFacetFilter
from browse.filters import ListFilter
from documents.models import Document, Passage
from meetings.filters import choice_options, meeting_options
from meetings.models import Meeting, Theme
from recommendations.models import Addressee
from roundtables.models import Roundtable
from search.filters import WordsFilter
from sessions.filters import session_options


def document_options(_ids):
    """All documents as facet values, by meeting."""
    return [(document.slug, document.title, [document.pk]) for document in Document.objects.all()]


class WholeList(ListFilter):
    """A list that is short enough to be taken whole."""


class MeetingListFilter(ListFilter):
    """Records by meeting."""

    meeting = FacetFilter("meeting_id", label=_("Meeting"), options=meeting_options)


class InvolvementFilter(MeetingListFilter):
    """What agencies do, by meeting, agency, session and role."""

    agency = FacetFilter("agency_id", label=_("Agency"), options=agency_options)
    session = FacetFilter("session_id", label=_("Session"), options=session_options, in_use_only=True, within="meeting")
    role = LinkedFacetFilter(
        InvolvementRole, "involvement", "role", label=_("Role"), options=choice_options(InvolvementRole.Role.choices)
    )


class PassageFilter(ListFilter):
    """Passages by document and kind."""

    q = WordsFilter("passages")
    document = FacetFilter("document_id", label=_("Document"), options=document_options)
    kind = FacetFilter("kind", label=_("Kind"), options=choice_options(Passage.Kind.choices))


def found_meetings(data):
    """All meetings, in order of time."""
    return WholeList(data, Meeting.objects.select_related("part_of"))


def found_themes(data):
    """All themes, in the order of the codebook."""
    return WholeList(data, Theme.objects.order_by("position", "slug"))


def found_addressees(data):
    """All addressees, in the order of the codebook."""
    return WholeList(data, Addressee.objects.order_by("position", "slug"))


def found_agencies(data):
    """All agencies, in printed order."""
    return WholeList(data, Agency.objects.order_by("position", "slug"))


def found_roundtables(data):
    """The roundtables of the meetings asked for."""
    return MeetingListFilter(data, Roundtable.objects.select_related("meeting"))


def found_documents(data):
    """The documents of the meetings asked for."""
    return MeetingListFilter(data, Document.objects.select_related("meeting"))


def found_involvement(data):
    """The entries of agencies that the words of an address ask for."""
    entries = Involvement.objects.select_related("agency", "meeting", "session")
    order = ["agency__position", "agency__slug", "meeting__starts_on", "meeting__slug", "position"]
    return InvolvementFilter(data, entries.order_by(*order))


def found_passages(data):
    """The passages that the words of an address ask for, in the order of their documents."""
    return PassageFilter(data, Passage.objects.select_related("document", "section"))
