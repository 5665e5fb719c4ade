"""Keeps the index true to the record: every search first brings in what was edited since the last.

The log of changes names each row that was touched, by whatever means. An entry is written anew where its record was
touched, or a row that its words come from; of rows that belong to one record alone the index remembers whose they
were, so it knows even when they are gone.
"""

from collections import Counter

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from changes.versions import changes_since, record_version
from search import frequencies, index
from search.folding import LONGEST_WORD, tokens, words
from search.folding import stem as stem_of
from search.models import KINDS, Entry, Reached, StemCount, WordForm
from search.sources import shape, sources
from search.tree import Either, Run

MANY = 5000
"""So many changes at once make it quicker to write the whole index anew."""

BATCH = 500
"""Records that are read and written at a time."""

LONGEST_TEXT = 100_000
"""Characters of a text that are searched; a record that is longer would not fit into a `tsvector`."""


def bring_up_to_date():
    """Make the index show the record as it stands now. Where nothing changed this costs two small queries."""
    if is_up_to_date():
        return
    # One index serves the readers of every language, whoever's search brings it up to date.
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        index.lock()
        reached = Reached.objects.first()
        if _is_up_to_date(reached):
            return
        version = record_version()
        if not reached or reached.shape != shape() or not 0 <= version.number - reached.number <= MANY:
            _write_all()
        else:
            version, changed = changes_since(reached.number)
            for source in sources().values():
                _write_anew(source, sorted(_concerned(source, changed)))
        Reached.objects.update_or_create(pk=1, defaults={"number": version.number, "shape": shape()})


def is_up_to_date():
    """Whether the index shows the record as it stands now."""
    return _is_up_to_date(Reached.objects.first())


def _is_up_to_date(reached):
    return reached and reached.number == record_version().number and reached.shape == shape()


def _write_all():
    """Write the index anew from the whole record, a batch at a time."""
    index.make_empty()
    Entry.objects.all().delete()
    WordForm.objects.all().delete()
    StemCount.objects.all().delete()
    known, counts = set(), Counter()
    for source in sources().values():
        last = 0
        while batch := list(source.records().order_by("pk").filter(pk__gt=last)[:BATCH]):
            _write(source, batch, known, counts)
            last = batch[-1].pk
    frequencies.add(counts)


def _write_anew(source, ids):
    """Write the entries of the records `ids` anew; of those that are gone, nothing stays."""
    known, counts = set(), Counter()
    for batch in _batches(ids):
        old = [Entry.id_of(source.number, record) for record in batch]
        index.remove(old)
        gone = Entry.objects.filter(pk__in=old)
        for entry in gone:
            counts.subtract(frequencies.counted(entry.kind, entry.title, entry.body))
        gone.delete()
        _write(source, list(source.records().order_by("pk").filter(pk__in=batch)), known, counts)
    frequencies.add(counts)


def _write(source, records, known, counts):
    """Add the entries of `records`. `known` holds the word forms that this run has added, `counts` its stems."""
    entries, rows, forms = [], [], set()
    for record in records:
        text = source.text(record)
        entry = Entry.id_of(source.number, record.pk)
        title, body = _sound(text.title), _sound(text.body)
        counts.update(frequencies.counted(source.kind, title, body))
        entries.append(Entry(id=entry, kind=source.kind, record=record.pk, title=title, body=body))
        keywords = _sound("\n".join(str(keyword) for keyword in text.keywords if keyword))
        marks = [
            "_all",
            *(f"_{mark}" for mark in text.marks),
            *(_token(part._meta.db_table, part.pk) for part in text.parts),
        ]
        rows.append((entry, tokens(title), tokens(body), [*tokens(keywords), *marks]))
        forms.update(part for parts in words(f"{title}\n{body}\n{keywords}") for part in parts)
    Entry.objects.bulk_create(entries)
    index.write(rows)
    fresh = sorted(forms - known)
    known.update(fresh)
    WordForm.objects.bulk_create(
        [WordForm(stem=stem_of(word)[:LONGEST_WORD], word=word) for word in fresh], ignore_conflicts=True
    )


def _concerned(source, changed):
    """The ids of the records of a kind whose entries the changed rows may touch."""
    ids = set(changed.get(source.table, ()))
    records = source.records().order_by().prefetch_related(None).select_related(None)
    for model, path in source.related.items():
        table = model._meta.db_table
        for rows in _batches(sorted(changed.get(table, ()))):
            touched = records.filter(**{f"{path}__in": rows}) if path else records
            ids.update(touched.values_list("pk", flat=True))
            remembered = index.entries(Either(tuple(Run((_token(table, row),)) for row in rows)))
            ids.update(entry // KINDS for entry in remembered if entry % KINDS == source.number)
    return ids


def _token(table, row):
    """How an entry remembers a row that it was made of."""
    return f"_{table}_{row}"


def _sound(text):
    """A text as every database can hold it."""
    return str(text).replace("\x00", " ")[:LONGEST_TEXT]


def _batches(rows):
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
