"""The desk for what a programme says of each session: languages, speakers, papers, themes."""

from django.contrib import admin

from meetings.desk import DeskAdmin, placed
from sessions.models import Paper, SessionTheme, Speaker, SpokenLanguage


class OfSessionAdmin(DeskAdmin):
    """The desk of a row that stands under a session and is read on its page."""

    list_filter = ["session__meeting"]
    list_select_related = ["session__meeting"]
    ordering = ["session__meeting__starts_on", "session__position"]
    page_of = "session"


@admin.register(Speaker)
class SpeakerAdmin(OfSessionAdmin):
    list_display = ["name", "affiliation", "role", "session"]
    list_filter = ["session__meeting", "role"]
    search_fields = ["name", "affiliation", "session__title", "session__meeting__short_title"]
    fieldsets = [placed("session", "position", "role", "name", "affiliation")]


@admin.register(SpokenLanguage)
class SpokenLanguageAdmin(OfSessionAdmin):
    list_display = ["name", "language", "role", "session"]
    list_filter = ["session__meeting", "role"]
    search_fields = ["language", "session__title", "session__meeting__short_title"]
    fieldsets = [placed("session", "role", "language")]


@admin.register(Paper)
class PaperAdmin(OfSessionAdmin):
    list_display = ["title", "url", "language", "session"]
    search_fields = ["title", "url", "session__title", "session__meeting__short_title"]
    fieldsets = [placed("session", "position", "title", "url", "language")]


@admin.register(SessionTheme)
class SessionThemeAdmin(OfSessionAdmin):
    list_display = ["theme", "position", "session"]
    list_filter = ["session__meeting", "theme"]
    list_select_related = ["session__meeting", "theme"]
    search_fields = ["theme__name", "session__title", "session__meeting__short_title"]
    fieldsets = [placed("session", "position", "theme")]
