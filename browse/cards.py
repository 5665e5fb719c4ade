"""The cards of lists: what they show of each record, made once for a state of the record and a language."""

from django.utils.translation import get_language

MOST = 2000
"""Cards of one kind that are kept: two or three megabytes."""


def cards_of(ids, found, make):
    """The cards of the records with these ids, in their order; those that are gone are left out.

    `make` gives them as a dict by id, for ids and `found`, the `ListFilter` of the list at hand. Whatever mix of
    filters found a record, its card is the same; only where words are searched for, they are marked in it.
    """
    kept = {} if found.words else found.index.cards.setdefault((make, get_language()), {})
    cards = {pk: card for pk in ids if (card := kept.get(pk))}
    if missing := [pk for pk in ids if pk not in cards]:
        made = make(missing, found)
        cards |= made
        if len(kept) + len(made) > MOST:
            kept.clear()
        kept |= made
    return [cards[pk] for pk in ids if pk in cards]
