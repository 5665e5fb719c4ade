"""The desk for what the documents say of the sessions, record by record."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from documents.admin import QuotedAdmin, opening
from meetings.desk import as_printed, ours, placed
from sessions.models import AgendaItem, BuildsOn, CommonTheme, GuidingQuestion, Partner, Point, SessionTitle


@admin.register(SessionTitle)
class SessionTitleAdmin(QuotedAdmin):
    list_display = ["title", "session", "position"]
    list_filter = ["session__meeting"]
    list_select_related = ["session__meeting"]
    search_fields = ["title", "session__title", "session__meeting__title"]
    ordering = ["session__meeting__starts_on", "session__position", "position"]
    page_of = "session"
    fieldsets = [placed("session", "position"), as_printed("title", "passages")]


@admin.register(AgendaItem)
class AgendaItemAdmin(QuotedAdmin):
    list_display = ["title", "kind", "slot", "held_as"]
    list_filter = ["slot__meeting", "kind"]
    list_select_related = ["slot__meeting", "held_as"]
    search_fields = ["title", "slot__meeting__title", "slot__meeting__short_title"]
    page_of = "slot.meeting"
    fieldsets = [placed("slot", "order_in_slot", "kind", "held_as"), as_printed("title", "passages")]


@admin.register(GuidingQuestion)
class GuidingQuestionAdmin(QuotedAdmin):
    list_display = [opening, "session", "position", "meeting"]
    list_filter = ["meeting", ("session", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting", "session__meeting"]
    search_fields = ["text", "session__title", "meeting__title", "meeting__short_title"]
    fieldsets = [placed("meeting", "session", "position"), as_printed("text", "passages")]


@admin.register(Point)
class PointAdmin(QuotedAdmin):
    list_display = [opening, "kind", "session", "position"]
    list_filter = ["session__meeting", "kind"]
    list_select_related = ["session__meeting"]
    search_fields = ["text", "session__title", "session__meeting__title", "session__meeting__short_title"]
    page_of = "session"
    fieldsets = [placed("session", "position", "kind"), as_printed("text", "passages")]


@admin.register(CommonTheme)
class CommonThemeAdmin(QuotedAdmin):
    list_display = ["title", "meeting", "position"]
    list_filter = ["meeting"]
    list_select_related = ["meeting"]
    search_fields = ["title", "meeting__title", "meeting__short_title"]
    page_of = "meeting"
    fieldsets = [placed("meeting", "position"), as_printed("title", "passages")]


@admin.register(Partner)
class PartnerAdmin(QuotedAdmin):
    list_display = ["name", "as_listed", "role", "firmness", "kind", "session"]
    list_filter = ["session__meeting", "role", "firmness", "kind"]
    list_select_related = ["session__meeting"]
    search_fields = ["name", "as_listed", "session__title", "session__meeting__title", "session__meeting__short_title"]
    page_of = "session"
    fieldsets = [
        placed("session", "position", "kind", "role", "firmness", "country"),
        as_printed("as_listed", "passages"),
        ours("name"),
    ]


@admin.register(BuildsOn)
class BuildsOnAdmin(QuotedAdmin):
    list_display = ["__str__", "words", "meeting"]
    list_filter = ["meeting", "earlier_meeting"]
    list_select_related = [
        "meeting",
        "roundtable__meeting",
        "session__meeting",
        "earlier_meeting",
        "earlier_roundtable__meeting",
        "earlier_session__meeting",
    ]
    search_fields = ["words", "meeting__title", "meeting__short_title", "earlier_meeting__title"]
    page_of = "later"
    fieldsets = [
        placed("meeting", "position", "roundtable", "session"),
        (_("What it builds on"), {"fields": ["earlier_meeting", "earlier_roundtable", "earlier_session"]}),
        as_printed("words", "passages"),
    ]
