"""Recommendations and examples as lists show them: only what a card says, read in a few queries however many there are.

The facets of a list name what its cards name: `listed`, in all that follows, is the `ListFilter` of the list at hand.
The words that it searches for are marked in the cards.
"""

from dataclasses import dataclass, field

from browse.addresses import addresses
from browse.facets import named
from browse.rows import rows
from recommendations.models import Example, ExampleCountry, ExampleTheme, Recommendation, RecommendationTheme
from sessions.models import session_label

WORDS = 45
"""How much of a way forward a card shows; its heading says the rest."""


@dataclass(slots=True, kw_only=True)
class Card:
    """What a list says of a record: (address, name) for each of its themes, the main one first, and where it stands."""

    ref: str
    address: str
    text: str
    session: str
    session_address: str
    themes: list = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class RecommendationCard(Card):
    """A recommendation in a list, with (address, name) for each of its addressees."""

    heading: str
    addressees: list = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ExampleCard(Card):
    """An example in a list, with (address, name) for each country that it names, as printed."""

    meeting: str
    illustrates: str
    """The heading of its way forward."""
    countries: list = field(default_factory=list)


def cards(ids, listed):
    """The cards of the recommendations with these ids, in their order; those that are gone are left out."""
    found = dict(_bare(ids, listed.offered["session"], listed.matched))
    _give_themes(found, rows(_themes, ids), listed)
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
    for pk, session, meeting, code, heading, text in rows(_recommendations, ids):
        yield (
            pk,
            RecommendationCard(
                ref=f"{meeting}/{code}",
                address=address(meeting, code),
                heading=matched.mark(heading),
                text=matched.cut(text, WORDS) if heading else matched.mark(text),
                session=options[session].label,
                session_address=address_of_session(*options[session].word.split("/")),
            ),
        )


def example_cards(ids, listed):
    """The cards of the examples with these ids, in their order; those that are gone are left out."""
    found = dict(_bare_examples(ids, listed.offered["meeting"], listed.matched))
    _give_themes(found, rows(_themes_of_examples, ids), listed)
    countries, page = listed.offered["country"], addresses("recommendations:examples", 0)()
    for pk, code in rows(_countries, ids):
        if pk in found:
            found[pk].countries.append((f"{page}?country={code}", countries[code].label))
    return [found[pk] for pk in ids if pk in found]


def _bare_examples(ids, meetings, matched):
    """(id, card without themes and countries) for each example; `meetings` are the options that name theirs."""
    address, address_of_session = addresses("recommendations:example", 2), addresses("sessions:detail", 2)
    for pk, meeting, code, text, heading, *session in rows(_examples, ids):
        yield (
            pk,
            ExampleCard(
                ref=f"{meeting}/{code}",
                address=address(meeting, code),
                text=matched.mark(text),
                illustrates=heading,
                meeting=meetings[meeting].label,
                session=session_label(*session),
                session_address=address_of_session(meeting, session[0]),
            ),
        )


def _give_themes(found, links, listed):
    """Give the cards `found`, a dict by id, the themes that `links` name as (id, theme)."""
    themes = named(listed.offered["theme"], addresses("meetings:theme", 1))
    for pk, theme in links:
        if pk in found:
            found[pk].themes.append(themes[theme])


def _recommendations(ids):
    records = Recommendation.objects.filter(pk__in=ids).order_by()
    return records.values_list("pk", "session_id", "meeting__slug", "code", "heading", "text")


def _themes(ids):
    links = RecommendationTheme.objects.filter(recommendation__in=ids).order_by("position")
    return links.values_list("recommendation_id", "theme_id")


def _examples(ids):
    session = ("session__number", "session__kind", "session__title")
    records = Example.objects.filter(pk__in=ids).order_by()
    return records.values_list("pk", "meeting__slug", "code", "text", "recommendation__heading", *session)


def _themes_of_examples(ids):
    links = ExampleTheme.objects.filter(example__in=ids).order_by("position")
    return links.values_list("example_id", "theme_id")


def _countries(ids):
    links = ExampleCountry.objects.filter(example__in=ids).order_by("position")
    return links.values_list("example_id", "country")
