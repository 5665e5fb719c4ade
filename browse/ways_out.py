"""What to give up where a list is empty: each choice with the records that the list would have without it."""

from django.utils.text import Truncator

from browse.translations import gettext as _

LONGEST = 60
"""Characters of a choice that are shown."""


def ways_out(found):
    """The ways out of an empty `ListFilter`, best first, as (what to go without, query string, number of records).

    One that gives nothing is none.
    """
    ways = _that_give([*_words(found), *_facets(found)])
    if found.words and not ways:
        ways = _that_give(_everything(found))
    return sorted(ways, key=lambda way: -way[2])


def corrections(found):
    """Other words for an empty `ListFilter` that would give something, as (words, query string, number of records)."""
    words = found.filters["q"].corrections(found) if found.words else []
    return [(label, found.url(q=[whole]), number) for label, whole, number in words]


def _that_give(ways):
    return [way for way in ways if way[2]]


def _words(found):
    """Each word that could be left out."""
    words = found.filters["q"].ways_out(found) if found.words else []
    return [(label, found.url(q=[rest] if rest else None), number) for label, rest, number in words]


def _facets(found):
    """Each facet that could be left open."""
    for name, label in found.labels.items():
        if chosen := found.chosen[name]:
            labels = " / ".join(found.offered[name][word].label for word in chosen)
            yield without(f"{label}{_(': ')}{labels}"), found.url(**{name: None}), len(found.places(without=name))


def _everything(found):
    """Where giving up one choice is not enough: all the words, or all the facets."""
    yield _("without any of the words"), found.url(q=None), len(found.places(without="q"))
    yield _("without any other filter"), found.url(**dict.fromkeys(found.facet_filters)), len(found.only_words)


def without(choice):
    """The label of a list or a search that goes without a choice."""
    return _("without “%(label)s”") % {"label": shortened(choice)}


def shortened(label):
    """As much of a label as a page shows."""
    return Truncator(label).chars(LONGEST) if len(label) > LONGEST else label
