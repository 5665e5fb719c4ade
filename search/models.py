"""The index of the search: what it holds of each record, and which version of the record it has reached.

The tokens that are searched stand in the table `search_text`, which each database keeps in its own way; see
`search.index`. All of it is derived, and made anew from the record whenever it is missing.
"""

from django.db import models

SPAN = 2**40
"""How far the ids of the entries of one kind reach, more than any table has rows: those of a kind stand together."""


class Entry(models.Model):
    """What the search knows of one record: the words that a result shows.

    Its id is made of the number of its kind and the id of the record, so that a match names its record by itself, and
    what one kind holds is found without looking at the others.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    record = models.BigIntegerField()
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["kind", "record"], name="entry_once_per_record")]

    def __str__(self):
        return f"{self.kind} {self.record}"

    @staticmethod
    def id_of(number, record):
        """The id of the entry of a record, whose kind has `number`."""
        return number * SPAN + record


class WordForm(models.Model):
    """A word that stands somewhere in the record, under the stem it shares with its other forms."""

    stem = models.CharField(max_length=100)
    word = models.CharField(max_length=100)

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["stem", "word"], name="word_form_once")]

    def __str__(self):
        return self.word


class StemCount(models.Model):
    """How many records of a kind hold a word in any form. Under the empty stem: how many records there are."""

    kind = models.CharField(max_length=20)
    stem = models.CharField(max_length=100)
    records = models.IntegerField()

    class Meta:
        ordering = ["kind", "stem"]
        constraints = [models.UniqueConstraint(fields=["kind", "stem"], name="stem_count_once_per_kind")]

    def __str__(self):
        return f"{self.kind} {self.stem}: {self.records}"


class FrequentWord(models.Model):
    """A word that many records of a kind hold in some form, and which they are; see `search.frequent_words`."""

    kind = models.CharField(max_length=20)
    stem = models.CharField(max_length=100)
    records = models.BinaryField()
    """Their ids, as a serialized `pyroaring.BitMap64`."""

    class Meta:
        ordering = ["kind", "stem"]
        constraints = [models.UniqueConstraint(fields=["kind", "stem"], name="frequent_word_once_per_kind")]

    def __str__(self):
        return f"{self.kind} {self.stem}"


class Reached(models.Model):
    """The version of the record that the index shows, in one row, and the shape in which it was written."""

    number = models.BigIntegerField()
    shape = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "reached"

    def __str__(self):
        return str(self.number)
