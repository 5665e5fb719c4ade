"""The templates of list pages, of the frame of every page, and of what there is much of, such as cards.

A page has some hundreds of these pieces, and Jinja takes a tenth of the time that Django's templates take. They stand
beside the others with the ending `.jinja`; a page that is no list puts them in with the tag `jinja`, and itself into
its frame with the tag `within`.
"""

from functools import lru_cache
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi
from jinja2 import Environment, Template
from markupsafe import Markup
from markupsafe import escape as markup

from browse.addresses import address, origin, quoted
from browse.facet_values import blank, values_of
from browse.frames import of_this_list, of_this_page
from browse.translations import gettext_in
from browse.wording import choices
from gfmd_portal.document_text import blocks
from gfmd_portal.downloads.links import download_links
from gfmd_portal.languages import plain, translations_of
from gfmd_portal.templatetags.citations import cite_list, what_is_new
from gfmd_portal.templatetags.languages import as_record, in_own_words, local_theme, of_page, of_record, row_of_record
from gfmd_portal.templatetags.running import meetings_near
from recommendations.templatetags.breakdowns import compare_query

WRITTEN = {Markup, SafeString}
"""What a value is that was escaped before."""
SHORT = 80
"""Letters of a text that is escaped once and for all: names, slugs and labels, which pages repeat."""


class PageTemplate(Template):
    """A template that writes its values as plain text, escaped: Jinja makes an object of each, only to join them."""

    @classmethod
    def from_code(cls, environment, code, globals, uptodate=None):
        # Of Jinja's chain of dicts each page would ask the first for every name in vain.
        made = super().from_code(environment, code, dict(globals), uptodate)
        # The code of a template calls `escape` on each value, by the name that it has imported.
        made.root_render_func.__globals__["escape"] = _written
        return made

    def render(self, *args, **kwargs):
        return super().render(*args, **kwargs, _=gettext_in(get_language()))


def _written(value):
    kind = type(value)
    if kind is str:
        return _escaped(value) if len(value) < SHORT else escape(value)
    if kind in WRITTEN:
        return value
    return str(value) if kind is int else markup(value)


_escaped = lru_cache(20_000)(escape)


def environment(**options):
    """The environment of the Jinja templates; see the setting TEMPLATES."""
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)
    made.template_class = PageTemplate
    # What a template names is there, or a test finds the mistake: Jinja's own would look among items too, and go on.
    made.getattr = getattr
    made.globals.update(
        as_record=as_record,
        blank=blank,
        blocks=blocks,
        choices=choices,
        cite_list=cite_list,
        compare_query=compare_query,
        direction=lambda: "rtl" if get_language_bidi() else "ltr",
        download_links=download_links,
        in_own_words=in_own_words,
        language=get_language,
        local_theme=local_theme,
        meetings_near=meetings_near,
        of_page=of_page,
        of_record=of_record,
        of_this_list=of_this_list,
        of_this_page=of_this_page,
        origin=origin,
        plain=plain,
        quoted=quoted,
        row_of_record=row_of_record,
        standing=standing,
        static=lru_cache(static),  # the name of a file stays as long as the worker
        translations_of=translations_of,
        url=address,
        values_of=values_of,
        what_is_new=what_is_new,
    )
    return made


def standing(name, *, near=False):
    """What stands on every page in the same words: the Django template `name`, made once in each language.

    `near` says whether a meeting runs about now.
    """
    standing_of = _standing.__wrapped__ if settings.DEBUG else _standing  # whoever works on it sees what it says now
    return standing_of(name, get_language(), bool(near))


@lru_cache
def _standing(name, _language, near):
    return mark_safe(render_to_string(name, {"near": near}))
