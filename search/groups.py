"""How the pieces of a search belong together: by brackets, and by the operators between them."""

from dataclasses import replace

from search.pieces import Bracket, Operator, Term
from search.tree import Every, either, every

DEEPEST = 10
"""Brackets within brackets that are read; FTS5 reads no question that lies very deep."""


def paired(pieces):
    """(The pieces with only such brackets as hold something, the other brackets in order).

    The others have no partner, hold nothing to look for, or lie too deep. An opening bracket then ends where its
    partner does.
    """
    partners, opened = {}, []
    for place, piece in enumerate(pieces):
        if isinstance(piece, Bracket) and piece.sign == "(":
            opened.append(place)
        elif isinstance(piece, Bracket) and opened:
            first = opened.pop()
            is_read = len(opened) < DEEPEST or not piece.typed
            if is_read and any(isinstance(held, Term) for held in pieces[first:place]):
                partners |= {first: place, place: place}
    kept, others = [], []
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Bracket):
            kept.append(piece)
        elif place in partners:
            kept.append(replace(piece, end=pieces[partners[place]].end))
        else:
            others.append(piece)
    return kept, others


def factors(pieces):
    """The terms that all must match, of `pieces`, an iterator, up to the bracket that closes them or the end.

    NOT and brackets are taken into their terms, and terms beside an OR become one.
    """
    found, joining, negation = [], False, None
    for piece in pieces:
        if isinstance(piece, Operator):
            negation = piece if piece.name == "NOT" else negation
            joining = joining or (piece.name == "OR" and bool(found))
            continue
        if isinstance(piece, Bracket) and piece.sign == ")":
            break
        term = _group(piece, pieces) if isinstance(piece, Bracket) else piece
        if negation:
            asked = replace(term, negative=False)
            term = Term(term.tree, negation.start, term.end, negative=True, parts=(asked,))
        if joining:
            before = found.pop()
            term = Term(either([before.asked, term.asked]), before.start, term.end, parts=(before, term))
        found.append(term)
        joining, negation = False, None
    return tuple(found)


def _group(bracket, pieces):
    """The terms behind an opening bracket as one."""
    inside = factors(pieces)
    tree = every(term.asked for term in inside)
    return Term(tree, bracket.start, bracket.end, negative=bracket.negative, parts=inside)


def walk(terms, left_out=False):
    """Each of the terms, and those that it is made of, with whether it is left out."""
    for term in terms:
        is_out = left_out != term.negative
        yield term, is_out
        yield from walk(term.parts, is_out)


def can_go(terms):
    """The terms that a search could go without, in order: those that must match beside others, in brackets too.

    To leave out one side of an OR finds no more, and what is left out by NOT goes as a whole.
    """
    for term in terms:
        if len(terms) > 1:
            yield term
        if not term.parts or term.negative or term.others:
            continue
        if isinstance(term.tree, Every):
            yield from can_go(term.parts)
        else:
            for side in term.parts:
                yield from can_go((side,))
