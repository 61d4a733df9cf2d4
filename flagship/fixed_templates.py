"""Published templates and their indicators, held by the database itself.

A version that was published says for ever what it said: triggers refuse to change whatever a mark depends on, to
delete it, and to add an indicator to it. Words may be corrected (names, descriptions, clauses, the names of levels
and factors), and a published version may be retired. Drafts are free.

The triggers of one table ask the other about the state, so on SQLite a migration that alters either table begins with
`set_aside()` and ends with `guard()`; otherwise the rebuilding fails.
"""

# ruff: noqa: S608  every statement is made of the names in this file

from django.db import migrations

TEMPLATES, INDICATORS = "flagship_indicatortemplate", "flagship_indicator"
FIXED_OF_A_TEMPLATE = (
    "id", "code", "version", "category", "track", "layer", "company_wide", "over_achievement", "adapted_from_id",
    "valid_from",
)  # fmt: skip
FIXED_OF_AN_INDICATOR = (
    "id", "template_id", "position", "code", "unit", "weight", "quantitative", "formula", "floor", "cap",
)  # fmt: skip
_REFUSAL = "a published template never changes: publish a new version"
_EVENTS = {"sqlite": ("insert", "update", "delete"), "postgresql": ("change", "truncate")}


def guard() -> migrations.RunPython:
    """The migration operation that puts the triggers in place (again)."""
    return migrations.RunPython(_run(install), _run(remove))


def set_aside() -> migrations.RunPython:
    """The migration operation that takes them away while a table is altered."""
    return migrations.RunPython(_run(remove), _run(install))


def trigger_names(vendor: str) -> set[str]:
    return {f"{table}_fixed_{event}" for table in (TEMPLATES, INDICATORS) for event in _EVENTS[vendor]}


def install(vendor: str) -> list[str]:
    """The statements that put all triggers in place."""
    return remove(vendor) + (_sqlite() if vendor == "sqlite" else _postgresql())


def remove(vendor: str) -> list[str]:
    """The statements that take them away."""
    names = [(table, f"{table}_fixed_{event}") for table in (TEMPLATES, INDICATORS) for event in _EVENTS[vendor]]
    return [f"DROP TRIGGER IF EXISTS {name}" + ("" if vendor == "sqlite" else f" ON {table}") for table, name in names]


def _run(statements):
    def run(apps, schema_editor):
        for statement in statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    return run


def _differ(columns: tuple[str, ...], unlike: str) -> str:
    return " OR ".join(f"OLD.{column} {unlike} NEW.{column}" for column in columns)


def _published(key: str) -> str:
    return f"EXISTS (SELECT 1 FROM {TEMPLATES} AS t WHERE t.id = {key} AND t.state <> 'draft')"


def _template_changed(unlike: str) -> str:
    """Of a template that was published: other columns, a way back, or another end once it is retired."""
    back = "NEW.state NOT IN ('published', 'retired')"
    ended = f"OLD.state = 'retired' AND (NEW.state <> 'retired' OR OLD.valid_until {unlike} NEW.valid_until)"
    return f"OLD.state <> 'draft' AND ({_differ(FIXED_OF_A_TEMPLATE, unlike)} OR {back} OR {ended})"


def _indicator_changed(unlike: str, figures: tuple[str, str]) -> str:
    """Of an indicator of a published template; or one that is moved into a published template."""
    old, new = figures
    changed = f"{_differ(FIXED_OF_AN_INDICATOR, unlike)} OR {old} {unlike} {new}"
    return f"{_published('OLD.template_id')} AND ({changed}) OR {_published('NEW.template_id')} AND ({changed})"


def _sqlite() -> list[str]:
    def trigger(table: str, event: str, when: str) -> str:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        return f"CREATE TRIGGER {table}_fixed_{event} BEFORE {event.upper()} ON {table} WHEN {when} {refuse}"

    figures = tuple(
        f"json_remove({row}.params, '$.levels', '$.table.row_name', '$.table.column_name') || "
        f"coalesce((SELECT group_concat(json_remove(value, '$.zh', '$.en'), ',') "
        f"FROM json_each({row}.params, '$.levels')), '')"
        for row in ("OLD", "NEW")
    )
    # INSERT OR REPLACE removes what stands in its way without firing the delete triggers.
    taken = (
        f"EXISTS (SELECT 1 FROM {TEMPLATES} WHERE state <> 'draft' "
        "AND (id = NEW.id OR code = NEW.code AND version = NEW.version))"
    )
    standing = f"EXISTS (SELECT 1 FROM {INDICATORS} AS i WHERE i.id = NEW.id AND {_published('i.template_id')})"
    return [
        trigger(TEMPLATES, "insert", taken),
        trigger(TEMPLATES, "update", _template_changed("IS NOT")),
        trigger(TEMPLATES, "delete", "OLD.state <> 'draft'"),
        trigger(INDICATORS, "insert", f"{_published('NEW.template_id')} OR {standing}"),
        trigger(INDICATORS, "update", _indicator_changed("IS NOT", figures)),
        trigger(INDICATORS, "delete", _published("OLD.template_id")),
    ]


def _postgresql() -> list[str]:
    figures = tuple(
        f"((({row}.params - 'levels') #- '{{table,row_name}}') #- '{{table,column_name}}', "
        f"(SELECT jsonb_agg(level - 'zh' - 'en') FROM jsonb_array_elements("
        f"CASE WHEN jsonb_typeof({row}.params -> 'levels') = 'array' THEN {row}.params -> 'levels' END) AS level))"
        for row in ("OLD", "NEW")
    )
    unlike, refuse = "IS DISTINCT FROM", f"RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = '23000';"
    checks = {
        TEMPLATES: {"UPDATE": _template_changed(unlike), "DELETE": "OLD.state <> 'draft'"},
        INDICATORS: {
            "INSERT": _published("NEW.template_id"),
            "UPDATE": _indicator_changed(unlike, figures),
            "DELETE": _published("OLD.template_id"),
        },
    }
    statements = []
    for table, events in checks.items():
        # Nested, because a condition may only name the rows that its event has.
        branches = " ".join(
            f"IF TG_OP = '{event}' THEN IF {when} THEN {refuse} END IF; END IF;" for event, when in events.items()
        )
        statements += [
            f"""CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN {branches} IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$""",
            f"""CREATE OR REPLACE FUNCTION {table}_keep_all() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN {refuse} END $$""",
            f"CREATE TRIGGER {table}_fixed_change BEFORE {' OR '.join(events)} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_keep()",
            f"CREATE TRIGGER {table}_fixed_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep_all()",
        ]
    return statements
