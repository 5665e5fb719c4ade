from django.urls import path

from gfmd_portal.calendars import views

app_name = "calendars"
urlpatterns = [
    path("my-agenda/<slug:token>.ics", views.my_calendar, name="mine"),
    path("meetings.ics", views.meeting_list_calendar, name="meetings"),
    path("sessions.ics", views.session_list_calendar, name="sessions"),
    path("meetings/<slug:meeting>/agenda.ics", views.agenda_calendar, name="agenda"),
    path("meetings/<slug:meeting>/agenda/<str:day>.ics", views.day_calendar, name="day"),
    path("meetings/<slug:meeting>/sessions/<word:number>.ics", views.session_calendar, name="session"),
]
