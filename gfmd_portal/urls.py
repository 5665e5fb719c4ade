"""The site map."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from gfmd_portal import views
from gfmd_portal.api.views import docs as api_docs
from gfmd_portal.citations.shapes import ShapeConverter
from gfmd_portal.citations.views import cite
from gfmd_portal.dataset.views import data_home
from gfmd_portal.downloads import views as downloads
from gfmd_portal.reference import views as reference
from gfmd_portal.reference.views_changes import feed as feed_of_changes
from gfmd_portal.site_search.views import search
from gfmd_portal.sitemaps import sitemap, sitemap_part
from gfmd_portal.views_agenda_changes import agenda_changes, agenda_changes_feed

register_converter(ShapeConverter, "bibliography")

# What people read, in four languages: English at the plain addresses, the others behind /fr/, /es/ and /ar/.
urlpatterns = i18n_patterns(
    path("", views.home, name="home"),
    path("search/", search, name="search"),
    path("", include("meetings.urls")),
    path("", include("roundtables.urls")),
    path("", include("sessions.urls")),
    path("", include("recommendations.urls")),
    path("", include("agencies.urls")),
    path("", include("documents.urls")),
    path("", include("mine.urls")),
    path("", include("gfmd_portal.calendars.urls")),
    path("", include("gfmd_portal.briefs.urls")),
    path("meetings/<slug:meeting>/changes/", agenda_changes, name="agenda-changes"),
    path("data/", data_home, name="data-home"),
    path("api/docs/", api_docs, name="api-docs"),
    path("codebook/", reference.codebook, name="codebook"),
    path("rights/", reference.rights, name="rights"),
    path("changes/", include("gfmd_portal.reference.urls_changes")),
    path("accessibility/", views.accessibility, name="accessibility"),
    prefix_default_language=False,
)
# What programs read, once and in English.
urlpatterns += [
    path("", include("mine.urls_root")),
    path("changes.atom", feed_of_changes, name="changes-feed"),
    path("feed.atom", downloads.feed, name="feed"),
    path("meetings/<slug:meeting>/changes.atom", agenda_changes_feed, name="agenda-changes-feed"),
    path("<slug:name>.csv", downloads.list_csv, name="list-csv"),
    path("<slug:name>.xlsx", downloads.list_xlsx, name="list-xlsx"),
    path("<slug:name>.json", downloads.list_json, name="list-json"),
    path("<slug:name>.atom", downloads.list_atom, name="list-atom"),
    path("<slug:name>.<bibliography:shape>", downloads.list_bibliography, name="list-bibliography"),
    path("cite/<path:page>.<bibliography:shape>", cite, name="cite"),
    path("data/", include("gfmd_portal.dataset.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemaps/<slug:section>-<int:number>.xml", sitemap_part, name="sitemap-part"),
    path("api/", include("gfmd_portal.api.urls")),
    path("admin/", admin.site.urls),
]
handler404 = "gfmd_portal.views.page_not_found"
handler500 = "gfmd_portal.faults.failed"
