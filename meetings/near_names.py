"""Names so alike that one may be a slip for the other: “Remitances” beside “Remittances”."""

from functools import lru_cache

from django_countries import countries

from search.folding import IRREGULAR, words

SMALL = {"and", "for", "in", "of", "on", "or", "the"}
"""Words that come and go between two names of one thing. “To” and “from” are none: they part two things."""
LONG_ENOUGH = 5
"""Letters of a word from which one that differs may be a slip: “ILO” is not “IOM”, and room A is not room B."""


def is_near(name, other):
    """Whether two names differ in capitals, accents, spaces, order, number or one typing slip, or not at all."""
    first, second = _words(name), _words(other)
    if "".join(first) == "".join(second):
        return True
    bare, others_bare = _bare(first), _bare(second)
    return sorted(bare) == sorted(others_bare) or _is_one_slip(bare, others_bare) or _is_one_slip(first, second)


def is_same(text, other):
    """Whether two texts have the same words, whatever their capitals, accents, signs and spaces."""
    return words(text) == words(other)


def differs_in_capitals(name, other):
    """Whether two names differ, but in capitals alone."""
    return name != other and name.casefold() == other.casefold()


@lru_cache(maxsize=10_000)
def _words(name):
    """The words of a name, each without accents and in the singular."""
    return tuple(_singular(part) for word in words(name) for part in word)


def _bare(name):
    return [word for word in name if word not in SMALL]


def _singular(word):
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) >= LONG_ENOUGH:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_one_slip(first, second):
    """Whether two names have the same words but for one, which is a slip for that of the other."""
    if len(first) != len(second):
        return False
    differing = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _is_slip(*differing[0])


def _is_slip(word, other):
    """Whether one letter too many, one left out, another, or two swapped make one word of the other.

    The first letter and the last make other words: “emigration” is not “migration”, an employee no employer. Only of
    what names a country it is known that nothing else was meant.
    """
    known = {word, other} & (SMALL | _words_of_countries())
    shortest = min(len(word), len(other))
    if not (word.isalpha() and other.isalpha()) or len(known) == 2 or shortest < (2 if known else LONG_ENOUGH):
        return False
    start = _shared_start(word, other)
    end = min(_shared_start(word[::-1], other[::-1]), len(word) - start, len(other) - start)
    taken, put = word[start : len(word) - end], other[start : len(other) - end]
    if len(taken) == 2:
        return taken == put[::-1]
    at_an_end = start == 0 or (end == 0 and len(taken) == len(put))
    return {len(taken), len(put)} <= {0, 1} and (bool(known) or not at_an_end)


def _shared_start(word, other):
    """How many letters two words begin with alike."""
    alike = (letter == its for letter, its in zip(word, other, strict=False))
    return next((place for place, is_alike in enumerate(alike) if not is_alike), min(len(word), len(other)))


@lru_cache(maxsize=1)
def _words_of_countries():
    """The words of the names of countries, each of which is its own: Gambia is no slip for Zambia."""
    return frozenset(word for _code, name in countries for word in _words(str(name)))
