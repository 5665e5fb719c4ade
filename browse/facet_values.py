"""The values of facets as list items, of which a page has a hundred."""

import re
from functools import lru_cache

from django.conf import settings
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

TOGGLED = {"chosen", "addable"}
"""The kinds of values that have a second link."""
BLANK = re.compile(r"\0(\w+)\0")


def values_of(facet):
    """The values of a `Facet` as list items. What each says is written once but for its numbers and addresses."""
    language, chosen, items = get_language(), facet.chosen, []
    start, end = _escaped(facet.start), _escaped(facet.after)
    form_of = _form.__wrapped__ if settings.DEBUG else _form  # whoever works on its template sees what it says now
    for value, label, count, gain, is_chosen in facet.values:
        kind = "chosen" if is_chosen else "addable" if chosen and gain else "" if count else "zero"
        toggle = _escaped(facet.toggle_url(value)) if kind in TOGGLED else ""
        form = form_of(language, facet.name, value, label, facet.of_record, kind)
        items.append(form % {"start": start, "end": end, "count": count, "toggle": toggle, "gain": gain})
    return mark_safe("\n".join(items))


def _escaped(address):
    """A query string within HTML, which of all that such a one may hold minds this sign alone."""
    return address.replace("&", "&amp;")


@lru_cache(5000)
def _form(_language, name, value, label, of_record, kind):
    """What a list item says of a value, with the blanks of its template as those of `%`."""
    values = {"name": name, "value": value, "label": label, "of_record": of_record, "kind": kind}
    written = engines["jinja2"].get_template("browse/_facet_value.jinja").render(values)
    return BLANK.sub(r"%(\1)s", written.replace("%", "%%"))


def blank(name):
    """Where `values_of` puts what changes from page to page."""
    return mark_safe(f"\0{name}\0")
