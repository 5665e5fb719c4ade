from django.urls import path

from sessions import views, views_agenda, views_now

app_name = "sessions"
urlpatterns = [
    path("now/", views_now.now, name="now"),
    path("sessions/", views.session_list, name="list"),
    path("questions/", views.question_list, name="questions"),
    path("meetings/<slug:meeting>/agenda/", views_agenda.by_time, name="agenda"),
    path("meetings/<slug:meeting>/agenda/tracks/", views_agenda.by_roundtable, name="agenda-tracks"),
    path("meetings/<slug:meeting>/agenda.txt", views_agenda.plain_text, name="agenda-text"),
    path("meetings/<slug:meeting>/agenda/<str:day>/", views_agenda.one_day, name="agenda-day"),
    path("meetings/<slug:meeting>/sessions/<word:number>/", views.session_detail, name="detail"),
]
