"""The cards of lists: what they show of each record, made once for a state of the record and a language."""

from django.utils.translation import get_language

MOST = 2000
"""Cards of a list that are kept: two or three megabytes."""


def cards_of(ids, found, make):
    """The cards of the records with these ids, in their order; those that are gone are left out.

    `make` gives them as a dict by id, for ids and `found`, the `ListFilter` of the list at hand. Whatever mix of
    filters found a record, its card is the same, with the words marked that are searched for.
    """
    kept, kind = found.index.cards, (make, get_language(), found.words)
    cards = {pk: card for pk in ids if (card := kept.get((kind, pk)))}
    if missing := [pk for pk in ids if pk not in cards]:
        made = make(missing, found)
        cards |= made
        if len(kept) + len(made) > MOST:
            kept.clear()
        kept.update(((kind, pk), card) for pk, card in made.items())
    return [cards[pk] for pk in ids if pk in cards]
