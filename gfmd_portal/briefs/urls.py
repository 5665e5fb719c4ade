from django.urls import path

from gfmd_portal.briefs import views

PLACES = [
    ("meetings/<slug:meeting>/sessions/<word:number>/brief", views.session_brief, "session"),
    ("meetings/<slug:meeting>/agenda/<str:day>/brief", views.day_brief, "day"),
    ("meetings/<slug:meeting>/booklet", views.booklet, "booklet"),
]
app_name = "briefs"
urlpatterns = [path(f"{place}/", view, {"form": "page"}, name=name) for place, view, name in PLACES]
urlpatterns += [path(f"{place}.pdf", view, {"form": "pdf"}, name=f"{name}-pdf") for place, view, name in PLACES]
