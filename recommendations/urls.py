from django.urls import path

from recommendations import views, views_breakdowns
from recommendations.breakdowns import ONE_SIDE, TWO_SIDES

CHART = {"sides": ONE_SIDE, "page": "recommendations:chart"}
COMPARE = {"sides": TWO_SIDES, "page": "recommendations:compare"}

app_name = "recommendations"
urlpatterns = [
    path("recommendations/", views.recommendation_list, name="list"),
    path("recommendations/chart/", views_breakdowns.chart, name="chart"),
    path("recommendations/chart.svg", views_breakdowns.breakdown_svg, CHART, name="chart-svg"),
    path("recommendations/chart.png", views_breakdowns.breakdown_png, CHART, name="chart-png"),
    path("recommendations/chart.csv", views_breakdowns.breakdown_csv, CHART, name="chart-csv"),
    path("recommendations/said-before/", views.said_before_method, name="said-before"),
    path("compare/", views_breakdowns.compare, name="compare"),
    path("compare.svg", views_breakdowns.breakdown_svg, COMPARE, name="compare-svg"),
    path("compare.png", views_breakdowns.breakdown_png, COMPARE, name="compare-png"),
    path("compare.csv", views_breakdowns.breakdown_csv, COMPARE, name="compare-csv"),
    path("recommendations/<slug:meeting>/<word:code>/", views.recommendation_detail, name="detail"),
    path("examples/", views.example_list, name="examples"),
    path("examples/<slug:meeting>/<word:code>/", views.example_detail, name="example"),
]
