"""What all tests share."""

import pytest
from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from tests import profiles  # noqa: F401  registers the hypothesis profiles before the command line asks for one
from tests.cast import cast, programme, signed_in  # noqa: F401 (fixtures for everybody)

# --- the database -------------------------------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what needs the database, so that the second engine need not repeat what has none."""
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & {*item.fixturenames}:
            item.add_marker("database")


@pytest.fixture(scope="session", autouse=True)
def flush_past_append_only_triggers():
    """Let Django empty the tables after a transactional test although triggers forbid deleting.

    The triggers are set aside and put back within the transaction of the flush. Only the tests can do this.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_without_triggers(operations, sql_list):
        connection = operations.connection
        statements = _sqlite_triggers if connection.vendor == "sqlite" else _postgresql_triggers
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            aside, back = statements(cursor)
            for sql in aside:
                cursor.execute(sql)
            flush(operations, sql_list)
            for sql in back:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_without_triggers)
        yield


def _sqlite_triggers(cursor):
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _sql in triggers], [sql for _name, sql in triggers]


def _postgresql_triggers(cursor):
    cursor.execute("SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
    tables = [table for (table,) in cursor.fetchall()]
    return tuple([f"ALTER TABLE {table} {change} TRIGGER USER" for table in tables] for change in ("DISABLE", "ENABLE"))
