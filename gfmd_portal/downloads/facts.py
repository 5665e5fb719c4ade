"""What a file says of itself, so that whoever uses it can defend it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from browse.not_understood import as_texts, note_of
from changes.versions import record_version
from gfmd_portal.dataset import package


@dataclass(frozen=True)
class Facts:
    """What was asked for, where, when, in which version of the record, and how many records there were."""

    what: str
    query: str
    address: str
    made_on: str
    version: str
    count: int
    licence: str
    not_understood: tuple[str, ...]

    @property
    def note(self):
        """What of the address was not understood, as a sentence; empty where all was."""
        return note_of(self.not_understood)

    def about(self):
        """The facts for programs."""
        return {
            "list": self.what,
            "query": self.query,
            "address": self.address,
            "made_on": self.made_on,
            "count": self.count,
            "version": self.version,
            "licence": self.licence,
            "not_understood": list(self.not_understood),
        }

    def lines(self):
        """The facts for people: (name, words or number)."""
        return [
            (_("List"), self.what),
            (_("Query"), self.query),
            (_("Address"), self.address),
            (_("Made on"), self.made_on),
            (_("Number of records"), self.count),
            (_("Record version"), self.version),
            (_("Licence"), self.licence),
            (_("Not understood"), "; ".join(self.not_understood) or _("nothing: the whole address was understood")),
        ]


def facts_of(listed):
    """The facts of a list as it stands now."""
    found = listed.found
    odd = as_texts(found.not_understood_without_pages)
    if found.search_was_cut:
        odd.append(_("q: only the first 200 characters were searched."))
    return Facts(
        what=str(listed.kind.title),
        query=found.in_words,
        address=listed.address,
        made_on=timezone.localdate().isoformat(),
        version=str(record_version()),
        count=found.count,
        licence=_(package.RIGHTS),
        not_understood=tuple(odd),
    )
