"""The API described: to programs as an OpenAPI schema, made from the views, their filters and their serializers."""

from functools import cache

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from agencies.models import InvolvementRole
from documents.models import Passage
from gfmd_portal.api.envelopes import ErrorSerializer, NotFoundSerializer, list_of
from recommendations.models import Recommendation
from sessions.models import Session

WORDS = {
    "q": (
        _(
            "What to search for, as on the pages: every word must be found; “a phrase”, OR, NOT, -word, (brackets) "
            "and prefix* are understood."
        ),
        "migration development",
    ),
    "theme": (_("The slug of a theme; /api/themes/ has them all."), "remittances"),
    "meeting": (_("The slug of a meeting; /api/meetings/ has them all."), "bern-2011"),
    "addressee": (_("The slug of an addressee; /api/addressees/ has them all."), "governments"),
    "year": (_("The year of the meeting, in four digits."), "2011"),
    "session": (_("A session as meeting/number; /api/sessions/ has them all."), "bern-2011/5"),
    "country": (_("A country that an example names, as its ISO 3166-1 alpha-2 code."), "PH"),
    "agency": (_("The slug of an agency; /api/agencies/ has them all."), "iom"),
    "group": (_("A group of the activities matrix: the number of its roundtable and its letter."), "1a"),
    "document": (_("The slug of a document; /api/documents/ has them all."), "bern-2011-m4md-meeting-report"),
    "sort": (
        _(
            "The order: newest puts the latest meeting first, relevance the best match for q. "
            "Without it, the records are in the order of the documents."
        ),
        "newest",
    ),
    "page": (_("The number of the page, from 1. A page number that the list does not have gives no records."), "1"),
    "page_size": (_("How many records a page holds, from 1 to 200; 50 by default."), "50"),
    "facets": (_("1 adds the facets: each value with the number of records that it would give."), "1"),
}
"""What each word of an address means, with an example of its value."""

SPECIAL = {
    ("roundtable", "sessions"): (_("A roundtable as meeting/number; /api/roundtables/ has them all."), "manila-2008/1"),
    ("roundtable", "activities"): (_("The number of a roundtable of the activities matrix."), "1"),
}
"""Words that mean something else in one list."""

EXAMPLES = {
    ("meeting", "examples"): "brussels-2007-csd",
    ("meeting", "involvement"): "brussels-2007",
    ("meeting", "roundtables"): "brussels-2007",
    ("session", "examples"): "brussels-2007-csd/5",
    ("session", "questions"): "manila-2008/1.1",
    ("session", "involvement"): "brussels-2007/1.1",
}
"""Where the usual value of a word finds nothing in one list, one that does."""

CHOICES = {
    ("kind", "recommendations"): Recommendation.Kind,
    ("kind", "sessions"): Session.Kind,
    ("kind", "passages"): Passage.Kind,
    ("role", "involvement"): InvolvementRole.Role,
}
"""Words whose values are few and fixed."""

AGAIN = _("May be repeated.")
ERRORS = {
    400: (ErrorSerializer, _("The address cannot be read at all: it holds too many words.")),
    404: (NotFoundSerializer, _("There is nothing at this address; the answer says what may have been meant.")),
    405: (ErrorSerializer, _("The API is for reading: only GET, HEAD and OPTIONS are allowed.")),
    429: (
        ErrorSerializer,
        _("Too many requests from one address; the header Retry-After says how many seconds to wait."),
    ),
}


class PortalSchema(AutoSchema):
    """Describes a view of the API from what the view itself says."""

    def get_operation_id(self):
        return f"{self.view.verb}_{self.view.name}"

    def get_tags(self):
        return [self.view.tag]

    def get_summary(self):
        return str(self.view.title)

    def get_description(self):
        return str(self.view.about)

    def get_override_parameters(self):
        wait = _("How many seconds to wait before asking again.")
        retry = OpenApiParameter("Retry-After", int, OpenApiParameter.HEADER, response=[429], description=str(wait))
        return [*self._places(), *self._words(), retry]

    def _places(self):
        """The parts of the path."""
        for word, (meaning, example) in self.view.parts.items():
            yield parameter(word, OpenApiParameter.PATH, meaning, example)

    def _words(self):
        """The words of the query string: those of the filter, then those of every list."""
        if self.view.find is None:
            return
        filters = self.view.find({}).filters
        for word in [*filters, "page", "page_size", "facets"]:
            meaning, example = meaning_of(word, self.view.name)
            repeats = word in filters and word not in ("q", "sort")
            text = f"{meaning} {AGAIN}" if repeats else str(meaning)
            yield parameter(word, OpenApiParameter.QUERY, text, example, many=repeats)

    def get_request_serializer(self):
        return None

    def get_response_serializers(self):
        answer = self.view.serializer if self.view.find is None else list_of(self.view.serializer)
        errors = {code: OpenApiResponse(form, str(text)) for code, (form, text) in ERRORS.items()}
        if not self.view.parts:
            errors.pop(404)
        return {
            200: OpenApiResponse(answer, str(_("What was asked for."))),
            304: OpenApiResponse(None, str(_("Nothing has changed since the ETag that the request named."))),
            **errors,
        }


def meaning_of(word, name):
    """What `word` means in the list called `name`, and an example of its value."""
    if (word, name) in CHOICES:
        values = CHOICES[word, name].values
        return _("One of: %(values)s.") % {"values": ", ".join(values)}, values[0]
    meaning, example = SPECIAL.get((word, name)) or WORDS.get(word) or ("", "")
    return meaning, EXAMPLES.get((word, name), example)


def parameter(word, location, meaning, example, many=False):
    """The description of one parameter. Query words take any text: what means nothing is named, never refused."""
    return OpenApiParameter(
        word,
        str,
        location,
        required=location == OpenApiParameter.PATH,
        description=str(meaning),
        many=many,
        explode=True if many else None,
        style="form" if many else None,
        examples=[OpenApiExample(str(_("For example")), value=[example] if many else example)] if example else [],
    )


def schema():
    """The OpenAPI schema in the language of the reader, made once for each."""
    return _schema(get_language())


@cache
def _schema(_language):
    return SchemaGenerator(urlconf=settings.ROOT_URLCONF).get_schema(request=None, public=True)
