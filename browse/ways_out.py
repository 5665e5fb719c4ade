"""What to give up where a list is empty: each choice with the records that the list would have without it."""

from django.utils.translation import gettext_lazy as _


def ways_out(found):
    """The ways out of an empty `ListFilter`, best first, as (label, query string, number of records)."""
    ways = [*_words(found), *_facets(found)]
    if found.words and len(ways) > 1 and not any(number for _label, _url, number in ways):
        ways += _everything(found)
    return sorted(ways, key=lambda way: -way[2])


def _words(found):
    """Each word that could be left out."""
    if not found.words:
        return []
    words = found.filters["q"].ways_out(found.index, found.places(without="q"), found.words)
    return [(word, found.url(q=[rest] if rest else None), number) for word, rest, number in words]


def _facets(found):
    """Each facet that could be left open."""
    for name, part in found.facet_filters.items():
        if chosen := found.chosen[name]:
            labels = " / ".join(str(found.offered[name][word].label) for word in chosen)
            yield f"{part.label}: {labels}", found.url(**{name: None}), len(found.places(without=name))


def _everything(found):
    """Where giving up one choice is not enough: all the words, or all the facets."""
    yield _("all words"), found.url(q=None), len(found.places(without="q"))
    yield _("all other filters"), found.url(**dict.fromkeys(found.facet_filters)), len(found.only_words)
