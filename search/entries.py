"""Keeps the index true to the record: every search first brings in what was edited since the last.

The log of changes names each row that was touched, by whatever means. An entry is written anew where its record was
touched, or a row that its words come from; of rows that belong to one record alone the index remembers whose they
were, so it knows even when they are gone.
"""

from math import inf
from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils.translation import override

from changes.snapshots import began_at, in_a_snapshot
from changes.versions import SharedQuestion, changes_since, number_since, record_version
from search import frequent_words, index
from search.models import SPAN, Entry, FrequentWord, Reached, StemCount, WordForm
from search.sources import shape, sources
from search.tree import Either, Run
from search.writing import Writer, token

MANY = 5000
"""So many changes at once make it quicker to write the whole index anew, unless they are a small part of it."""
SMALL_PART = 10
"""One in so many."""

BATCH = 1000
"""Records that are read and written at a time."""


def bring_up_to_date():
    """Make the index show the record as it stands now. Where nothing changed this costs one small query.

    Whoever reads within a snapshot has had it done before; what was edited since then is no part of it. Readers who
    come while one of them writes wait for the next to write for all, or each would wait for all the others.
    """
    if in_a_snapshot() or _shows(record_version()):
        return
    if connection.in_atomic_block:  # who has the database's lock must not wait for those who wait for it
        _catch_up()
    else:
        _caught_up_together(monotonic())


def _catch_up():
    """Write what was edited since the index was written last, or all of it where that is quicker."""
    # One index serves the readers of every language, whoever's search brings it up to date.
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        index.lock()
        version, (number, written_as) = record_version(), _reached()
        if (number, written_as) == (version.number, shape()):
            return
        many = _many()
        if written_as != shape() or version.number < number or number_since(number, many + 1) > many:
            _write_all()
        else:
            version, changed = changes_since(number)
            for source in sources().values():
                _write_anew(source, sorted(concerned(source, changed)))
        Reached.objects.update_or_create(pk=1, defaults={"number": version.number, "shape": shape()})


_caught_up_together = SharedQuestion(_catch_up)

_shown = {}
"""The version that the index was last seen to show, and since when it is known to."""


def is_up_to_date():
    """Whether the index shows the record as it stands now. Once it does, it does until the next edit.

    Within a snapshot only what was known before counts: another reader may have had the index catch up since.
    """
    version = record_version()
    if _shown.get(version, inf) < began_at():
        return True
    is_shown = _shows(version)
    if is_shown and version not in _shown:
        _shown.clear()
        _shown[version] = monotonic()
    return is_shown


def _shows(version):
    """Whether the index says of itself that it shows `version`, written as this release writes it."""
    return _reached() == (version.number, shape())


def _reached():
    """The version that the index shows, and the shape in which it was written; an empty one where it is not yet."""
    # Every search begins with this question; like that for the version of the record, it is put without the ORM.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, shape FROM {Reached._meta.db_table}")
        return cursor.fetchone() or (0, "")


def _many():
    return max(MANY, Entry.objects.count() // SMALL_PART)


def _write_all():
    """Write the index anew from the whole record, a batch at a time."""
    Entry.objects.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    WordForm.objects.all().delete()
    StemCount.objects.all().delete()
    FrequentWord.objects.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    with index.written_anew():
        for source in sources().values():
            writer, last = Writer(source), 0
            while batch := list(source.records().order_by("pk").filter(pk__gt=last)[:BATCH]):
                writer.write(batch)
                last = batch[-1].pk
            writer.finish()
    for source in sources().values():
        frequent_words.gather(source)


def _write_anew(source, ids):
    """Write the entries of the records `ids` anew; of those that are gone, nothing stays."""
    writer = Writer(source)
    for batch in _batches(ids):
        writer.take_out(batch)
        writer.write(list(source.records().order_by("pk").filter(pk__in=batch)))
    writer.finish()


def concerned(source, changed):
    """The ids of the records of a kind whose entries the changed rows may touch."""
    ids = set(changed.get(source.table, ()))
    records = source.records().order_by().prefetch_related(None).select_related(None)
    for model, path in source.related.items():
        table = model._meta.db_table
        for rows in _batches(sorted(changed.get(table, ()))):
            touched = records.filter(**{f"{path}__in": rows}) if path else records
            ids.update(touched.values_list("pk", flat=True))
            remembered = index.entries(Either(tuple(Run((token(table, row),)) for row in rows)))
            ids.update(entry % SPAN for entry in remembered if entry // SPAN == source.number)
    return ids


def _batches(rows):
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
