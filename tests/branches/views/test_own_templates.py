"""A branch works on its plan's own templates, and nobody else does."""

import pytest
import time_machine

from branches.actions.own_templates import adapt_template
from branches.actions.plans import accept_plan, file_plan, start_plan, write_plan
from flagship.models import IndicatorTemplate


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel("2026-01-08 09:00+08:00", tick=False):
        yield


@pytest.fixture
def plan(cast, programme):
    plan = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a)
    used = IndicatorTemplate.objects.filter(code="safety")
    return write_plan(plan=plan, summary="围绕安全", templates=used, by=cast.secretary_a)


@pytest.fixture
def own(plan, cast):
    return adapt_template(plan=plan, template=plan.plan_templates.get().template, by=cast.secretary_a)


@pytest.fixture
def page(plan, own):
    return f"/plans/{plan.pk}/templates/{own.pk}/"


@pytest.fixture
def secretary(cast, signed_in):
    return signed_in(cast.secretary_a, language="en")


def test_the_secretary_adapts_from_the_plans_page(plan, secretary):
    shown = secretary.get(f"/plans/{plan.pk}/").text
    assert "Adapt weights and targets" in shown
    company = plan.plan_templates.get().template
    page = secretary.post(f"/plans/{plan.pk}/adapt/", {"template": company.pk}).url
    line = plan.plan_templates.get().template.ordered_indicators.first()
    assert line.name in secretary.get(page).text
    secretary.post(f"{page}indicators/{line.pk}/shift/", {"wish": "down"})
    secretary.post(f"{page}head/", {"name": "机电安全旗手"})
    shown = secretary.get(f"/plans/{plan.pk}/").text
    assert "机电安全旗手" in shown
    assert "the branch's own" in shown
    assert f'value="{company.pk}"' not in shown
    for address in ("adapt/", "adapt/?x"):
        assert secretary.post(f"/plans/{plan.pk}/{address}", {"template": "9x"}).status_code == 404


def test_weights_and_targets_are_set_and_the_department_sees_the_difference(
    plan, own, page, cast, secretary, signed_in
):
    lines = list(own.ordered_indicators)
    weights = {f"w-{at.pk}": str(at.weight) for at in lines}
    weights |= {f"w-{lines[0].pk}": str(lines[0].weight + 1), f"w-{lines[2].pk}": str(lines[2].weight - 1)}
    secretary.post(f"{page}weights/", weights | {"store": "1"})
    file_plan(plan=plan, by=cast.secretary_a)
    officer = signed_in(cast.officer, language="en")
    seen = officer.get(page).text
    assert "Weight: 25 → 26" in seen
    assert "Store the weights" not in seen
    assert page in officer.get(f"/plans/{plan.pk}/").text
    accept_plan(plan=plan, by=cast.officer)
    assert "Weight: 25 → 26" in secretary.get(page).text


def test_a_branch_writes_a_template_of_its_own(plan, secretary):
    address = f"/plans/{plan.pk}/templates/new/"
    assert address in secretary.get(f"/plans/{plan.pk}/").text
    assert "New template" in secretary.get(address).text
    said = {"name": "窗口服务旗手", "category": "service", "layer": "service_window"}
    page = secretary.post(address, said).url
    line = {"formula": "ratio", "name": "办结率", "weight": "60", "quantitative": "yes", "target": "100", "store": "1"}
    secretary.post(f"{page}indicators/new/", line)
    assert "办结率" in secretary.get(page).text
    secretary.post(f"{page}head/", said | {"category": "lean"})
    own = plan.plan_templates.get(template__code="own-a-2026").template
    assert (own.category, own.layer, own.indicators.get().weight) == ("lean", "service_window", 60)
    assert "thrown away" in secretary.post(f"{page}discard/", follow=True).text


def test_a_second_template_for_the_same_people_is_refused_beside_its_box(plan, secretary):
    answer = secretary.post(f"/plans/{plan.pk}/templates/new/", {"name": "又一个", "category": "safety"})
    assert answer.status_code == 422
    assert "for the same people" in answer.text


def addresses(page, own):
    line = own.ordered_indicators.first().pk
    read = ["head/", "indicators/new/", f"indicators/{line}/", "../new/"]
    return [f"{page}{end}" for end in read], [
        f"{page}{end}" for end in ("weights/", "order/", "discard/", f"indicators/{line}/shift/")
    ]


@pytest.mark.parametrize("who", ["secretary_b", "clerk_a", "officer", "auditor", "admin", "employee"])
def test_nobody_else_writes_on_it(own, page, cast, signed_in, who):
    browser = signed_in(getattr(cast, who))
    read, posted = addresses(page, own)
    for address in read:
        assert browser.get(address).status_code == 404, address
    for address in posted:
        assert browser.post(address, {"wish": "remove"}).status_code == 404, address
    sees = who in ("clerk_a", "officer", "auditor")
    assert (own.name in browser.get(page).text) is sees
    assert "Store the weights" not in browser.get(page).text
    assert browser.get(f"/standard/drafts/{own.pk}/").status_code in (403, 404)


def test_a_filed_plan_closes_the_editor(plan, own, page, cast, secretary):
    file_plan(plan=plan, by=cast.secretary_a)
    read, posted = addresses(page, own)
    assert {secretary.get(address).status_code for address in read} == {404}
    assert {secretary.post(address, {"wish": "up"}).status_code for address in posted} == {404}
    assert own.name in secretary.get(page).text


def test_giving_up_leads_back_to_the_plan(plan, own, page, secretary):
    answer = secretary.post(f"{page}discard/", follow=True)
    assert "uses the former template again" in answer.text
    assert plan.plan_templates.get().template.code == "safety"


def test_pool_and_first_month_are_asked_where_they_may_be_set(plan, cast, programme, secretary):
    form = secretary.get(f"/plans/{plan.pk}/").text
    assert 'name="pool"' in form
    assert 'name="valid_from"' not in form
    programme.policies = {"plan_pool": "fixed"}
    programme.save()
    assert 'name="pool"' not in secretary.get(f"/plans/{plan.pk}/").text
    file_plan(plan=plan, by=cast.secretary_a)
    accept_plan(plan=plan, by=cast.officer)
    page = secretary.post("/branches/a/plans/2026/").url
    assert 'name="valid_from"' in secretary.get(page).text
    used = plan.plan_templates.get().template.pk
    answer = secretary.post(f"{page}write/", {"summary": "x", "templates": used, "valid_from": "2025-12"}, follow=True)
    assert "2025-12 is not a month of 2026." in answer.text
