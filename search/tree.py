"""What a search asks for, as a tree that both databases can be told.

Its leaves are runs of tokens as `search.folding.tokens` writes them: `Run(("woman",))` is any form of the word,
`Run(("=global", "=forum"))` a phrase, `Run(("=recruit*",))` the beginning of a word.
"""

from dataclasses import dataclass

from search.folding import exact, stem


@dataclass(frozen=True)
class Run:
    """Tokens that follow each other. One with a star at its end is only the beginning of a word.

    With `own`, only the title and the text of a record count, not what is said about it, such as its themes.
    """

    tokens: tuple
    own: bool = False


@dataclass(frozen=True)
class Every:
    """What all of its parts find."""

    parts: tuple


@dataclass(frozen=True)
class Either:
    """What any of its parts finds."""

    parts: tuple


@dataclass(frozen=True)
class Without:
    """What its part does not find."""

    part: object


def any_form(word):
    """Records with any form of a folded word."""
    return Run((stem(word),))


def phrase(words):
    """Records with just these folded words in a row; a star at the end of one is any ending."""
    return Run(tuple(exact(word) for word in words))


def begins(token):
    """Whether a token is only the beginning of a word; no word has a star in it."""
    return token.endswith("*")


def marked(mark):
    """Records that a source put a mark on, such as that of a theme."""
    return Run((f"_{mark}",))


def every(parts):
    """All of `parts`, or the part itself where there is one."""
    parts = tuple(parts)
    return parts[0] if len(parts) == 1 else Every(parts)


def either(parts):
    """Any of `parts`, each once."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else Either(parts)


def leaves(tree):
    """All runs of a tree, those that it leaves out among them."""
    match tree:
        case Run():
            yield tree
        case Without():
            yield from leaves(tree.part)
        case _:
            for part in tree.parts:
                yield from leaves(part)


def sought(tree):
    """The runs that a tree looks for, to be marked where they are found; what it leaves out is not among them."""
    return list(dict.fromkeys(_runs(tree)))


def _runs(tree):
    if isinstance(tree, Run):
        yield tree
    elif tree is not None and not isinstance(tree, Without):
        for part in tree.parts:
            yield from _runs(part)
