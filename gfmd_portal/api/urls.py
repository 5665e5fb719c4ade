"""The addresses below /api/."""

from django.urls import path, re_path

from gfmd_portal.api import views
from gfmd_portal.api.lists import LISTS, RECORDS

# The address of a record is that of its list and the parts of its name.
PARTS = {view: "".join(f"<word:{part}>/" for part in view.parts) for view in RECORDS}

app_name = "api"
urlpatterns = [
    path("", views.Root.as_view(), name="root"),
    path("schema/", views.Schema.as_view(), name="schema"),
    *(path(f"{view.name}/", view.as_view(), name=view.name) for view in LISTS),
    *(path(f"{view.tag}/{PARTS[view]}", view.as_view(), name=view.name) for view in RECORDS),
    re_path(r"^[\s\S]*/\Z", views.Nothing.as_view(), name="nothing"),
]
