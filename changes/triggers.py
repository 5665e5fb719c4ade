"""The triggers that log changes, for SQLite and for PostgreSQL."""

SQLITE = """
CREATE TRIGGER IF NOT EXISTS "{table}_{event}_logged" AFTER {event} ON "{table}" BEGIN
    INSERT INTO changes_change ("table", "row", made_at)
    VALUES ('{table}', {image}.id, strftime('%Y-%m-%d %H:%M:%f', 'now'));
END
"""

# One statement for all rows of a change, so that loading many costs little more than the rows themselves. The lock
# makes editors wait for each other, so that numbers are given in the order in which changes become visible.
POSTGRESQL = """
CREATE OR REPLACE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('changes_change'));
    INSERT INTO changes_change ("table", "row", made_at)
    SELECT TG_TABLE_NAME, id, clock_timestamp() FROM changed;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER "{table}_{event}_logged" AFTER {event} ON "{table}"
    REFERENCING {image} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_change();
"""

STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
IMAGES = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


def install(connection, tables):
    """Give each of `tables` the triggers that log its changes; tables that do not exist yet are passed over."""
    existing = set(connection.introspection.table_names())
    if "changes_change" not in existing:
        return
    with connection.cursor() as cursor:
        for table in existing & set(tables):
            for event, image in IMAGES.items():
                cursor.execute(STATEMENTS[connection.vendor].format(table=table, event=event, image=image))
