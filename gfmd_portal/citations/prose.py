"""References as they stand at the end of a paper: APA (7th edition) and Chicago (17th edition, author-date)."""

from functools import lru_cache
from html import escape

from django.utils.safestring import mark_safe

SINGLE = str.maketrans("“”", "‘’")


def apa(reference):
    """The reference in APA style, as safe HTML. Of a part of a work, the title of the work is in italics."""
    authors = _several([_apa_name(author) for author in reference.authors], "&", comma=",")
    title = escape(reference.title) if reference.source else _cited(reference.title)
    genre = " [Data set]" if reference.is_search else f" ({escape(reference.genre)} {escape(reference.number)})"
    parts = [
        f"{escape(_ended(authors))} ({escape(reference.year)}).",
        _ended(title) if reference.is_whole else f"{title}{genre}.",
    ]
    if source := reference.source:
        by = _several([f"{author.initials} {author.name}".strip() for author in source.authors], "&")
        parts.append(f"In {escape(f'{by}, ' if by else '')}{_cited(source.title)}.")
    seen = f"Retrieved {_in_words(reference.read_on)}, from " if reference.is_search else ""
    return mark_safe(" ".join([*parts, *map(escape, _published(reference)), f"{seen}{escape(reference.address)}"]))


def chicago(reference):
    """The reference in Chicago style, author-date, as safe HTML. Quotation marks within others are single."""
    first, *others = reference.authors
    authors = _several([first.inverted, *(author.in_order for author in others)], "and", comma=",")
    genre = "Data set" if reference.is_search else f"{reference.genre} {reference.number}"
    parts = [f"{escape(_ended(authors))} {escape(reference.year)}."]
    if reference.is_whole:
        parts.append(_ended(_cited(reference.title)))
    else:
        parts.append(f"“{escape(_ended(reference.title.translate(SINGLE)))}” {escape(genre)}.")
    if source := reference.source:
        by = _several([author.in_order for author in source.authors], "and")
        parts.append(f"In {_cited(source.title)}{escape(f', by {by}' if by else '')}.")
    seen = [f"Accessed {_in_words(reference.read_on)}."] if reference.is_search else []
    return mark_safe(" ".join([*parts, *map(escape, _published(reference)), *seen, f"{escape(reference.address)}."]))


def _published(reference):
    """By whom and where it was published: the publisher, unless the author has named it, and the portal.

    The year of the work is said where it is not that of the part.
    """
    source = reference.source
    later = f", {source.issued[:4]}" if source and source.issued[:4] not in ("", reference.year) else ""
    if publisher := reference.named_publisher:
        yield f"{publisher}{later}."
    if not reference.is_search:
        yield f"{reference.edition}."


def _cited(title):
    """The title of a work, in italics."""
    return f"<cite>{escape(title)}</cite>"


@lru_cache
def _in_words(day):
    """A day as both styles write it: “November 21, 2026”."""
    return f"{day:%B} {day.day}, {day.year}"


def _apa_name(author):
    return f"{author.name}, {author.initials}" if author.given else author.name


def _several(names, last, comma=""):
    """The names as one: “A”, “A & B”, “A, B, & C”; with a `comma` for two names too, one of which is inverted."""
    *before, end = names or [""]
    if len(before) > 1:
        comma = ","
    return f"{', '.join(before)}{comma} {last} {end}" if before else end


def _ended(text):
    """The text, or the title in italics, with one full stop at its end."""
    return text if text.removesuffix("</cite>").endswith((".", "?", "!", "…")) else f"{text}."
