"""One document of a month: the same figures live, frozen and settled."""

from dataclasses import asdict, replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.periods import Month
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import excuse
from scoring.actions.reopen import reopen
from scoring.actions.veto import decide_veto, propose_veto
from scoring.models import MonthSheet, SheetRevision, Standing
from scoring.queries.assessed import assessed_draft
from scoring.queries.sheet_document import revision_document, sheet_document
from scoring.queries.standing_figures import stored_figures
from scoring.rules import Reason
from scoring.rules.entries import Entry
from scoring.rules.lines import IndicatorLine
from scoring.states import MeetingKind, SheetState, VetoKind
from tests.factories import ExemptionFactory, MemberFactory
from tests.guards import unguarded
from tests.scoring.conftest import POSTED, TOTALS
from tests.scoring.rows import (
    ENTRY,
    IN_PUBLICITY,
    MARCH,
    MEETING,
    SETTLED,
    declare,
    fill,
    full_template,
    open_sheet,
    people,
    settled,
    simple_template,
    submitted,
)


def fresh(sheet) -> MonthSheet:
    return MonthSheet.objects.select_related("branch").get(pk=sheet.pk)


def figures(document) -> list:
    """Everything the document says of people, without what only a settlement adds."""
    rows = [replace(row, standing_id=None) for row in document.rows]
    return [rows, document.pools, document.absent, document.needs_reason, document.everyone_ties, document.policy]


def test_draft_publicity_and_settlement_say_the_same(cast, filled, clerk_b):
    excuse(participant=filled.participants.get(member__employee_number="p04"), reason="病假", by=clerk_b, now=ENTRY)
    fill(filled, {"p03": "95"}, by=clerk_b)
    draft = sheet_document(fresh(filled), now=ENTRY)
    submitted(filled, by=cast.secretary_b, over_places_reason="同组")
    public = sheet_document(fresh(filled))
    settled(filled, by=cast.secretary_b)
    done = sheet_document(fresh(filled))
    assert figures(draft) == figures(public) == figures(done)
    assert (draft.provisional, public.provisional, done.provisional) == (True, False, False)
    assert (draft.state, public.state, done.state) == (SheetState.DRAFT, SheetState.PUBLICISED, SheetState.SETTLED)


def test_the_settled_document_is_what_the_standings_hold(settled_month):
    document = sheet_document(fresh(settled_month))
    standings = {standing.member_id: standing for standing in Standing.objects.all()}
    assert {row.member_id: row.standing_id for row in document.rows} == {
        member: standing.pk for member, standing in standings.items()
    }
    for row in document.rows:
        stored = stored_figures(standings[row.member_id])
        lines = [IndicatorLine.from_json(line) for line in stored["lines"]]
        assert [(cell.code, cell.marks, cell.zh, cell.en) for cell in row.cells] == [
            (line.code, line.marks, line.zh, line.en) for line in lines
        ]
        shown = (
            row.name,
            row.status,
            row.total,
            row.quantitative,
            row.rank,
            row.rank_from_bottom,
            row.tied,
            row.n,
            row.points,
            row.account,
            row.percentile,
            row.z_score,
            row.vetoed,
            row.reason,
        )
        names = "name status total quantitative rank rank_from_bottom tied n points account percentile z_score vetoed"
        assert shown == (*(stored[name] for name in names.split()), Reason.from_json(stored["reason"]))


def test_a_frozen_month_does_not_move_with_anything_behind_it(cast, programme, settled_month):
    before = sheet_document(fresh(settled_month))
    programme.policies = {"tie_points": "average", "non_party": "together"}
    programme.save()
    programme.tier_tables.update(rows=[])
    with unguarded():
        settled_month.participants.first().template.indicators.update(weight=Decimal(1), name="别的")
    cast.branch_b.name = "改名"
    cast.branch_b.save()
    person = settled_month.participants.get(member__employee_number="p01").member
    person.name = "改名"
    person.save()
    assert sheet_document(fresh(settled_month)) == before


def test_who_submitted_and_settled_and_when_and_in_which_meeting(settled_month):
    document = sheet_document(fresh(settled_month))
    said = (
        document.submitted_at,
        document.submitted_by,
        document.settled_at,
        document.settled_by,
        document.meeting_kind,
        document.meeting_date,
        document.revision,
        document.late,
    )
    assert said == (ENTRY, "陈书记", SETTLED, "陈书记", MeetingKind.COMMITTEE, MEETING, 1, False)


def test_pools_say_who_takes_part_and_the_tier(settled_month):
    (pool,) = sheet_document(fresh(settled_month)).pools
    assert (pool.n, pool.party, pool.staff, pool.tier_span, pool.clause) == (12, 12, 0, "10–30", "五（三）2")
    assert (pool.bonus, pool.deduction) == ((4, 3, 2), (3, 2))


def test_rankings_run_from_the_top(settled_month):
    ((_pool, rows),) = sheet_document(fresh(settled_month)).rankings
    assert [row.employee_number for row in rows] == list(TOTALS)
    assert {row.employee_number: row.points for row in rows if row.points} == POSTED


def test_a_mixed_branch_says_33_of_whom_25(cast, programme):
    simple_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 24)
    people(cast.branch_b, 8, status=PoliticalStatus.NON_PARTY, prefix="s")
    (pool,) = sheet_document(open_sheet(cast.branch_b), now=ENTRY).pools
    assert [note.zh for note in pool.notes][:2] == [
        "参加33人，其中党员25人；党员与非党员职工分别排名。",
        "非党员职工积分按《员工积分制管理积分标准》执行。",
    ]
    assert (pool.n, pool.party, pool.staff, pool.tier_span) == (33, 25, 8, "≥31")


def test_a_draft_shows_what_is_missing_cell_by_cell(cast, draft, clerk_b):
    fill(draft, {"p01": "95"}, by=clerk_b)
    document = sheet_document(fresh(draft), now=ENTRY)
    assert (document.cells, document.filled) == (12, 1)
    cells = {row.employee_number: row.cells[0] for row in document.rows}
    assert (cells["p01"].marks, cells["p01"].problem) == (Decimal("95.00"), None)
    assert (cells["p02"].marks, cells["p02"].problem.zh) == (None, "p02（p02）“生产指标完成率”没有填写。")


def test_those_who_are_absent_are_shown_with_their_reason(cast, filled, clerk_b):
    excuse(participant=filled.participants.get(member__employee_number="2001"), reason="学习", by=clerk_b, now=ENTRY)
    retired = MemberFactory(employee_number="r", branch=cast.branch_b)
    ExemptionFactory(member=retired, from_month=Month(2026, 1))
    MemberFactory(employee_number="u", branch=cast.branch_b)
    sheet = open_sheet(cast.branch_b)
    absent = sheet_document(fresh(sheet), now=ENTRY).absent
    assert [(one.employee_number, one.kind, one.reason, one.approval_needed) for one in absent] == [
        ("2001", "excused", "学习", True),
        ("r", "exempt", "离退休", False),
        ("u", "undeclared", "", False),
    ]
    assert [bool(one.problem) for one in absent] == [True, False, True]


def test_values_are_shown_as_people_read_them(cast, programme):
    full_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 1)
    sheet = open_sheet(cast.branch_b)
    entries = [
        Entry("p01", "output", number="1,096.50", target="1200"),
        Entry("p01", "breach", not_applicable=True, na_reason="未上岗"),
        Entry("p01", "attitude", choice="good", comment="带头"),
    ]
    enter_values(sheet=sheet, entries=entries, by=cast.secretary_b, now=ENTRY)
    row = next(row for row in sheet_document(fresh(sheet), now=ENTRY).rows if row.employee_number == "p01")
    output, breach, attitude = row.cells
    assert (output.text.zh, output.target, output.own_target) == ("1096.5", Decimal(1200), True)
    assert (breach.text.zh, breach.not_applicable, breach.na_reason, breach.marks) == ("不适用", True, "未上岗", None)
    assert (attitude.text.zh, attitude.text.en, attitude.comment) == ("好", "Good", "带头")
    # 1096.5 ÷ 1200 × 60 = 54.825, and × 100 ÷ 90 = 60.9167; 30 × 100 ÷ 90 = 33.33
    assert (output.marks, attitude.marks, row.total) == (Decimal("60.92"), Decimal("33.33"), Decimal("94.25"))


def test_people_stand_in_groups_by_template(cast, programme):
    simple_template()
    simple_template(FlagCategory.LEAN)
    declare(cast.secretary_b.person, category=FlagCategory.LEAN)
    people(cast.branch_b, 2)
    groups = sheet_document(open_sheet(cast.branch_b), now=ENTRY).groups
    assert [(group.category, [row.employee_number for row in group.rows]) for group in groups] == [
        (FlagCategory.LEAN, ["2001"]),
        (FlagCategory.SAFETY, ["p01", "p02"]),
    ]


def test_an_earlier_revision_stays_readable_as_it_was(cast, settled_month, clerk_b):
    before = sheet_document(fresh(settled_month))
    revision = settled_month.current_revision
    reopen(sheet=settled_month, reason="核实", by=cast.officer, now=SETTLED)
    fill(settled_month, {"p01": "10"}, by=clerk_b)
    assert revision_document(fresh(settled_month), revision).rows == before.rows


def test_a_veto_after_the_settlement_is_marked_and_moves_no_figure(cast, settled_month):
    before = sheet_document(fresh(settled_month))
    member = settled_month.participants.get(member__employee_number="p01").member
    veto = propose_veto(
        member=member, month=MARCH, kind=VetoKind.SAFETY, evidence="违章", by=cast.secretary_b, now=SETTLED
    )
    decide_veto(veto=veto, confirm=True, by=cast.officer, document_number="2号", now=SETTLED)
    after = sheet_document(fresh(settled_month))
    assert [row.employee_number for row in after.rows if row.vetoed_since] == ["p01"]
    assert [replace(row, vetoed_since=False) for row in after.rows] == list(before.rows)


def test_a_confirmed_veto_shows_in_publicity(cast, publicised):
    member = publicised.participants.get(member__employee_number="p01").member
    veto = propose_veto(
        member=member, month=MARCH, kind=VetoKind.SAFETY, evidence="违章", by=cast.secretary_b, now=IN_PUBLICITY
    )
    decide_veto(veto=veto, confirm=True, by=cast.officer, document_number="2号", now=IN_PUBLICITY)
    row = next(row for row in sheet_document(fresh(publicised)).rows if row.employee_number == "p01")
    assert (row.rank, row.points, row.vetoed, row.vetoed_since) == (2, 0, True, False)


@pytest.mark.parametrize("state", ["draft", "publicised", "settled"])
def test_one_person_and_twelve_take_the_same_number_of_queries(cast, programme, clerk_b, state):
    simple_template()
    counts = []
    for branch, size in ((cast.general_one, 0), (cast.branch_b, 11)):
        declare(cast.general_secretary.person if size == 0 else cast.secretary_b.person)
        people(branch, size)
    for branch in (cast.general_one, cast.branch_b):
        sheet = _in_state(open_sheet(branch), state, cast)
        with CaptureQueriesContext(connection) as queries:
            sheet_document(fresh(sheet), now=ENTRY)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 14


def _in_state(sheet, state, cast):
    if state != "draft":
        month = assessed_draft(sheet, now=ENTRY)
        SheetRevision.objects.create(
            sheet=sheet,
            number=1,
            inputs=month.inputs.to_json(),
            policy=month.rules.policy.to_json(),
            tiers=month.rules.tiers.to_json(),
            due=ENTRY.date(),
            submitted_at=ENTRY,
            submitted_by=cast.secretary_b,
            publicity_until=ENTRY,
        )
        MonthSheet.objects.filter(pk=sheet.pk).update(state=SheetState(state), revision=1)
    return sheet


def test_the_document_is_plain_values(settled_month):
    assert asdict(sheet_document(fresh(settled_month)))["branch_code"] == "b"
