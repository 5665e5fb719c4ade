"""The triggers that log changes, for SQLite and for PostgreSQL."""

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from changes import triggers_names
from changes.models import Event

SQLITE = """CREATE TRIGGER "{table}_{event}_logged" AFTER {event} ON "{table}" BEGIN
    INSERT INTO changes_change ("table", "row", owner, made_at, event, name)
    VALUES ('{table}', {image}.id, {owner}, strftime('%Y-%m-%d %H:%M:%f', 'now'), {number}, {name});
    {moved}
END"""
SQLITE_MOVED = """
    INSERT INTO changes_change ("table", "row", owner, made_at, event)
    SELECT '{table}', OLD.id, OLD."{column}", strftime('%Y-%m-%d %H:%M:%f', 'now'), {number}
    WHERE OLD."{column}" IS NOT NEW."{column}";
"""

# One statement for all rows of a change, so that loading many costs little more than the rows themselves. The lock
# makes editors wait for each other, so that numbers are given in the order in which changes become visible.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('changes_change'))"
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner text := quote_ident(NULLIF(TG_ARGV[0], ''));
    name text := COALESCE('changed.' || quote_ident(NULLIF(TG_ARGV[1], '')), 'NULL');
    source text := 'changed';
    event integer := CASE TG_OP WHEN 'INSERT' THEN {Event.ADDED:d} WHEN 'UPDATE' THEN {Event.CHANGED:d}
        ELSE {Event.TAKEN_OUT:d} END;
BEGIN
    PERFORM {LOCK.removeprefix("SELECT ")};
    IF TG_OP = 'UPDATE' AND TG_ARGV[1] <> '' THEN
        source := 'changed JOIN was USING (id)';
        name := format('CASE WHEN was.%1$I IS DISTINCT FROM changed.%1$I
            AND to_jsonb(was) - %1$L = to_jsonb(changed) - %1$L THEN was.%1$I::text END', TG_ARGV[1]);
    END IF;
    EXECUTE 'INSERT INTO changes_change ("table", "row", owner, made_at, event, name) SELECT '
        || quote_literal(TG_TABLE_NAME) || ', changed.id, ' || COALESCE('changed.' || owner, 'NULL::bigint')
        || ', clock_timestamp(), ' || event || ', ' || name
        || ' FROM ' || source;
    IF TG_OP = 'UPDATE' AND TG_ARGV[0] <> '' THEN
        EXECUTE 'INSERT INTO changes_change ("table", "row", owner, made_at, event) SELECT '
            || quote_literal(TG_TABLE_NAME) || ', id, was.' || owner || ', clock_timestamp(), ' || event
            || ' FROM was JOIN changed USING (id) WHERE was.' || owner || ' IS DISTINCT FROM changed.' || owner;
    END IF;
    RETURN NULL;
END $$
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER "{table}_{event}_logged" AFTER {event} ON "{table}"
    REFERENCING {images} FOR EACH STATEMENT EXECUTE FUNCTION log_change({arguments})
"""
IMAGES = {"INSERT": "NEW TABLE AS changed", "UPDATE": "OLD TABLE AS was NEW TABLE AS changed"}
IMAGES["DELETE"] = "OLD TABLE AS changed"
EVENTS = {"INSERT": ("NEW", Event.ADDED), "UPDATE": ("NEW", Event.CHANGED), "DELETE": ("OLD", Event.TAKEN_OUT)}
LOCKS = {"sqlite": "", "postgresql": f"SET LOCAL lock_timeout = '{settings.LONGEST_WAIT}s'; {LOCK}"}
"""What keeps changes from being logged until the transaction ends; on SQLite a transaction does so by itself."""


def lock_the_record():
    """Keep others from changing the record until the transaction ends: what is looked at is what is acted on.

    Whoever changes several rows asks for it before the first. Else they would wait for somebody who has it, and who
    waits for one of these rows, until the database gives up one of the two. Raises `OperationalError` where somebody
    else writes for longer than the `LONGEST_WAIT` of the settings.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if lock := LOCKS[here.vendor]:
        with here.cursor() as cursor:
            cursor.execute(lock)


def install(connection, owners, names):
    """Give each table of `owners` the triggers that log its changes; tables that do not exist yet are passed over.

    `owners` is a dict of table to the column that names the record a row belongs to, or to None. `names` says for
    each table whose records have a name which column holds it, and which the id within which it is unique, if any.
    Triggers of an earlier release are replaced, and those that stand as they should are left.
    """
    existing = set(connection.introspection.table_names())
    if not {"changes_change", "changes_formername"} <= existing:
        return
    log, keep_name = DIALECTS[connection.vendor]
    wanted = {}
    for table in sorted(existing & set(owners)):
        named_by, *within = names.get(table, ("",))
        wanted |= dict(log(connection, table, owners[table], named_by))
        if named_by:
            wanted |= keep_name(table, named_by, *within)
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        INSTALLERS[connection.vendor](cursor, wanted)


def _log_on_sqlite(connection, table, column, named_by):
    """The triggers of a table by name. A row that moves from one owner to another is logged for both."""
    facts = {"table": table, "column": column}
    for statement, (image, number) in EVENTS.items():
        owner = f'{image}."{column}"' if column else "NULL"
        moved = SQLITE_MOVED.format(**facts, number=number) if column and statement == "UPDATE" else ""
        name = _name_on_sqlite(connection, table, named_by, statement) if named_by else "NULL"
        made = SQLITE.format(**facts, event=statement, image=image, owner=owner, moved=moved, number=number, name=name)
        yield f"{table}_{statement}_logged", made


def _name_on_sqlite(connection, table, named_by, statement):
    """What is logged as the name of a record: see `Change.name`."""
    called = f'CAST(OLD."{named_by}" AS TEXT)'
    if statement != "UPDATE":
        return called if statement == "DELETE" else "NULL"
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    before, after = (", ".join(f'{image}."{name}"' for name in columns if name != named_by) for image in ("OLD", "NEW"))
    return f'CASE WHEN OLD."{named_by}" IS NOT NEW."{named_by}" AND ({before}) IS ({after}) THEN {called} END'


def _log_on_postgresql(_connection, table, column, named_by):
    for statement, images in IMAGES.items():
        arguments = f"'{column or ''}', '{named_by if statement != 'INSERT' else ''}'"
        made = POSTGRESQL.format(table=table, event=statement, images=images, arguments=arguments)
        yield f"{table}_{statement}_logged", made


def _install_on_sqlite(cursor, wanted):
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = dict(cursor.fetchall())
    for name, trigger in wanted.items():
        if present.get(name) != trigger:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
            cursor.execute(trigger)


def _install_on_postgresql(cursor, wanted):
    for statement in (POSTGRESQL_FUNCTION, triggers_names.POSTGRESQL_FUNCTION, *wanted.values()):
        cursor.execute(statement)


DIALECTS = {
    "sqlite": (_log_on_sqlite, triggers_names.on_sqlite),
    "postgresql": (_log_on_postgresql, triggers_names.on_postgresql),
}
INSTALLERS = {"sqlite": _install_on_sqlite, "postgresql": _install_on_postgresql}
