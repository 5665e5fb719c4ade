"""The secretariat's desk for recommendations, and for the examples that illustrate them."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.admin import CodingInline, QuotedAdmin, opening
from meetings.desk import (
    DeskAdmin,
    DeskInline,
    Mergeable,
    RowForm,
    as_printed,
    next_name,
    other_languages,
    ours,
    placed,
)
from meetings.translated import in_others
from recommendations.models import (
    Addressee,
    Example,
    ExampleCountry,
    ExampleOrganisation,
    ExampleTheme,
    Likeness,
    Recommendation,
    RecommendationTheme,
    SubItem,
)


@admin.register(Addressee)
class AddresseeAdmin(Mergeable, DeskAdmin):
    list_display = ["name", "slug", "description", "position"]
    search_fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    expected = ["description", *in_others("name", "description")]
    fieldsets = [
        placed("slug", "position"),
        ours("name", "description"),
        other_languages("name", "description"),
    ]


class SubItemInline(DeskInline):
    model = SubItem
    fields = ["position", "text"]


class RecommendationThemeInline(CodingInline):
    model = RecommendationTheme


class ExampleForm(RowForm):
    # Its position counts in the session, whose examples stand under several recommendations: the database checks it.
    once = []
    given = ["meeting", "session"]


class ExampleInline(DeskInline):
    model = Example
    form = ExampleForm
    fields = ["code", "position", "label", "text"]
    list_select_related = ["meeting"]


@admin.register(Recommendation)
class RecommendationAdmin(QuotedAdmin):
    list_display = ["code", opening, "session", "kind"]
    list_filter = ["meeting", "kind", "themes", "addressees"]
    list_select_related = ["meeting", "session__meeting"]
    search_fields = ["code", "heading", "text", "sub_items__text", "session__title", "meeting__title", "meeting__slug"]
    identity = ["meeting"]
    expected = ["themes", "passages"]
    inlines = [RecommendationThemeInline, SubItemInline, ExampleInline]
    fieldsets = [
        placed("meeting", "session", "code", "position", "kind"),
        as_printed("heading", "text", "passages"),
        ours("addressees"),
    ]

    def another(self, recommendation):
        """The next recommendation of a session, which is mostly of the same kind and numbered on."""
        codes = recommendation.meeting.recommendations.values_list("code", flat=True)
        alike = {"kind": recommendation.kind, "code": next_name(recommendation.code, codes)}
        return super().another(recommendation) | alike


@admin.register(RecommendationTheme)
class RecommendationThemeAdmin(DeskAdmin):
    list_display = ["theme", "position", "recommendation"]
    list_filter = ["position", "theme", "recommendation__meeting"]
    list_select_related = ["theme", "recommendation__meeting"]
    search_fields = ["theme__name", "recommendation__code", "recommendation__text"]
    ordering = ["recommendation", "position"]
    page_of = "recommendation"
    fieldsets = [placed("recommendation"), ours("theme", "position")]


@admin.register(Likeness)
class LikenessAdmin(DeskAdmin):
    """Who decided, and when, is noted by itself."""

    list_display = ["first", "second", "verdict", "note", "decided_by", "decided_at"]
    list_filter = ["verdict", "first__meeting"]
    list_select_related = ["first__meeting", "second__meeting", "decided_by"]
    search_fields = ["first__code", "first__text", "second__code", "second__text", "note"]
    readonly_fields = ["decided_by", "decided_at"]
    page_of = "first"
    fieldsets = [
        placed("first", "second"),
        ours("verdict", "note"),
        (None, {"fields": ["decided_by", "decided_at"]}),
    ]

    def save_model(self, request, obj, form, change):
        obj.decided_by, obj.decided_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """Whoever decided from the page of a recommendation goes back there, to the next pair."""
        if "_save" in request.POST and request.GET.get("first") == str(obj.first_id):
            return HttpResponseRedirect(f"{obj.first.get_absolute_url()}#said-before")
        return super().response_add(request, obj, post_url_continue)


@admin.register(SubItem)
class SubItemAdmin(QuotedAdmin):
    list_display = [opening, "recommendation", "position"]
    list_filter = ["recommendation__meeting"]
    list_select_related = ["recommendation__meeting"]
    search_fields = ["text", "recommendation__code", "recommendation__text", "recommendation__meeting__title"]
    page_of = "recommendation"
    fieldsets = [placed("recommendation", "position"), as_printed("text", "passages")]


class ExampleThemeInline(CodingInline):
    model = ExampleTheme


class CountryInline(DeskInline):
    model = ExampleCountry
    fields = ["position", "country"]


class OrganisationInline(DeskInline):
    model = ExampleOrganisation
    fields = ["position", "name"]


@admin.register(Example)
class ExampleAdmin(QuotedAdmin):
    list_display = ["code", opening, "recommendation", "session"]
    list_filter = ["meeting", "themes"]
    list_select_related = ["meeting", "session__meeting", "recommendation__meeting"]
    search_fields = [
        "code",
        "text",
        "organisations__name",
        "recommendation__heading",
        "session__title",
        "meeting__title",
        "meeting__slug",
    ]
    identity = ["meeting"]
    expected = ["themes", "passages"]
    inlines = [ExampleThemeInline, CountryInline, OrganisationInline]
    fieldsets = [
        placed("meeting", "session", "recommendation", "code", "position"),
        as_printed("label", "text", "passages"),
    ]


@admin.register(ExampleTheme)
class ExampleThemeAdmin(DeskAdmin):
    list_display = ["theme", "position", "example"]
    list_filter = ["position", "theme", "example__meeting"]
    list_select_related = ["theme", "example__meeting"]
    search_fields = ["theme__name", "example__code", "example__text"]
    ordering = ["example", "position"]
    page_of = "example"
    fieldsets = [placed("example"), ours("theme", "position")]


@admin.register(ExampleCountry)
class ExampleCountryAdmin(DeskAdmin):
    list_display = ["country_name", "example", "position"]
    list_filter = ["example__meeting"]
    list_select_related = ["example__meeting"]
    search_fields = ["country", "example__code", "example__text", "example__meeting__title"]
    page_of = "example"

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, row):
        return row.country.name


@admin.register(ExampleOrganisation)
class ExampleOrganisationAdmin(DeskAdmin):
    list_display = ["name", "example", "position"]
    list_filter = ["example__meeting"]
    list_select_related = ["example__meeting"]
    search_fields = ["name", "example__code", "example__text", "example__meeting__title"]
    page_of = "example"
    fieldsets = [placed("example", "position"), as_printed("name")]
