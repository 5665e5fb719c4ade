from django.urls import path

from mine import views, views_offline

app_name = "mine"
urlpatterns = [
    path("my-agenda/", views.agenda, name="agenda"),
    path("my-agenda/<slug:token>/", views.shared, name="shared"),
    path("my-agenda/<slug:token>.svg", views.code, name="code"),
    path("meetings/<slug:meeting>/agenda.json", views_offline.meeting_programme, name="programme"),
    path("meetings/<slug:meeting>/offline.json", views_offline.pack_of_meeting, name="meeting-pack"),
    path("offline.json", views_offline.pack_of_portal, name="portal-pack"),
    path("offline/", views_offline.offline, name="offline"),
]
