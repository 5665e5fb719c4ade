"""What a search found: how much of each kind, the best of it, what else it matched, and what to do without."""

from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.functional import cached_property

from browse.filters import LONGEST_SEARCH
from browse.rows import rows
from search import frequent, index
from search.entries import bring_up_to_date
from search.folding import stem
from search.models import Entry, WordForm
from search.query import parse
from search.snippets import snippet
from search.sources import sources
from search.tree import Either, Every, any_form, phrase, sought

MOST_FORMS = 12
"""Other forms of the words that the page names."""
NEAR_WORDS = 3
"""Words for which others that are spelt alike are looked for, and how many of these."""
MOST_COMPARED = 5000
"""Words of the record that such a word is compared with."""


@dataclass(frozen=True)
class Hit:
    """One record found, with what it is called and where it says what was sought, both as safe HTML."""

    record: int
    title: str
    text: str
    sought: bool
    """Whether anything was looked for, or only something left out."""

    @property
    def indirect(self):
        """Whether neither holds what was sought: it was found by words about it, such as the name of its theme."""
        return self.sought and "<mark>" not in f"{self.title}{self.text}"


def other_forms(words):
    """The forms that `words`, folded, have in the record beside those typed; the first of them if there are many."""
    found = rows(_forms, sorted({stem(word) for word in words}))
    return [form for (form,) in found if form not in words][:MOST_FORMS]


def _forms(stems):
    return WordForm.objects.filter(stem__in=stems).values_list("word")


def exact_examples(query, forms):
    """How to ask for just what was typed, where it has synonyms or other `forms`.

    Each is (the wording in quotes, the whole search with it in place of what was typed).
    """
    varied = {stem(form) for form in forms}
    plain = [term for term in query.plain if varied & set(map(stem, query.words_of(term)))]
    return list(dict.fromkeys(query.exactly(term) for term in [*(term for term, _out in query.named), *plain]))


class Results:
    """The results of one search. Making them brings the index up to date."""

    def __init__(self, typed):
        self.was_cut = len(typed or "") > LONGEST_SEARCH
        self.query = parse(typed)
        self.tree = self.query.tree
        bring_up_to_date()

    @cached_property
    def counts(self):
        """How many records of each kind match, in the order of the kinds; kinds without any are left out."""
        return frequent.counts(self.tree) if self.tree else {}

    @cached_property
    def total(self):
        return sum(self.counts.values())

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
        runs = sought(self.tree)
        entries = Entry.objects.order_by().in_bulk([entry for ids in found.values() for entry in ids])
        hits = {
            number: Hit(entry.record, snippet(entry.title, runs), snippet(entry.body, runs), bool(runs))
            for number, entry in entries.items()
        }
        return {kind: [hits[number] for number in ids if number in hits] for kind, ids in found.items()}

    @cached_property
    def forms(self):
        """The other forms of the words that matched too, as (form, how many of the records found hold it)."""
        others = other_forms(self.query.words)
        totals = index.totals([self._with(word) for word in others])
        return [(word, total) for word, total in zip(others, totals, strict=True) if total]

    def _with(self, word):
        """The tree for the records found that hold a word as it is written."""
        held, found = phrase([word]), any_form(word)
        is_found = found == self.tree or (isinstance(self.tree, Either) and found in self.tree.parts)
        return held if is_found else Every((self.tree, held))

    @cached_property
    def exact_examples(self):
        """How to ask for just what was typed: see the function of this name."""
        return exact_examples(self.query, [form for form, _total in self.forms])

    @cached_property
    def near_words(self):
        """Where nothing matches: words of the record that are spelt like those it does not have, with their counts."""
        if self.total:
            return []
        known = set(WordForm.objects.filter(stem__in=map(stem, self.query.words)).values_list("stem", flat=True))
        near = {}
        for word in [word for word in self.query.words if stem(word) not in known][:NEAR_WORDS]:
            alike = WordForm.objects.filter(word__startswith=word[0]).values_list("word", flat=True)[:MOST_COMPARED]
            for form in get_close_matches(word, list(alike), n=NEAR_WORDS, cutoff=0.75):
                near.setdefault(stem(form), form)
        totals = index.totals([parse(word).tree for word in near.values()])
        return list(zip(near.values(), totals, strict=True))

    @cached_property
    def ways_out(self):
        """Where nothing matches: what each term left out would give, as (term, the rest as typed, records)."""
        if self.total or len(self.query.terms) < 2:
            return []
        # What remains is read anew, as it is where the reader follows the link: words may then stand side by side.
        ways = [self.query.without(term) for term in self.query.terms]
        totals = index.totals([parse(rest).tree for _term, rest in ways])
        return sorted(((*way, total) for way, total in zip(ways, totals, strict=True)), key=lambda way: -way[2])

    @cached_property
    def alone(self):
        """Where leaving out one term is not enough: each term by itself, as (term, records)."""
        if not self.ways_out or self.ways_out[0][2]:
            return []
        terms = [self.query.typed[term.start : term.end] for term in self.query.terms]
        return list(zip(terms, index.totals([parse(term).tree for term in terms]), strict=True))
