"""Words that mean the same: acronyms and their full names, spellings, and the themes in French, Spanish and Arabic.

They are kept in `synonyms.json`, to be read and corrected by people who do not program.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
            for typed in {stems(wording), stems(wording.replace("-", ""))}:
                found.setdefault(typed, []).extend(others)
    for slug, names in data["themes"].items():
        theme = Synonym(names["en"][0], marked(f"theme_{slug}"), theme=slug)
        for wording in (name for language in names.values() for name in language):
            for typed in {stems(wording), stems(ELISION.sub("", wording))}:
                found.setdefault(typed, []).append(theme)
    return {wording: list(dict.fromkeys(others)) for wording, others in found.items()}


@cache
def longest():
    """How many words the longest wording has."""
    return max(len(wording) for wording in synonyms())
