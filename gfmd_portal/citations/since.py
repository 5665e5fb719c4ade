"""What a cited search holds now that it did not hold when it was cited."""

from dataclasses import dataclass

from changes.models import Change
from changes.versions import Version

SHOWN = 50


@dataclass(frozen=True)
class Since:
    """A cited search then and now."""

    version: Version
    then: int
    now: int
    added: list
    """Records that fit the search and were added since, in the order of the list; the first of them if many."""
    total_added: int
    is_known: bool = True
    """Whether the log of changes holds that version. If not, nobody can tell what is new."""

    @property
    def left(self):
        """How many of the added records are not shown."""
        return self.total_added - len(self.added)

    @property
    def otherwise(self):
        """How many records more or fewer there are than the added ones explain: corrected, recoded or taken out."""
        return abs(self.now - self.then - self.total_added)


def since_cited(found):
    """What is new in the list `found`, a `ListFilter`, or None where its address is not that of a citation.

    A record is new if the first change that the log knows of it came after the version cited.
    """
    if found.as_of is None:
        return None
    number, then = found.as_of
    if number and not Change.objects.filter(pk__gte=number).exists():
        return Since(Version(number), then, found.count, [], 0, is_known=False)
    cited = Change.objects.filter(pk__lte=number).order_by("-pk").values_list("pk", "made_at").first()
    version = Version(number, cited[1]) if cited else Version(0)
    logged = Change.objects.filter(table=found.queryset.model._meta.db_table)
    later = logged.filter(pk__gt=number).values("row")
    earlier = logged.filter(pk__lte=number, row__in=later).values("row")
    added = found.qs.filter(pk__in=later).exclude(pk__in=earlier)
    return Since(version, then, found.count, list(added[:SHOWN]), added.count())
