from django.urls import path

from roundtables import views

app_name = "roundtables"
urlpatterns = [
    path("roundtables/", views.roundtable_list, name="list"),
    path("meetings/<slug:meeting>/roundtables/<int:number>/", views.roundtable_detail, name="detail"),
]
