"""Typing values: all of them or none."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagship.moves import Refused
from flagship.permissions import Permission
from scoring.actions.enter_values import EntryRefused, enter_values
from scoring.models import Measurement
from scoring.rules.entries import Entry
from tests.scoring.conftest import TOTALS
from tests.scoring.rows import ENTRY, declare, fill, full_template, open_sheet, people


@pytest.fixture
def sheet(cast, programme):
    """Branch A: its secretary, clerk and p01–p03 under the full template."""
    full_template()
    declare(cast.secretary_a.person, cast.clerk_a.person, cast.party_member.person)
    people(cast.branch_a, 3)
    return open_sheet(cast.branch_a)


def enter(sheet, *entries, by):
    return enter_values(sheet=sheet, entries=entries, by=by, now=ENTRY)


def held() -> dict[tuple[str, str], object]:
    rows = Measurement.objects.select_related("participant__member", "indicator")
    return {(row.participant.member.employee_number, row.indicator.code): row.choice or row.number for row in rows}


def test_values_are_kept_with_who_typed_them_and_when(cast, sheet):
    enter(
        sheet,
        Entry("p01", "output", number="96.5%"),
        Entry("p01", "attitude", choice="好", comment="带头"),
        by=cast.clerk_a,
    )
    assert held() == {("p01", "output"): Decimal("96.5"), ("p01", "attitude"): "good"}
    assert set(Measurement.objects.values_list("entered_by", "entered_at")) == {(cast.clerk_a.pk, ENTRY)}


def test_one_wrong_value_and_nothing_is_taken(cast, sheet):
    entries = [
        Entry("p01", "output", number="96.5"),
        Entry("p02", "output", number="很多"),
        Entry("9999", "output", number="1"),
        Entry("p03", "sales", number="1"),
        Entry("p03", "output", target="0"),
        Entry("p03", "attitude", choice="excellent"),
    ]
    with pytest.raises(EntryRefused) as refusal:
        enter(sheet, *entries, by=cast.clerk_a)
    assert [(problem.employee_number, problem.indicator_code) for problem in refusal.value.problems] == [
        ("p02", "output"),
        ("9999", "output"),
        ("p03", "sales"),
        ("p03", "output"),
        ("p03", "attitude"),
    ]
    assert refusal.value.problems[0].zh.startswith("p02（p02）“生产指标完成率”：")
    assert held() == {}


def test_an_emptied_cell_is_blank_again(cast, sheet):
    enter(sheet, Entry("p01", "output", number="96.5"), by=cast.clerk_a)
    enter(sheet, Entry("p01", "output", number=""), by=cast.clerk_a)
    assert held() == {}


def test_only_what_changed_is_written(cast, sheet):
    enter(sheet, Entry("p01", "output", number="96.5"), Entry("p02", "output", number="90"), by=cast.clerk_a)
    changed = enter(
        sheet, Entry("p01", "output", number="96.50"), Entry("p02", "output", number="91"), by=cast.secretary_a
    )
    assert list(changed) == [("p02", "output")]
    assert Measurement.objects.get(participant__member__employee_number="p01").entered_by == cast.clerk_a


def test_nobody_enters_their_own_judgement_marks(cast, sheet):
    with pytest.raises(EntryRefused, match="own judgement"):
        enter(sheet, Entry("1001", "attitude", choice="good", comment="好"), by=cast.secretary_a)
    with pytest.raises(EntryRefused, match="own judgement"):
        enter(sheet, Entry("1001", "attitude", not_applicable=True, na_reason="无"), by=cast.secretary_a)
    enter(sheet, Entry("1001", "attitude", choice="good", comment="好"), by=cast.clerk_a)
    # Sent along unchanged with a whole form it is no entry, and their own figures they may type.
    own = Entry("1001", "attitude", choice="good", comment="好"), Entry("1001", "output", number="99")
    assert list(enter(sheet, *own, by=cast.secretary_a)) == [("1001", "output")]


def test_somebody_who_is_excused_takes_no_values(cast, sheet):
    sheet.participants.filter(member__employee_number="p01").update(
        excused=True, excuse_reason="病假", excused_by=cast.clerk_a
    )
    with pytest.raises(EntryRefused, match="not marked this month"):
        enter(sheet, Entry("p01", "output", number="96.5"), by=cast.clerk_a)
    assert enter(sheet, Entry("p01", "output", number=""), by=cast.clerk_a) == {}


@pytest.mark.parametrize("who", ["officer", "auditor", "secretary_b", "party_member", "employee", "admin"])
def test_only_secretary_and_clerk_of_the_branch_type(cast, sheet, who):
    with pytest.raises(PermissionDenied):
        enter(sheet, Entry("p01", "output", number="96.5"), by=getattr(cast, who))
    assert held() == {}


def test_a_submitted_month_takes_no_values(publicised, clerk_b):
    with pytest.raises(Refused, match="nothing was saved"):
        fill(publicised, {"p01": "50"}, by=clerk_b)
    assert Measurement.objects.get(participant__member__employee_number="p01").number == 96


def test_one_value_and_many_take_the_same_number_of_queries(draft, clerk_b):
    # Who the user is, is read once.
    assert clerk_b.has_perm(Permission.ENTER_MARKS, draft.branch)
    assert clerk_b.person is None
    counts = []
    for totals in ({"p01": "50"}, TOTALS):
        with CaptureQueriesContext(connection) as queries:
            fill(draft, totals, by=clerk_b)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_the_last_word_on_a_cell_within_one_request_counts(cast, sheet):
    enter(sheet, Entry("p01", "output", number="90"), Entry("p01", "output", number="91"), by=cast.clerk_a)
    assert held() == {("p01", "output"): 91}
