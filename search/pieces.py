"""What stands in a search box, cut into terms, operators and brackets."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from search.folding import APOSTROPHES, ELISION, FOLDING, stem, together, words
from search.tree import Run, Without, any_form, either, every, phrase

QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}«»＂'
WORD = rf"[^\s(){QUOTES}]"
LETTER, SMALL = r"[^\W\d_]", "[a-zß-ÿ]"
BEFORE = rf"\({LETTER}{SMALL}{{0,3}}\)(?={LETTER})"
OPTIONAL = re.compile(rf"^{BEFORE}|(?<={LETTER})\((?:{SMALL}{{1,3}}|E?S)\)")
"""Letters of a word that may be left out: “worker(s)”, “child(ren)”, “employé(e)s”, “(im)migrants”."""
AND_OR = "and/or|AND/OR|et/ou|ET/OU|y/o|Y/O"
TYPED = re.compile(
    rf"(?P<minus>(?<![^\s(])[-−–](?=[{QUOTES}\w(]))?"
    rf"(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?:[{QUOTES}]|$)"
    rf"|(?P<operator>(?:AND|OR|NOT|{AND_OR})(?![^\s(){QUOTES}]))"
    rf"|(?P<word>(?:{BEFORE})?{WORD}+(?:\({WORD}*\){WORD}*)*)"
    rf"|(?P<bracket>[()]))"
)
"""Brackets that stand within a word, as in “worker(s)”, belong to it."""
STARS = "*?"
STARRED = re.compile(r"[^*]*\w\*[^\w*]*")
LEAST_BEGINNING = 3
"""Letters of a word with a star in the midst of a phrase."""
WITHIN_NUMBER = re.compile(r"(?<=\d)[.,:–](?=\d)")
"""Signs that part no number: “1,000”, “1.3”, “9:30”, “2007–2008”."""
NUMERO = re.compile(rf"([{QUOTES}][^{QUOTES}]*[{QUOTES}])|(?<!\w)(?:n[°ºo]\.?|№)\s*(?=\d)", re.IGNORECASE)
"""A phrase, or what is written before a number: “n°5”, “No. 5”."""
ASKING = re.compile(r"(?<=[^\s?])\s*[?？؟]+$")
REFERENCE = re.compile(r"[a-z]\d{2,3}")
"""A reference typed without its hyphen: “s53”."""
AROUND = f"-−–[]{{}},;:{APOSTROPHES}"
"""Signs beside a word that are no part of it."""


@dataclass(frozen=True)
class Term:
    """One thing asked for, and the characters in which it was typed: a word, a phrase, or what is made of other terms.

    Such are terms in brackets, terms joined by OR, a term behind NOT, and a wording that has synonyms.
    """

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
    parts: tuple = ()
    """The terms that it is made of."""
    inside: str = ""
    """What stands between its quotes."""
    idle: tuple = ()
    """What was typed of it with a star that means nothing there."""
    beginning: str = ""
    """The letters before its star, folded: any word that begins so matches."""

    @property
    def asked(self):
        return Without(self.tree) if self.negative else self.tree


@dataclass(frozen=True)
class Operator:
    """A word in capitals that says how terms are joined."""

    name: str
    start: int


@dataclass(frozen=True)
class Bracket:
    """One bracket: `sign` opens a group of terms or closes it."""

    sign: str
    start: int
    end: int
    """Where it ends; once the partner of an opening one is known, where that ends."""
    negative: bool = False
    typed: bool = True
    """Whether somebody typed it; ours stand around words that only a sign parts."""

    @property
    def stems(self):
        """What stands for it in a wording that has brackets: “Bolivie (État plurinational de)”."""
        return (self.sign,)


def as_meant(typed):
    """What was typed without what asks for nothing: “No.” before a number, and the question mark at the end."""
    return ASKING.sub("", NUMERO.sub(lambda found: found[1] or "", typed))


def pieces_of(typed):
    """The terms, operators and brackets of a search as typed, in order."""
    for found in TYPED.finditer(typed):
        negative = bool(found["minus"])
        if found["operator"] and not negative:
            yield Operator("OR" if "/" in found["operator"] else found["operator"], found.start())
        elif found["bracket"]:
            yield Bracket(found["bracket"], found.start(), found.end(), negative)
        else:
            yield from _as_one(found, list(_terms(found)), negative)


def _as_one(found, terms, negative):
    """The terms in a stretch of what was typed, in brackets of their own where there are several."""
    match terms:
        case []:
            return
        case [term]:
            yield replace(term, start=found.start(), end=found.end(), negative=negative)
        case _:
            yield Bracket("(", found.start(), found.end(), negative, typed=False)
            yield from terms
            yield Bracket(")", found.end(), found.end(), typed=False)


def operators_as_words(typed):
    """The operators as terms, for where nothing else was typed."""
    found = (operator for operator in TYPED.finditer(typed) if operator["operator"])
    return [_plain(operator["operator"], operator.start(), operator.end()) for operator in found]


def _terms(found):
    """The phrase or the words in a stretch of what was typed; words that signs part are several: “women/men”."""
    if found["phrase"] is not None:
        terms = [_quoted(found)]
    else:
        name = "operator" if found["operator"] else "word"
        typed, at = found[name], found.start(name)
        terms = [_unquoted(typed[start:end], at + start, at + end) for start, end in _parted(typed)]
    return filter(None, terms)


def _unquoted(typed, start, end):
    """A word that stands from `start` to `end`. It may have a star at its end alone."""
    term = _plain(typed, start, end)
    return replace(term, idle=(typed,)) if term and typed.count("*") > bool(term.beginning) else term


def _parted(typed):
    """Where the words of a text without spaces begin and end. A star, and what may be left out, parts none."""
    whole = WITHIN_NUMBER.sub("x", OPTIONAL.sub(lambda letters: "x" * len(letters[0]), typed))
    signs = "".join(" " if FOLDING[ord(sign)] == " " and sign not in STARS else "x" for sign in whole)
    return [word.span() for word in re.finditer("x+", signs)]


def _quoted(found):
    """A phrase, or one exact word."""
    stretches = found["phrase"].split()
    starred = _starred(stretches)
    inside = []
    for place, stretch in enumerate(stretches):
        inside += words(stretch)
        if place in starred:
            inside[-1] = _begun(inside[-1])
    if not inside:
        return None
    tree = either(phrase(reading) for reading in _readings(inside))
    idle = tuple(stretch for place, stretch in enumerate(stretches) if "*" in stretch and place not in starred)
    return Term(tree, found.start(), found.end(), inside=found["phrase"].strip(), idle=idle)


def _starred(stretches):
    """The place of the word of a phrase whose star counts: the last, else the first that is long enough.

    FTS5 has to be told each ending of one before the last. For single letters, or with the endings of the last to be
    gathered for each of them, that would be a matter of seconds.
    """
    begun = {place: words(stretch)[-1:] for place, stretch in enumerate(stretches) if STARRED.fullmatch(stretch)}
    letters = {place: len(together(word[0])) for place, word in begun.items() if word}
    last = len(stretches) - 1
    return {last} if last in letters else {*[place for place in letters if letters[place] >= LEAST_BEGINNING][:1]}


def _plain(typed, start, end):
    """A word in any of its forms, which stands from `start` to `end`; several, where apostrophes or dots part them."""
    inside = words(ELISION.sub("", typed) or typed)
    if not inside:
        return None
    is_number = all(one[-1][-1].isnumeric() and other[0][0].isnumeric() for one, other in pairwise(inside))
    if typed.rstrip(f"{AROUND}.!?").endswith("*"):
        *first, last = [sum(inside, ())] if is_number else inside
        tree = every([*map(_in_any_form, first), _beginning(last)])
        return Term(tree, start, end, beginning=together(last))
    if OPTIONAL.search(typed):
        short, long = (_plain(OPTIONAL.sub(kept, typed), start, end) for kept in ("", _without_brackets))
        return long if not short or short.tree == long.tree else Term(either([short.tree, long.tree]), start, end)
    if is_number:
        tree = either(Run(tuple(map(stem, reading))) for reading in _readings(inside))
    else:
        tree = every(map(_in_any_form, inside))
    word = together(inside[0]) if len(inside) == 1 else ""
    if REFERENCE.fullmatch(word):
        tree = either([tree, *(Run((word[:at], word[at:])) for at in range(2, len(word)))])
    return Term(tree, start, end, tuple(stem(part) for parts in inside for part in parts), word)


def _readings(inside):
    """The words of a text in a row, in the two ways in which the index has those with hyphens: apart, and as one."""
    return [[part for parts in inside for part in parts], [together(parts) for parts in inside]]


def _without_brackets(found):
    return found[0][1:-1]


def _in_any_form(parts):
    """A word in any of its forms; one with hyphens, which `parts` it, also where the record writes it as one."""
    if len(parts) == 1:
        return any_form(parts[0])
    return either([Run(tuple(stem(part) for part in parts)), any_form(together(parts))])


def _beginning(parts):
    """Any word that begins so; one with hyphens in the same two ways."""
    return either(phrase(reading) for reading in _readings([_begun(parts)]))


def _begun(parts):
    """The parts of a word with a star behind them."""
    return (*parts[:-1], f"{parts[-1]}*")
