"""The triggers that keep what an agenda said before, for SQLite and for PostgreSQL."""

TIME = """
    CAST({0}.date AS text) || CASE WHEN {0}.starts_at IS NULL THEN ''
    ELSE ' ' || substr(CAST({0}.starts_at AS text), 1, 5) || '–' || substr(CAST({0}.ends_at AS text), 1, 5) END
    || CASE WHEN {0}.ends_next_day THEN ' +1' ELSE '' END
"""
ROOM_OF = "COALESCE((SELECT name FROM meetings_room room WHERE room.id = {0}.room_id), '')"
TIME_OF = f"COALESCE((SELECT {TIME.format('slot')} FROM gfmd_sessions_slot slot WHERE slot.id = {{0}}.slot_id), '')"
FACTS = {
    "gfmd_sessions_session": [
        ("id", "title", "{0}.title"),
        ("id", "status", "{0}.status"),
        ("id", "room", ROOM_OF),
        ("id", "time", TIME_OF),
    ],
    "gfmd_sessions_slot": [("slot_id", "time", TIME)],
    "meetings_room": [("room_id", "room", "{0}.name")],
}
"""By table: the column of a session that leads to a row of it, what a change there is for the session, and its text."""
STATEMENT = """
    INSERT INTO gfmd_sessions_agendachange (session_id, fact, before, after, made_at)
    SELECT session.id, '{fact}', {before}, {after}, {now} FROM gfmd_sessions_session session
    WHERE session.{column} = NEW.id AND {before} <> {after};
"""
GONE = "DELETE FROM gfmd_sessions_agendachange WHERE session_id = OLD.id;"
"""A session that is deleted with its slot or room loses that first: this too is kept, and would outlive the session."""
NOW = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')", "postgresql": "clock_timestamp()"}
SQLITE = """
CREATE TRIGGER "{table}_{name}" AFTER {edit} ON "{table}" BEGIN {statements} END
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION "{table}_{function}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {statements} RETURN NULL; END $$;
CREATE OR REPLACE TRIGGER "{table}_{name}" AFTER {edit} ON "{table}"
    FOR EACH ROW EXECUTE FUNCTION "{table}_{function}"()
"""
ON_UPDATE = {"edit": "UPDATE", "name": "before_kept", "function": "keep_before"}
ON_DELETE = {"edit": "DELETE", "name": "changes_gone", "function": "forget_changes"}


def install(connection):
    """Install the triggers, in place of those of an earlier release, where their tables exist."""
    needed = {*FACTS, "gfmd_sessions_agendachange"}
    if not needed <= set(connection.introspection.table_names()):
        return
    uninstall(connection)
    make = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor]
    with connection.cursor() as cursor:
        for table, facts in FACTS.items():
            statements = "".join(_statement(connection.vendor, *fact) for fact in facts)
            cursor.execute(make.format(table=table, **ON_UPDATE, statements=statements))
        cursor.execute(make.format(table="gfmd_sessions_session", **ON_DELETE, statements=GONE))


def uninstall(connection):
    """Take the triggers away from SQLite, which renames no table while a trigger elsewhere names a missing one."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in FACTS:
                cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_before_kept"')
            cursor.execute('DROP TRIGGER IF EXISTS "gfmd_sessions_session_changes_gone"')


def _statement(vendor, column, fact, text):
    before, after = text.format("OLD"), text.format("NEW")
    return STATEMENT.format(column=column, fact=fact, before=before, after=after, now=NOW[vendor])
