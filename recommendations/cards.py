"""Recommendations as lists show them: only what a card says, read in two queries however many there are."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection

from browse.addresses import addresses
from recommendations.models import Recommendation, RecommendationTheme

WORDS = 45
"""How much of a way forward a card shows; its heading says the rest."""


@dataclass(slots=True)
class Card:
    """A recommendation in a list: (address, name) for each of its themes, the main one first, and its addressees."""

    ref: str
    address: str
    heading: str
    text: str
    session: str
    session_address: str
    themes: list = field(default_factory=list)
    addressees: list = field(default_factory=list)


def cards(ids, listed):
    """The cards of the recommendations with these ids, in their order; those that are gone are left out.

    `listed` is the `RecommendationFilter` of the list at hand: its facets name what the cards name, and the words it
    searches for are marked in them.
    """
    found = dict(_bare(ids, listed.offered["session"], listed.matched))
    themes, address = listed.offered["theme"].values(), addresses("meetings:theme", 1)
    themes = {theme.values[0]: (address(theme.word), theme.label) for theme in themes}
    for pk, theme in _rows(_themes_of, ids):
        if pk in found:
            found[pk].themes.append(themes[theme])
    index, page = listed.index, addresses("recommendations:list", 0)()
    places = index.places(ids)
    for addressee in listed.offered["addressee"].values():
        for place in addressee.places & places:
            if card := found.get(index.ids[place]):
                card.addressees.append((f"{page}?addressee={addressee.word}", addressee.label))
    return [found[pk] for pk in ids if pk in found]


def _bare(ids, sessions, matched):
    """(id, card without themes and addressees) for each recommendation.

    `sessions` are the options that name theirs; `matched` marks the words searched for.
    """
    address, address_of_session = addresses("recommendations:detail", 2), addresses("sessions:detail", 2)
    options = {option.values[0]: option for option in sessions.values()}
    for pk, session, meeting, code, heading, text in _rows(_recommendations, ids):
        yield (
            pk,
            Card(
                ref=f"{meeting}/{code}",
                address=address(meeting, code),
                heading=matched.mark(heading),
                text=matched.cut(text, WORDS) if heading else matched.mark(text),
                session=options[session].label,
                session_address=address_of_session(*options[session].word.split("/")),
            ),
        )


def _recommendations(ids):
    records = Recommendation.objects.filter(pk__in=ids).order_by()
    return records.values_list("pk", "session_id", "meeting__slug", "code", "heading", "text")


def _themes_of(ids):
    links = RecommendationTheme.objects.filter(recommendation__in=ids).order_by("position")
    return links.values_list("recommendation_id", "theme_id")


def _rows(records, ids):
    """The rows of `records(ids)`, a function that gives a queryset, as the database sends them."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_sql(records, len(ids)), ids)
        return cursor.fetchall()


@lru_cache
def _sql(records, count):
    """The SQL of `records` for `count` ids. Django takes longer to write it than the database to answer it."""
    return records(range(count)).query.sql_with_params()[0]
