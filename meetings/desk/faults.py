"""What a form that was refused complains of, in one list at its top: a long form hides what is wrong far below."""

from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst

from meetings.desk.wording import label_of


class Fault(NamedTuple):
    """What is wrong with one field: where it stands in the page, what it is called, and what is said of it."""

    place: str
    field: str
    said: str


def faults(form, tables):
    """The faults of a form and of the tables of rows under it, from top to bottom."""
    # What is said of the form as a whole stands beside this list already.
    yield from (fault for fault in _of_form(form, "") if fault.place)
    for rows in tables:
        yield from (
            Fault(f"{rows.prefix}-group", capfirst(rows.model._meta.verbose_name_plural), said)
            for said in rows.non_form_errors()
        )
        for number, row in enumerate(rows.forms, 1):
            yield from _of_form(row, f"{capfirst(rows.model._meta.verbose_name)} {number}", row.prefix)


def _of_form(form, called, place=""):
    for name, reasons in form.errors.items():
        label = "" if name == NON_FIELD_ERRORS else str(label_of(form, name))
        at = form[name].id_for_label if label else place
        yield Fault(at, " · ".join(filter(None, [called, label])), " ".join(reasons))
