"""The secretariat's desk for meetings, their rooms and deadlines, participations and themes."""

from datetime import timedelta
from zoneinfo import available_timezones

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from meetings.days import days_in_words
from meetings.desk import (
    DeskAdmin,
    DeskForm,
    DeskInline,
    Mergeable,
    RowForm,
    as_printed,
    link_to_list,
    other_languages,
    ours,
    placed,
)
from meetings.languages import languages_found
from meetings.models import Deadline, Meeting, Participation, Room, Theme
from meetings.translated import in_others
from meetings.zones import zones_of


class ParticipationInline(DeskInline):
    model = Participation
    fields = ["position", "kind", "role", "as_listed", "name", "country", "number", "note"]


class RoomForm(RowForm):
    once = ["position", "slug"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Given once, then only shown, as on the form of a room.
        self.fields["slug"].disabled = self.instance.pk is not None


class RoomInline(DeskInline):
    model = Room
    form = RoomForm
    fields = ["position", "name", "slug", "place", "capacity"]
    prepopulated_fields = {"slug": ["name"]}


A_YEAR = timedelta(days=366)


class NearItsMeeting:
    """A form for a deadline, whose date is doubted where it is years away from the meeting: one digit is soon wrong."""

    def look_for_doubts(self):
        super().look_for_doubts()
        date, meeting = self.cleaned_data.get("date"), self.cleaned_data.get("meeting")
        if not ("date" in self.changed_data and date and meeting and meeting.starts_on and meeting.ends_on):
            return
        if not meeting.starts_on - A_YEAR <= date <= meeting.ends_on + A_YEAR:
            said = _("%(day)s is more than a year away from %(meeting)s (%(days)s).")
            names = {"day": days_in_words(date, date), "meeting": meeting, "days": meeting.days}
            self.doubt("date", said % names)


class DeadlineForm(NearItsMeeting, DeskForm):
    """The form of a deadline."""


class DeadlineRow(NearItsMeeting, RowForm):
    """A deadline as a row of its meeting."""


class DeadlineInline(DeskInline):
    model = Deadline
    form = DeadlineRow
    fields = ["position", "name", "date", "time", "url", "note"]


class MeetingForm(DeskForm):
    """A meeting, whose time zone follows from its country where that has but one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].required = False

    def clean_time_zone(self):
        typed, country = self.cleaned_data["time_zone"], self.cleaned_data.get("country")
        zones = zones_of(country)
        if not typed and len(zones) == 1:
            return zones[0]
        if zones and typed not in available_timezones():
            said = _("Write the time zone of the place as one of these: %(zones)s.")
            raise ValidationError(said, params={"zones": _(", ").join(sorted(zones))})
        if not typed:
            raise ValidationError(self.fields["time_zone"].error_messages["required"], code="required")
        return typed


@admin.register(Meeting)
class MeetingAdmin(DeskAdmin):
    form = MeetingForm
    list_display = ["short_title", "title", "kind", "starts_on", "ends_on", "part_of"]
    list_filter = ["kind", ("summary", admin.EmptyFieldListFilter)]
    list_select_related = ["part_of"]
    date_hierarchy = "starts_on"
    search_fields = ["title", "short_title", "slug", "city", "motto", "participations__name"]
    prepopulated_fields = {"slug": ["short_title"]}
    expected = ["sessions", "documents", "summary", *in_others("short_title")]
    readonly_fields = ["its_roundtables", "its_slots", "its_sessions", "its_documents"]
    inlines = [RoomInline, DeadlineInline, ParticipationInline]
    fieldsets = [
        placed("title", "short_title", "slug", "kind", "part_of", "country", "time_zone", ("starts_on", "ends_on")),
        (
            gettext_lazy("What it holds"),
            {"fields": [("its_roundtables", "its_slots"), ("its_sessions", "its_documents")]},
        ),
        as_printed("city", "venue", "motto", "attendance"),
        ours("summary"),
        other_languages("short_title", "city"),
    ]

    its_roundtables = link_to_list(
        "roundtables_roundtable", "meeting", gettext_lazy("roundtables"), gettext_lazy("Show its roundtables")
    )
    its_slots = link_to_list("gfmd_sessions_slot", "meeting", gettext_lazy("slots"), gettext_lazy("Show its slots"))
    its_sessions = link_to_list(
        "gfmd_sessions_session", "meeting", gettext_lazy("sessions"), gettext_lazy("Show its sessions")
    )
    its_documents = link_to_list(
        "documents_document", "meeting", gettext_lazy("documents"), gettext_lazy("Show its documents")
    )

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        slots = obj.slots.exclude(date__range=(obj.starts_on, obj.ends_on))
        if days := sorted(set(slots.values_list("date", flat=True))):
            said = _("Slots of the agenda lie outside the days of the meeting: %(days)s.")
            names = {"days": _(", ").join(days_in_words(day, day) for day in days)}
            self.message_user(request, said % names, messages.WARNING)

    def get_urls(self):
        views = {"countries": self.countries_found, "languages": self.languages_found}
        paths = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"meetings_{name}") for name, view in views.items()
        ]
        return [*paths, *super().get_urls()]

    def countries_found(self, request):
        """What a country picker asks for: the countries whose name or code holds what was typed."""
        typed = request.GET.get("term", "").casefold()
        found = [{"id": code, "text": name} for code, name in countries if typed in f"{name} ({code})".casefold()]
        return JsonResponse({"results": found, "pagination": {"more": False}})

    def languages_found(self, request):
        """What a language picker asks for, in groups."""
        found = [
            {"text": group, "children": [{"id": code, "text": name} for code, name in languages]}
            for group, languages in languages_found(request.GET.get("term", ""))
        ]
        return JsonResponse({"results": found, "pagination": {"more": False}})


@admin.register(Participation)
class ParticipationAdmin(DeskAdmin):
    list_display = ["name", "as_listed", "role", "kind", "number", "meeting"]
    list_filter = ["meeting", "role", "kind", ("note", admin.EmptyFieldListFilter)]
    list_select_related = ["meeting"]
    expected = ["passages"]
    search_fields = ["name", "as_listed", "meeting__title", "meeting__short_title"]
    page_of = "meeting"
    fieldsets = [
        placed("meeting", "position", "kind", "role", "country", "number"),
        as_printed("as_listed"),
        ours("name", "note"),
    ]


@admin.register(Room)
class RoomAdmin(Mergeable, DeskAdmin):
    list_display = ["name", "place", "capacity", "meeting"]
    list_filter = ["meeting"]
    list_select_related = ["meeting"]
    search_fields = ["name", "slug", "place", "meeting__title", "meeting__short_title"]
    identity = ["meeting", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    page_of = "meeting"
    fieldsets = [placed("meeting", "name", "slug", "place", "capacity", "position")]


@admin.register(Deadline)
class DeadlineAdmin(DeskAdmin):
    form = DeadlineForm
    list_display = ["name", "date", "time", "meeting"]
    list_filter = ["meeting"]
    list_select_related = ["meeting"]
    date_hierarchy = "date"
    search_fields = ["name", "note", "meeting__title", "meeting__short_title"]
    page_of = "meeting"
    fieldsets = [placed("meeting", "position", "name", ("date", "time"), "url", "note")]


@admin.register(Theme)
class ThemeAdmin(Mergeable, DeskAdmin):
    list_display = ["name", "slug", "description", "position"]
    search_fields = ["name", "slug", "description", "not_here"]
    prepopulated_fields = {"slug": ["name"]}
    expected = ["description", *in_others("name", "description")]
    fieldsets = [
        placed("slug", "position"),
        ours("name", "description", "not_here"),
        other_languages("name", "description", "not_here"),
    ]
