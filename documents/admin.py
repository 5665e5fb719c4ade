"""The secretariat's desk for documents and their passages, and what the desks of all quoted records share."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from documents.agreement import difference, differing_lines, quoting
from documents.models import Document, EditorialNote, Passage, Quoted, Translation
from meetings.desk import (
    DeskAdmin,
    DeskInline,
    RowForm,
    RowFormSet,
    as_printed,
    link_to_list,
    next_name,
    ours,
    placed,
)


@admin.display(description=_("opening words"), ordering="text")
def opening(record):
    """As much of a text as a list has room for."""
    return Truncator(record.text).words(18)


def say_what_differs(desk, request, records):
    """Say after saving which words of some records are not those of their passages: one of the two has a slip."""
    for record in records:
        for found in differing_lines(desk.admin_site.get_model_admin(type(record)), [record]):
            desk.message_user(request, difference(*found).told, messages.WARNING)


class QuotedAdmin(DeskAdmin):
    """The desk of a record taken from a document: its passages come with their documents, in one query."""

    expected = ["passages"]

    def get_object(self, request, object_id, from_field=None):
        record = super().get_object(request, object_id, from_field)
        if record:
            prefetch_related_objects([record], Prefetch("passages", Passage.objects.select_related("document")))
        return record

    def save_related(self, request, form, formsets, change):
        """Say after saving which passages are of another meeting than the record: the wrong one may be picked."""
        super().save_related(request, form, formsets, change)
        record = form.instance
        rows = (row for rows in formsets if issubclass(rows.model, Quoted) for row, _fields in rows.changed_objects)
        say_what_differs(self, request, [record, *rows])
        if meeting := getattr(record, "meeting", None):
            elsewhere = record.passages.exclude(document__meeting=meeting).select_related("document__meeting")
            for passage in elsewhere:
                said = _("“%(passage)s” stands in a document of %(elsewhere)s, not of %(meeting)s: check the passage.")
                names = {"passage": passage, "elsewhere": passage.document.meeting, "meeting": meeting}
                self.message_user(request, said % names, messages.WARNING)


class CodingForm(RowForm):
    once = ["position", "theme"]


class CodingFormSet(RowFormSet):
    """The themes of one record, the main theme first."""

    def clean(self):
        super().clean()
        places = sorted(self.kept("position"))
        if len(places) > 3:
            raise ValidationError(_("A record has three themes at most."))
        if places != list(range(1, len(places) + 1)):
            raise ValidationError(_("Number the themes without a gap: 1 for the main theme, then 2 and 3."))

    def make_room(self, rows):
        # No place beyond 3 is allowed, so moved rows cannot wait there: they go, and are saved anew under their ids.
        rows.delete()


class CodingInline(DeskInline):
    """The themes of a record: three at most, the first its main theme."""

    form = CodingForm
    formset = CodingFormSet
    max_num = 3
    fields = ["position", "theme"]
    list_select_related = ["theme"]


@admin.register(Document)
class DocumentAdmin(DeskAdmin):
    list_display = ["title", "meeting", "published_on", "author", "publisher", "its_passages"]
    list_filter = ["meeting", "language"]
    list_select_related = ["meeting"]
    search_fields = ["title", "slug", "author", "publisher", "identifiers", "meeting__title", "meeting__short_title"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["its_passages"]
    expected = ["passages"]
    fieldsets = [
        placed("meeting", "title", "slug", "language", "its_passages"),
        as_printed("author", "publisher", "published_on", "identifiers", "rights"),
        ours("note"),
    ]

    its_passages = link_to_list("documents_passage", "document", _("passages"), _("Show its passages"))


class TranslationForm(RowForm):
    once = []  # a language may be given to another row in one go; that no two share one is for the database to say


class NoteInline(DeskInline):
    model = EditorialNote
    fields = ["position", "text"]


class TranslationInline(DeskInline):
    model = Translation
    form = TranslationForm
    fields = ["language", "text", "made_by", "made_on", "note"]


@admin.register(Passage)
class PassageAdmin(DeskAdmin):
    list_display = ["anchor", opening, "kind", "level", "position", "document"]
    list_filter = ["document", "kind", "level", "lang"]
    list_select_related = ["document"]
    search_fields = [
        "anchor",
        "text",
        "document__slug",
        "document__title",
        "document__meeting__short_title",
        "notes__text",
    ]
    identity = ["document"]
    inlines = [NoteInline, TranslationInline]
    fieldsets = [
        placed("document", "anchor", "position", "kind", "level", "section"),
        as_printed("text", "lang"),
        ours("participations"),
    ]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "text" in form.changed_data:
            say_what_differs(self, request, quoting(form.instance))

    def another(self, passage):
        """The next passage of a document: under the same heading, mostly of the same kind and numbered on."""
        if passage.kind == Passage.Kind.HEADING:
            return super().another(passage) | {"section": passage.pk, "lang": passage.lang}
        alike = {"kind": passage.kind, "level": passage.level, "lang": passage.lang}
        alike["anchor"] = next_name(passage.anchor, passage.document.passages.values_list("anchor", flat=True))
        return super().another(passage) | alike | {"section": passage.section_id or ""}


@admin.register(EditorialNote)
class EditorialNoteAdmin(DeskAdmin):
    list_display = ["passage", opening, "position"]
    list_filter = ["passage__document"]
    list_select_related = ["passage__document"]
    search_fields = ["text", "passage__anchor", "passage__text", "passage__document__title"]
    page_of = "passage"


@admin.register(Translation)
class TranslationAdmin(DeskAdmin):
    list_display = ["passage", "language", opening, "made_by", "made_on"]
    list_filter = ["language", "passage__document"]
    list_select_related = ["passage__document"]
    search_fields = ["text", "made_by", "passage__anchor", "passage__text", "passage__document__title"]
    identity = ["passage", "language"]
    page_of = "passage"
