"""The parts that forms of the desk have: what is printed and what we say of it are never mixed."""

from django.utils.translation import gettext_lazy as _

from meetings.translated import OTHERS


def placed(*fields):
    """The part of a form that says where a record stands and what kind it is."""
    return None, {"fields": fields}


def as_printed(*fields):
    """The part of a form that holds a document's own words."""
    how = _("Copy the words of the document to the letter, slips included.")
    return _("Record (exactly as printed)"), {"fields": fields, "description": how}


def ours(*fields):
    """The part of a form that holds what we say of a record."""
    return _("Ours"), {"fields": fields, "description": _("Our own words and coding. Readers see that they are ours.")}


def other_languages(*columns):
    """The part of a form that holds names and short facts in the other languages, a row for each of `columns`."""
    rows = [tuple(f"{column}_{code}" for code in OTHERS) for column in columns]
    how = _("Where a language is left empty, its pages show the English.")
    return _("In other languages"), {"fields": rows, "description": how}
