"""How many records of each kind hold a word: what tells rare words from common ones, kept with the index."""

from django.db.models import Sum

from search.folding import LONGEST_WORD, stem, words, written
from search.models import StemCount

BATCH = 2000
EVERY = ""
"""Stands for a word that each record has, and so counts the records."""


def stems(title, body):
    """The stems of a record's own words, in order."""
    return [stem(part)[:LONGEST_WORD] for parts in words(f"{title}\n{body}") for part in parts]


def counted(title, body):
    """What a record adds to the counts of its kind: the stems of its words, each once, and the one that all have."""
    found = {EVERY}.union(*(written(stretch).stems for stretch in f"{title}\n{body}".split()))
    return {word[:LONGEST_WORD] for word in found}


def add(kind, changes):
    """Change the counts of a kind by `changes`, a dict of stem to a number, which may be below zero."""
    changes = [(word, number) for word, number in changes.items() if number]
    for start in range(0, len(changes), BATCH):
        batch = dict(changes[start : start + BATCH])
        known = StemCount.objects.filter(kind=kind, stem__in=batch).order_by()
        before = dict(known.values_list("stem", "records"))
        StemCount.objects.bulk_create(
            [StemCount(kind=kind, stem=word, records=before.get(word, 0) + number) for word, number in batch.items()],
            update_conflicts=True,
            unique_fields=["kind", "stem"],
            update_fields=["records"],
        )
    if any(number < 0 for _word, number in changes):
        StemCount.objects.filter(records__lte=0).delete()


def frequencies(kinds, wanted):
    """How many records of `kinds` hold each of the stems `wanted`, as a dict; those that none holds are left out."""
    found = StemCount.objects.filter(kind__in=kinds, stem__in=wanted).order_by()
    return dict(found.values_list("stem").annotate(Sum("records")))
