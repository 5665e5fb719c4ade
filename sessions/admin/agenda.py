"""The desk for the agenda: slots and sessions, with the rows under each."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.admin import CodingInline, QuotedAdmin
from meetings.days import days_in_words
from meetings.desk import DeskAdmin, DeskForm, DeskInline, RowForm, as_printed, link_to_list, ours, placed
from sessions.clashes import clashes
from sessions.models import (
    AgendaItem,
    GuidingQuestion,
    Paper,
    Partner,
    Point,
    Session,
    SessionTheme,
    SessionTitle,
    Slot,
    Speaker,
    SpokenLanguage,
)

TELLING = ["meeting", "date", "starts_at", "ends_at", "ends_next_day"]
"""What an editor tells of a slot beside its place."""


class ClashWarning:
    """Says after saving which sessions now need one room, or one person, at the same time. It refuses nothing."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for clash in clashes(form.instance.meeting, *self.touched(form.instance)):
            self.message_user(request, str(clash), messages.WARNING)


class AgendaItemForm(RowForm):
    once = ["order_in_slot"]


class AgendaItemInline(DeskInline):
    model = AgendaItem
    form = AgendaItemForm
    fields = ["order_in_slot", "kind", "title", "held_as"]
    list_select_related = ["held_as"]


class SlotForm(DeskForm):
    """A form for a slot, which without a script may be sent twice: nothing but its place would tell the two apart."""

    def put_last(self):
        same = {name: self.cleaned_data.get(name) for name in TELLING}
        if there := Slot.objects.filter(**same).select_related("meeting").last():
            said = _("“%(slot)s” is there already, in place %(place)s. To add a second one, state its place.")
            raise ValidationError(said, params={"slot": there, "place": there.position})
        super().put_last()


@admin.register(Slot)
class SlotAdmin(ClashWarning, DeskAdmin):
    form = SlotForm
    list_display = ["__str__", "date", "starts_at", "ends_at", "meeting"]
    list_filter = ["meeting"]
    list_select_related = ["meeting"]
    date_hierarchy = "date"
    search_fields = [
        *("date", "starts_at", "ends_at", "items__title", "sessions__title"),
        *("meeting__title", "meeting__short_title", "meeting__slug"),
    ]
    # Its sessions are of this meeting, and would go on standing in a slot of another.
    identity = ["meeting"]
    page_of = "meeting"
    inlines = [AgendaItemInline]
    fieldsets = [placed("meeting", "position", "date", ("starts_at", "ends_at", "ends_next_day"))]

    def another(self, slot):
        return super().another(slot) | {"date": slot.date}

    def touched(self, slot):
        return slot.sessions.all()

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        meeting = obj.meeting
        if not meeting.starts_on <= obj.date <= meeting.ends_on:
            said = _("%(day)s is not a day of %(meeting)s (%(days)s): check the date.")
            names = {"day": days_in_words(obj.date, obj.date), "meeting": meeting, "days": meeting.days}
            self.message_user(request, said % names, messages.WARNING)


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


class SpeakerInline(DeskInline):
    model = Speaker
    fields = ["position", "role", "name", "affiliation"]


class SpokenLanguageForm(RowForm):
    once = []


class SpokenLanguageInline(DeskInline):
    model = SpokenLanguage
    form = SpokenLanguageForm
    fields = ["role", "language"]


class PaperInline(DeskInline):
    model = Paper
    fields = ["position", "title", "url", "language"]


class SessionThemeInline(CodingInline):
    model = SessionTheme


@admin.register(Session)
class SessionAdmin(ClashWarning, QuotedAdmin):
    list_display = ["number", "meeting", "title", "room", "status", "kind", "its_roundtable"]
    list_filter = [
        "meeting",
        "kind",
        "status",
        ("room", admin.EmptyFieldListFilter),
        ("summary", admin.EmptyFieldListFilter),
        ("abstract", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["meeting", "roundtable__meeting", "slot__meeting", "parent__meeting", "room__meeting"]
    search_fields = [
        *("number", "kind", "title", "other_titles__title", "summary", "meeting__title", "meeting__short_title"),
        *("meeting__slug", "room__name", "speakers__name"),
    ]
    identity = ["meeting"]
    expected = ["summary", "passages"]
    readonly_fields = ["its_recommendations", "its_examples"]
    inlines = [
        *(SpeakerInline, SpokenLanguageInline, PaperInline, SessionThemeInline),
        *(SessionTitleInline, QuestionInline, PointInline, PartnerInline),
    ]
    fieldsets = [
        placed("meeting", "number", "position", "kind", "parent", "roundtable", "slot", "order_in_slot", "room"),
        (_("Does it take place?"), {"fields": ["status", "status_note"]}),
        (_("What it led to"), {"fields": [("its_recommendations", "its_examples")]}),
        as_printed("title", "format", "abstract", "passages"),
        ours("summary"),
    ]

    @admin.display(description=_("roundtable"), ordering="roundtable")
    def its_roundtable(self, session):
        """Its number alone: the meeting stands beside it."""
        return session.roundtable and session.roundtable.number

    def touched(self, session):
        return [session]

    def save_model(self, request, obj, form, change):
        """Say where a session is called moved that stays where it was: readers are told that its place is a new one."""
        super().save_model(request, obj, form, change)
        changed = set(form.changed_data)
        if change and obj.status == Session.Status.MOVED and "status" in changed and not changed & {"slot", "room"}:
            said = _("“%(session)s” is marked as moved, but its slot and room have not changed: check both.")
            self.message_user(request, said % {"session": obj}, messages.WARNING)

    its_recommendations = link_to_list(
        "recommendations_recommendation", "session", _("recommendations"), _("Show its recommendations")
    )
    its_examples = link_to_list("recommendations_example", "session", _("examples"), _("Show its examples"))
