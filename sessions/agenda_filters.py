"""How the agenda of a meeting is narrowed: by words, theme, roundtable, kind, agency and language."""

from dataclasses import dataclass

import numpy as np
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from browse.bitmaps import Column
from browse.facets import FacetFilter, LinkedFacetFilter
from browse.filters import ListFilter
from meetings.filters import choice_options, theme_options
from meetings.languages import language_name
from meetings.models import Theme
from roundtables.models import Roundtable
from search.filters import WordsFilter
from sessions.models import Session, SessionTheme, SpokenLanguage

INVOLVEMENTS = Session.involvements.rel.related_model
AGENCIES = INVOLVEMENTS._meta.get_field("agency").related_model
OF_RECOMMENDATIONS = Column(Theme.recommendations.through, "recommendation__session", "theme_id")


def roundtable_options(ids):
    """The roundtables with these ids as facet values such as `manila-2008/1`, by their titles."""
    roundtables = Roundtable.objects.filter(pk__in=ids).select_related("meeting")
    return [
        (f"{roundtable.meeting.slug}/{roundtable.number}", f"{roundtable.number}. {roundtable.title}", [roundtable.pk])
        for roundtable in roundtables
    ]


def agency_options(_ids):
    """All agencies as facet values, in printed order."""
    return [(agency.slug, str(agency), [agency.pk]) for agency in AGENCIES.objects.all()]


def language_options(codes):
    """The languages with these codes as facet values, by their names."""
    return sorted(((code, language_name(code), [code]) for code in codes), key=lambda option: option[1])


@dataclass(frozen=True)
class ThemesOfSessions(Column):
    """Themes stand in two places: those that a session was given itself, and those of what it recommended."""

    is_direct = False

    @property
    def tables(self):
        return super().tables | OF_RECOMMENDATIONS.tables

    def ids(self, only=None):
        found = {}
        for value, ids in [*super().ids(only), *OF_RECOMMENDATIONS.ids(only)]:
            found[value] = np.concatenate([found[value], ids]) if value in found else ids
        return found.items()


class SessionThemeFilter(LinkedFacetFilter):
    """The sessions that are about a theme, or recommended something about it."""

    def column_of(self, model):
        return ThemesOfSessions(self.through, self.link, self.column)

    def condition(self, values):
        asked = {OF_RECOMMENDATIONS.record: OuterRef("pk"), f"{OF_RECOMMENDATIONS.value}__in": values}
        return super().condition(values) | Q(Exists(OF_RECOMMENDATIONS.rows.objects.filter(**asked)))


class AgendaFilter(ListFilter):
    """The sessions of one meeting, or of one day of it, by theme, roundtable, kind, agency and language."""

    q = WordsFilter("sessions")
    theme = SessionThemeFilter(SessionTheme, "session", "theme_id", label=_("Theme"), options=theme_options)
    roundtable = FacetFilter("roundtable_id", label=_("Roundtable"), options=roundtable_options, of_record=True)
    kind = FacetFilter("kind", label=_("Kind"), options=choice_options(Session.Kind.choices))
    agency = LinkedFacetFilter(INVOLVEMENTS, "session", "agency_id", label=_("Agency"), options=agency_options)
    language = LinkedFacetFilter(SpokenLanguage, "session", "language", label=_("Language"), options=language_options)

    class Meta:
        model = Session
        fields = []


def found_in_agenda(data, meeting, day=None):
    """The sessions of `meeting`, or of one `day` of it, that the words of an address ask for."""
    sessions = Session.objects.filter(meeting=meeting)
    return AgendaFilter(data, sessions.filter(slot__date=day) if day else sessions)
