"""How the numbers of a breakdown are written, and how a list leads to a comparison."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from browse.addresses import query
from recommendations.breakdown_files import percent
from recommendations.breakdowns import TWO_SIDES, WORDS

register = template.Library()
register.filter(percent)


@register.filter
def points(number):
    """A difference in percentage points with its sign: “+3.2”; a dash where there is none."""
    if number is None:
        return _("–")
    rounded = round(number, 1)
    sign = "+" if rounded > 0 else "\N{MINUS SIGN}" if rounded < 0 else ""
    return f"{sign}{number_format(abs(rounded), 1)}"


@register.simple_tag
def compare_query(found):
    """The query string that compares the list of a `ListFilter` with another selection."""
    first = TWO_SIDES[0]
    choices = {f"{first}{word}": values for word, values in found.state.items()}
    return query(choices, [f"{first}{word}" for word in WORDS])
