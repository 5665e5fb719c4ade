"""Words as the search compares them: without case, accents and hyphens, and each with its stem.

The index and what a visitor types go through the same two steps here, so that SQLite and PostgreSQL are only ever
given words that need no understanding. `fold` makes a text comparable, `stem` takes the ending off a word.
"""

import re
import unicodedata
from functools import lru_cache
from threading import local
from typing import NamedTuple

import snowballstemmer

IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "person": "people",
    "persons": "people",
    "peoples": "people",
    "people": "people",
    "feet": "foot",
    "criteria": "criterion",
    "data": "datum",
    "indices": "index",
    "memoranda": "memorandum",
    "phenomena": "phenomenon",
    "curricula": "curriculum",
    "crises": "crisi",
    "analyses": "analysi",
    "fora": "forum",
    "lives": "life",
    "halves": "half",
}
"""Plurals that no rule makes, with the stem of their singular."""

WITH_Z = re.compile(r"(?<=\w\w\w)([iy])z(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")
"""The American spelling of a word that is written with s too: recognize, organization, analyze."""

LONGEST_WORD = 100
"""Characters of a word that are compared."""

APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}`´"
ELISION = re.compile(rf"(?<!\w)[dl][{APOSTROPHES}](?=\w)", re.IGNORECASE)
"""What French writes before a vowel: “l’intégration” is a form of “intégration”."""
HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}-"
WITHOUT_PARTS = {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h"}
"""Letters that Unicode does not take apart into a plain letter and an accent."""
WITHOUT_PARTS |= {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"}
"""Letters at the end of Arabic words that are often written one for the other, and those of Persian keyboards."""
RAISED = {"<super>", "<sub>"}
"""How Unicode says of a letter or digit that it stands above or below the line: in m², CO₂, XXᵉ, ™ and notes¹."""

UNSEEN = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Signs that only say how the letters or the picture beside them are drawn, which emoji keyboards add."""
MOST_FOLDED = 10_000
"""Characters of which is remembered what they become: more than any record has, and fewer than there are."""


class Folding(dict):
    """What each character becomes, found out once for each: a table for `str.translate`."""

    def __missing__(self, code):
        if len(self) >= MOST_FOLDED:
            self.clear()
        self[code] = folded = self.folded(chr(code))
        return folded

    @staticmethod
    def folded(character):
        if character in APOSTROPHES:
            return "'"
        if character in HYPHENS:
            return "-"
        if unicodedata.category(character) == "Cf" or character == "\N{ARABIC TATWEEL}" or UNSEEN.match(character):
            return ""
        if character == "." or unicodedata.category(character) in {"Mn", "Mc"}:
            return "" if unicodedata.combining(character) else character
        kind = unicodedata.decomposition(character).partition(" ")[0]
        if kind == "<fraction>":
            return f" {character} "  # ½ is a word of its own: neither 12 nor a part of 1½
        plain = "".join(WITHOUT_PARTS.get(part, part) for part in unicodedata.normalize("NFKD", character).casefold())
        plain = "".join(_digit(part) for part in plain if part.isalnum()) or " "
        # As if behind a hyphen: “m²” is found by “m2”, and a word with the mark of a note behind it by the word.
        return f"-{plain}" if kind in RAISED else plain


def _digit(character):
    """A letter as it is, and a digit of any script as we write it: ٢٠٠٧ is 2007."""
    return str(unicodedata.decimal(character, character))


FOLDING = Folding()
WORDS = re.compile(
    r"(?<![^\s'.-])(?P<dotted>(?:[^\W\d_]\.){2,})(?![^\s'.-])"  # U.N., e.g.
    r"|(?P<joined>[^\s'.-]+(?:(?:(?<!\d)-|-(?!\d))[^\s'.-]+)+)(?:'s(?![^\s'.-]))?"  # co-operation, but not 2007-2010
    r"|(?P<plain>[^\s'.-]+)(?:'s(?![^\s'.-]))?"  # women, women's
)
PART = re.compile(r"[^-]+")


def fold(text):
    """`text` without case and accents; what parts words is a space, an apostrophe, a full stop or a hyphen."""
    return text.translate(FOLDING)


def scan(folded):
    """The words of a folded text in order, each as a list of (part, start, end): its parts between hyphens."""
    for found in WORDS.finditer(folded):
        if found["dotted"]:
            yield [(found["dotted"].replace(".", "")[:LONGEST_WORD], found.start(), found.end())]
        elif found["plain"]:
            yield [(found["plain"][:LONGEST_WORD], found.start("plain"), found.end("plain"))]
        else:
            start = found.start()
            yield [
                (part[0][:LONGEST_WORD], start + part.start(), start + part.end())
                for part in PART.finditer(found["joined"])
            ]


def words(text):
    """The folded words of a text, each as a tuple of its parts: `co-operation` is ("co", "operation")."""
    return [word for stretch in fold(text).split() for word in _words_of(stretch)]


@lru_cache(maxsize=50_000)
def _words_of(stretch):
    """The words in a folded text without spaces: the same few stretches make up most of a text."""
    return tuple(tuple(part for part, _start, _end in parts) for parts in scan(stretch))


class _Stemmer(local):
    """The stemmer of each thread: it works on a word in place, and two threads at one word spoil it for both."""

    def __init__(self):
        self.stem = snowballstemmer.stemmer("english").stemWord


_stemmer = _Stemmer()


@lru_cache(maxsize=50_000)
def stem(word):
    """What a folded word shares with its other forms: `evaluations` and `evaluated` have the stem `evalu`.

    The spellings “recognise” and “recognize” share it too.
    """
    return IRREGULAR.get(word) or _stemmer.stem(WITH_Z.sub(r"\1s", word))


def exact(word):
    """How the index writes a word as it stands, beside its stem."""
    return f"={word}"


def together(parts):
    """A word without its hyphens."""
    return "".join(parts)[:LONGEST_WORD]


class Written(NamedTuple):
    """What a stretch of text without spaces gives to the index, the tokens of each run as one text."""

    parts: tuple
    """Its folded words; those with hyphens part by part."""
    stems: tuple
    runs: tuple
    """The stems, the words behind `=`, and both once more with hyphens left out."""
    has_hyphens: bool


@lru_cache(maxsize=100_000)
def written(stretch):
    """What the index takes from a stretch of text as it is printed: the same few make up most of a record."""
    found = words(stretch)
    parts = tuple(part for word in found for part in word)
    stems = tuple(map(stem, parts))
    joined = [together(word) for word in found]
    runs = (stems, map(exact, parts), map(stem, joined), map(exact, joined))
    return Written(parts, stems, tuple(map(" ".join, runs)), len(joined) < len(parts))


def tokens(text):
    """A text as the index keeps it: the stems of its words, then the words themselves, each behind a `=`.

    Where the text has hyphens, it is written a second time with the words between them joined, so that it is found
    by “co-operation”, “co operation” and “cooperation” alike. `_` keeps the runs apart.
    """
    read = [written(stretch) for stretch in text.split()]
    runs = range(4 if any(stretch.has_hyphens for stretch in read) else 2)
    return " _ ".join([*(" ".join([stretch.runs[run] for stretch in read]) for run in runs), ""])


@lru_cache(maxsize=10_000)
def tokens_of_name(text):
    """The tokens of a text that many records share, such as the name of a theme."""
    return tokens(text)
