"""Words that mean the same: acronyms and their full names, spellings, and what French, Spanish and Arabic call things.

They are kept in `synonyms.json`, to be read and corrected by people who do not program; only the names of countries
come from the portal, which has them in every language anyway.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from search.folding import ELISION, stem, words
from search.tree import Run, marked

ACRONYM = re.compile(r"[A-Z]\w*[A-Z]")
"""Such a word has a plural that no rule of the language finds: BLAs, RCPs."""
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
    return tuple(stem(part) for parts in words(text) for part in parts)


@cache
def synonyms():
    """All synonyms, as a dict of the stems of a wording to the list of its `Synonym`s."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
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
    """Let a wording find `others`, also without its hyphens, and without what French writes before a vowel."""
    for typed in {stems(wording), stems(wording.replace("-", "")), stems(ELISION.sub("", wording))}:
        found.setdefault(typed, []).extend(others)


@cache
def longest():
    """How many words the longest wording has."""
    return max(len(wording) for wording in synonyms())
