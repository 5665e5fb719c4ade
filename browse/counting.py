"""The facets of a list with their numbers: how many records each value would give."""

from browse.addresses import query_string
from browse.facets import Facet, FacetValue

LONG = 60
"""A facet with more values than this may wait with them until the facet that they lie within is chosen."""


def counted_facets(found):
    """All `Facet`s of a `ListFilter`, in the order of its class."""
    return [_facet(found, name, label) for name, label in found.labels.items()]


def _facet(found, name, label):
    options, in_use = _shown(found, name), found.in_use[name]
    left_out = 0 if options is in_use else len(in_use.keys() - options.keys())
    asked = found.facet_filters[name]
    within = found.labels[asked.within] if left_out else ""
    return Facet(name, label, _values(found, name, options), *_around(found, name), left_out, within, asked.of_record)


def _shown(found, name):
    """The options of a facet that a page shows: those in use, or of a long one those within what is chosen."""
    options, within, chosen = found.in_use[name], found.facet_filters[name].within, found.chosen[name]
    if within and len(options) > LONG:
        around = found.chosen[within]
        options = {word: option for word, option in options.items() if word.split("/")[0] in around}
    if options.keys() >= set(chosen):
        return options
    return {word: option for word, option in found.offered[name].items() if word in options or word in chosen}


def _values(found, name, options):
    chosen, of_found = found.chosen[name], found.found.intersection_cardinality
    of_rest = found.places(without=name).intersection_cardinality if name in found.narrowed else of_found
    counts = [(word, option, of_rest(option.places)) for word, option in options.items()]
    if not chosen:
        return [FacetValue(word, option.label, count, count, False) for word, option, count in counts]
    return [
        FacetValue(word, option.label, count, count - of_found(option.places), word in chosen)
        for word, option, count in counts
    ]


def _around(found, name):
    """What stands in the query string of a list before the words of one facet, and what after them."""
    place, parts = found.address_words.index(name), list(found.address_parts.values())
    return query_string(parts[:place]), query_string(parts[place + 1 :]).replace("?", "&", 1)
