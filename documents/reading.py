"""A document laid out for reading: runs of passages, the outline, and the records that each passage is."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from changes.names import former_anchors
from documents.models import Passage

RECORDS = {
    "question": "quoted_by_guidingquestion",
    "recommendation": "quoted_by_recommendation",
    "example": "quoted_by_example",
    "activity": "quoted_by_activity",
}
"""The kinds of record that are marked in the margin, with the reverse accessor of a passage for each."""


@dataclass
class Run:
    """Passages that stand together: a list, a table, or a single heading, paragraph or example."""

    kind: str
    table: int = 0
    """Which table of the document it is, counted from 1; 0 for all that is no table."""
    passages: list = field(default_factory=list)


@dataclass
class Reading:
    """A document ready to be read."""

    runs: list[Run]
    outline: list


def reading(document):
    """Lay out `document`. Each passage gets its `former` anchors and `marks`, the records that begin with it.

    A mark is (kind, label, record).
    """
    former = former_anchors(Passage, document.pk)
    passages = document.passages.prefetch_related(
        "notes",
        "translations",
        "quoted_by_guidingquestion__session__meeting",
        "quoted_by_guidingquestion__meeting",
        "quoted_by_recommendation__meeting",
        "quoted_by_example__meeting",
        "quoted_by_activity__group__roundtable",
    )
    runs, marked, tables = [], set(), 0
    for passage in passages:
        passage.former = former.get(passage.pk, [])
        passage.marks = [mark for mark in _marks(passage) if mark[2] not in marked]
        marked.update(record for _kind, _label, record in passage.marks)
        if not runs or passage.kind not in ("item", "row") or runs[-1].kind != passage.kind:
            tables += passage.kind == "row"
            runs.append(Run(passage.kind, tables if passage.kind == "row" else 0))
        runs[-1].passages.append(passage)
    return Reading(runs, [passage for run in runs for passage in run.passages if passage.kind == "heading"])


def _marks(passage):
    """The records quoted from a passage, each with what the margin calls it."""
    for kind, accessor in RECORDS.items():
        for record in getattr(passage, accessor).all():
            yield kind, _("Question") if kind == "question" else str(record).split("/")[-1], record
