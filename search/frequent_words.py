"""Which records hold a frequent word, kept ready: nobody waits until the database has gathered them from its index.

To gather 300,000 of a million records takes a fifth of a second, to read their bitmap a millisecond. The bitmaps are
made when the whole index is written, and every edit keeps them true. A word that has become frequent since then is
looked up in the index like all rare ones.
"""

from collections import defaultdict

import numpy as np
from django.utils.functional import cached_property
from pyroaring import BitMap64

from search import frequencies, index
from search.models import SPAN, FrequentWord, StemCount
from search.sources import sources
from search.tree import Either, Every, Run, Without, leaves

LEAST = 10_000
"""A word that fewer records hold is quickly gathered: in some ten milliseconds at most."""


def gather(source):
    """Keep the bitmaps of all words that are frequent in a kind of record, of which none is kept yet."""
    frequent = StemCount.objects.filter(kind=source.kind, records__gte=LEAST).exclude(stem=frequencies.EVERY)
    for stem in frequent.values_list("stem", flat=True):
        records = BitMap64(index.record_ids(Run((stem,)), source.number))
        FrequentWord.objects.create(kind=source.kind, stem=stem, records=records.serialize())


def record_ids(tree, source):
    """The ids of the records of a kind that match, as an array; in no order."""
    ready = _ready(tree, [source.kind]).get(source.kind)
    if not ready:
        return index.record_ids(tree, source.number)
    return np.array(_bitmap(tree, source, ready).to_array(), dtype=np.int64)


def counts(tree):
    """How many records of each kind match, as a dict of kind to count; kinds without any are left out."""
    ready = _ready(tree, list(sources()))
    found = {kind: len(_bitmap(tree, sources()[kind], runs)) for kind, runs in ready.items()}
    rest = index.counts(tree, [source.number for source in sources().values() if source.kind not in found])
    found |= {source.kind: rest[source.number] for source in sources().values() if source.number in rest}
    return {kind: found[kind] for kind in sources() if found.get(kind)}


def held(runs):
    """Those of `runs` that any record holds, as a set."""
    kept = FrequentWord.objects.filter(stem__in=[run.tokens[0] for run in runs]).order_by()
    frequent = {Run((stem,)) for stem in kept.values_list("stem", flat=True)}.intersection(runs)
    return frequent | index.held([run for run in runs if run not in frequent])


def _ready(tree, kinds):
    """The bitmaps that are kept of the runs in `tree`, by kind and run; kinds for which none is are left out."""
    stems = {run.tokens[0] for run in leaves(tree) if run == Run(run.tokens[:1])}
    kept = FrequentWord.objects.filter(kind__in=kinds, stem__in=stems).order_by()
    ready = defaultdict(dict)
    for kind, stem, records in kept.values_list("kind", "stem", "records"):
        ready[kind][Run((stem,))] = BitMap64.deserialize(bytes(records))
    return ready


def _bitmap(tree, source, ready):
    return _found(tree, ready, lambda part: BitMap64(index.record_ids(part, source.number)))


def _found(tree, ready, ask):
    """The records that match, as a bitmap. What is not made of `ready` ones, `ask` finds."""
    if tree in ready:
        return ready[tree]
    if ready.keys().isdisjoint(leaves(tree)):
        return ask(tree)
    match tree:
        case Either():
            return BitMap64.union(*(_found(part, ready, ask) for part in tree.parts))
        case Every():
            wanted = [part for part in tree.parts if not isinstance(part, Without)]
            if wanted:
                found = BitMap64.intersection(*(_found(part, ready, ask) for part in wanted))
                left_out = [part.part for part in tree.parts if isinstance(part, Without)]
                return found.difference(*(_found(part, ready, ask) for part in left_out))
    return ask(tree)


class Holders:
    """Keeps the bitmaps of one kind true while its entries come and go."""

    def __init__(self, kind):
        self._kept = FrequentWord.objects.filter(kind=kind)
        self._gone, self._come = defaultdict(BitMap64), defaultdict(BitMap64)

    @cached_property
    def _stems(self):
        return set(self._kept.values_list("stem", flat=True))

    def take_out(self, entries):
        """Entries, as (id, text of its tokens), are taken out; where no word is kept, nobody asks for them."""
        self._note(self._gone, entries)

    def add(self, entries):
        """Such entries are added, after they were taken out if they were there before."""
        self._note(self._come, entries)

    def _note(self, holders, entries):
        if self._stems:
            for entry, tokens in entries:
                for stem in self._stems.intersection(tokens.split()):
                    holders[stem].add(entry % SPAN)

    def save(self):
        """Write the bitmaps that are others now."""
        changed = [stem for stem in self._gone.keys() | self._come.keys() if self._gone[stem] != self._come[stem]]
        for word in self._kept.filter(stem__in=changed):
            records = BitMap64.deserialize(bytes(word.records)) - self._gone[word.stem] | self._come[word.stem]
            word.records = records.serialize()
            word.save(update_fields=["records"])
