"""Recommendations as lists show them: only what a card says, read in two queries however many there are."""

from dataclasses import dataclass, field

from django.utils.text import Truncator

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

    `listed` is the `RecommendationFilter` of the list at hand: its facets name what the cards name.
    """
    found = dict(_bare(ids, listed.offered["session"]))
    themes, address = listed.offered["theme"].values(), addresses("meetings:theme", 1)
    themes = {theme.values[0]: (address(theme.word), theme.label) for theme in themes}
    rows = RecommendationTheme.objects.filter(recommendation__in=ids).order_by("position")
    for pk, theme in rows.values_list("recommendation_id", "theme_id"):
        if pk in found:
            found[pk].themes.append(themes[theme])
    index, page = listed.index, addresses("recommendations:list", 0)()
    places = index.places(ids)
    for addressee in listed.offered["addressee"].values():
        for place in addressee.places & places:
            if card := found.get(index.ids[place]):
                card.addressees.append((f"{page}?addressee={addressee.word}", addressee.label))
    return [found[pk] for pk in ids if pk in found]


def _bare(ids, sessions):
    """(id, card without themes and addressees) for each recommendation; `sessions` are the options that name theirs."""
    address, address_of_session = addresses("recommendations:detail", 2), addresses("sessions:detail", 2)
    options = {option.values[0]: option for option in sessions.values()}
    rows = Recommendation.objects.filter(pk__in=ids).order_by()
    for pk, session, meeting, code, heading, text in rows.values_list(
        "pk", "session_id", "meeting__slug", "code", "heading", "text"
    ):
        yield (
            pk,
            Card(
                ref=f"{meeting}/{code}",
                address=address(meeting, code),
                heading=heading,
                text=Truncator(text).words(WORDS) if heading else text,
                session=options[session].label,
                session_address=address_of_session(*options[session].word.split("/")),
            ),
        )
