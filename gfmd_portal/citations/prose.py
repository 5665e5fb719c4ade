"""References as they stand at the end of a paper: APA (7th edition) and Chicago (17th edition, author-date)."""

from django.utils.html import format_html, format_html_join, mark_safe

from gfmd_portal.citations.reference import FORUM


def apa(reference):
    """The reference in APA style, as safe HTML."""
    authors = _several([_apa_name(author) for author in reference.authors], "&")
    genre = "[Data set]" if reference.is_search else f"({reference.genre} {reference.number})"
    parts = [
        format_html("{} ({}).", _ended(authors), reference.year),
        format_html("<cite>{}</cite> {}.", reference.title, genre),
    ]
    if source := reference.source:
        by = _several([f"{author.initials} {author.name}".strip() for author in source.authors], "&")
        parts.append(format_html("In {}<cite>{}</cite>.", f"{by}, " if by else "", source.title))
    return _joined(parts, reference)


def chicago(reference):
    """The reference in Chicago style, author-date, as safe HTML."""
    first, *others = reference.authors
    authors = _several([first.inverted, *(author.in_order for author in others)], "and")
    genre = "Data set" if reference.is_search else f"{reference.genre} {reference.number}"
    parts = [
        format_html("{} {}.", _ended(authors), reference.year),
        format_html("“{}” {}.", _ended(reference.title), genre),
    ]
    if source := reference.source:
        by = _several([author.in_order for author in source.authors], "and")
        parts.append(format_html("In <cite>{}</cite>{}.", source.title, f", by {by}" if by else ""))
    return _joined(parts, reference)


def _joined(parts, reference):
    """The parts in one line, with what ends both styles: publisher, portal, version, address."""
    publisher = reference.source.publisher if reference.source else reference.publisher
    if publisher and publisher != FORUM:
        parts.append(f"{publisher}.")
    ended = format_html_join(" ", "{}", ((part,) for part in [*parts, f"{reference.edition}.", reference.address]))
    return mark_safe(ended)


def _apa_name(author):
    return f"{author.name}, {author.initials}" if author.given else author.name


def _several(names, last):
    """The names as one: “A”, “A & B”, “A, B & C”."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def _ended(text):
    """The text with one full stop at its end."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
