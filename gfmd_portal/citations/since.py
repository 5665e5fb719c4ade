"""What a cited search holds now that it did not hold when it was cited, and what it no longer holds."""

from dataclasses import dataclass

from browse.earlier import EarlierList, Log
from changes.models import Change, Event
from changes.versions import Version
from gfmd_portal.reference.log import entries

SHOWN = 50


def figures(least, most):
    """A number that is known, or between what it lies: “3”, “1–3”."""
    return f"{least}" if least == most else f"{least}–{most}"


@dataclass(frozen=True)
class Part:
    """Some of the records of a list, in its order: the first of them, and how many there are."""

    records: list
    total: int
    gone: list = ()
    """The log of those that are no longer on record."""
    least: int = 0
    most: int = 0
    """Of how many of them it is true what is said of them: of so many at least, and of so many at most."""

    @property
    def number(self):
        """Of how many, in figures."""
        return figures(self.least, self.most)

    @property
    def left(self):
        """How many are not shown."""
        return self.total - len(self.records) - len(self.gone)


@dataclass(frozen=True)
class NeverWas:
    """A cited search whose version the record never had."""

    known = False
    version: Version
    then: int
    now: int


@dataclass(frozen=True)
class AnotherSearch:
    """A cited search of which a value has left the record, so that what the page finds is what another search would."""

    known = True
    differs = True
    version: Version
    then: int


class Since:
    """A cited search then and now."""

    known = True

    def __init__(self, found, version, then):
        self._found, self.version, self.then, self.now = found, version, then, found.count
        self._log = Log(version.number)
        self._was = was = EarlierList(found, self._log)
        kept, unsure, others = len(was.kept), len(was.unsure), len(was.left) + len(was.gone)
        self.least, self.most = kept, kept + unsure + others
        """So many the search found then: at least, and at most."""
        self._lost, self._gained = (0, others), (0, unsure)
        if self.fits:
            # What is found now accounts for some of the number cited. The rest was lost; what is left over was gained.
            came = self.now - len(was.added) - then
            self._lost = max(0, then - kept - unsure), min(others, then - kept)
            self._gained = tuple(number + came for number in self._lost)

    @property
    def fits(self):
        """Whether the search can have found so many records then as were cited."""
        return self.least <= self.then <= self.most

    @property
    def likely(self):
        """How many it found then as far as the log tells, in figures."""
        return figures(self.least, self.most)

    @property
    def added(self):
        """Records that were added since."""
        return self._part(self._was.added)

    @property
    def gained(self):
        """Records that were there, and are perhaps found only because of a correction since."""
        return self._part(self._was.unsure, self._gained)

    @property
    def corrected(self):
        """Records that are found now as then, and were corrected since."""
        was = self._was
        return self._part(was.corrected if self._gained[1] else was.corrected | was.unsure)

    @property
    def lost(self):
        """Records that were perhaps found then and are not now; some are no longer on record."""
        ids, table = self._was.gone, self._was.table
        taken_out = self._log.changes.filter(table=table, event=Event.TAKEN_OUT, row__in=ids[:SHOWN].tolist())
        return self._part(self._was.left, self._lost, entries(table, taken_out.order_by("pk")), len(ids))

    def _part(self, places, of_these=(0, 0), gone=(), number_gone=0):
        found = self._found
        records = found.records(found.index.ids[list(places[:SHOWN])].tolist())
        return Part(records, len(places) + number_gone, gone, *of_these)


def since_cited(found):
    """What changed in the list `found`, a `ListFilter`, or None where its address is not that of a citation."""
    if found.as_of is None:
        return None
    number, then = found.as_of
    made_at = Change.objects.filter(pk=number).values_list("made_at", flat=True).first()
    if number and not made_at:
        return NeverWas(Version(number), then, found.count)
    if any(word in found.facet_filters for word, _value in found.not_understood):
        return AnotherSearch(Version(number, made_at), then)
    return Since(found, Version(number, made_at), then)
