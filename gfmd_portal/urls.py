"""The site map."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from gfmd_portal import views
from gfmd_portal.downloads import list_csv
from gfmd_portal.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("", include("meetings.urls")),
    path("", include("roundtables.urls")),
    path("", include("sessions.urls")),
    path("", include("recommendations.urls")),
    path("", include("agencies.urls")),
    path("", include("documents.urls")),
    path("<slug:name>.csv", list_csv, name="list-csv"),
    path("data/", include("gfmd_portal.urls_data")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("admin/", admin.site.urls),
]
handler404 = "gfmd_portal.views.page_not_found"
