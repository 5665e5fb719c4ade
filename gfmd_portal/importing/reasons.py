"""Why the database refused to take what a file says, in the words of the rule that it breaks."""

from django.db import connection
from django.db.models import CheckConstraint, UniqueConstraint
from django.utils.translation import gettext as _

from changes.names import IS_FORMER_NAME
from gfmd_portal.importing.cells import ImportFault
from gfmd_portal.importing.staging import same


def reason_of(merge):
    """The first row of a `Merge` that breaks a rule of its model, as an `ImportFault`; None where none is found."""
    rules = merge.model._meta.constraints
    for rule in (rule for rule in rules if isinstance(rule, UniqueConstraint)):
        columns = [merge.model._meta.get_field(name).attname for name in rule.fields]
        if set(columns) <= set(merge.columns) and (found := double_of(merge, columns) or _taken(merge, columns, rule)):
            return found
    broken = (_broken(merge, rule) for rule in rules if isinstance(rule, CheckConstraint))
    key = [name for name, _name in merge.key]
    return double_of(merge, key) or next(filter(None, broken), None)


def double_of(merge, columns):
    """Two rows of the file that say the same in `columns`, which no two records may."""
    names = ", ".join(f'"{name}"' for name in columns)
    merge.cursor.execute(
        f"SELECT min(line), max(line) FROM {merge.staged} GROUP BY {names} HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    )
    if not (lines := merge.cursor.fetchone()):
        return None
    first, second = map(merge.source.at, lines)
    said = _("%(place)s: %(other)s has the same %(columns)s.")
    return ImportFault(said % {"place": second, "other": first, "columns": _said(columns)})


def name_of_another(merge):
    """A row of the file that gives a new record a name which once was that of another, and leads there."""
    model, key = merge.model, same(merge.key, "stored", "staged")
    within = f'staged."{model.named_within}"' if model.named_within else "0"
    merge.cursor.execute(
        f"SELECT staged.line, former.name, holder.id FROM changes_formername AS former JOIN {merge.table} AS holder "
        f'ON holder.id = former."row" JOIN {merge.staged} AS staged ON former.within = {within} '
        f'AND former.name = CAST(staged."{model.named_by}" AS text) WHERE former."table" = %s '
        f"AND NOT EXISTS (SELECT 1 FROM {merge.table} AS stored WHERE {key}) ORDER BY staged.line LIMIT 1",
        [model._meta.db_table],
    )
    if not (found := merge.cursor.fetchone()):
        return None
    line, name, holder = found
    rule = IS_FORMER_NAME % {"name": name, "holder": model._base_manager.get(pk=holder)}
    return ImportFault(_("%(place)s: %(rule)s") % {"place": merge.source.at(line), "rule": rule})


def _taken(merge, columns, rule):
    """A row of the file that wants the place of a record that has another key, and which no row moves elsewhere."""
    place = same([(name, name) for name in columns], "stored", "staged")
    key = same(merge.key, "stored", "staged")
    merge.cursor.execute(
        f"SELECT staged.line, stored.id FROM {merge.staged} AS staged JOIN {merge.table} AS stored ON {place} "
        f"WHERE NOT ({key}) AND NOT EXISTS (SELECT 1 FROM {merge.staged} AS staged WHERE {key}) "
        "ORDER BY staged.line LIMIT 1"
    )
    if not (found := merge.cursor.fetchone()):
        return None
    holder = merge.model.objects.get(pk=found[1])
    where = {"place": merge.source.at(found[0]), "rule": rule.violation_error_message, "holder": holder}
    return ImportFault(_("%(place)s: %(rule)s It is “%(holder)s”.") % where)


def _broken(merge, rule):
    """The first row of the file that does not keep to the condition of a rule."""
    query = merge.model.objects.order_by().filter(~rule.condition).query
    condition, values = query.get_compiler(connection=connection).compile(query.where)
    merge.cursor.execute(f"SELECT min(line) FROM {merge.staged} AS {merge.table} WHERE {condition}", values)
    line = merge.cursor.fetchone()[0]
    if line is None:
        return None
    where = {"place": merge.source.at(line), "rule": rule.violation_error_message}
    return ImportFault(_("%(place)s: %(rule)s") % where)


def _said(columns):
    return ", ".join(name.removesuffix("_id") for name in columns)
