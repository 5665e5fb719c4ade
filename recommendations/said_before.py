"""What was said before, or again since: the recommendations of other sessions that are worded most like one.

The score is that of `search.likeness`, from 0 to 1, and a little more where the themes agree. What editors decided
about two recommendations goes before any score: what they confirmed comes first, what they dismissed is never shown.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from django.db.models import Q

from changes.versions import record_version
from recommendations.models import Likeness, Recommendation, RecommendationTheme
from search.likeness import Wording
from search.snippets import marked, snippet
from search.tree import Run

SAME_MAIN_THEME, A_SHARED_THEME = 0.08, 0.04
"""What is added to the score where both have one main theme, or else some theme in common."""
ENOUGH = 0.235
"""Below this score, two recommendations share words more often than a point."""
FEWEST_WORDS, UNLESS = 2, 0.3
"""Two that share a single word are shown only if that word is most of what they say: from this score by words alone."""
MOST = 5
"""So many are shown, and all that are confirmed."""


@dataclass(frozen=True)
class Said:
    """Another recommendation like this one."""

    record: Recommendation
    score: float
    shared: tuple
    """The stems of the words in both."""
    words: tuple
    """The same as this recommendation writes them, most telling first."""
    here: str
    there: str
    """The texts of both."""
    confirmed: bool = False
    note: str = ""

    @cached_property
    def _runs(self):
        return [Run((stem,)) for stem in self.shared]

    @property
    def marked_here(self):
        """The whole text of this recommendation with the shared words marked, as safe HTML."""
        return marked(self.here, self._runs)

    @property
    def marked_there(self):
        return marked(self.there, self._runs)

    @property
    def snippet(self):
        """The stretch of the other's text that shares the most words, as safe HTML."""
        return snippet(self.there, self._runs)


def said_before(recommendation):
    """The recommendations most like this one, as `Said`s: the confirmed ones first, then the most alike."""
    found = _found(recommendation.pk, record_version())
    related = Recommendation.objects.select_related("meeting", "session__meeting").prefetch_related("codings__theme")
    records = related.in_bulk([said.record for said in found])
    return [replace(said, record=records[said.record]) for said in found if said.record in records]


@lru_cache(maxsize=1000)
def _found(pk, _version):
    """What `said_before` gives, with ids for records. It is kept until the record changes."""
    verdicts = verdicts_on(pk)
    wording = Wording("recommendations", pk)
    if wording.entry is None:
        return []
    possible = _possible(wording, verdicts)
    ids = [pk, *(other.record for other in possible)]
    sessions = dict(Recommendation.objects.filter(pk__in=ids).values_list("pk", "session"))
    themes = _themes_of(ids)
    said = [
        _said(wording, other, agreement(themes[pk], themes[other.record]), verdicts.get(other.record))
        for other in possible
        if other.record in sessions
    ]
    elsewhere = [other for other in said if other.record not in verdicts and sessions[other.record] != sessions.get(pk)]
    best = sorted(filter(_is_enough, elsewhere), key=lambda other: (-other.score, other.record))
    return [*(other for other in said if other.confirmed), *best[:MOST]]


def _possible(wording, verdicts):
    """The records that may be shown, as `Alike`s: those with a verdict, and those that their themes can lift enough."""
    alike = wording.held_against({*wording.candidates(), *verdicts})
    return [other for other in alike if other.record in verdicts or other.score + SAME_MAIN_THEME >= ENOUGH]


def _themes_of(ids):
    """The themes of recommendations in their order, by id."""
    themes = defaultdict(list)
    codings = RecommendationTheme.objects.filter(recommendation__in=ids).order_by("position")
    for record, theme in codings.values_list("recommendation", "theme"):
        themes[record].append(theme)
    return themes


def verdicts_on(pk):
    """What was decided about a recommendation, as a dict of the id of the other to its `Likeness`."""
    decided = Likeness.objects.filter(Q(first=pk) | Q(second=pk)).order_by("pk")
    return {row.second_id if row.first_id == pk else row.first_id: row for row in decided}


def _said(wording, alike, added, verdict):
    return Said(
        record=alike.record,
        score=min(1.0, alike.score + added),
        shared=alike.shared,
        words=tuple(wording.as_written(alike.shared)),
        here=wording.text,
        there=alike.text,
        confirmed=bool(verdict) and verdict.verdict == Likeness.Verdict.CONFIRMED,
        note=verdict.note if verdict else "",
    )


def agreement(first, second):
    """What is added to the score of two recommendations for their themes, each a list with the main one first."""
    if first[:1] and first[:1] == second[:1]:
        return SAME_MAIN_THEME
    return A_SHARED_THEME if set(first) & set(second) else 0.0


def _is_enough(said):
    return said.score >= ENOUGH and (len(said.shared) >= FEWEST_WORDS or said.score >= UNLESS)
