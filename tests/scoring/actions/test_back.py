"""The ways back: withdrawn, reopened, not assessed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from flagship.models import Transition
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ
from scoring.actions.excuse import excuse
from scoring.actions.points import adjust_points
from scoring.actions.reopen import reopen
from scoring.actions.void import resume, void
from scoring.actions.withdraw import withdraw
from scoring.models import PointsEntry, Standing
from scoring.queries.ledger import ledger_agrees
from scoring.queries.sheet_document import sheet_document
from scoring.states import EntryKind, RevisionState, SheetState
from tests.factories import MemberFactory
from tests.scoring.conftest import POSTED
from tests.scoring.rows import ENTRY, IN_PUBLICITY, MARCH, SETTLED, fill, ledger, open_sheet, people, settled, submitted

LATER = dt.datetime(2026, 5, 6, 9, 0, tzinfo=TZ)
AGAIN = dt.datetime(2026, 5, 12, 9, 0, tzinfo=TZ)


def test_a_withdrawn_month_is_a_draft_again_and_publicity_begins_anew(cast, publicised):
    withdraw(sheet=publicised, reason="数据有误", by=cast.secretary_b, now=IN_PUBLICITY)
    assert publicised.state is SheetState.DRAFT
    first = publicised.revisions.get()
    assert (first.state, first.closed_at, first.closed_reason) == (RevisionState.WITHDRAWN, IN_PUBLICITY, "数据有误")
    submitted(publicised, by=cast.secretary_b, now=IN_PUBLICITY)
    second = publicised.current_revision
    # Friday 3 April: Tuesday, Wednesday … counted from Monday 6.
    assert (second.number, second.publicity_until) == (2, dt.datetime(2026, 4, 9, tzinfo=TZ))
    assert publicised.revisions.count() == 2


def test_a_month_submitted_in_time_is_not_late_when_it_comes_back(cast, publicised):
    withdraw(sheet=publicised, reason="数据有误", by=cast.secretary_b, now=IN_PUBLICITY)
    assert sheet_document(publicised, now=LATER).late is False
    submitted(publicised, by=cast.secretary_b, now=LATER)
    assert [revision.late for revision in publicised.revisions.all()] == [False, False]


def test_a_month_submitted_late_stays_late(cast, filled):
    submitted(filled, by=cast.secretary_b, now=LATER)
    withdraw(sheet=filled, reason="数据有误", by=cast.secretary_b, now=LATER)
    submitted(filled, by=cast.secretary_b, now=LATER)
    assert [revision.late for revision in filled.revisions.all()] == [True, True]


def test_withdrawing_needs_a_reason(cast, publicised):
    with pytest.raises(Refused, match="reason"):
        withdraw(sheet=publicised, reason=" ", by=cast.secretary_b)
    publicised.refresh_from_db()
    assert publicised.state is SheetState.PUBLICISED


def test_a_settled_month_cannot_be_withdrawn(cast, settled_month):
    with pytest.raises(AlreadyDone):
        withdraw(sheet=settled_month, reason="数据有误", by=cast.secretary_b)


def test_reopening_reverses_every_entry_at_once(cast, settled_month):
    reopen(sheet=settled_month, reason="漏记违章", by=cast.officer, now=LATER)
    assert settled_month.state is SheetState.DRAFT
    assert ledger() == {}
    reversals = PointsEntry.objects.filter(kind=EntryKind.REVERSAL)
    assert {(entry.member.employee_number, entry.amount) for entry in reversals} == {
        (number, -amount) for number, amount in POSTED.items()
    }
    assert set(reversals.values_list("reason", "posted_by", "posted_at")) == {("漏记违章", cast.officer.pk, LATER)}
    assert ledger_agrees() == []


def test_the_old_standings_stay_readable(cast, settled_month):
    reopen(sheet=settled_month, reason="漏记违章", by=cast.officer, now=LATER)
    assert Standing.objects.count() == 12
    assert not Standing.objects.in_force().exists()


def test_a_new_revision_settles_anew(cast, settled_month, clerk_b):
    reopen(sheet=settled_month, reason="漏记产量", by=cast.officer, now=LATER)
    fill(settled_month, {"p11": "99"}, by=clerk_b)
    submitted(settled_month, by=cast.secretary_b, now=LATER)
    settled(settled_month, by=cast.secretary_b, now=AGAIN, meeting=dt.date(2026, 5, 8))
    # p11 is first now, the others move down one place each.
    assert ledger() == {"p11": 4, "2001": 3, "p01": 2, "p10": -3, "p09": -2}
    assert ledger_agrees() == []
    assert [(r.number, r.state) for r in settled_month.revisions.order_by("number")] == [
        (1, RevisionState.REOPENED),
        (2, RevisionState.SETTLED),
    ]


def test_reopening_twice_reverses_each_entry_once(cast, settled_month):
    for moment in (LATER, AGAIN):
        reopen(sheet=settled_month, reason="核实", by=cast.officer, now=moment)
        submitted(settled_month, by=cast.secretary_b, now=moment)
        settled(
            settled_month,
            by=cast.secretary_b,
            now=moment + dt.timedelta(days=7),
            meeting=(moment + dt.timedelta(days=1)).date(),
        )
    assert ledger() == POSTED
    assert PointsEntry.objects.count() == 5 * 5
    assert ledger_agrees() == []


def test_an_adjustment_by_document_survives_the_reopening(cast, settled_month):
    member = MemberFactory(branch=cast.branch_b)
    adjust_points(
        member=member,
        month=MARCH,
        amount=Decimal("1.5"),
        reason="补录上级表彰",
        document_number="新升党〔2026〕3号",
        by=cast.officer,
        now=SETTLED,
    )
    reopen(sheet=settled_month, reason="漏记违章", by=cast.officer, now=LATER)
    assert ledger() == {member.employee_number: Decimal("1.5")}
    assert ledger_agrees() == []


@pytest.mark.parametrize("who", ["secretary_b", "secretary_a", "recorder", "admin"])
def test_only_the_department_reopens(cast, settled_month, who):
    with pytest.raises(PermissionDenied):
        reopen(sheet=settled_month, reason="想改", by=getattr(cast, who))
    assert ledger() == POSTED


def test_a_frozen_year_is_not_reopened(cast, programme, settled_month):
    programme.frozen_at = LATER
    programme.save()
    with pytest.raises(Refused, match="frozen"):
        reopen(sheet=settled_month, reason="漏记违章", by=cast.officer, now=LATER)
    assert ledger() == POSTED


def test_every_move_is_recorded_with_its_revision(cast, settled_month):
    reopen(sheet=settled_month, reason="漏记违章", by=cast.officer, now=LATER)
    life = Transition.objects.of(settled_month).values_list("move", "source", "target", "reason", "revision", "by")
    assert list(life) == [
        ("submit", "draft", "publicised", "", 1, cast.secretary_b.pk),
        ("settle", "publicised", "settled", "", 1, cast.secretary_b.pk),
        ("reopen", "settled", "draft", "漏记违章", 1, cast.officer.pk),
    ]


def test_the_policies_of_the_first_revision_hold_for_the_next(cast, programme, settled_month):
    programme.policies = {"tie_break": "none", "publicity_days": 10}
    programme.policy_version = 2
    programme.save()
    reopen(sheet=settled_month, reason="核实", by=cast.officer, now=LATER)
    submitted(settled_month, by=cast.secretary_b, now=LATER)
    revision = settled_month.current_revision
    assert (revision.policy["tie_break"], revision.policy["publicity_days"], revision.policy_version) == (
        "quantitative",
        3,
        1,
    )


# --- 未考核 ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def nobody_left(cast, programme, clerk_b):
    """Branch B has one person, who is excused."""
    people(cast.branch_b, 1)
    cast.secretary_b.person.memberships.update(until=dt.date(2026, 1, 1))
    sheet = open_sheet(cast.branch_b)
    excuse(participant=sheet.participants.get(), reason="住院", by=clerk_b, now=ENTRY)
    return sheet


def test_a_month_in_which_nobody_is_ranked_becomes_not_assessed(cast, nobody_left):
    with pytest.raises(Refused, match="Nobody is ranked"):
        submitted(nobody_left, by=cast.secretary_b)
    with pytest.raises(PermissionDenied):
        void(sheet=nobody_left, reason="全员住院", by=cast.secretary_b, now=ENTRY)
    void(sheet=nobody_left, reason="全员住院", by=cast.officer, now=ENTRY)
    assert nobody_left.state is SheetState.VOID
    assert not PointsEntry.objects.exists()


def test_a_month_with_somebody_ranked_or_undeclared_cannot_be_skipped(cast, nobody_left):
    undeclared = MemberFactory(branch=cast.branch_b)
    with pytest.raises(Refused, match="neither declared"):
        void(sheet=nobody_left, reason="全员住院", by=cast.officer, now=ENTRY)
    people(cast.branch_b, 1, prefix="q")
    undeclared.memberships.update(until=dt.date(2026, 1, 1))
    with pytest.raises(Refused, match="Somebody is ranked"):
        void(sheet=nobody_left, reason="全员住院", by=cast.officer, now=ENTRY)


def test_a_month_that_was_not_assessed_can_be_taken_up_again(cast, nobody_left):
    void(sheet=nobody_left, reason="全员住院", by=cast.officer, now=ENTRY)
    resume(sheet=nobody_left, reason="补充考核", by=cast.officer, now=LATER)
    assert nobody_left.state is SheetState.DRAFT


# --- adjustments ----------------------------------------------------------------------------------------------------


def adjust(cast, **given):
    return adjust_points(
        **{
            "member": cast.party_member.person,
            "month": MARCH,
            "amount": Decimal(-2),
            "reason": "上级通报",
            "document_number": "新升党〔2026〕5号",
            "by": cast.officer,
            "now": LATER,
        }
        | given
    )


def test_the_department_adjusts_with_reason_and_document(cast):
    entry = adjust(cast)
    assert (entry.kind, entry.amount, entry.branch) == (EntryKind.ADJUSTMENT, -2, cast.branch_a)
    assert ledger_agrees() == []


@pytest.mark.parametrize(
    "given",
    [
        {"reason": " "},
        {"document_number": ""},
        {"amount": Decimal(0)},
        {"amount": Decimal("0.001")},
        {"amount": Decimal(10000)},
    ],
)
def test_an_adjustment_that_lacks_something_is_refused(cast, given):
    with pytest.raises(Refused):
        adjust(cast, **given)
    assert not PointsEntry.objects.exists()


@pytest.mark.parametrize("who", ["secretary_a", "recorder", "admin", "auditor"])
def test_only_the_department_adjusts(cast, who):
    with pytest.raises(PermissionDenied):
        adjust(cast, by=getattr(cast, who))
