"""The name over the secretariat's desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = admin.site.site_title = _("GFMD portal")
admin.site.index_title = _("Secretariat desk")
