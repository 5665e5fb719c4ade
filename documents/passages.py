"""Which passages the records of a list were taken from, read for all of them at once."""

from browse.addresses import addresses


def passages_of(model, ids):
    """Which passages the records of `model` with these ids quote: (id, slug of the document, anchor), as printed."""
    link = model.passages.field.m2m_field_name()
    links = model.passages.through.objects.filter(**{f"{link}__in": ids})
    printed = ("passage__document__meeting__starts_on", "passage__document__slug", "passage__position")
    return links.order_by(*printed).values_list(f"{link}_id", "passage__document__slug", "passage__anchor")


def first_passages(links):
    """The address of the first passage that each record quotes, by the id of the record; `links` as `passages_of`."""
    address = addresses("documents:detail", 1)
    return {pk: f"{address(document)}#{anchor}" for pk, document, anchor in reversed(links)}
