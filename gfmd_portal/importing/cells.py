"""What the cells of a file of the data set mean, a batch of rows at a time.

A column is looked at as a whole: each distinct value is held to the rules of its field once, so that a million rows
cost little more than their bytes.
"""

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import CharField, IntegerField, PositiveSmallIntegerField
from django.utils.translation import gettext as _

from meetings.places import LAST_PLACE
from meetings.typed import as_kept

REMEMBERED = 50_000
"""Distinct values of a column that are remembered from batch to batch."""
FEW_WORDS = 10
"""Words that a column takes, up to which they are named where another is refused."""
SHOWN = 20
"""Cells of a column that are named when they are refused."""


class ImportFault(Exception):
    """Why nothing was imported. Each of its `sentences` names a file and, where it can, line, column and value."""

    def __init__(self, *sentences):
        super().__init__(*sentences)
        self.sentences = sentences

    def __str__(self):
        return "\n".join(self.sentences)


class Batch:
    """Some rows of a file by column. `known` keeps what was found out about values in the batches before.

    What is said of its cells that are refused gathers in `refused`, so that whoever mends the file need not try cell
    by cell. Until all is in order something empty stands in their place.
    """

    def __init__(self, source, model, lines, columns, known):
        self.source = source
        self.model = model
        self.lines = lines
        self.columns = columns
        self.known = known
        self.refused = []

    def __getitem__(self, name):
        return self.columns[name]

    def each(self, name, column, meaning, instead=None):
        """What `meaning` makes of each value of `column`; `instead` of those that it refuses."""
        known = self.known.setdefault(name, {})
        if len(known) > REMEMBERED:
            known.clear()
        refused = {}
        for value in set(column) - known.keys():
            try:
                known[value] = meaning(value)
            except ValidationError as error:
                refused[value] = " ".join(error.messages)
        if refused:
            self.refuse(name, {place: refused[value] for place, value in enumerate(column) if value in refused})
        return [known.get(value, instead) for value in column]

    def refuse(self, name, reasons):
        """Refuse cells of a column, each for a reason. `reasons` has them by the place of the row."""
        for place, reason in list(reasons.items())[:SHOWN]:
            where = {"place": self.source.at(self.lines[place]), "column": name, "reason": reason}
            where["value"] = shortened(self[name][place])
            self.refused.append(_("%(place)s, column %(column)s, “%(value)s”: %(reason)s") % where)
        if len(reasons) > SHOWN:
            more = {"number": len(reasons) - SHOWN}
            self.refused.append(_("More of this column are refused: %(number)s.") % more)

    def values(self, name, field=None):
        """The values of a column as the database takes them, held to the rules of a field of the model."""
        field = field or self.model._meta.get_field(name)
        return self.each(name, self[name], lambda text: field.get_db_prep_save(cleaned(field, text), connection))

    def ids(self, name, ids, within=None):
        """The ids of the records that a column names; None where it is empty. `within` goes before each name."""
        column = self[name] if within is None else list(zip(within, self[name], strict=True))

        def meaning(key):
            # What it is within may be missing or refused, which was said of that column.
            if not (key if within is None else all(key)):
                return None
            return found(ids, key)

        return self.each(name, column, meaning)

    def lists(self, name, ids, longest=None):
        """The ids that each cell lists, as tuples in its order."""

        def meaning(text):
            listed = tuple(found(ids, word) for word in text.split(";")) if text else ()
            if len(set(listed)) < len(listed):
                raise ValidationError(_("It names one thing twice."))
            if longest and len(listed) > longest:
                raise ValidationError(_("At most %(number)s can be listed."), params={"number": longest})
            return listed

        return self.each(name, self[name], meaning, instead=())

    def filled(self, name, column):
        """What a column means, none of whose cells may be empty."""
        if empty := [place for place, text in enumerate(self[name]) if not text]:
            self.refuse(name, dict.fromkeys(empty, _("This cannot be empty.")))
        return column

    def refs(self, name, meetings, field):
        """The two halves of a ref such as `bern-2011/S5-3`: the ids of the meetings, and the codes."""

        def meaning(ref):
            slug, slash, code = ref.partition("/")
            if not slash:
                raise ValidationError(_("A ref is the slug of a meeting, a slash, and a code."))
            return found(meetings, slug), cleaned(field, code)

        return map(list, zip(*self.each(name, self[name], meaning, instead=(None, "")), strict=True))


def shortened(text):
    """As much of what a file says as a line has room for."""
    return text if len(text) <= 60 else f"{text[:60]}…"


def cleaned(field, text):
    """The value of a cell, held to the rules of a field. Its text is as the desk keeps it, whatever edited the file."""
    text = as_kept(text)
    if field.null and not text:
        return None
    if isinstance(field, IntegerField):
        # SQLite would take any number; what one database or the desk refuses, neither is to hold.
        least, most = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
        if isinstance(field, PositiveSmallIntegerField):
            most = LAST_PLACE
        if not (text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most):
            reason = _("Write a whole number from %(least)s to %(most)s.")
            raise ValidationError(reason, params={"least": least, "most": most})
    if isinstance(field, CharField) and "\n" in text:
        # The desk takes none either, and an address with one leads nowhere.
        raise ValidationError(_("Write it on one line."))
    try:
        return field.clean(text, None)
    except ValidationError as error:
        words = [word for word, _label in field.flatchoices]
        if getattr(error, "code", "") != "invalid_choice" or len(words) > FEW_WORDS:
            raise
        raise ValidationError(_("Write one of: %(words)s."), params={"words": ", ".join(words)}) from error


def found(ids, key):
    """The id of the record of this natural key."""
    if key not in ids:
        raise ValidationError(_("There is no such record, neither in the database nor in the files."))
    return ids[key]
