"""Reads what a person typed into a search box. Whatever it is, it can be read.

Several words all match, in any of their forms; two that stand side by side are also found where the record writes
them as one. “A phrase” stands as it is written, and a single word in quotes is that word alone. `OR` joins the two
terms beside it; `-word` and `NOT word` leave records out; `recruit*` is any word that begins so. Operators are
capitals, and one that has nothing to work on is passed over, or is a word like others where nothing else was typed.
All else that is no letter or digit only parts words.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from browse.filters import search_words
from search.folding import together, words
from search.pieces import AROUND, Operator, Term, operators_as_words, pieces_of
from search.synonyms import longest, synonyms
from search.tree import any_form, either, every

ARTICLES = {"les", "le", "la", "des", "du", "de", "et", "el", "los", "las", "del", "y"}
"""French and Spanish words that say nothing before the name of a theme: “las remesas”, “femmes et enfants”."""


@dataclass(frozen=True)
class Query:
    """What was typed, as read."""

    typed: str
    terms: tuple
    """The terms that all must match."""
    named: tuple
    """(term, whether it is left out) for each wording that has synonyms."""
    plain: tuple
    """The terms that are plain words and asked for: those of which other forms match too."""

    @property
    def synonyms(self):
        """(wording as typed, its synonyms, whether it is left out) for each wording that has some."""
        return [(self.wording(term), term.others, left_out) for term, left_out in self.named]

    @property
    def words(self):
        """The plain words, folded."""
        return tuple(dict.fromkeys(word for term in self.plain for word in self.words_of(term)))

    def words_of(self, term):
        """The words of a term, folded and without hyphens."""
        return [together(parts) for parts in words(self.wording(term))]

    @property
    def tree(self):
        """The whole as a tree, or None where nothing can be searched for."""
        return every(term.asked for term in self.terms) if self.terms else None

    def wording(self, term):
        """What was typed of `term`, without what only joins it to the rest."""
        return self.typed[term.start : term.end].strip(AROUND)

    def exactly(self, term):
        """(The wording of `term` in quotes, the whole as typed with it in place of the term)."""
        quoted = f'"{self.wording(term)}"'
        minus = "-" if term.negative else ""
        return quoted, f"{self.typed[: term.start]}{minus}{quoted}{self.typed[term.end :]}"

    def without(self, term):
        """(What was typed of `term`, what remains of the rest)."""
        rest = f"{self.typed[: term.start]} {self.typed[term.end :]}"
        return self.typed[term.start : term.end], " ".join(rest.split())


def parse(typed):
    """Read what was typed, of which only the first 200 characters count."""
    return _read(" ".join(search_words(typed)))


@lru_cache(maxsize=1000)
def _read(typed):
    pieces = list(pieces_of(typed))
    if not any(isinstance(piece, Term) for piece in pieces):
        pieces = operators_as_words(typed)
    plain = [piece for piece in pieces if isinstance(piece, Term) and piece.stems]
    pieces = _with_synonyms(_with_neighbours(pieces))
    read = list(_terms(pieces))
    named = tuple((term, left_out) for term, left_out in read if term.others)
    asked = [range(term.start, term.end) for term, left_out in read if not left_out]
    plain = tuple(word for word in plain if any(word.start in stretch for stretch in asked))
    return Query(typed, tuple(_factors(pieces)), named, plain)


def _with_neighbours(pieces):
    """The pieces, of which a plain word is found too where the record joins it to the one beside it.

    “co operation” finds “cooperation” as well. Each of the two words counts as found there, so both do.
    """
    joined = {}
    for place, (one, other) in enumerate(pairwise(pieces)):
        if _is_plain_word(one) and _is_plain_word(other):
            whole = any_form(together((one.word, other.word)))
            joined.setdefault(place, []).append(whole)
            joined.setdefault(place + 1, []).append(whole)
    return [
        replace(piece, tree=either([piece.tree, *joined[place]])) if place in joined else piece
        for place, piece in enumerate(pieces)
    ]


def _is_plain_word(piece):
    """Whether a piece can be half of a word. A letter cannot: “a way” has nothing to do with “away”."""
    return isinstance(piece, Term) and len(piece.word) > 1 and not piece.negative


def _with_synonyms(pieces):
    """The pieces with each wording that has synonyms as one term, the longest wordings first."""
    joined, place = [], 0
    while place < len(pieces):
        wording = _wording(pieces[place:])
        if not wording:
            is_article = isinstance(pieces[place], Term) and pieces[place].word in ARTICLES
            if not is_article or not _wording(pieces[place + 1 :]):
                joined.append(pieces[place])
            place += 1
            continue
        others = tuple(synonyms()[_stems(wording)])
        tree = either([every(term.tree for term in wording), *(other.run for other in others)])
        negative = wording[0].negative
        joined.append(Term(tree, wording[0].start, wording[-1].end, negative=negative, others=others))
        place += len(wording)
    return joined


def _wording(pieces):
    """The longest wording that has synonyms at the start of `pieces`; None where there is none."""
    run = _plain_run(pieces[: longest()])
    return next((run[:size] for size in range(len(run), 0, -1) if _stems(run[:size]) in synonyms()), None)


def _plain_run(pieces):
    """The plain words at the start of `pieces`; one with a minus stands alone."""
    run = []
    for piece in pieces:
        if not isinstance(piece, Term) or not piece.stems or (run and piece.negative):
            break
        run.append(piece)
        if piece.negative:
            break
    return run


def _stems(terms):
    return tuple(part for term in terms for part in term.stems)


def _terms(pieces):
    """The terms in order, each with whether a NOT or a minus leaves it out."""
    negation = False
    for piece in pieces:
        if isinstance(piece, Operator):
            negation = negation or piece.name == "NOT"
            continue
        yield piece, negation or piece.negative
        negation = False


def _factors(pieces):
    """The terms that all must match: NOT is taken into its term, and terms beside an OR become one."""
    factors, joining, negation = [], False, None
    for piece in pieces:
        if isinstance(piece, Operator):
            negation = piece if piece.name == "NOT" else negation
            joining = joining or (piece.name == "OR" and bool(factors))
            continue
        term = replace(piece, negative=True, start=negation.start) if negation else piece
        if joining:
            before = factors.pop()
            term = Term(either([before.asked, term.asked]), before.start, term.end)
        factors.append(term)
        joining, negation = False, None
    return factors
