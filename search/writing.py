"""Writes what the index holds of records: their tokens, the words that a result shows, and the counts of words."""

from collections import Counter

from search import frequencies, index
from search.folding import LONGEST_WORD, stem, tokens, tokens_of_name, written
from search.frequent_words import Holders
from search.models import Entry, WordForm

LONGEST_TEXT = 100_000
"""Characters of a text that are searched; a record that is longer would not fit into a `tsvector`."""


class Writer:
    """Writes entries of one kind of record. What it learns of words on the way is kept for the end, `finish`."""

    def __init__(self, source):
        self.source = source
        self.counts = Counter()
        self.forms = set()
        self.holders = Holders(source.kind)

    def take_out(self, ids):
        """Take out the entries of records, with what they add to the counts."""
        old = [Entry.id_of(self.source.number, record) for record in ids]
        self.holders.take_out(index.tokens_of(old))
        index.remove(old)
        gone = Entry.objects.filter(pk__in=old)
        for entry in gone:
            self.counts.subtract(frequencies.counted(entry.title, entry.body))
        gone.delete()

    def write(self, records):
        """Add the entries of `records`."""
        entries, rows, stretches = [], [], set()
        for record in records:
            text = self.source.text(record)
            entry = Entry.id_of(self.source.number, record.pk)
            title, body = sound(text.title), sound(text.body)
            keywords = [sound(keyword) for keyword in text.keywords if keyword]
            entries.append((entry, self.source.kind, record.pk, title, body))
            rows.append((entry, tokens(title), tokens(body), " ".join(self._about(text, keywords))))
            self.counts.update(frequencies.counted(title, body))
            for part in (title, body, *keywords):
                stretches.update(part.split())
        self.forms.update(*(written(stretch).parts for stretch in stretches))
        self.holders.add((entry, " ".join(texts)) for entry, *texts in rows)
        index.write(entries, rows)

    def _about(self, text, keywords):
        """The tokens about a record that it does not print itself: keywords, marks, and the rows it is made of."""
        yield from map(tokens_of_name, [*keywords, *filter(None, text.names)])
        yield "_all"
        for mark in text.marks:
            yield f"_{mark}"
        for part in text.parts:
            yield token(part._meta.db_table, part.pk)

    def finish(self):
        """Write what was learnt of the words."""
        frequencies.add(self.source.kind, self.counts)
        self.holders.save()
        WordForm.objects.bulk_create(
            [WordForm(stem=stem(word)[:LONGEST_WORD], word=word) for word in sorted(self.forms)],
            ignore_conflicts=True,
            batch_size=1000,
        )


def token(table, row):
    """How an entry remembers a row that it was made of."""
    return f"_{table}_{row}"


def sound(text):
    """A text as every database can hold it."""
    return str(text).replace("\x00", " ")[:LONGEST_TEXT]
