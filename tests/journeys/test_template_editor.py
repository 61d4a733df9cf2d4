"""The template editor in a real browser: live sums, forms that follow the formula, the curve; and no scripts."""

import pytest

from branches.actions.own_templates import adapt_template
from branches.actions.plans import start_plan, write_plan
from flagship import clock
from flagship.actions.load_standard import load_standard
from flagship.actions.templates import next_version
from flagship.models import IndicatorTemplate
from tests.cast import build_cast
from tests.journeys.test_every_page import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people():
    people = build_cast()
    load_standard(year=clock.today().year)
    return people


@pytest.fixture
def safety(people):
    return IndicatorTemplate.objects.get(code="safety")


@pytest.fixture
def draft(people, safety):
    return next_version(template=safety, by=people.officer)


@pytest.fixture
def seat(sit_down, signed_in, live_server):
    def sit(user, **options):
        page = sit_down(**options)
        session = signed_in(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return sit


def test_the_weights_are_summed_while_they_are_typed(people, draft, seat):
    page = seat(people.officer)
    page.goto(f"/standard/drafts/{draft.pk}/")
    page.locator(".weight-box").first.fill("２２")
    page.locator("#balance", has_text="97").wait_for()
    assert draft.ordered_indicators.first().weight == 25
    page.get_by_role("button", name="保存权重").click()
    page.get_by_text("权重合计应为 100，现为 97").wait_for()
    assert draft.ordered_indicators.first().weight == 22


def test_lines_are_dragged_into_place_and_the_order_is_stored(people, draft, seat):
    first, second, third, *_rest = [line.pk for line in draft.ordered_indicators]
    page = seat(people.officer)
    page.goto(f"/standard/drafts/{draft.pk}/")
    page.locator(".weight-box").first.fill("21")
    grip = page.locator(f"#indicator-{first} .grip")
    start, end = grip.bounding_box(), page.locator(f"#indicator-{third}").bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, end["y"] + end["height"] / 2, steps=8)
    page.mouse.move(start["x"] + 8, end["y"] + end["height"] - 3, steps=4)
    page.mouse.up()
    page.get_by_text("顺序已保存").wait_for()
    assert [line.pk for line in draft.ordered_indicators][:3] == [second, third, first]
    assert draft.indicators.get(pk=first).weight == 21


def test_lines_move_by_keyboard(people, draft, seat):
    first = draft.ordered_indicators.first()
    page = seat(people.officer)
    page.goto(f"/standard/drafts/{draft.pk}/")
    page.get_by_role("button", name=f"{first.name}：下移").focus()
    page.keyboard.press("Enter")
    page.get_by_text("已移动").wait_for()
    assert draft.ordered_indicators[1] == first


def test_parameters_follow_the_formula_and_the_curve_is_drawn(people, draft, seat):
    page = seat(people.officer)
    page.goto(f"/standard/drafts/{draft.pk}/indicators/new/")
    page.fill("[name=name]", "双因素")
    page.fill("[name=weight]", "10")
    page.select_option("#id_formula", "matrix")
    page.locator("[name='p-table-0-1']").wait_for()
    figures = {"row-1": "100", "column-1": "90", "0-0": "0", "0-1": "4", "1-0": "6", "1-1": "10"}
    for name, value in figures.items():
        page.fill(f"[name='p-table-{name}']", value)
    page.fill("[name='t-number']", "120")
    page.fill("[name='t-second']", "95")
    page.locator("#trial-result", has_text="10.00").wait_for()
    page.locator("#trial-result svg path").first.wait_for(state="attached")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("指标已保存").wait_for()
    assert draft.indicators.get(name="双因素").params["table"]["cells"] == [["0", "4"], ["6", "10"]]


def test_everything_works_without_scripts(people, draft, seat):
    page = seat(people.officer, java_script_enabled=False)
    page.goto(f"/standard/drafts/{draft.pk}/indicators/new/")
    page.fill("[name=name]", "受奖等级")
    page.fill("[name=weight]", "5")
    page.select_option("#id_formula", "levels")
    page.get_by_role("button", name="显示参数").click()
    for place, (name, marks) in enumerate((("省级", "5"), ("市级", "3"), ("无", "0"))):
        page.fill(f"[name='p-levels-{place}-zh']", name)
        page.fill(f"[name='p-levels-{place}-marks']", marks)
    page.get_by_role("button", name="增加一行").click()
    assert page.locator("[name='p-levels-3-zh']").count() == 1
    page.get_by_role("button", name="试算得分").click()
    page.select_option("[name='t-choice']", label="市级")
    page.get_by_role("button", name="试算得分").click()
    assert "市级，得 3.00" in page.locator("#trial-result").inner_text()
    assert page.locator("#trial-result table tbody tr").count() == 3
    page.get_by_role("button", name="保存").click()
    assert [level["zh"] for level in draft.indicators.get(name="受奖等级").params["levels"]] == ["省级", "市级", "无"]


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_the_editors_pages_are_accessible_and_fit(people, safety, draft, seat, size):
    plan = start_plan(branch=people.branch_a, programme=load_standard(year=clock.today().year), by=people.secretary_a)
    plan = write_plan(plan=plan, summary="围绕安全", templates=[safety], by=people.secretary_a)
    own = adapt_template(plan=plan, template=safety, by=people.secretary_a)
    width, height = size
    company, branch = f"/standard/drafts/{draft.pk}/", f"/plans/{plan.pk}/templates/{own.pk}/"
    officer, secretary = (seat(user, width=width, height=height) for user in (people.officer, people.secretary_a))
    found = faults_of(secretary, f"/plans/{plan.pk}/templates/new/", f"new own template {width}")
    for page, base, template in ((officer, company, draft), (secretary, branch, own)):
        lines = [f"indicators/{line.pk}/" for line in template.ordered_indicators[:3]]
        for end in ("", "head/", "indicators/new/", *lines):
            found += faults_of(page, f"{base}{end}", f"{end or 'draft'} {width}")
    assert found == []
