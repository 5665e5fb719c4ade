"""A document laid out for reading: runs of passages, the outline, and the records that each passage is."""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from changes.names import with_former
from documents.models import EditorialNote, Passage, Translation

RECORDS = {
    "question": ("quoted_by_guidingquestion", ["session__meeting", "meeting"]),
    "recommendation": ("quoted_by_recommendation", ["meeting"]),
    "example": ("quoted_by_example", ["meeting"]),
    "activity": ("quoted_by_activity", ["group__roundtable"]),
}
"""The kinds of record that are marked in the margin: the reverse accessor of a passage, and what their names need."""


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
    """Lay out `document`. Each passage gets its `former` anchors, our `remarks` on it, and its `marks`.

    A mark is a record that begins with the passage, as (kind, label, record).
    """
    remarks, quoted = _remarks(document), _quoted(document)
    runs, marked, tables = [], set(), 0
    for passage in with_former(_with_translations(document)):
        passage.remarks = remarks.get(passage.pk, [])
        passage.marks = [mark for mark in quoted.get(passage.pk, []) if mark[2] not in marked]
        marked.update(record for _kind, _label, record in passage.marks)
        if not runs or passage.kind not in ("item", "row") or runs[-1].kind != passage.kind:
            tables += passage.kind == "row"
            runs.append(Run(passage.kind, tables if passage.kind == "row" else 0))
        runs[-1].passages.append(passage)
    return Reading(runs, [passage for run in runs for passage in run.passages if passage.kind == "heading"])


def _with_translations(document):
    """The passages of a document; those that have translations know them, and which they are."""
    passages = list(document.passages.all())
    having = set(Translation.objects.filter(passage__document=document).values_list("passage", flat=True))
    for passage in passages:
        passage.is_translated = passage.pk in having
    prefetch_related_objects([passage for passage in passages if passage.is_translated], "translations")
    return passages


def _remarks(document):
    """Our notes on the passages of a document, as a dict of passage id to texts in order."""
    remarks = {}
    found = EditorialNote.objects.filter(passage__document=document).order_by("passage", "position")
    for passage, text in found.values_list("passage", "text"):
        remarks.setdefault(passage, []).append(text)
    return remarks


def _quoted(document):
    """The records quoted from each passage with what the margin calls them, as a dict of passage id to marks.

    The ties are read in one query for each kind: most passages have none, and asking each of them costs more than all.
    """
    marks = {}
    for kind, (accessor, needed) in RECORDS.items():
        relation = Passage._meta.get_field(accessor)
        source, target = relation.field.m2m_field_name(), relation.field.m2m_reverse_field_name()
        ties = relation.through.objects.filter(**{f"{target}__document": document})
        passages = {}
        for record, passage in ties.order_by(target).values_list(source, target):
            passages.setdefault(record, []).append(passage)
        records = relation.related_model.objects.select_related(*needed)
        for record in records.filter(pk__in=ties.values(source)):
            mark = kind, _("Question") if kind == "question" else str(record).split("/")[-1], record
            for passage in passages[record.pk]:
                marks.setdefault(passage, []).append(mark)
    return marks
