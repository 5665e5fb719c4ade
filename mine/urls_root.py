"""What a browser looks for at the root, once for all languages."""

from django.urls import path

from mine import views_offline

urlpatterns = [
    path("service-worker.js", views_offline.service_worker, name="service-worker"),
    path("manifest.webmanifest", views_offline.manifest, name="manifest"),
]
