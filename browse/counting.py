"""The facets of a list with their numbers: what each value would give, and the links that choose it or take it out."""

from browse.addresses import joined, quoted
from browse.facets import Facet, FacetValue

LONG = 60
"""A facet with more values than this may wait with them until the facet that they lie within is chosen."""


def counted(found):
    """All `Facet`s of a `ListFilter`, in the order of its class."""
    return [_facet(found, name, label) for name, label in found.labels.items()]


def _facet(found, name, label):
    options, in_use = _shown(found, name), found.in_use[name]
    left_out = 0 if options is in_use else len(in_use.keys() - options.keys())
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
    chosen, (start, end, without), another = found.chosen[name], _around(found, name), f"&{name}="
    rest = found.places(without=name) if name in found.narrowed else found.found
    of_rest, of_found = rest.intersection_cardinality, found.found.intersection_cardinality
    for word, option in options.items():
        count, only = of_rest(option.places), f"{start}{quoted(word)}{end}"
        if not chosen:
            yield FacetValue(name, word, option.label, count, count, False, only, only)
            continue
        gain, is_chosen = count - of_found(option.places), word in chosen
        words = sorted(item for item in chosen if item != word) if is_chosen else sorted([*chosen, word])
        toggle = f"{start}{another.join(map(quoted, words))}{end}" if words else without
        yield FacetValue(name, word, option.label, count, gain, is_chosen, only, toggle)


def _around(found, name):
    """A query string around the words of one facet: what stands before them, what after, and all of it without any."""
    place, parts = found.address_words.index(name), list(found.address_parts.values())
    before, after = joined(parts[:place]), joined(parts[place + 1 :])[1:]
    start, end = f"{before}&{name}=" if before else f"?{name}=", f"&{after}" if after else ""
    return start, end, joined([before[1:], after]) or "?"
