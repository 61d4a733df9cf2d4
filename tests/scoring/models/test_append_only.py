"""The database itself refuses to change what was posted, on both engines."""

import pytest
from django.db import IntegrityError, connection, transaction

from flagship.append_only import TABLES, missing_triggers, trigger_names
from scoring.models import PointsEntry, Standing

LEDGER, STANDINGS = "scoring_pointsentry", "scoring_standing"
SQLITE = connection.vendor == "sqlite"


def run(sql: str, *params) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def rows(table: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        return cursor.fetchall()


STATEMENTS = [
    (LEDGER, "UPDATE scoring_pointsentry SET amount = amount * 2"),
    (LEDGER, "UPDATE scoring_pointsentry SET reason = 'x' WHERE id = (SELECT min(id) FROM scoring_pointsentry)"),
    (LEDGER, "DELETE FROM scoring_pointsentry"),
    (LEDGER, "DELETE FROM scoring_pointsentry WHERE id = (SELECT min(id) FROM scoring_pointsentry)"),
    (STANDINGS, "UPDATE scoring_standing SET points = 100"),
    (STANDINGS, "UPDATE scoring_standing SET rank = 1, total = 100"),
    (STANDINGS, "DELETE FROM scoring_standing WHERE points = 0"),
]


@pytest.mark.parametrize(("table", "statement"), STATEMENTS)
def test_raw_updates_and_deletes_are_refused(settled_month, table, statement):
    before = rows(table)
    with pytest.raises(IntegrityError, match="append-only"):
        run(statement)
    assert rows(table) == before


@pytest.mark.parametrize(("table", "statement"), STATEMENTS)
def test_without_its_triggers_the_table_would_be_changed(settled_month, table, statement):
    """The negative control: the refusals above come from the triggers and from nothing else."""
    drop_triggers(table)
    before = rows(table)
    run(statement)
    assert rows(table) != before


@pytest.mark.skipif(not SQLITE, reason="INSERT OR REPLACE is SQLite's")
@pytest.mark.parametrize("table", [LEDGER, STANDINGS])
def test_replacing_a_row_is_refused(settled_month, table):
    before = rows(table)
    columns = ", ".join(column.column for column in _model(table)._meta.concrete_fields)
    with pytest.raises(IntegrityError, match="append-only"):
        run(f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table} LIMIT 1")
    assert rows(table) == before


@pytest.mark.skipif(not SQLITE, reason="INSERT OR REPLACE is SQLite's")
@pytest.mark.parametrize("key", ["standing_id", "reverses_id"])
def test_replacing_a_row_by_its_other_keys_is_refused(settled_month, key):
    """REPLACE removes whatever stands in the way of any unique key, not only of the primary one."""
    entry = PointsEntry.objects.exclude(standing=None).first()
    if key == "reverses_id":
        entry = _reversal(entry)
    columns = [field.column for field in PointsEntry._meta.concrete_fields if field.column != "id"]
    chosen = ", ".join(columns)
    before = rows(LEDGER)
    with pytest.raises(IntegrityError, match="append-only"):
        run(f"INSERT OR REPLACE INTO {LEDGER} ({chosen}) SELECT {chosen} FROM {LEDGER} WHERE id = %s", entry.pk)
    assert rows(LEDGER) == before


@pytest.mark.skipif(SQLITE, reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [LEDGER, STANDINGS])
def test_truncating_is_refused(settled_month, table):
    run("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked would stop TRUNCATE before the trigger does
    with pytest.raises(IntegrityError, match="append-only"):
        run(f"TRUNCATE {table} CASCADE")
    assert rows(table)


@pytest.mark.parametrize("table", [LEDGER, STANDINGS])
def test_without_its_triggers_the_table_would_be_replaced_or_emptied(settled_month, table):
    """The negative control of the two above."""
    drop_triggers(LEDGER)
    drop_triggers(STANDINGS)
    if SQLITE:
        columns = [column.column for column in _model(table)._meta.concrete_fields]
        kept = ", ".join(columns)
        values = ", ".join("'x'" if column in ("clause", "name") else column for column in columns)
        before = rows(table)
        run(f"INSERT OR REPLACE INTO {table} ({kept}) SELECT {values} FROM {table} LIMIT 1")
        assert rows(table) != before
    else:
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(f"TRUNCATE {table} CASCADE")
        assert rows(table) == []


def test_the_ways_around_save_are_refused_too(settled_month):
    entry = PointsEntry.objects.first()
    entry.amount *= 2
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PointsEntry._base_manager.update(amount=50)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PointsEntry.objects.bulk_create([entry], update_conflicts=True, update_fields=["amount"], unique_fields=["id"])
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Standing.objects.filter(points=0).update(points=1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        PointsEntry.objects.filter(pk=entry.pk)._raw_delete(using="default")


@pytest.mark.django_db
def test_every_trigger_is_in_place_after_all_migrations():
    assert missing_triggers(connection) == []


@pytest.mark.django_db
def test_a_missing_trigger_is_noticed():
    drop_triggers(LEDGER)
    assert set(missing_triggers(connection)) == trigger_names(LEDGER, connection.vendor)


@pytest.mark.django_db
def test_the_guarded_keys_are_all_unique_keys_of_the_tables():
    """A unique key that `TABLES` does not know would leave SQLite's REPLACE a way through."""
    for table in (LEDGER, STANDINGS):
        model = _model(table)
        single = {(f.column,) for f in model._meta.concrete_fields if f.unique and not f.primary_key}
        several = {
            tuple(model._meta.get_field(name).column for name in constraint.fields)
            for constraint in model._meta.constraints
            if getattr(constraint, "fields", ())
        }
        assert set(TABLES[table]) == single | several


def drop_triggers(table: str) -> None:
    with connection.cursor() as cursor:
        for name in trigger_names(table, connection.vendor):
            cursor.execute(f"DROP TRIGGER {name}" + ("" if SQLITE else f" ON {table}"))


def _model(table: str):
    return {LEDGER: PointsEntry, STANDINGS: Standing}[table]


def _reversal(entry: PointsEntry) -> PointsEntry:
    return PointsEntry.objects.create(
        member=entry.member,
        branch=entry.branch,
        account=entry.account,
        month=entry.month,
        amount=-entry.amount,
        kind="reversal",
        reverses=entry,
        reason="核实",
        posted_at=entry.posted_at,
        posted_by=entry.posted_by,
    )
