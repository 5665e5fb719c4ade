"""Names that an import would bring in beside others too like them: refused by line, or doubted in its check."""

from collections import defaultdict

from django.utils.translation import gettext as _

from gfmd_portal.dataset.reading import CHUNK, batches
from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.reading import read
from meetings.told_apart import rules_of

MOST_PAIRS = 1_000_000
"""Pairs of names that are compared in a meeting, about a second: of more, nobody would read the doubts."""


def refuse_twins(table, listed, source, new, cells):
    """Refuse the new records of a file whose codes differ from others in capitals alone. `listed` is its table."""
    twins = {pk: told for rule in _rules(table, listed, True) for pk, told in _told(table.model, rule, new)}
    if not twins:
        return
    names = {tuple(cells[pk][column] for column in listed.key): told for pk, told in twins.items()}
    said = _("%(place)s: %(rule)s")
    lines = [said % {"place": source.at(line), "rule": told} for line, told in _lines(table, listed, source, names)]
    raise ImportFault(*(lines or twins.values()))


def _lines(table, listed, source, names):
    """The lines of a file that hold some names, each with what `names` says of it."""
    for batch in read(source, listed, table.model, table.optional):
        keys = zip(*(batch[column] for column in listed.key), strict=True)
        yield from ((line, names[key]) for line, key in zip(batch.lines, keys, strict=True) if key in names)


def doubts(table, listed, touched):
    """What is doubted of records that would be touched: (id, column, words) for each name that is very like another."""
    for rule in _rules(table, listed, False):
        yield from ((pk, rule.by, told) for pk, told in _told(table.model, rule, touched))


def _rules(table, listed, is_refused):
    """By what the records of a table are told apart, as far as its file says it: a ref holds the code."""
    columns = {column.name for column in listed.columns} | ({"code"} if "ref" in listed.key else set())
    return [rule for rule in rules_of(table.model) if rule.is_refused is is_refused and rule.by in columns]


def _told(model, rule, touched):
    """The ids of those touched that are too like another, with what is said of them; of two that are new, the later."""
    touched = set(touched)
    for shared in _shared(model, rule, touched):
        named = model.objects.filter(**shared).exclude(**{rule.by: ""}).order_by("pk").values_list("pk", rule.by)
        there = defaultdict(list)
        concerned = sorted(named, key=lambda row: row[0] in touched)
        if not rule.is_refused and len(touched) * len(concerned) > MOST_PAIRS:
            continue
        for pk, name in concerned:
            # Codes are alike in capitals alone, and of them there are thousands.
            others = there[name.casefold() if rule.is_refused else ""]
            if pk in touched and (other := rule.twin(name, others)) is not None:
                yield pk, rule.said % {"name": name, "other": other}
            others.append(name)


def _shared(model, rule, touched):
    """What the records that were touched share with those among which they are told apart, by column."""
    columns = [model._meta.get_field(name).attname for name in rule.among]
    if not columns:
        return [{}] if touched else []
    ids = batches(sorted(touched), CHUNK)
    rows = (row for some in ids for row in model.objects.filter(pk__in=some).values_list(*columns))
    return [dict(zip(columns, row, strict=True)) for row in sorted(set(rows))]
