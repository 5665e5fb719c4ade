"""Pages of lists, written in three goes, of which the first two are kept.

A page of a list says some things as every list of its kind does, some as every page of this list does, and some by
itself. Its template names, in openings, the templates of what is written in a later go.
"""

import re
from typing import NamedTuple

from django.conf import settings
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from browse.caches import BoundedCache
from browse.translations import gettext_in

OPENING = "\0{}:{}\0"
"""What stands for a template of a later go until then, as no text of a page is."""
OPENINGS = re.compile(r"\0(list|page):([\w/]+\.jinja)\0")


class Opening(NamedTuple):
    """A place in a page that a template fills: with `scope` “list” for each list, with “page” for each of its pages."""

    scope: str
    template: str


class Frames(BoundedCache):
    """Pages with openings, by all that they depend on."""

    def once(self, state, write):
        """What `write` gives, a list of texts and `Opening`s, written once for each `state`."""
        if settings.DEBUG:  # whoever works on a template sees what it says now
            return write()
        if (frame := self.get(state)) is None:
            frame = write()
            self.keep(state, frame)
        return frame


kinds = Frames(40)
"""What the lists of a kind have alike, in a language and a version of the record."""
lists = Frames(200)
"""What the pages of a list have alike: some fifteen megabytes."""


def written(template, alike, values):
    """A page of a list by its template, as texts that stand one after the other.

    `alike` is all that pages of lists of its kind have alike beside the template; `values` are what the templates
    are given, the `listing` among them.
    """
    environment = engines["jinja2"].env
    values = {**environment.globals, "_": gettext_in(get_language()), **values}
    # Without them a template that says of every list what is true of one of them fails.
    fixed = {word: value for word, value in values.items() if word not in ("listing", "cards", "start")}

    def write(name, values=values):
        found = environment.get_template(name)
        return "".join(found.root_render_func(found.new_context(values, shared=True)))

    def of_list():
        kind = kinds.once((template, *alike), lambda: opened(write(template, fixed)))
        return filled(kind, "list", write)

    parts = lists.once((template, *alike, values["listing"].download_query), of_list)
    return filled(parts, "page", write)


def opened(text):
    """What a template wrote: the texts and, between them, the `Opening`s that it has."""
    texts = OPENINGS.split(text)
    openings = map(Opening, texts[1::3], texts[2::3])
    return [texts[0], *(part for pair in zip(openings, texts[3::3], strict=True) for part in pair)]


def filled(parts, scope, write):
    """The parts of a page with the openings of a scope filled by what `write` gives for their templates."""
    return [write(part.template) if isinstance(part, Opening) and part.scope == scope else part for part in parts]


def of_this_list(template):
    """Where `written` puts what this template says of the list, the same on all its pages."""
    return mark_safe(OPENING.format("list", template))


def of_this_page(template):
    """Where `written` puts what this template says of one page of a list."""
    return mark_safe(OPENING.format("page", template))
