"""How the rows of a large table are read: in batches, with what belongs to each record fetched for a batch at once."""

from collections import defaultdict
from itertools import islice

CHUNK = 2000


def batches(rows, size):
    """Yield lists of at most `size` rows."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def gathered(links, owner, values, ids, cells):
    """Return, by record id, what `cells` makes of all that `links` hold for the record, in their order.

    `owner` names the field of `links` that leads to the record; `values` are the paths to read from a link.
    A record without links has the cells of an empty list.
    """
    found = defaultdict(list)
    for pk, *value in links.filter(**which(owner, ids)).values_list(f"{owner}_id", *values):
        found[pk].append(value)
    empty = cells([])
    return defaultdict(lambda: empty, {pk: cells(values) for pk, values in found.items()})


def which(owner, ids):
    """Return the filter for what belongs to the records of these ids, and perhaps to a few others.

    Ids mostly come in runs, and the two ends of a run are a far shorter question than a list of thousands.
    """
    first, last = min(ids), max(ids)
    if last - first < 2 * len(ids):
        return {f"{owner}__gte": first, f"{owner}__lte": last}
    return {f"{owner}__in": ids}


def words(model, owner, value, *order):
    """Return a gatherer of one cell: the words that `model` links to a record, joined by “;” in the order given."""

    def gather(ids):
        found = {}
        links = model.objects.order_by(*order).filter(**which(owner, ids))
        for pk, word in links.values_list(f"{owner}_id", value):
            found[pk] = f"{found[pk]};{word}" if pk in found else word
        return defaultdict(lambda: ("",), {pk: (cell,) for pk, cell in found.items()})

    return gather


def passages(model):
    """Return a gatherer of two cells: the document that a record was taken from, and its anchors in printed order."""
    field = model.passages.field

    def gather(ids):
        links = model.passages.through.objects.order_by(
            "passage__document__meeting__starts_on", "passage__document__slug", "passage__position"
        )
        return gathered(
            links, field.m2m_field_name(), ["passage__document__slug", "passage__anchor"], ids, document_and_anchors
        )

    return gather


def document_and_anchors(quoted):
    """Return the first document and the anchors; an anchor of another document carries its name: “slug#anchor”."""
    document = quoted[0][0] if quoted else ""
    return document, ";".join(anchor if slug == document else f"{slug}#{anchor}" for slug, anchor in quoted)
