"""Words that mean the same: acronyms and their full names, spellings, and what French, Spanish and Arabic call things.

They are kept in `synonyms.json`, to be read and corrected by people who do not program. The names of countries come
from the portal, which has them in every language anyway, and those of themes, agencies and cities also from the desk.
"""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from changes.versions import record_version
from search.folding import ELISION, stem, words
from search.tree import Run, marked

ACRONYM = re.compile(r"[A-Z]\w*[A-Z]")
"""Such a word has a plural that no rule of the language finds: BLAs, RCPs."""
ARABIC_PREFIX = re.compile(r"^(?:(?:[وبكف]?ال|لل|و)(?=\w\w\w))")
"""What Arabic writes as one with the word behind it, folded: “the”, “and”, “with the”, “for the”."""
FILE = Path(__file__).with_name("synonyms.json")


@dataclass(frozen=True)
class Synonym:
    """Another way to find what was typed: how the page says it, and what it asks the index for."""

    shown: str
    run: Run
    theme: str = ""
    """The slug of the theme whose records it finds, if it stands for one."""


def stems(text):
    """The stems of a wording, which any of its forms has: “RCPs” and “rcp” are one."""
    return bare(stem(part) for parts in words(text) for part in parts)


def in_brackets(text):
    """The same with each bracket as it stands: a name that has some is one also where they are typed."""
    parts = re.split("([()])", text)
    return tuple(stem for part in parts for stem in ((part,) if part in {"(", ")"} else stems(part)))


def bare(stems):
    """Some stems without what Arabic writes before a word, as the wordings are known."""
    return tuple(ARABIC_PREFIX.sub("", word) for word in stems)


@dataclass(frozen=True, eq=False)
class Synonyms:
    """All synonyms, as a dict of the stems of a wording to the list of its `Synonym`s."""

    of: dict
    longest: int
    """How many words the longest wording has."""


def synonyms():
    """The synonyms, with the names that the desk gives now, or gave in the snapshot that is read."""
    return _synonyms_at(record_version())


@lru_cache(maxsize=2)
def _synonyms_at(_version):
    return _with(tuple(import_string(settings.SEARCH_NAMES_AT_THE_DESK)()))


@lru_cache(maxsize=2)
def _with(named):
    """The synonyms with what is `named` at the desk, as (names, the `Synonym`s that each of them stands for).

    A name that the file knows for the same thing stays as it is there.
    """
    found = {wording: list(others) for wording, others in written().items()}
    for names, meant in named:
        runs = {synonym.run for synonym in meant}
        for name in names:
            is_known = not runs.isdisjoint(synonym.run for synonym in found.get(stems(name), ()))
            if not is_known and Run(stems(name)) not in runs:
                _add(found, name, meant)
    return Synonyms(found, max(map(len, found)))


@cache
def _file():
    return json.loads(FILE.read_text(encoding="utf-8"))


def themes_of_the_file():
    """The themes that the file has names for, by the slugs that they had when these were written."""
    return _file()["themes"].keys()


@cache
def written():
    """The synonyms of the file, and the names of countries, as such a dict."""
    data = _file()
    found = {}
    for group in data["equivalents"]:
        group = [*group, *(f"{wording}s" for wording in group if ACRONYM.fullmatch(wording))]
        for wording in group:
            others = [Synonym(other, Run(stems(other))) for other in group if stems(other) != stems(wording)]
            _add(found, wording, others)
    for english, names in [*data["in_other_languages"].items(), *import_string(settings.SEARCH_NAMES)().items()]:
        meant = [Synonym(english, Run(stems(english))), *found.get(stems(english), [])]
        for name in names:
            # One that is the same in English stands here too: “les Philippines” is a name behind an article.
            _add(found, name, meant if stems(name) != stems(english) else [])
    for slug, names in data["themes"].items():
        theme = Synonym(names["en"][0], marked(f"theme_{slug}"), theme=slug)
        for wording in (name for language in names.values() for name in language):
            _add(found, wording, [theme])
    return {wording: list(dict.fromkeys(others)) for wording, others in found.items()}


def _add(found, wording, others):
    """Let a wording find `others`, also without its hyphens, its brackets, and what French writes before a vowel."""
    spelt = (wording, wording.replace("-", ""), ELISION.sub("", wording))
    for typed in {read(spelling) for spelling in spelt for read in (stems, in_brackets)}:
        found.setdefault(typed, []).extend(others)
