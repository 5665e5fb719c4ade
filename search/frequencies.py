"""How many records of each kind hold a word: what tells rare words from common ones, kept with the index."""

from search.folding import LONGEST_WORD, stem, words
from search.models import StemCount

BATCH = 2000
EVERY = ""
"""Stands for a word that each record has, and so counts the records."""


def stems(title, body):
    """The stems of a record's own words, in order."""
    return [stem(part)[:LONGEST_WORD] for parts in words(f"{title}\n{body}") for part in parts]


def counted(kind, title, body):
    """What a record adds to the counts, as (kind, stem) pairs."""
    return {(kind, EVERY), *((kind, word) for word in stems(title, body))}


def add(changes):
    """Change the counts by `changes`, a dict of (kind, stem) to a number, which may be below zero."""
    changes = [(kind, word, number) for (kind, word), number in changes.items() if number]
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        known = StemCount.objects.filter(stem__in={word for _kind, word, _number in batch})
        before = {(row.kind, row.stem): row.records for row in known}
        StemCount.objects.bulk_create(
            [
                StemCount(kind=kind, stem=word, records=before.get((kind, word), 0) + number)
                for kind, word, number in batch
            ],
            update_conflicts=True,
            unique_fields=["kind", "stem"],
            update_fields=["records"],
        )
    if any(number < 0 for _kind, _word, number in changes):
        StemCount.objects.filter(records__lte=0).delete()


def frequencies(kind, wanted):
    """How many records of a kind hold each of the stems `wanted`, as a dict; those that none holds are left out."""
    found = StemCount.objects.filter(kind=kind, stem__in=wanted)
    return dict(found.values_list("stem", "records").order_by())
