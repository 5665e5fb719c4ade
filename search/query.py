"""Reads what a person typed into a search box. Whatever it is, it can be read.

Several words all match, in any of their forms; two that stand side by side are also found where the record writes
them as one. “A phrase” stands as it is written, and a single word in quotes is that word alone. `OR` joins the two
terms beside it; `-word` and `NOT word` leave records out; `recruit*` is any word that begins so, also in a phrase.
Brackets make one term of several. Operators are capitals, and one that has nothing to work on is passed over, or is a
word like others where nothing else was typed. `and/or` (`et/ou`, `y/o`) is `OR`, and in `worker(s)` the letters in
brackets may be there or not. All else that is no letter or digit only parts words.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from browse.filters import search_words
from search.folding import stem, together, words
from search.groups import can_go, factors, paired, walk
from search.pieces import AROUND, Bracket, Operator, Term, as_meant, operators_as_words, pieces_of
from search.stop_words import FUNCTION_WORDS
from search.synonyms import bare, synonyms
from search.tree import any_form, either, every, sought

ARTICLES = {
    *("les", "le", "la", "des", "du", "de", "et", "a", "au", "aux", "en", "dans", "par", "pour", "sur", "avec"),
    *("el", "los", "las", "del", "al", "y", "e", "por", "para", "con", "sobre", "entre"),
    *("و", "في", "من", "علي", "الي", "عن", "بين"),
}
"""Words, folded, that say nothing beside a name, before it or behind it.

So “las remesas”, “femmes et enfants”, “à Bruxelles”, “migración de las mujeres”, “portabilité des pensions”.
"""

MOST_BEGINNINGS = 5
"""Words with a star in one search for which the page counts what else to ask: each of them is many words."""

SMALL_OPERATORS = {"or": "OR", "not": "NOT", "ou": "OR", "o": "OR", "u": "OR", "او": "OR"}
"""Words, folded, that may be meant as operators; those of French, Spanish and Arabic for “or” too."""


@dataclass(frozen=True)
class Query:
    """What was typed, as read."""

    typed: str
    terms: tuple
    """The terms that all must match."""
    passed_over: str = ""
    """The brackets that have no partner or hold nothing, as typed."""
    in_capitals: str = ""
    """The whole as typed with words such as “or” as operators, where one of them stands between words."""

    @cached_property
    def named(self):
        """(term, whether it is left out) for each wording that has synonyms."""
        return tuple((term, left_out) for term, left_out in walk(self.terms) if term.others)

    @cached_property
    def plain(self):
        """The terms that are plain words and asked for: those of which other forms match too."""
        return tuple(term for term, left_out in walk(self.terms) if term.stems and not left_out)

    @cached_property
    def begun(self):
        """The terms asked for that are the beginning of a word; none where they are too many to tell of each."""
        if self.has_many_beginnings:
            return ()
        return tuple(term for term, left_out in walk(self.terms) if term.beginning and not left_out)

    @cached_property
    def has_many_beginnings(self):
        """Whether it takes so long to answer that nobody can wait until it is answered again without each term."""
        return self.beginnings > MOST_BEGINNINGS

    @cached_property
    def beginnings(self):
        """How many of its words and phrases have a star, those that it leaves out among them."""
        return sum(bool(term.beginning) or "*" in term.inside for term, _left_out in walk(self.terms))

    @cached_property
    def idle_stars(self):
        """What was typed with a star that means nothing there."""
        return " ".join(typed for term, _left_out in walk(self.terms) for typed in term.idle)

    @cached_property
    def can_go(self):
        """The terms that it could go without, also within brackets; empty where it is about one thing only."""
        return tuple(can_go(self.terms))

    @property
    def words(self):
        """The plain words, folded."""
        return tuple(dict.fromkeys(word for term in self.plain for word in self.words_of(term)))

    def words_of(self, term):
        """The words of a term, folded and without hyphens."""
        return [term.word] if term.word else [together(parts) for parts in words(self.wording(term))]

    @property
    def tree(self):
        """The whole as a tree, or None where nothing can be searched for."""
        return every(term.asked for term in self.terms) if self.terms else None

    @cached_property
    def runs(self):
        """What is to be marked where it is found; words that only build a sentence are not, beside others."""
        telling = [term.asked for term in self.terms if not is_function_word(term)]
        return sought(every(telling)) or sought(self.tree)

    def wording(self, term):
        """What was typed of `term`, without what only joins it to the rest."""
        return self.typed[term.start : term.end].strip(AROUND)

    def exactly(self, term):
        """(The wording of `term` in quotes, the whole as typed with it in place of the term)."""
        quoted = f'"{re.sub("[()]", "", self.wording(term))}"'  # “worker(s)” is “workers”
        return quoted, self.with_others({term: quoted})

    def with_others(self, others):
        """The whole as typed with other words in place of terms; `others` are by term."""
        typed = self.typed
        for term, words_ in sorted(others.items(), key=lambda other: -other[0].start):
            typed = f"{typed[: term.start]}{'-' if term.negative else ''}{words_}{typed[term.end :]}"
        return typed

    def without(self, term):
        """(What was typed of `term`, what remains of the rest; nothing where that is only signs)."""
        rest = " ".join(f"{self.typed[: term.start]} {self.typed[term.end :]}".split())
        rest = rest.replace("( ", "(").replace(" )", ")")
        return self.typed[term.start : term.end], rest if words(rest) else ""


def is_function_word(term):
    """Whether a term is a word that only builds a sentence."""
    return term.word in ARTICLES or stem(term.word) in FUNCTION_WORDS


def parse(typed):
    """Read what was typed, of which only the first 200 characters count."""
    return _read(as_meant(" ".join(search_words(typed))), synonyms())


@lru_cache(maxsize=1000)
def _read(typed, known):
    pieces, passed_over = paired(list(pieces_of(typed)))
    while _is_group(pieces):
        pieces = pieces[1:-1]
    if not any(isinstance(piece, Term) for piece in pieces):
        pieces = operators_as_words(typed)
    terms = factors(iter(_with_synonyms(_with_neighbours(pieces), known)))
    return Query(typed, terms, " ".join(bracket.sign for bracket in passed_over), _in_capitals(typed, pieces))


def _is_group(pieces):
    """Whether one pair of brackets holds all the rest: it says nothing, and what it holds can be left out in parts."""
    first, last = (pieces[0], pieces[-1]) if pieces else (None, None)
    return isinstance(first, Bracket) and not first.negative and isinstance(last, Bracket) and first.end == last.end


def _in_capitals(typed, pieces):
    """What was typed with each “or” and “not” that stands between two terms as an operator; empty where none does."""
    read, at = "", 0
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        ends, begins = getattr(before, "sign", ")") == ")", getattr(after, "sign", "(") == "("
        is_word = isinstance(piece, Term) and piece.word in SMALL_OPERATORS and not piece.negative
        if is_word and ends and begins and not isinstance(before, Operator) and not isinstance(after, Operator):
            # The word itself, for an operator has no sign beside it: “women or, men”.
            read, at = f"{read}{typed[at : piece.start]}{SMALL_OPERATORS[piece.word]}", piece.end
    return f"{read}{typed[at:]}" if read else ""


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


def _with_synonyms(pieces, known):
    """The pieces with each wording that has synonyms as one term, the longest wordings first."""
    joined, place = [], 0
    while place < len(pieces):
        wording, others = _wording(pieces[place:], known)
        if not wording:
            articles, before_a_name = _articles(pieces[place:], known)
            after = place + (articles or 1)
            behind_a_name = articles and joined and getattr(joined[-1], "others", ())
            joined += [] if before_a_name or behind_a_name else pieces[place:after]
            place = after
            continue
        parts = tuple(replace(term, negative=False) for term in wording if isinstance(term, Term))
        tree = either([every(term.tree for term in parts), *(other.run for other in others)])
        negative = wording[0].negative
        joined.append(Term(tree, wording[0].start, wording[-1].end, negative=negative, others=others, parts=parts))
        place += len(wording)
    return joined


def _articles(pieces, known):
    """(How many articles begin `pieces`, whether they stand before a wording that has synonyms)."""
    count = 0
    while count < len(pieces) and _is_article(pieces[count]):
        count += 1
        if _wording(pieces[count:], known)[0]:
            return count, True
    return count, False


def _is_article(piece):
    return isinstance(piece, Term) and piece.word in ARTICLES and not piece.negative


def _wording(pieces, known):
    """The longest wording that has synonyms at the start of `pieces`, and these; nothing where there is none."""
    run = _plain_run(pieces[: known.longest])
    for size in range(len(run), 0, -1):
        stems = bare(part for piece in run[:size] for part in piece.stems)
        if stems in known.of:
            return run[:size], tuple(known.of[stems])
    return (), ()


def _plain_run(pieces):
    """The plain words at the start of `pieces`, and the brackets among them; a word with a minus stands alone."""
    run = []
    for piece in pieces:
        if isinstance(piece, Operator) or not piece.stems or (run and piece.negative):
            break
        run.append(piece)
        if piece.negative:
            break
    return run
