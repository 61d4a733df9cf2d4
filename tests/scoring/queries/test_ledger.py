"""The ledger's proof, the recomputation, and both commands – each finds what is planted."""

import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from flagship.categories import Account
from flagship.periods import Month
from scoring.models import PointsEntry, SheetRevision, Standing
from scoring.queries.ledger import ledger_agrees, ledger_of
from scoring.queries.recompute import differences, settled_revisions
from scoring.states import EntryKind
from tests.factories import MemberFactory
from tests.scoring.rows import MARCH, SETTLED


def run(command) -> str:
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def found() -> list[str]:
    return [str(one) for revision in settled_revisions() for one in differences(revision)]


def test_the_ledger_of_a_settled_month_agrees(settled_month):
    assert ledger_agrees() == []
    assert run("check_ledger") == "The ledger agrees with the standings.\n"


def test_a_planted_entry_is_found(cast, settled_month):
    standing = Standing.objects.get(member__employee_number="p05")
    PointsEntry.objects.create(
        member=standing.member,
        branch=standing.branch,
        account=Account.STAR,
        month=MARCH,
        amount=Decimal(7),
        kind=EntryKind.BONUS,
        standing=standing,
        posted_at=SETTLED,
        posted_by=cast.officer,
    )
    assert [str(one) for one in ledger_agrees()] == ["p05 2026-03 star: the ledger has 7.00, the standings say 0.00"]
    with pytest.raises(CommandError, match="1 places"):
        run("check_ledger")


def test_a_reversal_that_is_not_the_opposite_is_found(cast, settled_month):
    entry = PointsEntry.objects.get(member__employee_number="p01")
    PointsEntry.objects.create(
        member=entry.member,
        branch=entry.branch,
        account=entry.account,
        month=entry.month,
        amount=Decimal(-1),
        kind=EntryKind.REVERSAL,
        reverses=entry,
        reason="核实",
        posted_at=SETTLED,
        posted_by=cast.officer,
    )
    assert [one.employee_number for one in ledger_agrees()] == ["p01"]


def test_a_settled_month_recomputes_without_difference(settled_month):
    assert found() == []
    assert run("recompute") == "1 settled months recomputed, no difference.\n"


def test_a_planted_difference_is_found(settled_month):
    revision = SheetRevision.objects.get()
    for person in revision.inputs["people"]:
        if person["employee_number"] == "p11":
            person["cells"]["output"]["value"]["number"] = "99"
    revision.save()
    sentences = found()
    assert "b 2026-03 r1 p11: total is 86.00, recomputed 99.00" in sentences
    assert "b 2026-03 r1 p11: points is -3.00, recomputed 4" in sentences
    with pytest.raises(CommandError, match="differences in 1 settled months"):
        run("recompute")


def test_a_person_missing_from_the_inputs_is_found(settled_month):
    revision = SheetRevision.objects.get()
    revision.inputs["people"] = [p for p in revision.inputs["people"] if p["employee_number"] != "p06"]
    revision.save()
    assert "b 2026-03 r1 p06: standing is there, recomputed missing" in found()


def test_the_ledger_shows_only_what_one_may_see(cast, settled_month):
    seen = {name: ledger_of(user).count() for name, user in cast.everyone.items()}
    assert {name for name, count in seen.items() if count} == {
        "officer",
        "second_officer",
        "recorder",
        "auditor",
        "secretary_b",
    }
    assert seen["secretary_b"] == 5


def test_the_ledger_is_searched_by_account_month_and_person(cast, settled_month):
    MemberFactory(name="p01 的同名", branch=cast.branch_b)
    assert ledger_of(cast.officer, search="p01").count() == 1
    assert ledger_of(cast.officer, account=Account.STAFF).count() == 0
    assert ledger_of(cast.officer, month=Month(2026, 2)).count() == 0
    assert ledger_of(cast.officer, account=Account.STAR, month=MARCH).count() == 5
