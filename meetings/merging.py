"""Two records that are one: what leads to the one that goes is led to the one that stays, by all relations there are.

Nothing that a document says is lost. Where both lead from one record, such as two themes of a recommendation, one of
the two rows is dropped only if they say the same; if not, an editor has to make one of them first.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Exists, ForeignKey, OuterRef
from django.utils.translation import gettext as _

from changes.deleted import keep_rows, plain
from changes.models import FormerName
from changes.names import Named, names_held
from changes.ties import Tie
from changes.triggers import lock_the_record
from meetings.places import PLACE, place_of

AT_ONCE = 1000
"""So many rows are changed by one statement; no database takes any number of them."""


def references(model):
    """The fields that lead to records of `model`, wherever they are, those of tables that only tie two included."""
    found = (relation for relation in model._meta.get_fields(include_hidden=True) if relation.auto_created)
    return [one.field for one in found if not one.concrete and isinstance(getattr(one, "field", None), ForeignKey)]


def rules(model):
    """The names of the fields in which no two rows of `model` may say the same, all together."""
    single = [(one.name,) for one in model._meta.concrete_fields if one.unique and not one.primary_key]
    return [*single, *model._meta.unique_together, *(getattr(rule, "fields", ()) for rule in model._meta.constraints)]


@dataclass
class Led:
    """The rows that lead by one field to the record that goes, and what becomes of them."""

    field: ForeignKey
    moved: list = field(default_factory=list)
    """The ids of those that will lead to the one that stays."""
    dropped: list = field(default_factory=list)
    """The ids of rows that would say the same twice. Of two, that which stands first stays, as a main theme does."""
    both: dict = field(default_factory=lambda: defaultdict(set))
    """The records from which both lead and say the same: a dict of model to ids."""
    differing: dict = field(default_factory=lambda: defaultdict(set))
    """Those from which both lead and say something different, in the same way."""
    ties: list = field(default_factory=list)
    """What has to be changed in which rows, in this order."""

    @property
    def model(self):
        return self.field.model

    @property
    def put_behind(self):
        """How many of those that move have a place of their own no longer, and come behind the others."""
        is_in_list = self.field.name in place_of(self.model)
        return sum(len(tie.rows) for tie in self.ties if is_in_list and tie.column == PLACE)


def led(reference, kept, gone):
    """What becomes of the rows that lead to `gone` by one field, or None where there are none."""
    stored = reference.model._base_manager.order_by("pk")
    theirs, ours = (stored.filter(**{reference.name: record}).values() for record in (gone, kept))
    if not (theirs := list(theirs)):
        return None
    result, ours = Led(reference), list(ours)
    for rule in rules(reference.model):
        if reference.name in rule and PLACE not in rule:
            _find_both(result, [reference.model._meta.get_field(name) for name in rule], theirs, ours)
    dropped = set(result.dropped)
    moved = [row for row in theirs if row["id"] not in dropped]
    result.moved = [row["id"] for row in moved]
    places = place_of(reference.model)
    if reference.name in places:
        result.ties += _put_behind(reference, places, moved, ours)
    elif places:
        result.ties += _close_up(reference.model, places, dropped)
    result.ties += _ties(reference.model, reference.attname, {(gone.pk, kept.pk): result.moved})
    return result


def _find_both(result, fields, theirs, ours):
    """Find the rows of which only one could lead to the record that stays, by a rule on `fields`."""
    beside = [one for one in fields if one != result.field]
    columns = [one.attname for one in beside]
    known = {tuple(row[column] for column in columns): row for row in ours}
    for row in theirs:
        key = tuple(row[column] for column in columns)
        if key not in known or None in key:
            continue
        record = next((one for one in zip(beside, key, strict=True) if one[0].remote_field), None)
        model, pk = (record[0].related_model, record[1]) if record else (result.model, row["id"])
        if _says_the_same(result.field, row, known[key]):
            result.both[model].add(pk)
            result.dropped.append(max(row, known[key], key=lambda one: one.get(PLACE, 0))["id"])
        else:
            result.differing[model].add(pk)


def _says_the_same(reference, row, other):
    """Whether nothing is lost with one of two rows: they say the same, and nothing leads to either."""
    apart = {"id", PLACE, reference.attname}
    said = [{column: value for column, value in one.items() if column not in apart} for one in (row, other)]
    return said[0] == said[1] and not references(reference.model)


def _put_behind(reference, places, moved, ours):
    """Give those rows a place behind all others whose own is taken among the rows of the record that stays."""
    beside = [reference.model._meta.get_field(name).attname for name in places if name not in (PLACE, reference.name)]

    def among(row):
        return tuple(row[column] for column in beside)

    taken, last, changed = {(among(row), row[PLACE]) for row in ours}, defaultdict(int), defaultdict(list)
    for row in [*ours, *moved]:
        last[among(row)] = max(last[among(row)], row[PLACE])
    for row in (row for row in moved if (among(row), row[PLACE]) in taken):
        last[among(row)] += 1
        changed[row[PLACE], last[among(row)]].append(row["id"])
    return _ties(reference.model, PLACE, changed)


def _close_up(model, places, dropped):
    """Move up what stands behind rows that are dropped: the themes of a record are numbered without a gap."""
    beside = [model._meta.get_field(name).attname for name in places if name != PLACE]
    changed = defaultdict(list)
    for some in _in_parts(sorted(dropped)):
        gaps = model._base_manager.filter(pk__in=some, **{column: OuterRef(column) for column in beside})
        rows = model._base_manager.filter(Exists(gaps)).order_by(*beside, PLACE).values("pk", PLACE, *beside)
        for _key, list_of_rows in groupby(rows, key=itemgetter(*beside)):
            before = 0
            for row in list_of_rows:
                if row["pk"] in dropped:
                    before += 1
                elif before:
                    changed[row[PLACE], row[PLACE] - before].append(row["pk"])
    return _ties(model, PLACE, dict(sorted(changed.items())))


def _ties(model, column, changed):
    """The ties of some rows of `model`, from a dict of (before, after) to their ids."""
    label = model._meta.label_lower
    return [Tie(label, column, some, *values) for values, rows in changed.items() for some in _in_parts(rows)]


def _in_parts(ids):
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


class Merger:
    """What it takes to merge the record `gone` into the record `kept`, worked out before anything is done."""

    def __init__(self, kept, gone):
        self.kept, self.gone = kept, gone
        self.led = [found for one in references(type(kept)) if (found := led(one, kept, gone))]

    @property
    def differences(self):
        """The fields in which the one that goes says something else, and either may stay: no name, no place."""
        meta = self.kept._meta
        fixed = {name for rule in rules(type(self.kept)) for name in rule} | {PLACE, meta.pk.name}
        words = [one for one in meta.concrete_fields if not one.remote_field and one.name not in fixed]
        said = [(one, one.value_from_object(self.kept), one.value_from_object(self.gone)) for one in words]
        return [one for one, ours, theirs in said if theirs not in ("", None, ours)]

    def reasons(self):
        """A sentence for each thing that is in the way of it, but for what both lead from."""
        for one in self.kept._meta.concrete_fields:
            if one.remote_field and getattr(self.kept, one.attname) != getattr(self.gone, one.attname):
                yield _("They are of two different records of the kind “%(kind)s”.") % {"kind": one.verbose_name}

    @property
    def is_possible(self):
        return not (any(True for _reason in self.reasons()) or any(one.differing for one in self.led))

    @property
    def digest(self):
        """What tells this merger from one of the same records after an edit: all that it would do, and their words."""
        names = [one.attname for one in self.kept._meta.concrete_fields]
        told = [[str(getattr(record, name)) for name in names] for record in (self.kept, self.gone)]
        told += [[one.ties, sorted(one.dropped)] for one in self.led]
        return sha256(json.dumps(told).encode()).hexdigest()

    @transaction.atomic
    def do(self, user, taken_over=()):
        """Merge the two. Of the fields named in `taken_over` the words of the one that goes stay."""
        lock_the_record()
        ties = [tie for one in self.led for tie in one.ties]
        if isinstance(self.gone, Named):
            names = dict(names_held(self.gone).values_list("pk", "merged"))
            ties += _ties(FormerName, "row", {(self.gone.pk, self.kept.pk): list(names)})
            ties += _ties(FormerName, "merged", {(None, True): [pk for pk, merged in names.items() if not merged]})
        for name in taken_over:
            values = tuple(plain(self.kept._meta.get_field(name), record) for record in (self.kept, self.gone))
            ties += _ties(type(self.kept), name, {values: [self.kept.pk]})
        dropped = {one.model: set(one.dropped) for one in self.led if one.dropped}
        keep_rows(self.gone, user, dropped | {type(self.gone): {self.gone.pk}}, ties, self.kept)
        for model, rows in dropped.items():
            for some in _in_parts(sorted(rows)):
                model._base_manager.filter(pk__in=some).delete()
        for tie in ties:
            tie.make()
        self.gone.delete()
        # So that the log tells of it even if nothing led to the other: more names lead to it.
        type(self.kept)._base_manager.get(pk=self.kept.pk).save()
