"""What a cited search holds now that it did not hold when it was cited."""

from dataclasses import dataclass

from django.db.models import Q

from changes.models import Change
from changes.versions import Version

SHOWN = 50


@dataclass(frozen=True)
class Part:
    """Some of the records of a list, in its order: the first of them, and how many there are."""

    records: list
    total: int

    @property
    def left(self):
        """How many are not shown."""
        return self.total - len(self.records)


@dataclass(frozen=True)
class Since:
    """A cited search then and now."""

    version: Version
    then: int
    now: int
    added: Part | None = None
    """Records that fit the search and were added since. None where the log of changes does not hold that version."""
    corrected: Part | None = None
    """Records that fit the search, are not new, and were corrected since, themselves or what they are found by."""

    @property
    def otherwise(self):
        """How many records more or fewer there are than the added ones explain: corrected, recoded or taken out."""
        return abs(self.now - self.then - self.added.total)


def since_cited(found):
    """What is new in the list `found`, a `ListFilter`, or None where its address is not that of a citation.

    A record is new if the first change that the log knows of it came after the version cited.
    """
    if found.as_of is None:
        return None
    number, then = found.as_of
    if number and not Change.objects.filter(pk__gte=number).exists():
        return Since(Version(number), then, found.count)
    cited = Change.objects.filter(pk__lte=number).order_by("-pk").values_list("pk", "made_at").first()
    version = Version(number, cited[1]) if cited else Version(0)
    own = found.index.model._meta.db_table
    later = Change.objects.filter(pk__gt=number)
    rows = later.filter(table=own).values("row")
    known = Q(pk__in=Change.objects.filter(pk__lte=number, table=own, row__in=rows).values("row"))
    recoded = Q(pk__in=later.filter(table__in=found.index.links, owner__isnull=False).values("owner"))
    touched, added = Q(pk__in=rows), Q(pk__in=rows) & ~known
    return Since(
        version,
        then,
        found.count,
        _part(found.qs.filter(added)),
        _part(found.qs.filter(touched | recoded).exclude(added)),
    )


def _part(records):
    return Part(list(records[:SHOWN]), records.count())
