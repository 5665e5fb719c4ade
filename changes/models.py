"""The log of changes. Triggers in the database write it, so that no edit can pass it by."""

from django.db import models


class Change(models.Model):
    """One row of the record that was added, changed or taken out, by whatever means."""

    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    owner = models.BigIntegerField(null=True)
    """The record that the row belongs to and goes away with, where it is a part of one."""
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["table", "row"], name="changes_of_a_row")]

    def __str__(self):
        return f"{self.pk}: {self.table} {self.row}"
