"""What a search found: how much of each kind, the best of it, what else it matched, and what to do without."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from browse.filters import LONGEST_SEARCH
from search import frequent_words, index, ways_out
from search.entries import bring_up_to_date
from search.expansion import MOST_BEGUN, exact_examples, held_synonyms, most_frequent, other_forms, words_that_begin
from search.models import Entry
from search.query import parse
from search.snippets import is_marked, snippet
from search.sources import sources
from search.tree import Either, Every, any_form, every, phrase


@dataclass(frozen=True)
class Hit:
    """One record found, with what it is called and where it says what was sought, both as safe HTML."""

    record: int
    title: str
    text: str
    body: str
    """All of what `text` is a stretch of, as it is searched."""
    sought: bool
    """Whether anything was looked for, or only something left out."""

    @property
    def indirect(self):
        """Whether neither holds what was sought: it was found by words about it, such as the name of its theme."""
        return self.sought and not is_marked(self.title, self.text)


@dataclass(frozen=True)
class Way:
    """Another search where this one finds nothing, and how many records it finds."""

    label: str
    words: str
    kind: str
    """The kind of record that it keeps to; empty where it finds some of other kinds only."""
    count: int


class Results:
    """The results of one search, with `kind` for one kind of record. Making them brings the index up to date."""

    def __init__(self, typed, kind=""):
        self.kind = kind
        self.was_cut = len(typed or "") > LONGEST_SEARCH
        self.query = parse(typed)
        self.tree = self.query.tree
        bring_up_to_date()

    @cached_property
    def counts(self):
        """How many records of each kind match, in the order of the kinds; kinds without any are left out."""
        return frequent_words.counts(self.tree) if self.tree else {}

    @cached_property
    def total(self):
        return sum(self.counts.values())

    @property
    def found(self):
        """How many records of the kind asked for match; of all where none is."""
        return self.counts.get(self.kind, 0) if self.kind else self.total

    @property
    def _number(self):
        """The number of the kind asked for, None where none is: what the index counts by."""
        return sources()[self.kind].number if self.kind else None

    def best(self, kind, limit, offset=0):
        """The records of a kind that match best, as `Hit`s in order."""
        return self._hits({kind: index.ranked(self.tree, sources()[kind].number, limit, offset)})[kind]

    def best_of_each(self, limit):
        """So many records of each kind that match best, as `Hit`s in order, by kind."""
        numbers = {sources()[kind].number: count for kind, count in self.counts.items()}
        found = index.best(self.tree, numbers, limit) if numbers else {}
        return self._hits({kind: found[sources()[kind].number] for kind in self.counts})

    def _hits(self, found):
        """The `Hit`s of the entries found, lists of ids by kind; all are read in one go."""
        runs = self.query.runs
        entries = Entry.objects.order_by().in_bulk([entry for ids in found.values() for entry in ids])
        hits = {
            number: Hit(entry.record, snippet(entry.title, runs), snippet(entry.body, runs), entry.body, bool(runs))
            for number, entry in entries.items()
        }
        return {kind: [hits[number] for number in ids if number in hits] for kind, ids in found.items()}

    def stretch(self, text):
        """The stretch of `text` with the most of what was sought, as safe HTML."""
        return snippet(text, self.query.runs)

    @cached_property
    def named(self):
        return held_synonyms(self.query)

    @property
    def synonyms(self):
        """(wording as typed, the synonyms that the record holds, whether it is left out) for each that has some."""
        return [(self.query.wording(term), term.others, left_out) for term, left_out in self.named]

    @cached_property
    def forms(self):
        """The other forms of the words that matched too, as (form, how many of the records found hold it)."""
        return self._held([(word, any_form(word)) for word in other_forms(self.query.words)])

    @cached_property
    def begun(self):
        """(beginning of a word as typed, the most frequent words that begin so) for each, as (word, number found).

        Of several beginnings, also such as are left out, no number is told: to count the words of one takes gathering
        those of all others anew.
        """
        found = []
        for term in self.query.begun:
            words = words_that_begin(term.beginning, [self.kind] if self.kind else list(sources()))
            if self.query.beginnings > 1:
                counted = [(word, None) for word in most_frequent(words, self._number)]
            else:
                held = self._held([(word, phrase([f"{term.beginning}*"])) for word in words])
                counted = sorted(held, key=lambda word: (-word[1], word[0]))
            found.append((self.query.wording(term), counted[:MOST_BEGUN]))
        return [(wording, words) for wording, words in found if words]

    def _held(self, words):
        """How many of the records found hold each word as written, as (word, number); each comes with its run."""
        totals = index.totals([self._with(word, run) for word, run in words], self._number)
        return [(word, total) for (word, _run), total in zip(words, totals, strict=True) if total]

    def _with(self, word, run):
        """The tree for the records found that hold a word as it is written, which `run` finds too."""
        parts = self.tree.parts if isinstance(self.tree, Every) else (self.tree,)
        rest = [part for part in parts if part != run and not (isinstance(part, Either) and run in part.parts)]
        return every([*rest, phrase([word])])

    @cached_property
    def exact_examples(self):
        """How to ask for just what was typed: see the function of this name."""
        return exact_examples(self.query, self.named, [form for form, _total in self.forms])

    @cached_property
    def in_capitals(self):
        """(The search with “or” and “not” as operators, what it finds), where that is another number; else None."""
        typed = self.query.in_capitals
        counts = frequent_words.counts(parse(typed).tree) if typed else {}
        number = counts.get(self.kind, 0) if self.kind else sum(counts.values())
        return (typed, number) if typed and number != self.found else None

    @cached_property
    def spelt(self):
        """Ways with words of the record that are spelt like those it does not have, where they find more.

        The likeliest comes first, not what finds most: a word of another language finds the English of the record too.
        """
        wholes, alone = ways_out.spelt_otherwise(self.query)
        found = [way for way in self._counted(wholes) if way.count > self.found]
        return (found or ([] if self.found else self._counted(alone)))[: ways_out.NEAR_WORDS]

    @cached_property
    def ways_out(self):
        """Where nothing matches: what other signs, or the rest without a term, would give."""
        if self.found:
            return []
        parts = [(label, rest) for label, rest in ways_out.without_terms(self.query) if rest]
        return _most_first(self._counted([*ways_out.typed_otherwise(self.query), *parts]))

    @cached_property
    def alone(self):
        """Where leaving out one term is not enough: parts of the search by themselves."""
        if self.found or self.ways_out:
            return []
        return _most_first(next(filter(None, map(self._counted, ways_out.parts_alone(self.query))), []))

    def _counted(self, ways):
        """Other searches, as (label, what to type), with what they find, in their order; none that finds nothing.

        Each keeps to the kind asked for where it finds some of it.
        """
        trees = [parse(words).tree for _label, words in ways]
        everywhere = index.totals(trees)
        of_kind = index.totals(trees, self._number) if self.kind else everywhere
        found = [
            Way(label, words, self.kind if number else "", number or total)
            for (label, words), number, total in zip(ways, of_kind, everywhere, strict=True)
            if number or (total and not self.total)
        ]
        return sorted(found, key=lambda way: not way.kind)


def _most_first(ways):
    return sorted(ways, key=lambda way: (not way.kind, -way.count))
