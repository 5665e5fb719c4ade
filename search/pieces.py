"""What stands in a search box, cut into terms and operators."""

import re
from dataclasses import dataclass, replace

from search.folding import APOSTROPHES, ELISION, exact, stem, together, words
from search.tree import Run, Without, any_form, either, every, phrase

QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}«»＂'
TYPED = re.compile(
    rf"(?P<minus>(?<!\S)[-−–](?=[{QUOTES}\w]))?"
    rf"(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?:[{QUOTES}]|$)|(?P<word>[^\s{QUOTES}]+))"
)
OPERATORS = {"AND", "OR", "NOT"}
AROUND = f"-−–()[]{{}},;:{APOSTROPHES}"
"""Signs beside a word that are no part of it."""


@dataclass(frozen=True)
class Term:
    """One thing asked for: a word, a phrase, or terms joined by OR, and the characters in which it was typed."""

    tree: object
    start: int
    end: int
    stems: tuple = ()
    """The stems of a plain word; empty where synonyms and word forms do not apply."""
    word: str = ""
    """The plain word itself, folded and without hyphens; empty where the term is more than one."""
    negative: bool = False
    """Whether records that match are left out."""
    others: tuple = ()
    """The synonyms of the wording."""

    @property
    def asked(self):
        return Without(self.tree) if self.negative else self.tree


@dataclass(frozen=True)
class Operator:
    """A word in capitals that says how terms are joined."""

    name: str
    start: int


def pieces_of(typed):
    """The terms and the operators of a search as typed, in order."""
    for found in TYPED.finditer(typed):
        if found["word"] in OPERATORS and not found["minus"]:
            yield Operator(found["word"], found.start())
            continue
        term = _quoted(found) if found["phrase"] is not None else _plain(found, found["word"])
        if term:
            yield replace(term, negative=bool(found["minus"]))


def operators_as_words(typed):
    """The operators as terms, for where nothing else was typed."""
    return [_plain(found, found["word"]) for found in TYPED.finditer(typed) if found["word"] in OPERATORS]


def _quoted(found):
    """A phrase, or one exact word."""
    inside = words(found["phrase"])
    if not inside:
        return None
    readings = [[part for parts in inside for part in parts], [together(parts) for parts in inside]]
    return Term(either(phrase(reading) for reading in readings), found.start(), found.end())


def _plain(found, typed):
    """A word in any of its forms; several, where other characters than spaces part them."""
    inside = words(ELISION.sub("", typed) or typed)
    if not inside:
        return None
    if typed.endswith("*"):
        *first, last = inside
        tree = every([*map(_in_any_form, first), _beginning(last)])
        return Term(tree, found.start(), found.end())
    tree = every(map(_in_any_form, inside))
    word = together(inside[0]) if len(inside) == 1 else ""
    return Term(tree, found.start(), found.end(), tuple(stem(part) for parts in inside for part in parts), word)


def _in_any_form(parts):
    """A word in any of its forms; one with hyphens, which `parts` it, also where the record writes it as one."""
    if len(parts) == 1:
        return any_form(parts[0])
    return either([Run(tuple(stem(part) for part in parts)), any_form(together(parts))])


def _beginning(parts):
    """Any word that begins so; one with hyphens in the same two ways."""
    return either([Run(tuple(exact(part) for part in parts), prefix=True), Run((exact(together(parts)),), prefix=True)])
