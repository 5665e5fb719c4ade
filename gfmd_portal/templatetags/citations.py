"""How a page says how it is cited, to people and to reference managers."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from browse.addresses import origin
from browse.tags import jinja
from gfmd_portal.citations.charts import reference_to_chart
from gfmd_portal.citations.prose import apa, chicago
from gfmd_portal.citations.records import reference_to
from gfmd_portal.citations.searches import reference_to_search
from gfmd_portal.citations.shapes import SHAPES
from gfmd_portal.citations.since import since_cited
from gfmd_portal.downloads.lists import LISTS, Listed
from gfmd_portal.languages import is_english, plain
from gfmd_portal.page_state import version_of

register = template.Library()


@register.simple_tag(takes_context=True)
def cite_record(context, record):
    """How `record` is cited: in five forms, three of them as files."""
    request = context["request"]
    reference = reference_to(record, request.build_absolute_uri, version_of(request))
    return _panel(reference, _files(request.path))


@register.simple_tag(takes_context=True)
def cite_chart(context, breakdown):
    """How the chart or the comparison of this page is cited."""
    request = context["request"]
    reference = reference_to_chart(request.resolver_match.view_name, request.GET, request.build_absolute_uri)
    return _panel(reference, _files(request.path, breakdown.query()))


def cite_list(request, name, listing):
    """How the list called `name` is cited, as it is filtered on the page that `request` asks for."""
    # What the page found names its choices in the language of the page; a citation finds them again in English.
    found = listing.filter if is_english() else None
    listed = Listed(LISTS[name], request.GET, lambda path: f"{origin(request)}{path}", found)
    reference = reference_to_search(listed)
    return _panel(reference, _files(request.path, listing.download_query), is_search=True)


@register.inclusion_tag("includes/_citation_meta.html", takes_context=True)
def citation_meta(context, record):
    """What `record` is, in the meta tags that Zotero and Google Scholar read."""
    request = context["request"]
    return {"reference": reference_to(record, request.build_absolute_uri, version_of(request))}


def what_is_new(listing):
    """What was added to a list since a citation that led the reader here."""
    return mark_safe(render_to_string("includes/_since.html", {"since": since_cited(listing.filter)}))


def _panel(reference, files, *, is_search=False):
    """The reference as it is shown: in prose, and as the files hold it."""
    prose = [("APA", apa(reference)), ("Chicago", chicago(reference))]
    coded = [(shape.name, shape.write(reference).strip()) for shape in SHAPES.values()]
    return jinja("includes/_cite.jinja", prose=prose, coded=coded, files=files, is_search=is_search)


def _files(path, query=""):
    """Where the files of the citation of a page are: (name, address)."""
    address = _address(plain(path).strip("/"), get_language())
    return [(shape.name, f"{address}{shape.ending}{query}") for shape in SHAPES.values()]


@lru_cache(maxsize=1000)
def _address(page, _language):
    """The address of the citation of a page, without the ending that names its form."""
    first, *_others = SHAPES.values()
    return reverse("cite", args=[page, first]).removesuffix(first.ending)
