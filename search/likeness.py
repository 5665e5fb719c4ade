"""Which records of a kind are worded alike, told from the index without reading them all.

Each record is the list of its words, and a word weighs the more the fewer records hold it (TF-IDF): its weight is
(1 + ln n) · ln(1 + N / k), where it stands n times in the record, and k of the N records hold it. Common English words
weigh nothing. Two records are alike by the cosine of these lists: 1 where both say the same words, 0 where they share
none. Only records that share one of the rarest words are compared, which any two that are much alike do.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from search import index
from search.entries import bring_up_to_date
from search.folding import stem, words
from search.frequencies import EVERY, frequencies, stems
from search.models import SPAN, Entry
from search.sources import sources
from search.stop_words import STOP_WORDS
from search.tree import Run, either

RARE_WORDS = 64
"""So many of the rarest words of a record bring in others to compare it with …"""
COMPARED = 100
"""… of which so many, those that fit best, are compared."""


@dataclass(frozen=True)
class Alike:
    """Another record, how much alike it is from 0 to 1, and the stems of the words both hold, most telling first."""

    record: int
    text: str
    score: float
    shared: tuple


class Wording:
    """The words of one record of a kind, against which others are held."""

    def __init__(self, kind, record):
        bring_up_to_date()
        self.kind, self.number = kind, sources()[kind].number
        self.entry = Entry.objects.filter(pk=Entry.id_of(self.number, record)).first()
        self.counts = _words_of(self.entry) if self.entry else Counter()
        self.frequencies = frequencies([kind], [EVERY, *self.counts])

    def candidates(self):
        """The ids of other records that share the rarest words of this one."""
        rare, matches = [], 0
        for number, word in sorted((self.frequencies.get(word, 0), word) for word in self.counts):
            # What no other record holds brings nothing; what so many hold says little, and would take long.
            if number > 1 and (not rare or matches + number <= index.RANKED):
                rare.append(word)
                matches += number
        if not rare:
            return []
        tree = either(Run((word,), own=True) for word in rare[:RARE_WORDS])
        found = index.ranked(tree, self.number, COMPARED + 1)
        return [entry % SPAN for entry in found if entry != self.entry.pk][:COMPARED]

    def held_against(self, records):
        """How much alike the records of these ids are, as `Alike`s, the most alike first."""
        entries = Entry.objects.filter(pk__in=[Entry.id_of(self.number, record) for record in records])
        others = [(entry, _words_of(entry)) for entry in entries]
        unknown = {word for _entry, counts in others for word in counts} - self.counts.keys()
        known = self.frequencies | frequencies([self.kind], unknown)
        mine = _weights(self.counts, known)
        found = [_alike(entry, mine, _weights(counts, known)) for entry, counts in others]
        return sorted(found, key=lambda alike: (-alike.score, alike.record))

    @property
    def text(self):
        """The title and the text of the record, as the search knows them."""
        return _text_of(self.entry)

    def as_written(self, shared):
        """Each of the stems `shared` as this record first writes it, without case."""
        first = {}
        for part in (part for parts in words(self.text) for part in parts):
            first.setdefault(stem(part), part)
        return [first[word] for word in shared if word in first]


def _words_of(entry):
    return _counted(entry.title, entry.body)


@lru_cache(maxsize=2000)
def _counted(title, body):
    """How often each word stands in a text, by its stem. The same few texts are compared with many others."""
    return Counter(word for word in stems(title, body) if word not in STOP_WORDS)


def _weights(counts, known):
    records = known.get(EVERY, 0)
    return {
        word: (1 + log(times)) * log(1 + records / known[word]) for word, times in counts.items() if known.get(word)
    }


def _alike(entry, mine, theirs):
    products = {word: weight * theirs[word] for word, weight in mine.items() if word in theirs}
    length = sqrt(sum(weight**2 for weight in mine.values()) * sum(weight**2 for weight in theirs.values()))
    score = sum(products.values()) / length if length else 0.0
    return Alike(
        entry.record, _text_of(entry), score, tuple(sorted(products, key=lambda word: (-products[word], word)))
    )


def _text_of(entry):
    return "\n\n".join(part for part in (entry.title, entry.body) if part)
