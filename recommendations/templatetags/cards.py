"""The template tag that shows the beginning of a list of recommendations as cards."""

from django import template

from browse.cards import cards_of
from browse.tags import jinja
from recommendations.cards import cards
from recommendations.filters import found_recommendations

register = template.Library()


@register.simple_tag
def first_cards(number, **words):
    """The cards of the first recommendations of the list that is narrowed to `words`, such as `theme="remittances"`."""
    found = found_recommendations({word: [value] for word, value in words.items()})
    return jinja("recommendations/_cards.jinja", cards=cards_of(found.ids(0, number), found, cards))
