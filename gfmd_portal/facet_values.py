"""The values of facets as list items, of which a page has a hundred."""

import re
from functools import lru_cache

from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

BLANK = re.compile(r"\0(\w+)\0")


def values_of(facet):
    """The values of a `Facet` as list items. What each says is written once but for its numbers and addresses."""
    language, any_chosen = get_language(), bool(facet.chosen)
    items = []
    for _facet, value, label, count, gain, is_chosen, only, toggle in facet.values:
        kind = "chosen" if is_chosen else "addable" if any_chosen and gain else "" if count else "zero"
        form = _form(language, facet.name, value, label, facet.of_record, kind)
        # Of all that a quoted address may hold, HTML minds this sign alone.
        only, toggle = only.replace("&", "&amp;"), toggle.replace("&", "&amp;")
        items.append(form % {"only": only, "count": count, "toggle": toggle, "gain": gain})
    return mark_safe("\n".join(items))


@lru_cache(5000)
def _form(_language, name, value, label, of_record, kind):
    """What a list item says of a value, with the blanks of its template as those of `%`."""
    values = {"name": name, "value": value, "label": label, "of_record": of_record, "kind": kind}
    written = engines["jinja2"].get_template("browse/_facet_value.jinja").render(values)
    return BLANK.sub(r"%(\1)s", written.replace("%", "%%"))


def blank(name):
    """Where `values_of` puts what changes from page to page."""
    return mark_safe(f"\0{name}\0")
