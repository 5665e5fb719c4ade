"""The secretariat's desk for roundtables."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from documents.admin import QuotedAdmin
from meetings.desk import DeskInline, as_printed, link_to_list, ours, placed
from roundtables.models import Roundtable, RoundtableTitle


class RoundtableTitleInline(DeskInline):
    model = RoundtableTitle
    fields = ["position", "title"]


@admin.register(Roundtable)
class RoundtableAdmin(QuotedAdmin):
    list_display = ["__str__", "title", "meeting", "its_sessions"]
    list_filter = ["meeting", ("summary", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting"]
    search_fields = ["number", "title", "other_titles__title", "summary", "meeting__title", "meeting__short_title"]
    identity = ["meeting"]
    expected = ["sessions", "summary", "passages"]
    readonly_fields = ["its_sessions"]
    inlines = [RoundtableTitleInline]
    fieldsets = [
        placed("meeting", "number", "its_sessions"),
        as_printed("title", "theme_heading", "passages"),
        ours("summary"),
    ]

    its_sessions = link_to_list("gfmd_sessions_session", "roundtable", _("sessions"), _("Show its sessions"))


@admin.register(RoundtableTitle)
class RoundtableTitleAdmin(QuotedAdmin):
    list_display = ["title", "roundtable", "position"]
    list_filter = ["roundtable__meeting"]
    list_select_related = ["roundtable__meeting"]
    search_fields = ["title", "roundtable__title", "roundtable__meeting__title"]
    ordering = ["roundtable__meeting__starts_on", "roundtable__number", "position"]
    page_of = "roundtable"
    fieldsets = [placed("roundtable", "position"), as_printed("title", "passages")]
