"""Append-only tables, held by the database itself.

A model that is only ever added to is listed in `TABLES`; its migration carries one `append_only(...)` operation. The
triggers refuse UPDATE, DELETE, TRUNCATE and SQLite's INSERT OR REPLACE, with an integrity error on both engines.
SQLite rebuilds a table for many schema changes and drops its triggers silently: repeat the operation afterwards.
`missing_triggers` tells what is not there; a test and `manage.py doctor` ask it.
"""

from django.db import migrations

from flagship import fixed_templates

TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    # table: its unique keys besides the primary key
    "flagship_transition": (),
    "flagship_auditevent": (),
    "scoring_standing": (("revision_id", "member_id"),),
    "scoring_pointsentry": (("standing_id",), ("reverses_id",)),
    "scoring_starrating": (("run_id", "member_id"),),
    "reports_yearline": (("summary_id", "member_id"),),
}

_REFUSAL = "{table} is append-only: correct by a reversal and a new row"


def trigger_names(table: str, vendor: str) -> set[str]:
    kinds = ("update", "delete", "replace") if vendor == "sqlite" else ("change", "truncate")
    return {f"{table}_no_{kind}" for kind in kinds}


def _sqlite(table: str) -> list[str]:
    message = _REFUSAL.format(table=table)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    taken = " OR ".join(
        ["id = NEW.id"] + [" AND ".join(f"{column} = NEW.{column}" for column in key) for key in TABLES[table]]
    )
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_update",
        f"DROP TRIGGER IF EXISTS {table}_no_delete",
        f"DROP TRIGGER IF EXISTS {table}_no_replace",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # REPLACE deletes without firing delete triggers, so the row it would replace is looked for first.
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS "
        f"(SELECT 1 FROM {table} WHERE {taken}) {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    message = _REFUSAL.format(table=table)
    return [
        f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = '23000'; END $$""",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


def _install(table: str, vendor: str) -> list[str]:
    return _sqlite(table) if vendor == "sqlite" else _postgresql(table)


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that puts the triggers of one table of `TABLES` in place (again)."""

    def forwards(apps, schema_editor):
        for statement in _install(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def backwards(apps, schema_editor):
        on = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        for name in sorted(trigger_names(table, schema_editor.connection.vendor)):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    return migrations.RunPython(forwards, backwards)


def missing_triggers(connection) -> list[str]:
    """The names of the triggers that ought to guard `TABLES` and the published templates and are not there."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = {name for table in TABLES for name in trigger_names(table, connection.vendor)}
    return sorted((wanted | fixed_templates.trigger_names(connection.vendor)) - present)
