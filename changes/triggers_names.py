"""The triggers that keep what a record was called before, for SQLite and for PostgreSQL."""

SQLITE = """CREATE TRIGGER "{table}_renamed" AFTER UPDATE ON "{table}"
WHEN OLD."{column}" <> NEW."{column}" OR {before} <> {after} BEGIN
    INSERT INTO changes_formername ("table", within, name, "row")
    VALUES ('{table}', {before}, CAST(OLD."{column}" AS TEXT), OLD.id)
    ON CONFLICT ("table", within, name) DO UPDATE SET "row" = excluded."row";
END"""
POSTGRESQL_FUNCTION = """CREATE OR REPLACE FUNCTION keep_former_name() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD);
BEGIN
    INSERT INTO changes_formername ("table", within, name, "row")
    VALUES (TG_TABLE_NAME, COALESCE((before ->> TG_ARGV[1])::bigint, 0), before ->> TG_ARGV[0], OLD.id)
    ON CONFLICT ("table", within, name) DO UPDATE SET "row" = EXCLUDED."row";
    RETURN NULL;
END $$"""
POSTGRESQL = """CREATE OR REPLACE TRIGGER "{table}_renamed" AFTER UPDATE ON "{table}" FOR EACH ROW
    WHEN (OLD."{column}" IS DISTINCT FROM NEW."{column}" OR {before} IS DISTINCT FROM {after})
    EXECUTE FUNCTION keep_former_name('{column}', '{within}')"""


def on_sqlite(table, column, within):
    """The trigger of a table by its name. `within` is the column of the id within which a name is unique, or ""."""
    return _trigger(SQLITE, table, column, within)


def on_postgresql(table, column, within):
    """The same on PostgreSQL."""
    return _trigger(POSTGRESQL, table, column, within)


def _trigger(template, table, column, within):
    before, after = (f"OLD.{within}", f"NEW.{within}") if within else ("0", "0")
    made = template.format(table=table, column=column, within=within, before=before, after=after)
    return {f"{table}_renamed": made}
