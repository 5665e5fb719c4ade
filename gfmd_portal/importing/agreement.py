"""Words that an import leaves other than those of their passages: the desk tells of them, as its forms do."""

from itertools import islice

from django.contrib.admin import site

from documents.agreement import difference, differing_lines, form_address, quoted_kinds
from documents.models import Passage
from gfmd_portal.dataset.reading import CHUNK, batches

SHOWN = 20
"""Lines that are told; of more it is told how many there are."""


def differences(touched, new=frozenset()):
    """The first lines that differ, of records that were touched or that quote what was, and how many more there are.

    `touched` are ids by model. What is in `new`, pairs of model and id, has no form yet.
    """
    found = _found(touched)
    first = [difference(record, line, _forms_without(new)) for record, line in islice(found, SHOWN)]
    return first, sum(1 for _line in found)


def _found(touched):
    for kind in quoted_kinds():
        model = kind.related_model
        desk = site.get_model_admin(model)
        ids = {*touched.get(model, ()), *_quoting(kind, touched.get(Passage, ()))}
        for some in batches(sorted(ids), CHUNK):
            records = model.objects.filter(pk__in=some).select_related(*desk.list_select_related).order_by("pk")
            yield from differing_lines(desk, list(records))


def _quoting(kind, passages):
    """The ids of the records of a kind that were taken from some passages."""
    if not passages:
        return []
    return kind.related_model.objects.filter(passages__in=passages).order_by().values_list("pk", flat=True)


def _forms_without(new):
    return lambda record: "" if (type(record), record.pk) in new else form_address(record)
