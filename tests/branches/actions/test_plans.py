"""Branch plans: begun, written, filed, accepted, returned."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from branches.actions.plans import accept_plan, file_plan, return_plan, start_plan, write_plan
from branches.models import BranchPlan
from branches.queries.plans import plans_overview
from branches.states import PlanState
from flagship.models import IndicatorTemplate
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ, Month
from flagship.permissions import Role
from tests.factories import AppointmentFactory

JANUARY = dt.datetime(2026, 1, 8, 9, tzinfo=TZ)
MARCH = dt.datetime(2026, 3, 2, 9, tzinfo=TZ)


@pytest.fixture
def plan(cast, programme):
    return start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=JANUARY)


def templates(*codes):
    return list(IndicatorTemplate.objects.filter(code__in=codes))


def written(plan, cast, **changes):
    fields = {"summary": "围绕安全生产", "templates": templates("safety", "lean"), "by": cast.secretary_a}
    return write_plan(plan=plan, **fields | changes)


def test_the_secretary_files_and_the_department_accepts(plan, cast):
    filed = file_plan(plan=written(plan, cast), by=cast.secretary_a, now=JANUARY)
    assert (filed.state, filed.submitted_at, filed.submitted_by) == (PlanState.SUBMITTED, JANUARY, cast.secretary_a)
    accept_plan(plan=filed, by=cast.officer, now=JANUARY)
    assert BranchPlan.objects.in_force(cast.branch_a, Month(2026, 1)) == plan


def test_beginning_twice_opens_the_same_plan(plan, cast, programme):
    assert start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a) == plan


def test_an_empty_plan_is_not_filed(plan, cast):
    with pytest.raises(Refused, match="summary"):
        file_plan(plan=plan, by=cast.secretary_a)
    with pytest.raises(Refused, match="templates"):
        file_plan(plan=written(plan, cast, templates=[]), by=cast.secretary_a)


def test_a_returned_plan_is_written_again(plan, cast):
    file_plan(plan=written(plan, cast), by=cast.secretary_a)
    with pytest.raises(Refused, match="reason"):
        return_plan(plan=plan, reason="", by=cast.officer)
    return_plan(plan=plan, reason="请补充考核细则", by=cast.officer)
    assert plan.comment == "请补充考核细则"
    assert written(plan, cast, summary="补充").state is PlanState.RETURNED


def test_a_filed_plan_is_not_written_on(plan, cast, programme):
    file_plan(plan=written(plan, cast), by=cast.secretary_a)
    with pytest.raises(AlreadyDone):
        written(plan, cast, summary="canary")
    with pytest.raises(Refused, match="waits with the Department"):
        start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a)


def test_a_new_version_begins_with_the_accepted_one_from_this_month_on(plan, cast, programme):
    document = SimpleUploadedFile("方案.pdf", b"%PDF-1.7")
    filed = file_plan(plan=written(plan, cast, document=document), by=cast.secretary_a, now=JANUARY)
    accept_plan(plan=filed, by=cast.officer, now=JANUARY)
    second = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=MARCH)
    assert (second.version, second.valid_from, second.summary) == (2, Month(2026, 3), "围绕安全生产")
    assert {used.template.code for used in second.plan_templates.all()} == {"safety", "lean"}
    with second.document.file.open() as document:
        assert document.read() == b"%PDF-1.7"
    assert BranchPlan.objects.in_force(cast.branch_a, Month(2026, 3)) == plan


def test_a_document_that_lies_is_refused(plan, cast):
    with pytest.raises(Refused):
        written(plan, cast, document=SimpleUploadedFile("方案.pdf", b"<script>"))
    plan.refresh_from_db()
    assert not plan.document


def test_units_without_sheets_and_closed_years_have_no_plan(cast, programme):
    with pytest.raises(Refused, match="assesses nobody"):
        start_plan(branch=cast.general_branch, programme=programme, by=cast.general_secretary)
    programme.frozen_at = MARCH
    programme.save()
    with pytest.raises(Refused, match="closed"):
        start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a)


def test_nobody_accepts_the_plan_they_filed(plan, cast):
    AppointmentFactory(user=cast.officer, role=Role.SECRETARY, branch=cast.branch_a)
    file_plan(plan=written(plan, cast), by=cast.officer)
    with pytest.raises(Refused, match="Nobody"):
        accept_plan(plan=plan, by=cast.officer)
    accept_plan(plan=plan, by=cast.second_officer)


@pytest.mark.parametrize("who", ["clerk_a", "secretary_b", "auditor", "admin", "officer", "employee"])
def test_only_the_branchs_secretary_files(plan, cast, who):
    with pytest.raises(PermissionDenied):
        file_plan(plan=written(plan, cast), by=getattr(cast, who))


def test_who_has_filed_and_who_is_late(plan, cast, programme):
    def lines(user, day):
        return [
            (x.branch.code, str(x.plan.state) if x.plan else None, x.late)
            for x in plans_overview(user, year=2026, today=day)
        ]

    file_plan(plan=written(plan, cast), by=cast.secretary_a, now=JANUARY)
    start_plan(branch=cast.branch_b, programme=programme, by=cast.secretary_b)
    assert lines(cast.officer, dt.date(2026, 1, 10)) == [
        ("a", "submitted", False),
        ("b", "draft", False),
        ("lg-1", None, False),
        ("lg-2", None, False),
    ]
    assert lines(cast.officer, dt.date(2026, 1, 11))[:2] == [("a", "submitted", False), ("b", "draft", True)]
    assert [code for code, _, _ in lines(cast.secretary_b, dt.date(2026, 1, 11))] == ["b"]


@pytest.mark.parametrize("plans", [1, 3])
def test_the_overview_takes_two_queries(cast, programme, plans, django_assert_num_queries):
    for branch in (cast.branch_a, cast.branch_b, cast.general_one)[:plans]:
        start_plan(branch=branch, programme=programme, by=cast.secretary_a)
    cast.officer.authority  # noqa: B018 (read once)
    with django_assert_num_queries(2):
        plans_overview(cast.officer, year=2026, today=dt.date(2026, 3, 2))
