"""The secretariat's desk as a whole."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy

from meetings.pickers import RecordsFound


class DeskSite(AdminSite):
    """The desk, on which whatever is looked up in a picker is found by one view."""

    site_header = site_title = gettext_lazy("GFMD portal")
    index_title = gettext_lazy("Secretariat desk")

    def autocomplete_view(self, request):
        return RecordsFound.as_view(admin_site=self)(request)
