"""Recommendations as lists show them: only what a card says, read in three queries however many there are."""

from dataclasses import dataclass, field

from django.utils.text import Truncator

from browse.addresses import address_of
from recommendations.filters import found_recommendations
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


def cards(ids):
    """The cards of the recommendations with these ids, in their order; those that are gone are left out."""
    offered = found_recommendations({}).offered
    sessions = {option.values[0]: option for option in offered["session"].values()}
    rows = Recommendation.objects.filter(pk__in=ids).order_by()
    columns = ["pk", "session_id", "meeting__slug", "code", "heading", "text"]
    found = {pk: _card(sessions[session], *said) for pk, session, *said in rows.values_list(*columns)}
    for pk, theme in _linked(RecommendationTheme, "theme", ids, offered, "position"):
        found[pk].themes.append((address_of("meetings:theme", theme.word), theme.label))
    page = address_of("recommendations:list")
    addressed = Recommendation.addressees.through
    for pk, addressee in _linked(addressed, "addressee", ids, offered, "addressee__position"):
        found[pk].addressees.append((f"{page}?addressee={addressee.word}", addressee.label))
    return [found[pk] for pk in ids if pk in found]


def _card(session, meeting, code, heading, text):
    return Card(
        ref=f"{meeting}/{code}",
        address=address_of("recommendations:detail", meeting, code),
        heading=heading,
        text=Truncator(text).words(WORDS) if heading else text,
        session=session.label,
        session_address=address_of("sessions:detail", *session.word.split("/")),
    )


def _linked(through, name, ids, offered, order):
    """(id of the recommendation, option of the facet `name`) for all that `through` links to the recommendations."""
    options = {option.values[0]: option for option in offered[name].values()}
    rows = through.objects.filter(recommendation__in=ids).order_by(order)
    for pk, value in rows.values_list("recommendation_id", f"{name}_id"):
        yield pk, options[value]
