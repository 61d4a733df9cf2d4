"""Targets of people: a month's before a year's before the indicator's; what is submitted keeps what it had."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from flagship.models import AuditEvent
from flagship.moves import Refused
from flagship.periods import Month
from scoring.actions.enter_values import EntryRefused, enter_values
from scoring.actions.reopen import reopen
from scoring.actions.set_targets import TargetEntry, set_targets
from scoring.models import PersonTarget
from scoring.queries.explain import explain
from scoring.queries.recompute import differences, settled_revisions
from scoring.queries.sheet_document import sheet_document
from scoring.rules.entries import Entry
from tests.scoring.rows import ENTRY, MARCH, SETTLED, settled, submitted

pytestmark = pytest.mark.django_db
FEBRUARY = Month(2026, 2)


def set_(cast, *entries, by=None):
    return set_targets(
        branch=cast.branch_b,
        year=2026,
        entries=[TargetEntry(*entry) for entry in entries],
        by=by or cast.secretary_b,
        now=ENTRY,
    )


def cell(sheet, number):
    row = next(row for row in sheet_document(sheet, now=ENTRY).rows if row.employee_number == number)
    return row.cells[0]


def test_the_narrowest_target_counts_worked_by_hand(cast, draft, clerk_b):
    """90 is typed. Of the template's 100 it is 90 marks; of the year's 120 75; of March's 80 full marks (112.5 % is
    capped at the weight); of the cell's own 150 60."""
    enter_values(sheet=draft, entries=[Entry("p01", "output", number="90")], by=clerk_b, now=ENTRY)
    seen = [cell(draft, "p01")]
    set_(cast, ("p01", "output", None, "120"))
    seen.append(cell(draft, "p01"))
    set_(cast, ("p01", "output", MARCH, "80%"))
    seen.append(cell(draft, "p01"))
    enter_values(sheet=draft, entries=[Entry("p01", "output", target="150")], by=clerk_b, now=ENTRY)
    seen.append(cell(draft, "p01"))
    assert [(one.target, one.marks) for one in seen] == [
        (100, Decimal("90.00")),
        (120, Decimal("75.00")),
        (80, Decimal("100.00")),
        (150, Decimal("60.00")),
    ]
    assert [one.given_target.origin for one in seen] == ["template", "year", "month", "month"]
    assert cell(draft, "p02").target == 100


def test_a_target_of_another_month_says_nothing_here(cast, draft, filled):
    set_(cast, ("p01", "output", FEBRUARY, "50"))
    assert cell(draft, "p01").target == 100


def test_taking_the_cells_target_away_lets_the_months_count_again(cast, draft, clerk_b):
    set_(cast, ("p01", "output", MARCH, "80"))
    enter_values(sheet=draft, entries=[Entry("p01", "output", number="40", target="50")], by=clerk_b, now=ENTRY)
    enter_values(sheet=draft, entries=[Entry("p01", "output", target="")], by=clerk_b, now=ENTRY)
    assert (cell(draft, "p01").target, cell(draft, "p01").marks) == (80, 50)


def test_every_problem_is_told_and_nothing_is_stored(cast, draft):
    entries = [
        ("p01", "output", None, "110"),
        ("p02", "output", None, "0"),
        ("p03", "output", None, "很多"),
        ("p04", "nothing", None, "5"),
        ("zzz", "output", None, "5"),
        ("p05", "output", MARCH, "-3"),
    ]
    with pytest.raises(EntryRefused) as refused:
        set_(cast, *entries)
    assert [problem.zh for problem in refused.value.problems] == [
        "p02（p02）“生产指标完成率”全年：目标值必须大于 0，现为 0。",
        "p03（p03）“生产指标完成率”全年：“很多”不是一个数，请用阿拉伯数字填写一个数值。",
        "p04（p04）的指标模板中没有需要目标值的“nothing”。",
        "本支部没有工号“zzz”、且已申报参加的人员。",
        "p05（p05）“生产指标完成率”2026年3月：目标值必须大于 0，现为 −3。",
    ]
    assert not PersonTarget.objects.exists()


def test_what_was_set_by_somebody_else_meanwhile_is_not_overwritten(cast, draft):
    set_(cast, ("p01", "output", None, "110", None))
    with pytest.raises(EntryRefused, match=r"刚被他人改为“110”|just set to “110”"):
        set_(cast, ("p01", "output", None, "120", None))
    set_(cast, ("p01", "output", None, "120", Decimal(110)))
    assert [row.value for row in PersonTarget.objects.all()] == [120]


def test_setting_the_same_again_changes_nothing_and_is_not_written_down(cast, draft):
    set_(cast, ("p01", "output", None, "110"))
    assert set_(cast, ("p01", "output", None, "１１０％"), ("p02", "output", None, "")) == []
    assert AuditEvent.objects.filter(act="set_targets").count() == 1


def test_the_audit_trail_holds_every_target_before_and_after(cast, draft):
    set_(cast, ("p01", "output", None, "110"), ("p02", "output", MARCH, "90"))
    set_(cast, ("p01", "output", None, ""))
    told = [event.detail["targets"] for event in AuditEvent.objects.filter(act="set_targets").order_by("pk")]
    assert told == [
        ["p01 output year: — → 110", "p02 output 2026-03: — → 90"],
        ["p01 output year: 110 → —"],
    ]
    assert list(PersonTarget.objects.values_list("member__employee_number", flat=True)) == ["p02"]


def test_only_whoever_fills_in_the_branchs_sheets_sets_targets(cast, draft, clerk_b):
    set_(cast, ("p01", "output", None, "110"), by=clerk_b)
    for user in (cast.secretary_a, cast.officer, cast.auditor, cast.admin, cast.general_secretary):
        with pytest.raises(PermissionDenied):
            set_(cast, ("p01", "output", None, "120"), by=user)
    assert [row.value for row in PersonTarget.objects.all()] == [110]


def test_a_closed_year_and_a_year_without_programme_take_no_targets(cast, draft, programme):
    with pytest.raises(Refused, match="2031"):
        set_targets(branch=cast.branch_b, year=2031, entries=[], by=cast.secretary_b)
    programme.frozen_at = ENTRY
    programme.save()
    with pytest.raises(Refused, match="2026"):
        set_(cast, ("p01", "output", None, "110"))


def test_a_submitted_month_keeps_its_targets_and_takes_no_others(cast, filled):
    set_(cast, ("p01", "output", None, "120"))
    submitted(filled, by=cast.secretary_b)
    before = cell(filled, "p01")
    with pytest.raises(EntryRefused, match=r"该月已提交|the month is submitted"):
        set_(cast, ("p01", "output", MARCH, "80"))
    set_(cast, ("p01", "output", None, "60"))
    assert cell(filled, "p01") == before
    assert (before.target, before.marks) == (120, 80)


def test_a_settled_month_that_is_reopened_keeps_the_years_targets_it_was_settled_with(cast, filled):
    set_(cast, ("p01", "output", None, "120"), ("p02", "output", None, "95"))
    settled(submitted(filled, by=cast.secretary_b), by=cast.secretary_b)
    set_(cast, ("p01", "output", None, "60"), ("p02", "output", None, ""), ("p03", "output", None, "47"))
    assert [found for revision in settled_revisions() for found in differences(revision)] == []
    reopen(sheet=filled, reason="数据有误", by=cast.officer, now=SETTLED)
    filled.refresh_from_db()
    assert [cell(filled, number).target for number in ("p01", "p02", "p03")] == [120, 95, 100]
    set_(cast, ("p01", "output", MARCH, "96"))
    assert (cell(filled, "p01").target, cell(filled, "p01").marks) == (96, 100)


def test_the_explanation_names_the_target_and_where_it_comes_from(cast, filled):
    set_(cast, ("p01", "output", None, "120"), ("p02", "output", MARCH, "95"))
    sheet = settled(submitted(filled, by=cast.secretary_b), by=cast.secretary_b)
    standings = {one.member.employee_number: one for one in sheet.current_revision.standings.select_related("member")}
    told = {number: explain(standings[number])[1].sentence.zh for number in ("p01", "p02", "p03")}
    assert told == {
        "p01": "96%：完成率 80% × 权重 100 = 80.00。目标值120%（年度个人目标）。依据四（二）6。",
        "p02": "95%：完成率 100% × 权重 100 = 100.00。目标值95%（月度个人目标）。依据四（二）6。",
        "p03": "94%：完成率 94% × 权重 100 = 94.00。目标值100%（公司指标模板）。依据四（二）6。",
    }


def test_a_target_in_another_unit_holds_no_longer(cast, draft, filled):
    set_(cast, ("p01", "output", None, "120"))
    PersonTarget.objects.update(unit="万元")
    assert cell(draft, "p01").target == 100


def test_a_target_takes_the_consent_to_a_tie_away(cast, draft):
    draft.tie_consent, draft.tie_consent_by = "经查属实", cast.officer
    draft.save(update_fields=["tie_consent", "tie_consent_by"])
    set_(cast, ("p01", "output", None, "120"))
    draft.refresh_from_db()
    assert (draft.tie_consent, draft.tie_consent_by) == ("", None)


def test_as_many_queries_for_one_target_as_for_all(cast, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as few:
        set_(cast, ("p01", "output", None, "110"))
    entries = [(f"p{number:02}", "output", MARCH, str(80 + number)) for number in range(1, 12)]
    with django_assert_max_num_queries(len(few)):
        set_(cast, *entries)
