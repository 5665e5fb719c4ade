from django.urls import path

from sessions import views

app_name = "sessions"
urlpatterns = [
    path("sessions/", views.session_list, name="list"),
    path("questions/", views.question_list, name="questions"),
    path("meetings/<slug:meeting>/agenda/", views.meeting_agenda, name="agenda"),
    path("meetings/<slug:meeting>/sessions/<str:number>/", views.session_detail, name="detail"),
]
