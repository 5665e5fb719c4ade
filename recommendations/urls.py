from django.urls import path

from recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("recommendations/", views.recommendation_list, name="list"),
    path("recommendations/<slug:meeting>/<str:code>/", views.recommendation_detail, name="detail"),
    path("examples/", views.example_list, name="examples"),
    path("examples/<slug:meeting>/<str:code>/", views.example_detail, name="example"),
]
