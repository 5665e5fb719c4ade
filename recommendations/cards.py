"""Recommendations and examples as lists show them: only what a card says, read in a query or two.

The facets of a list name what its cards name: `listed`, in all that follows, is the `ListFilter` of the list at hand.
The words that it searches for are marked in the cards.
"""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from browse.addresses import addresses
from browse.facets import links
from browse.rows import rows
from browse.translations import gettext as _
from meetings.filters import theme_links
from recommendations.models import Example, ExampleCountry, Recommendation
from sessions.filters import session_links

WORDS = 45
"""How much of a way forward a card shows; its heading says the rest."""
ITEM = " • "
"""Stands before each sub-item of a recommendation."""


@dataclass(slots=True, kw_only=True)
class Card:
    """What a list says of a record, and where it stands. What names other pages is HTML, with links to them."""

    ref: str
    address: str
    text: str
    session: str
    indirect: bool
    """Whether the search found it by words that stand about it, such as the name of its theme."""
    themes: list = field(default_factory=list)
    """A list item for each of its themes, the main one first."""


@dataclass(slots=True, kw_only=True)
class RecommendationCard(Card):
    """A recommendation in a list."""

    heading: str
    addressees: str = ""


@dataclass(slots=True, kw_only=True)
class ExampleCard(Card):
    """An example in a list."""

    illustrates: str
    """The heading of its way forward."""
    countries: str = ""
    """The countries that it names, as printed."""


def cards(ids, listed):
    """The cards of the recommendations with these ids, as a dict by id; those that are gone are left out."""
    read = _with_sub_items(rows(_recommendations, ids))
    found = _with_themes(read, _recommendation_card(listed), listed)
    _give_addressees(found, listed)
    return found


def _with_sub_items(read):
    """The rows `read` once for each theme, with the text of a record followed by its sub-items."""
    found, items = {}, {}
    for pk, theme, position, item, *said in read:
        found.setdefault((pk, theme), said)
        if item:
            items.setdefault(pk, {})[position] = item
    for (pk, theme), (*said, text) in found.items():
        yield pk, theme, *said, ITEM.join([text, *items[pk].values()]) if pk in items else text


def _with_themes(read, make, listed):
    """The cards that `make` makes of the rows `read`, by id; a record has a row for each of its themes."""
    found, themes = {}, theme_links(listed)
    for pk, theme, *said in read:
        if pk not in found:
            found[pk] = make(*said)
        if theme:
            found[pk].themes.append(themes[theme])
    return found


def _recommendation_card(listed):
    """A function that makes a card, as yet without themes and addressees, of what the database says."""
    address, sessions = addresses("recommendations:detail", 2), session_links(listed)
    matched = listed.matched

    def make(session, meeting, code, heading, text):
        heading, text = matched.mark(heading), matched.cut(text, WORDS) if heading else matched.mark(text)
        return RecommendationCard(
            ref=f"{meeting}/{code}",
            address=address(meeting, code),
            heading=heading,
            text=text,
            session=sessions[session],
            indirect=matched.indirect(heading, text),
        )

    return make


def _give_addressees(found, listed):
    """Give the cards `found`, a dict by id, their addressees, which the bitmaps of the facet tell."""
    index, page = listed.index, addresses("recommendations:list", 0)()
    places, named = index.places(list(found)), links(listed, "addressee", lambda word: f"{page}?addressee={word}")
    several = {}
    for addressee in listed.offered["addressee"].values():
        for place in addressee.places & places:
            several.setdefault(place, []).append(named[addressee.values[0]])
    for place, names in _joined(several):
        found[index.ids[place]].addressees = names


def example_cards(ids, listed):
    """The cards of the examples with these ids, as a dict by id; those that are gone are left out."""
    found = _with_themes(rows(_examples, ids), _example_card(listed), listed)
    page, several = addresses("recommendations:examples", 0)(), {}
    named = links(listed, "country", lambda word: f"{page}?country={word}")
    for pk, code in rows(_countries, list(found)):
        several.setdefault(pk, []).append(named[code])
    for pk, names in _joined(several):
        found[pk].countries = names
    return found


def _example_card(listed):
    """A function that makes a card, as yet without themes and countries, of what the database says."""
    address, sessions = addresses("recommendations:example", 2), session_links(listed)
    matched = listed.matched

    def make(session, meeting, code, text, illustrates):
        text = matched.mark(text)
        return ExampleCard(
            ref=f"{meeting}/{code}",
            address=address(meeting, code),
            text=text,
            illustrates=illustrates,
            session=sessions[session],
            indirect=matched.indirect(text),
        )

    return make


def _joined(several):
    """(key, the links as one line) for each of `several`, a dict of lists of links."""
    comma = _(", ")
    return ((key, SafeString(comma.join(links))) for key, links in several.items())


def _recommendations(ids):
    """Each recommendation once for each of its themes and sub-items, in their order, or once without."""
    records = Recommendation.objects.filter(pk__in=ids).order_by("codings__position", "sub_items__position")
    parts = ("codings__theme", "sub_items__position", "sub_items__text")
    return records.values_list("pk", *parts, "session_id", "meeting__slug", "code", "heading", "text")


def _examples(ids):
    """Each example in the same way."""
    records = Example.objects.filter(pk__in=ids).order_by("codings__position")
    said = ("session_id", "meeting__slug", "code", "text", "recommendation__heading")
    return records.values_list("pk", "codings__theme", *said)


def _countries(ids):
    links = ExampleCountry.objects.filter(example__in=ids).order_by("position")
    return links.values_list("example_id", "country")
