"""The tests' own way past the append-only triggers, and that it leaves them standing."""

import pytest
from django.db import IntegrityError, connection, transaction

from flagship import clock
from flagship.append_only import TABLES, missing_triggers
from flagship.models import AuditEvent


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_a_transactional_test_begins_empty_and_guarded_after_another_one(round_):
    assert (AuditEvent.objects.count(), missing_triggers(connection)) == (0, [])
    AuditEvent.objects.create(act="test", what=f"round {round_}", at=clock.now())
    assert TABLES
    for statement in ("UPDATE flagship_auditevent SET act = 'other'", "DELETE FROM flagship_auditevent"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
