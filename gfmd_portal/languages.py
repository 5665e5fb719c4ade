"""The languages of the portal. The language of a page is that of its address, and of nothing else.

Cookies and what the browser prefers are not asked: a page is the same for everybody who has its address, so shared
caches may keep it and a link shows the next reader the same. Only the secretariat's desk, which no cache keeps,
speaks the language that the browser prefers.
"""

from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language, override

from meetings.translated import OTHERS

ENGLISH = settings.LANGUAGE_CODE


def language_in(path):
    """The language that an address names by its beginning; English where it names none."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in OTHERS else ENGLISH


def in_english(function):
    """Let `function` answer as for an English page: with English words, and with addresses that name no language.

    Citations, structured data and files are the same for every reader. It is for functions that return finished
    texts; what is still to be translated would be so later, in the language of the page.
    """

    @wraps(function)
    def answer(*args, **kwargs):
        if is_english():
            return function(*args, **kwargs)
        with override(ENGLISH):
            return function(*args, **kwargs)

    return answer


def plain(path):
    """The address of the English page for the page at `path`."""
    # Browsers take what begins with two strokes for the address of another site.
    return escape_leading_slashes(path.removeprefix(f"/{language_in(path)}")) or "/"


def in_language(path, language):
    """The address of the page at `path` in another language. English has the plain addresses."""
    return plain(path) if language == ENGLISH else f"/{language}{plain(path)}"


@dataclass(frozen=True, slots=True)
class Translated:
    """A page in one of the languages."""

    tag: str
    name: str
    path: str
    """Its address without what the reader chose, for search engines."""
    url: str
    """Its address with all that the reader chose."""
    here: bool


def translations_of(request):
    """The page that is asked for, in each language."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    here, path = get_language(), plain(request.path)
    found = [(code, name, in_language(path, code)) for code, name in settings.LANGUAGES]
    return [Translated(tag(code), name, path, f"{path}{query}", code == here) for code, name, path in found]


def tag(language):
    """What HTML and search engines call a language: “en” for our English, of whichever country."""
    return language.split("-")[0]


def in_each(say):
    """What `say` says in each language, as a dict by what HTML calls the language."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[tag(code)] = say()
    return said


def is_english():
    """Whether the page is in the language of our own files and citations."""
    return get_language() == ENGLISH
