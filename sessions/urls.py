from django.urls import path

from sessions import agenda_views, now_views, views

app_name = "sessions"
urlpatterns = [
    path("now/", now_views.now, name="now"),
    path("sessions/", views.session_list, name="list"),
    path("questions/", views.question_list, name="questions"),
    path("meetings/<slug:meeting>/agenda/", agenda_views.by_time, name="agenda"),
    path("meetings/<slug:meeting>/agenda/tracks/", agenda_views.by_roundtable, name="agenda-tracks"),
    path("meetings/<slug:meeting>/agenda.txt", agenda_views.plain_text, name="agenda-text"),
    path("meetings/<slug:meeting>/agenda/<str:day>/", agenda_views.one_day, name="agenda-day"),
    path("meetings/<slug:meeting>/sessions/<word:number>/", views.session_detail, name="detail"),
]
