"""The template tag that lists recommendations as cards."""

from django import template

from browse.tags import jinja
from recommendations.cards import cards as cards_of

register = template.Library()


@register.simple_tag
def cards(recommendations):
    """The cards of these recommendations, in their order."""
    return jinja(
        "recommendations/_cards.jinja", cards=cards_of([recommendation.pk for recommendation in recommendations])
    )
