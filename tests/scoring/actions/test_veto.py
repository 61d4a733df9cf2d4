"""一票否决: rank and n stay, the bonus goes, and the ledger follows every decision."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum

from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ, Month
from scoring.actions.reopen import reopen
from scoring.actions.veto import decide_veto, lift_veto, propose_veto
from scoring.models import PointsEntry, Standing, Veto
from scoring.queries.ledger import ledger_agrees
from scoring.states import EntryKind, VetoKind, VetoState
from tests.scoring.conftest import POSTED
from tests.scoring.rows import ENTRY, IN_PUBLICITY, MARCH, ledger, settled, submitted

LATER = dt.datetime(2026, 5, 6, 9, 0, tzinfo=TZ)
DOCUMENT = "新升党纪〔2026〕2号"


def propose(cast, sheet, number, *, now=IN_PUBLICITY, kind=VetoKind.SAFETY, by=None, evidence="违章作业"):
    member = sheet.participants.get(member__employee_number=number).member
    return propose_veto(member=member, month=MARCH, kind=kind, evidence=evidence, by=by or cast.secretary_b, now=now)


def confirm(cast, veto, *, now=IN_PUBLICITY, by=None, document_number=DOCUMENT):
    return decide_veto(veto=veto, confirm=True, by=by or cast.officer, document_number=document_number, now=now)


def test_a_veto_before_the_settlement_takes_the_bonus_and_moves_nobody(cast, publicised):
    confirm(cast, propose(cast, publicised, "p01"))
    settled(publicised, by=cast.secretary_b)
    assert ledger() == {number: points for number, points in POSTED.items() if number != "p01"}
    standing = Standing.objects.get(member__employee_number="p01")
    assert (standing.rank, standing.n, standing.points, standing.vetoed) == (2, 12, 0, True)
    assert Standing.objects.get(member__employee_number="p02").rank == 3


def test_a_veto_leaves_a_deduction(cast, publicised):
    confirm(cast, propose(cast, publicised, "p11"))
    settled(publicised, by=cast.secretary_b)
    assert ledger() == POSTED


def test_a_veto_after_the_settlement_posts_the_difference(cast, settled_month):
    veto = confirm(cast, propose(cast, settled_month, "p01", now=LATER), now=LATER)
    assert veto.state is VetoState.CONFIRMED
    assert ledger() == {number: points for number, points in POSTED.items() if number != "p01"}
    entry = PointsEntry.objects.get(kind=EntryKind.ADJUSTMENT)
    assert (entry.amount, entry.document_number, entry.clause, entry.veto) == (-3, DOCUMENT, "四（二）6", veto)
    assert ledger_agrees() == []


def test_a_veto_on_somebody_without_a_bonus_posts_nothing(cast, settled_month):
    confirm(cast, propose(cast, settled_month, "p11", now=LATER), now=LATER)
    confirm(cast, propose(cast, settled_month, "p05", now=LATER), now=LATER)
    assert ledger() == POSTED
    assert not PointsEntry.objects.filter(kind=EntryKind.ADJUSTMENT).exists()


def test_lifting_gives_back_what_the_veto_took_after_the_settlement(cast, settled_month):
    veto = confirm(cast, propose(cast, settled_month, "p01", now=LATER), now=LATER)
    lift_veto(veto=veto, reason="查明不属实", document_number="新升党纪〔2026〕9号", by=cast.officer, now=LATER)
    assert ledger() == POSTED
    assert PointsEntry.objects.filter(kind=EntryKind.ADJUSTMENT).count() == 2
    assert Veto.objects.get().state is VetoState.LIFTED


def test_lifting_gives_back_what_the_settlement_withheld(cast, publicised):
    veto = confirm(cast, propose(cast, publicised, "p01"))
    settled(publicised, by=cast.secretary_b)
    lift_veto(veto=veto, reason="查明不属实", document_number="9号", by=cast.officer, now=LATER)
    assert ledger() == POSTED
    assert ledger_agrees() == []


def test_of_two_vetoes_the_second_takes_nothing_and_the_first_lifted_gives_nothing(cast, settled_month):
    first = confirm(cast, propose(cast, settled_month, "p01", now=LATER), now=LATER)
    confirm(cast, propose(cast, settled_month, "p01", now=LATER, kind=VetoKind.BASIC_STANDARD), now=LATER)
    lift_veto(veto=first, reason="查明不属实", document_number="9号", by=cast.officer, now=LATER)
    assert "p01" not in ledger()
    assert PointsEntry.objects.filter(kind=EntryKind.ADJUSTMENT).aggregate(sum=Sum("amount"))["sum"] == -3


def test_a_reopened_month_settles_with_the_veto_and_without_its_adjustment(cast, settled_month):
    confirm(cast, propose(cast, settled_month, "p01", now=LATER), now=LATER)
    reopen(sheet=settled_month, reason="核实", by=cast.officer, now=LATER)
    assert ledger() == {}
    submitted(settled_month, by=cast.secretary_b, now=LATER)
    settled(settled_month, by=cast.secretary_b, now=LATER + dt.timedelta(days=7), meeting=LATER.date())
    assert ledger() == {number: points for number, points in POSTED.items() if number != "p01"}
    assert ledger_agrees() == []


def test_a_refused_veto_changes_nothing_and_stays_on_record(cast, settled_month):
    veto = propose(cast, settled_month, "p01", now=LATER)
    with pytest.raises(Refused, match="reason"):
        decide_veto(veto=veto, confirm=False, by=cast.officer, now=LATER)
    decide_veto(veto=veto, confirm=False, reason="证据不足", by=cast.officer, now=LATER)
    assert (Veto.objects.get().state, ledger()) == (VetoState.REFUSED, POSTED)


def test_confirming_twice_takes_once(cast, settled_month):
    veto = propose(cast, settled_month, "p01", now=LATER)
    confirm(cast, veto, now=LATER)
    with pytest.raises(AlreadyDone):
        confirm(cast, veto, now=LATER)
    assert PointsEntry.objects.filter(kind=EntryKind.ADJUSTMENT).count() == 1


@pytest.mark.parametrize("who", ["officer", "secretary_a", "party_member"])
def test_only_the_branchs_secretary_proposes(cast, publicised, who):
    with pytest.raises(PermissionDenied):
        propose(cast, publicised, "p01", by=getattr(cast, who))


def test_only_the_department_confirms(cast, publicised):
    veto = propose(cast, publicised, "p01")
    for who in (cast.secretary_b, cast.recorder, cast.admin):
        with pytest.raises(PermissionDenied):
            confirm(cast, veto, by=who)


def test_nobody_confirms_their_own_veto(cast, publicised):
    veto = propose(cast, publicised, "p01")
    Veto.objects.update(proposed_by=cast.officer)
    with pytest.raises(Refused, match="of their own"):
        confirm(cast, veto)
    assert confirm(cast, veto, by=cast.second_officer).state is VetoState.CONFIRMED


def test_a_veto_needs_evidence_a_month_that_has_begun_and_a_document(cast, publicised):
    with pytest.raises(Refused, match="what happened"):
        propose(cast, publicised, "p01", evidence=" ")
    with pytest.raises(Refused, match="future"):
        propose_veto(
            member=publicised.participants.first().member,
            month=Month(2026, 5),
            kind=VetoKind.SAFETY,
            evidence="违章",
            by=cast.secretary_b,
            now=ENTRY,
        )
    with pytest.raises(Refused, match="document"):
        confirm(cast, propose(cast, publicised, "p01"), document_number="")


def test_the_same_breach_is_proposed_once(cast, publicised):
    propose(cast, publicised, "p01")
    with pytest.raises(Refused, match="already"):
        propose(cast, publicised, "p01")
