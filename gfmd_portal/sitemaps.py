"""Every public address, for search engines: in one file, or in parts with a list of them where there are too many."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sites.shortcuts import get_current_site
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property

from agencies.models import Agency
from browse.snapshots import in_one_snapshot
from changes.last_changes import last_changes
from documents.models import Document
from gfmd_portal.pages import PAGES
from meetings.models import Meeting, Theme
from recommendations.models import Example, Recommendation
from roundtables.models import Roundtable
from sessions.models import Session

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PART = 500 * len(LANGUAGES)
"""Addresses in one part."""
WHOLE = 5 * PART
"""Addresses that one file still holds."""
XML = "application/xml"


class Pages:
    """What a sitemap names, each in every language. Of many records, only those of one part are read."""

    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(LANGUAGES) * len(self.items)

    def __getitem__(self, part):
        items = self.items[part.start // len(LANGUAGES) : -(-part.stop // len(LANGUAGES))]
        return [(item, code) for item in items for code in LANGUAGES]


class Records:
    """The records of one model, each with the moment at which it or a part of it changed last."""

    def __init__(self, records):
        self.records = records.order_by("pk")

    @cached_property
    def total(self):
        return self.records.count()

    def __len__(self):
        return self.total

    def __getitem__(self, part):
        found = list(self.records[part])
        changed = last_changes(self.records.model, [record.pk for record in found])
        for record in found:
            record.last_change = changed.get(record.pk)
        return found


class InEveryLanguage(Sitemap):
    """Pages that stand in every language, each of them naming the others."""

    i18n = alternates = x_default = True

    @property
    def paginator(self):
        return Paginator(Pages(self.items()), PART)


class PageSitemap(InEveryLanguage):
    """The pages that are no record."""

    def items(self):
        return ["home", *(name for name, _label in PAGES)]

    def location(self, item):
        return reverse(item)


class RecordSitemap(InEveryLanguage):
    """The pages of all records of one model."""

    def __init__(self, model, *related):
        self.records = model.objects.select_related(*related) if related else model.objects.all()

    def items(self):
        return Records(self.records)

    def lastmod(self, record):
        return record.last_change


class AgendaSitemap(InEveryLanguage):
    """The agenda of each meeting."""

    def items(self):
        return list(Meeting.objects.all())

    def location(self, item):
        return reverse("sessions:agenda", args=[item.slug])


SITEMAPS = {
    "pages": PageSitemap(),
    "agendas": AgendaSitemap(),
    "meetings": RecordSitemap(Meeting),
    "themes": RecordSitemap(Theme),
    "roundtables": RecordSitemap(Roundtable, "meeting"),
    "sessions": RecordSitemap(Session, "meeting"),
    "recommendations": RecordSitemap(Recommendation, "meeting"),
    "examples": RecordSitemap(Example, "meeting"),
    "agencies": RecordSitemap(Agency),
    "documents": RecordSitemap(Document),
}


@in_one_snapshot
def sitemap(request):
    """All addresses, or the list of the parts that name them."""
    paginators = {name: section.paginator for name, section in SITEMAPS.items()}
    parts = [(name, number) for name, paginator in paginators.items() for number in paginator.page_range]
    if sum(paginator.count for paginator in paginators.values()) <= WHOLE:
        return _answer(request, [address for part in parts for address in _addresses(request, *part)])
    addresses = [request.build_absolute_uri(reverse("sitemap-part", args=part)) for part in parts]
    return render(request, "sitemap_index.xml", {"addresses": addresses}, content_type=XML)


@in_one_snapshot
def sitemap_part(request, section, number):
    """One part of the addresses."""
    if section not in SITEMAPS or number not in SITEMAPS[section].paginator.page_range:
        raise Http404
    return _answer(request, _addresses(request, section, number))


def _addresses(request, section, number):
    return SITEMAPS[section].get_urls(page=number, site=get_current_site(request), protocol=request.scheme)


def _answer(request, addresses):
    answer = render(request, "sitemap.xml", {"urlset": addresses}, content_type=XML)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
