"""The triggers that log changes, for SQLite and for PostgreSQL."""

SQLITE = """
CREATE TRIGGER "{table}_{event}_logged" AFTER {event} ON "{table}" BEGIN
    INSERT INTO changes_change ("table", "row", owner, made_at)
    VALUES ('{table}', {image}.id, {owner}, strftime('%Y-%m-%d %H:%M:%f', 'now'));
    {moved}
END
"""
SQLITE_MOVED = """
    INSERT INTO changes_change ("table", "row", owner, made_at)
    SELECT '{table}', OLD.id, OLD."{column}", strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE OLD."{column}" IS NOT NEW."{column}";
"""

# One statement for all rows of a change, so that loading many costs little more than the rows themselves. The lock
# makes editors wait for each other, so that numbers are given in the order in which changes become visible.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE owner text := COALESCE(quote_ident(TG_ARGV[0]), 'NULL::bigint');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('changes_change'));
    EXECUTE 'INSERT INTO changes_change ("table", "row", owner, made_at) SELECT '
        || quote_literal(TG_TABLE_NAME) || ', id, ' || owner || ', clock_timestamp() FROM changed';
    IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
        EXECUTE 'INSERT INTO changes_change ("table", "row", owner, made_at) SELECT '
            || quote_literal(TG_TABLE_NAME) || ', id, was.' || owner || ', clock_timestamp() '
            || 'FROM was JOIN changed USING (id) WHERE was.' || owner || ' IS DISTINCT FROM changed.' || owner;
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


def install(connection, owners):
    """Give each table of `owners` the triggers that log its changes; tables that do not exist yet are passed over.

    `owners` is a dict of table to the column that names the record a row belongs to, or to None. Triggers of an
    earlier release are replaced.
    """
    existing = set(connection.introspection.table_names())
    if "changes_change" not in existing:
        return
    statements = _sqlite if connection.vendor == "sqlite" else _postgresql
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in existing & set(owners):
            for statement in statements(table, owners[table]):
                cursor.execute(statement)


def _sqlite(table, column):
    """A row that moves from one owner to another is logged for both."""
    moved = SQLITE_MOVED.format(table=table, column=column) if column else ""
    for event, image in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        owner = f'{image}."{column}"' if column else "NULL"
        yield f'DROP TRIGGER IF EXISTS "{table}_{event}_logged"'
        yield SQLITE.format(
            table=table, event=event, image=image, owner=owner, moved=moved if event == "UPDATE" else ""
        )


def _postgresql(table, column):
    for event, images in IMAGES.items():
        yield POSTGRESQL.format(table=table, event=event, images=images, arguments=f"'{column}'" if column else "")
