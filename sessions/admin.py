"""The secretariat's desk for the agenda: slots, sessions, and what the documents say of each session."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from documents.admin import QuotedAdmin, link_to_list, opening
from meetings.admin import DeskAdmin, DeskInline, RowForm, as_printed, ours, placed
from sessions.models import (
    AgendaItem,
    BuildsOn,
    CommonTheme,
    GuidingQuestion,
    Partner,
    Point,
    Session,
    SessionTitle,
    Slot,
)


class AgendaItemForm(RowForm):
    once = ["order_in_slot"]


class AgendaItemInline(DeskInline):
    model = AgendaItem
    form = AgendaItemForm
    fields = ["order_in_slot", "kind", "title", "held_as"]
    list_select_related = ["held_as"]


@admin.register(Slot)
class SlotAdmin(DeskAdmin):
    list_display = ["__str__", "date", "starts_at", "ends_at", "meeting"]
    list_filter = ["meeting"]
    list_select_related = ["meeting"]
    date_hierarchy = "date"
    search_fields = ["date", "items__title", "sessions__title", "meeting__title", "meeting__short_title"]
    page_of = "meeting"
    inlines = [AgendaItemInline]
    fieldsets = [placed("meeting", "position", "date", ("starts_at", "ends_at"))]


class SessionTitleInline(DeskInline):
    model = SessionTitle
    fields = ["position", "title"]


class QuestionForm(RowForm):
    given = ["meeting"]


class QuestionInline(DeskInline):
    model = GuidingQuestion
    form = QuestionForm
    fields = ["position", "text"]


class PointInline(DeskInline):
    model = Point
    fields = ["position", "kind", "text"]


class PartnerInline(DeskInline):
    model = Partner
    fields = ["position", "kind", "role", "firmness", "as_listed", "name", "country"]


@admin.register(Session)
class SessionAdmin(QuotedAdmin):
    list_display = ["number", "title", "meeting", "kind", "roundtable"]
    list_filter = ["meeting", "kind", ("summary", admin.EmptyFieldListFilter), ("abstract", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting", "roundtable__meeting", "slot__meeting", "parent__meeting"]
    search_fields = ["number", "title", "other_titles__title", "summary", "meeting__title", "meeting__short_title"]
    identity = ["meeting", "number"]
    readonly_fields = ["its_recommendations", "its_examples"]
    inlines = [SessionTitleInline, QuestionInline, PointInline, PartnerInline]
    fieldsets = [
        placed("meeting", "number", "position", "kind", "parent", "roundtable", "slot", "order_in_slot"),
        (_("What it led to"), {"fields": [("its_recommendations", "its_examples")]}),
        as_printed("title", "format", "abstract", "passages"),
        ours("summary"),
    ]

    @admin.display(description=_("recommendations"))
    def its_recommendations(self, session):
        return link_to_list("recommendations_recommendation", "session", session, _("Show its recommendations"))

    @admin.display(description=_("examples"))
    def its_examples(self, session):
        return link_to_list("recommendations_example", "session", session, _("Show its examples"))


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
