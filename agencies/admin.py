"""The secretariat's desk for agencies: their parts in a meeting, and the activities in which they have expertise."""

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from agencies.models import (
    Activity,
    ActivityGroup,
    ActivityTheme,
    Agency,
    Involvement,
    InvolvementRole,
    SummaryCell,
    SummaryRow,
)
from documents.admin import CodingInline, QuotedAdmin, opening
from meetings.desk import (
    DeskAdmin,
    DeskInline,
    Mergeable,
    RowForm,
    as_printed,
    link_to_list,
    other_languages,
    ours,
    placed,
)
from meetings.translated import in_others
from roundtables.models import Roundtable
from sessions.admin import SessionAdmin
from sessions.models import Session


@admin.register(Agency)
class AgencyAdmin(Mergeable, DeskAdmin):
    list_display = ["acronym", "name", "gmg_member", "position", "its_involvements"]
    list_display_links = ["acronym", "name"]
    list_filter = ["gmg_member"]
    search_fields = ["acronym", "name", "slug"]
    prepopulated_fields = {"slug": ["acronym"]}
    expected = in_others("name")
    readonly_fields = ["its_involvements"]
    fieldsets = [
        placed("slug", "position", "gmg_member", "its_involvements"),
        as_printed("name", "acronym"),
        other_languages("name", "acronym"),
    ]

    its_involvements = link_to_list("agencies_involvement", "agency", _("involvements"), _("Show its involvements"))


class InvolvementForm(RowForm):
    # Its position counts among the agency's entries, which stand on several sessions: the database checks it.
    once = []
    given = ["meeting"]


class InvolvementInline(DeskInline):
    model = Involvement
    form = InvolvementForm
    fields = ["agency", "position", "text"]
    list_select_related = ["agency", "session__meeting"]


# Sessions know nothing of agencies, so the agencies bring their rows along. The session's desk is registered anew
# rather than its list of inlines changed: what `sessions.admin` says stays true to whoever reads or imports it.
admin.site.unregister(Session)


@admin.register(Session)
class SessionWithAgenciesAdmin(SessionAdmin):
    inlines = [*SessionAdmin.inlines, InvolvementInline]


class RoleInline(DeskInline):
    model = InvolvementRole
    fields = ["position", "role", "firmness"]


@admin.register(Involvement)
class InvolvementAdmin(QuotedAdmin):
    list_display = ["agency", opening, "session", "position", "meeting"]
    list_filter = ["meeting", "agency", "roles__role", "roles__firmness"]
    list_select_related = ["agency", "meeting", "session__meeting"]
    search_fields = ["text", "agency__acronym", "agency__name", "session__title", "meeting__title"]
    page_of = "agency"
    expected = ["roles", "passages"]
    inlines = [RoleInline]
    fieldsets = [placed("agency", "meeting", "session", "position"), as_printed("text", "passages")]


@admin.register(InvolvementRole)
class InvolvementRoleAdmin(DeskAdmin):
    list_display = ["role", "firmness", "involvement", "position"]
    list_filter = ["involvement__meeting", "involvement__agency", "role", "firmness"]
    list_select_related = ["involvement__agency", "involvement__meeting", "involvement__session__meeting"]
    search_fields = ["role", "involvement__text", "involvement__agency__acronym", "involvement__agency__name"]
    page_of = "involvement.agency"
    fieldsets = [placed("involvement", "position", "role", "firmness")]


class CellForm(RowForm):
    once = []


class CellInline(DeskInline):
    model = SummaryCell
    form = CellForm
    fields = ["agency", "text"]
    list_select_related = ["agency"]


@admin.register(SummaryRow)
class SummaryRowAdmin(QuotedAdmin):
    list_display = ["label", "session", "lost", "position", "meeting"]
    list_filter = ["meeting", "lost"]
    list_select_related = ["meeting", "session__meeting"]
    search_fields = ["label", "cells__text", "session__title", "meeting__title", "meeting__short_title"]
    page_of = "meeting"
    expected = []  # annex 2 has lost whole rows
    inlines = [CellInline]
    fieldsets = [placed("meeting", "position", "session", "lost"), as_printed("label", "passages")]


@admin.register(SummaryCell)
class SummaryCellAdmin(DeskAdmin):
    list_display = ["agency", "text", "row"]
    list_filter = ["row__meeting", "agency"]
    list_select_related = ["agency", "row__meeting"]
    search_fields = ["text", "agency__acronym", "agency__name", "row__label"]
    page_of = "row.meeting"
    fieldsets = [placed("row", "agency"), as_printed("text")]


class RoundtableFilter(admin.RelatedFieldListFilter):
    """Names the roundtables with their meetings in one query."""

    def field_choices(self, field, request, model_admin):
        return [(roundtable.pk, str(roundtable)) for roundtable in Roundtable.objects.select_related("meeting")]


@admin.register(ActivityGroup)
class ActivityGroupAdmin(QuotedAdmin):
    list_display = ["__str__", "roundtable", "its_activities"]
    list_filter = [("roundtable", RoundtableFilter)]
    list_select_related = ["roundtable__meeting"]
    search_fields = ["title", "contents_title", "roundtable__title", "roundtable__meeting__title"]
    identity = ["roundtable", "letter"]
    page_of = "roundtable"
    expected = ["activities", "passages"]
    readonly_fields = ["its_activities"]
    fieldsets = [placed("roundtable", "letter", "its_activities"), as_printed("title", "contents_title", "passages")]

    its_activities = link_to_list("agencies_activity", "group", _("activities"), _("Show its activities"))


class ActivityThemeInline(CodingInline):
    model = ActivityTheme


@admin.register(Activity)
class ActivityAdmin(QuotedAdmin):
    list_display = ["__str__", "opening", "group"]
    list_filter = [("group__roundtable", RoundtableFilter), "themes", "agencies"]
    list_select_related = ["group__roundtable__meeting"]
    search_fields = ["activity", "objective", "group__title", "agencies__acronym", "themes__name"]
    expected = ["themes", "agencies", "passages"]
    inlines = [ActivityThemeInline]
    fieldsets = [placed("group", "position"), as_printed("activity", "objective", "agencies", "passages")]

    @admin.display(description=_("activity"), ordering="activity")
    def opening(self, activity):
        return Truncator(activity.activity).words(30)


@admin.register(ActivityTheme)
class ActivityThemeAdmin(DeskAdmin):
    list_display = ["theme", "position", "activity"]
    list_filter = ["position", "theme"]
    list_select_related = ["theme", "activity__group__roundtable__meeting"]
    search_fields = ["theme__name", "activity__activity", "activity__objective"]
    ordering = ["activity", "position"]
    page_of = "activity"
    fieldsets = [placed("activity"), ours("theme", "position")]
