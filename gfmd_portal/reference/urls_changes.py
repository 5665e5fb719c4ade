"""The addresses below /changes/."""

from django.urls import path, register_converter

from gfmd_portal.reference import views_changes as views


class TwoDigits:
    """A month or a day, always written with two digits."""

    regex = "[0-9]{2}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02}"


class FourDigits(TwoDigits):
    """A year."""

    regex = "[0-9]{4}"

    def to_url(self, value):
        return f"{value:04}"


register_converter(TwoDigits, "two")
register_converter(FourDigits, "four")

app_name = "changes"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("<four:year>-<two:number>/", views.month, name="month"),
    path("<four:year>-<two:number>-<two:day>/<slug:table>/", views.table_of_day, name="table"),
]
