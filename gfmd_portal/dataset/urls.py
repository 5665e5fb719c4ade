"""The files below /data/."""

from django.urls import path

from gfmd_portal.dataset import views

app_name = "data"
urlpatterns = [
    path("gfmd-portal.zip", views.data_zip, name="zip"),
    path("datapackage.json", views.data_package, name="package"),
    path("<slug:table>.csv", views.data_csv, name="csv"),
]
