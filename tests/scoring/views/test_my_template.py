"""Everybody may see by what they are marked, and why by this: the company's template or the branch's own."""

import pytest
import time_machine

from branches.actions.own_templates import adapt_template
from branches.actions.plans import accept_plan, file_plan, start_plan, write_plan
from flagship.models import IndicatorTemplate
from members.models import Declaration
from scoring.models import Standing
from tests.scoring.rows import SETTLED, declare

PAGE = "/me/template/"


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel(SETTLED, tick=False):
        yield


@pytest.fixture
def declared(cast, programme):
    declare(cast.party_member.person)
    return cast


def test_the_companys_template_stands_there_with_the_reason(declared, signed_in):
    response = signed_in(declared.party_member).get(PAGE)
    assert "本支部尚无已备案的考核细则，按公司指标模板“安全生产旗手考核指标”（第1版）执行。" in response.text
    assert response.context["template"].code == "safety"
    assert "生产指标完成率" in response.text
    english = signed_in(declared.party_member, language="en").get(PAGE).text
    assert "The branch has no accepted plan; the company" in english


def test_the_branchs_own_template_can_be_read_by_those_it_marks(declared, programme, signed_in):
    by = declared.secretary_a
    plan = start_plan(branch=declared.branch_a, programme=programme, by=by)
    safety = IndicatorTemplate.objects.get(code="safety")
    plan = write_plan(plan=plan, summary="围绕安全", templates=[safety], by=by)
    own = adapt_template(plan=plan, template=safety, by=by)
    accept_plan(plan=file_plan(plan=plan, by=by), by=declared.officer)
    response = signed_in(declared.party_member).get(PAGE)
    assert response.context["template"] == own
    assert f"按本支部考核细则（第1版）采用“{own.name}”" in response.text


def test_before_the_declaration_is_accepted_the_page_says_what_is_missing(cast, programme, signed_in):
    assert "申报尚未通过" in signed_in(cast.party_member).get(PAGE).text
    assert "申报尚未通过" in signed_in(cast.officer).get(PAGE).text


def test_without_any_template_the_page_says_so(declared, signed_in):
    Declaration.objects.update(category="safety")
    IndicatorTemplate.objects.filter(category="safety").update(state="retired", valid_until="2020-02")
    assert "公司也没有适用的有效模板" in signed_in(declared.party_member).get(PAGE).text


def test_why_names_the_template_as_it_was_frozen(cast, settled_month, signed_in):
    standing = Standing.objects.get(member__employee_number="2001")
    first = signed_in(cast.secretary_b).get(f"/me/points/{standing.pk}/").context["steps"][0]
    assert first.label.zh == "指标模板"
    assert first.sentence.zh.startswith("安全生产，机关部（科）室层面。本支部尚无已备案的考核细则，按公司指标模板")
    assert first.sentence.en.startswith("Work safety, Head-office departments. The branch has no accepted plan")


def test_the_page_of_one_person_s_entry_says_why_this_template(cast, draft, signed_in):
    page = signed_in(cast.secretary_b).get("/branches/b/months/2026-03/entry/p01/")
    assert "按公司指标模板" in page.text
