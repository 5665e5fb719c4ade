"""The words of a list: the records of one kind in which the search finds them."""

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from browse.rows import rows
from changes.record import owner_field
from search import entries, folding, frequent_words, index, ways_out
from search.expansion import exact_examples, held_synonyms, most_frequent, other_forms, words_that_begin
from search.models import SPAN, Entry
from search.query import parse
from search.snippets import LENGTH, beginning, is_marked, marked, snippet
from search.sources import sources

MOST_TOLD = 5000
"""Of so many changed sessions, say, the records that print their names are looked up; of more, all may do so."""


class Matched:
    """What the words typed into a list match beside themselves, and where they stand in its records."""

    def __init__(self, found, words, kind):
        self._found = found
        self._words = words
        self._kind = kind
        self._query = words.query(found.index, found.words)
        self._runs = self._query.runs

    def _once(self, what, work):
        """What `work` gives for these words, found out once for a state of the list."""
        return self._found.index.searched((what, self._found.words), work)

    @cached_property
    def _named(self):
        return self._once("named", lambda: held_synonyms(self._query))

    @property
    def synonyms(self):
        """(wording as typed, the synonyms that the record holds, whether it is left out) for each that has some."""
        return [(self._query.wording(term), term.others, left_out) for term, left_out in self._named]

    @cached_property
    def forms(self):
        """The other forms of the words that count too."""
        return self._once("forms", lambda: other_forms(self._query.words))

    @cached_property
    def begun(self):
        """(beginning of a word as typed, the most frequent words that begin so) for each."""
        found = [(self._query.wording(term), self._begun(term.beginning)) for term in self._query.begun]
        return [(wording, words) for wording, words in found if words]

    def _begun(self, beginning):
        number = sources()[self._kind].number
        return self._once(
            ("begun", beginning), lambda: most_frequent(words_that_begin(beginning, [self._kind]), number)
        )

    @property
    def exact(self):
        """How to ask for neither: (words in quotes, address of the search with them in place of those typed)."""
        return [(words, self._url(whole)) for words, whole in exact_examples(self._query, self._named, self.forms)]

    @cached_property
    def in_capitals(self):
        """(The search with “or” and “not” as operators, its address, its number), where that is another; else None."""
        typed = self._query.in_capitals
        if not typed:
            return None
        number = self._found.places(without="q").intersection_cardinality(self._words.places(self._found.index, typed))
        return (typed, self._url(typed), number) if number != self._found.count else None

    def _url(self, words):
        return self._found.url(q=[words])

    def mark(self, text):
        """A text of a record with what was sought marked, as safe HTML."""
        return marked(text, self._runs) if self._runs else text

    def indirect(self, *texts):
        """Whether none of the `texts` of a record, as marked, holds what was sought: words about it do."""
        return bool(self._runs) and not is_marked(*texts)

    def said(self, ids):
        """All that is searched of the text of some records, beside their titles, as a dict by id."""
        number = sources()[self._kind].number
        return dict(rows(_bodies, [Entry.id_of(number, pk) for pk in ids]))

    def cut(self, text, length=LENGTH):
        """`length` words of a text: its first, or those with the most of what was sought, marked."""
        return snippet(text, self._runs, length) if self._runs else beginning(text, length)


def _bodies(entries):
    return Entry.objects.filter(pk__in=entries).order_by().values_list("record", "body")


class Searched:
    """What reads of the search, for `snapshot_of`: all kinds of records stand in one index."""

    @property
    def is_up_to_date(self):
        """Whether the index shows the record as it stands now."""
        return entries.is_up_to_date()

    def bring_up_to_date(self):
        """Make the index show the record as it stands now."""
        entries.bring_up_to_date()


SEARCHED = Searched()
"""The search itself, for pages that ask it and are no lists."""


class WordsFilter(Searched, django_filters.Filter):
    """Keeps the records of `kind` that a search for the words typed finds."""

    def __init__(self, kind):
        super().__init__(label=_("Words"))
        self.kind = kind

    @property
    def _source(self):
        return sources()[self.kind]

    def can_look_for(self, typed):
        """Whether there is a letter or a digit in what was typed."""
        return bool(folding.words(typed))

    def query(self, list_index, typed):
        """What was typed into a list, as read; once for a state of the list."""
        return list_index.searched(("query", typed), lambda: parse(typed))

    def passed_over(self, found):
        """The brackets and stars in what was typed that mean nothing."""
        query = self.query(found.index, found.words)
        return [query.passed_over, query.idle_stars]

    def filter(self, queryset, value):
        tree = parse(value).tree
        return queryset.filter(pk__in=index.records(tree, self._source.number)) if tree else queryset

    def places(self, list_index, value):
        """The places, in the index of a list, of the records that match; of all where nothing can be searched for."""
        tree = self.query(list_index, value).tree
        if not tree:
            return list_index.everything
        return list_index.searched(value, lambda: list_index.places(frequent_words.record_ids(tree, self._source)))

    def touched(self, list_index, log):
        """The places of the records whose words may have changed since a `Log` begins."""
        source, places = self._source, [list_index.places(log.ids(self._source.table))]
        for model in source.related:
            table, owner = model._meta.db_table, owner_field(model)
            if owner and owner.related_model is source.model:
                places.append(list_index.places(log.ids(table, "owner")))
            elif (rows := (log.ids if model in source.by_name else log.reworded)(table)).size > MOST_TOLD:
                return list_index.everything
            elif rows.size:
                places.append(list_index.places(sorted(entries.concerned(source, {table: rows.tolist()}))))
        return BitMap.union(*places)

    def ranked(self, list_index, value):
        """The places of the records that match best, the best first, as a list; of very many only some are ranked."""
        tree = self.query(list_index, value).tree
        if not tree:
            return []
        return list_index.searched(("ranked", value), lambda: self._ranked(list_index, tree))

    def _ranked(self, list_index, tree):
        found = index.ranked(tree, self._source.number, limit=index.RANKED)
        return list_index.in_order([entry % SPAN for entry in found]).tolist()

    def matched(self, found):
        """What the words of a list match beside themselves, as a `Matched`."""
        return Matched(found, self, self.kind)

    def corrections(self, found):
        """The words as the record spells them, where that gives more; and where nothing fits, other signs.

        Each is (label, words, number of records).
        """
        query = self.query(found.index, found.words)
        wholes, alone = found.index.searched(("spelt", found.words), lambda: ways_out.spelt_otherwise(query))
        spelt = [way for way in self._counted(found, wholes) if way[2] > found.count]
        if found.count:
            return spelt[: ways_out.NEAR_WORDS]
        spelt = spelt or self._counted(found, alone)
        others = self._counted(found, ways_out.typed_otherwise(query))
        return [*spelt[: ways_out.NEAR_WORDS], *sorted(others, key=lambda way: -way[2])]

    def ways_out(self, found):
        """What each term left out would give, with the number that each gives."""
        return self._counted(found, ways_out.without_terms(self.query(found.index, found.words)))

    def _counted(self, found, ways):
        """Other words for a list, as (label, words), with the number of records they give; none that gives nothing."""
        rest = found.places(without="q")
        counted = [
            (label, words, rest.intersection_cardinality(self.places(found.index, words))) for label, words in ways
        ]
        return [way for way in counted if way[2]]
