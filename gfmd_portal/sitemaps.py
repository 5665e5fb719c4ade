"""Every public address, for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from agencies.models import Agency
from changes.moments import last_changes
from documents.models import Document
from gfmd_portal.missing import PAGES
from meetings.models import Meeting, Theme
from recommendations.models import Example, Recommendation
from roundtables.models import Roundtable
from sessions.models import Session


class InEveryLanguage(Sitemap):
    """Pages that stand in every language, each of them naming the others."""

    i18n = alternates = x_default = True


class PageSitemap(InEveryLanguage):
    """The pages that are no record."""

    def items(self):
        return ["home", *(name for name, _label in PAGES)]

    def location(self, item):
        return reverse(item)


class RecordSitemap(InEveryLanguage):
    """The pages of all records of one model, each with the moment at which it or a part of it changed last."""

    def __init__(self, model, *related):
        self.records = model.objects.select_related(*related) if related else model.objects.all()

    def items(self):
        records = list(self.records.all())
        changed = last_changes(self.records.model)
        for record in records:
            record.last_change = changed.get(record.pk)
        return records

    def lastmod(self, record):
        return record.last_change


class AgendaSitemap(InEveryLanguage):
    """The agenda of each meeting."""

    def items(self):
        return Meeting.objects.all()

    def location(self, item):
        return reverse("sessions:agenda", args=[item.slug])


SITEMAPS = {
    "pages": PageSitemap,
    "agendas": AgendaSitemap,
    "meetings": RecordSitemap(Meeting),
    "themes": RecordSitemap(Theme),
    "roundtables": RecordSitemap(Roundtable, "meeting"),
    "sessions": RecordSitemap(Session, "meeting"),
    "recommendations": RecordSitemap(Recommendation, "meeting"),
    "examples": RecordSitemap(Example, "meeting"),
    "agencies": RecordSitemap(Agency),
    "documents": RecordSitemap(Document),
}
