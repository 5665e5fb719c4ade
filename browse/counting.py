"""The facets of a list with their numbers: what each value would give, and the links that choose it or take it out."""

from browse.addresses import query, quoted
from browse.facets import Facet, FacetValue

LONG = 60
"""A facet with more values than this may wait with them until the facet that they lie within is chosen."""


def counted(found):
    """All `Facet`s of a `ListFilter`, in the order of its class."""
    return [_facet(found, name, label) for name, label in found.labels.items()]


def _facet(found, name, label):
    options = _shown(found, name)
    left_out = len(found.in_use[name]) - len(found.in_use[name].keys() & options.keys())
    asked = found.facet_filters[name]
    within = found.labels[asked.within] if left_out else ""
    return Facet(name, label, list(_values(found, name, options)), left_out, within, asked.of_record)


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
    chosen, link = found.chosen[name], _link(found, name)
    rest = found.places(without=name) if name in found.narrowed else found.found
    for word, option in options.items():
        count, only = rest.intersection_cardinality(option.places), link(word)
        if not chosen:
            yield FacetValue(name, word, option.label, count, count, False, only, only)
            continue
        gain = count - found.found.intersection_cardinality(option.places)
        toggle = link(*(item for item in chosen if item != word)) if word in chosen else link(*chosen, word)
        yield FacetValue(name, word, option.label, count, gain, word in chosen, only, toggle)


def _link(found, name):
    """A function from words of one facet to the query string of the list with them in place of those chosen."""
    order = found.address_words
    before = query(found.state, order[: order.index(name)])
    after = query(found.state, order[order.index(name) + 1 :])
    start, end = f"{before}&{name}=" if before else f"?{name}=", f"&{after[1:]}" if after else ""
    without, another = f"{before}{end}" if before else after or "?", f"&{name}="

    def link(*words):
        return f"{start}{another.join(map(quoted, sorted(words)))}{end}" if words else without

    return link
