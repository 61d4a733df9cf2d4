"""Branch plans as pages."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from branches.actions.plans import file_plan, start_plan, write_plan
from branches.models import BranchPlan
from branches.states import PlanState
from flagship.models import AuditEvent, IndicatorTemplate
from tests.queries import queries_of

pytestmark = pytest.mark.usefixtures("january")


@pytest.fixture
def january():
    with time_machine.travel("2026-01-08 09:00+08:00", tick=False):
        yield


@pytest.fixture
def plan(cast, programme):
    return start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a)


@pytest.fixture
def filed(plan, cast):
    templates = IndicatorTemplate.objects.filter(code="safety")
    document = SimpleUploadedFile("方案.pdf", b"%PDF-1.7 canary")
    write_plan(plan=plan, summary="围绕安全", templates=templates, document=document, by=cast.secretary_a)
    return file_plan(plan=BranchPlan.objects.get(pk=plan.pk), by=cast.secretary_a)


@pytest.fixture
def secretary(cast, signed_in):
    return signed_in(cast.secretary_a, language="en")


def test_a_secretary_writes_and_files_in_one_go(cast, programme, secretary):
    assert "Write the plan" in secretary.get("/plans/").text
    address = secretary.post("/branches/a/plans/2026/").url
    template = IndicatorTemplate.objects.get(code="safety")
    document = SimpleUploadedFile("方案.pdf", b"%PDF-1.7")
    data = {"summary": "围绕安全生产", "templates": [template.pk], "document": document, "move": "submit"}
    answer = secretary.post(f"{address}write/", data, follow=True)
    assert "The plan is filed with the Department." in answer.text
    row = BranchPlan.objects.get()
    assert (row.state, row.submitted_by) == (PlanState.SUBMITTED, cast.secretary_a)
    assert [used.template for used in row.plan_templates.all()] == [template]


def test_storing_keeps_what_filing_refuses(plan, secretary):
    answer = secretary.post(f"/plans/{plan.pk}/write/", {"summary": "围绕安全生产", "move": "submit"}, follow=True)
    assert "Choose the templates" in answer.text
    plan.refresh_from_db()
    assert (plan.summary, plan.state) == ("围绕安全生产", PlanState.DRAFT)


def test_a_file_that_lies_is_said_on_the_form(plan, secretary):
    document = SimpleUploadedFile("方案.pdf", b"<script>")
    answer = secretary.post(f"/plans/{plan.pk}/write/", {"summary": "x", "document": document})
    assert answer.status_code == 422
    assert "not what its ending .pdf says" in answer.text


def test_the_department_accepts_or_returns(filed, cast, signed_in, secretary):
    officer = signed_in(cast.officer, language="en")
    page = f"/plans/{filed.pk}/"
    officer.post(f"{page}move/", {"move": "return", "reason": "请补充细则"})
    assert "请补充细则" in secretary.get(page).text
    secretary.post(f"{page}move/", {"move": "submit"})
    officer.post(f"{page}move/", {"move": "accept"})
    filed.refresh_from_db()
    assert filed.state is PlanState.ACCEPTED
    assert "New version" in secretary.get(page).text
    assert officer.post(f"{page}move/", {"move": "canary"}).status_code == 404


def test_nobody_else_moves_a_plan(filed, cast, signed_in):
    page = f"/plans/{filed.pk}/"
    for who, status in (("secretary_a", 403), ("clerk_a", 403), ("auditor", 403), ("secretary_b", 404), ("admin", 404)):
        assert signed_in(getattr(cast, who)).post(f"{page}move/", {"move": "accept"}).status_code == status, who
    assert signed_in(cast.secretary_b).get(page).status_code == 404
    assert signed_in(cast.clerk_a).post(f"{page}write/", {"summary": "x"}).status_code == 404
    assert signed_in(cast.secretary_b).post("/branches/a/plans/2026/").status_code == 404


def test_the_document_is_a_download_for_those_who_see_the_plan(filed, cast, signed_in, secretary):
    address = f"/plans/{filed.pk}/document/"
    answer = secretary.get(address)
    assert answer.content == b"%PDF-1.7 canary"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert signed_in(cast.secretary_b).get(address).status_code == 404
    assert AuditEvent.objects.filter(act="download", by=cast.secretary_a).count() == 1


def test_a_plan_without_document_has_none_to_download(plan, secretary):
    assert secretary.get(f"/plans/{plan.pk}/document/").status_code == 404


def test_a_year_without_programme_and_a_waiting_plan_are_sentences(filed, secretary):
    assert secretary.post("/branches/a/plans/2031/").status_code == 404
    assert "waits with the Department" in secretary.post("/branches/a/plans/2026/", follow=True).text


def test_who_has_filed_is_seen_at_a_glance(filed, cast, signed_in):
    page = signed_in(cast.officer, language="en").get("/plans/?year=2026")
    assert (page.context["accepted"], page.context["missing"]) == (
        0,
        ["机关党支部", "老干第一党支部", "老干第二党支部"],
    )
    assert page.context["year"] == 2026
    assert signed_in(cast.employee).get("/plans/").status_code == 403


def test_the_list_takes_the_same_queries_for_any_number(plan, cast, programme, signed_in):
    officer = signed_in(cast.officer)
    few = queries_of(lambda: officer.get("/plans/"))
    for branch in (cast.branch_b, cast.general_one, cast.general_two):
        start_plan(branch=branch, programme=programme, by=cast.secretary_a)
    assert queries_of(lambda: officer.get("/plans/")) == few
