"""The template editor as pages, without scripts."""

import pytest
import time_machine

from flagship.formulas import FORMULAS
from flagship.models import IndicatorTemplate
from flagship.states import TemplateState
from tests.queries import queries_of


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


@pytest.fixture
def officer(cast, programme, signed_in):
    return signed_in(cast.officer, language="en")


@pytest.fixture
def draft(officer):
    """The address of a draft of the next version of the safety template."""
    return officer.post("/standard/safety/1/renew/").url


def row(address) -> IndicatorTemplate:
    return IndicatorTemplate.objects.get(pk=address.split("/")[3])


RATIO = {
    "name": "产量完成率",
    "weight": "６０",
    "unit": "%",
    "quantitative": "yes",
    "formula": "ratio",
    "floor": "0",
    "p-target": "1,000",
    "clause": "四（二）6",
}
STEPS = {
    "name": "质量",
    "weight": "40",
    "quantitative": "yes",
    "formula": "steps",
    "p-bands-count": "3",
    "p-bands-0-high": "95",
    "p-bands-0-marks": "0",
    "p-bands-1-low": "95",
    "p-bands-1-marks": "40",
    "p-closed": "low",
}
STORE = {"store": "1"}


def test_a_template_is_made_from_nothing_and_published(officer):
    head = {"name": "窗口服务", "category": "service", "layer": "service_window", "clause": "四（二）4"}
    page = officer.post("/standard/new/", head).url
    for data in (RATIO, STEPS):
        assert officer.post(f"{page}indicators/new/", data | STORE).url == page
    shown = officer.get(page).text
    assert "Nothing stands against it." in shown
    assert "100 marks" in shown
    answer = officer.post(f"{page}publish/", {"valid_from": "2026-03"}, follow=True)
    assert "The template is published." in answer.text
    template = IndicatorTemplate.objects.get(name="窗口服务")
    assert (template.state, template.layer) == (TemplateState.PUBLISHED, "service_window")
    first, second = template.ordered_indicators
    assert (first.params, first.weight) == ({"target": "1000"}, 60)
    assert [band["marks"] for band in second.params["bands"]] == ["0", "40"]
    assert officer.get(page).status_code == 404


def test_faults_stand_beside_their_boxes_and_nothing_is_lost(officer, draft):
    answer = officer.post(
        f"{draft}indicators/new/", RATIO | STORE | {"weight": "很多", "p-target": "一千", "name": "canary"}
    )
    assert answer.status_code == 422
    for text in ("“很多” is not a number", "“一千” is not a number", 'value="canary"', 'value="一千"'):
        assert text in answer.text
    assert not row(draft).indicators.filter(name="canary").exists()


def test_what_keeps_an_indicator_from_being_published_is_stored_and_said(officer, draft):
    answer = officer.post(f"{draft}indicators/new/", RATIO | STORE | {"p-target": "0", "cap": "900"})
    assert answer.status_code == 422
    answer = officer.post(f"{draft}indicators/new/", RATIO | STORE | {"p-target": "0"}, follow=True)
    assert "Something still keeps it from being published" in answer.text
    assert "The target must be greater than 0" in answer.text
    shown = officer.get(draft).text
    assert "to be mended" in shown
    assert "The weights must sum to 100; they sum to 160." in shown
    refused = officer.post(f"{draft}publish/", {"valid_from": "2026-03"}, follow=True)
    assert "The target must be greater than 0" in refused.text
    assert row(draft).state is TemplateState.DRAFT


@pytest.mark.parametrize("code", FORMULAS)
def test_every_formula_has_its_form(officer, draft, code):
    page = officer.post(f"{draft}indicators/new/", RATIO | {"formula": code, "show": "1"})
    for field in FORMULAS[code].params_schema:
        assert f'name="p-{field.name}' in page.text
    assert row(draft).indicators.count() == row(draft).adapted_from.indicators.count()


def test_a_table_grows_by_a_button(officer, draft):
    page = officer.post(f"{draft}indicators/new/", STEPS | {"more": "bands"}).text
    assert 'name="p-bands-2-low"' in page
    assert 'name="p-bands-3-low"' not in page
    assert 'value="95"' in page


def test_the_preview_shows_marks_in_both_languages_and_the_curve(officer, draft):
    before = row(draft).indicators.count()
    page = officer.post(f"{draft}indicators/new/", RATIO | {"try": "1", "t-number": "965"}).text
    assert "完成率 96.5% × 权重 60 = 57.90" in page
    assert "Completion 96.5%" in page
    assert 'data-chart="line"' in page
    assert row(draft).indicators.count() == before
    assert (
        "“多” is not a number" in officer.post(f"{draft}indicators/new/", RATIO | {"try": "1", "t-number": "多"}).text
    )


def test_an_unknown_formula_is_not_there(officer, draft):
    assert officer.post(f"{draft}indicators/new/", RATIO | {"formula": "canary"}).status_code == 404


def test_the_weights_are_summed_live_and_stored_on_demand(officer, draft):
    indicators = list(row(draft).ordered_indicators)
    weights = {f"w-{at.pk}": "5" for at in indicators}
    live = officer.post(f"{draft}weights/", weights, headers={"HX-Request": "true"}).text
    assert f">{5 * len(indicators)} " in live
    assert "<html" not in live
    assert row(draft).ordered_indicators.first().weight == indicators[0].weight
    officer.post(f"{draft}weights/", weights | STORE)
    assert {at.weight for at in row(draft).ordered_indicators} == {5}
    answer = officer.post(f"{draft}weights/", weights | {f"w-{indicators[0].pk}": "0"} | STORE, follow=True)
    assert f"{indicators[0].name}: the weight must be above 0" in answer.text


def test_lines_move_by_buttons(officer, draft):
    first, second = row(draft).ordered_indicators[:2]
    officer.post(f"{draft}indicators/{first.pk}/shift/", {"wish": "down"})
    assert list(row(draft).ordered_indicators[:2]) == [second, first]
    officer.post(f"{draft}indicators/{first.pk}/shift/", {"wish": "remove"})
    assert not row(draft).indicators.filter(pk=first.pk).exists()
    assert officer.post(f"{draft}indicators/{second.pk}/shift/", {"wish": "canary"}).status_code == 404


def test_a_new_version_shows_its_difference_and_keeps_it(officer, draft):
    first, _second, other = row(draft).ordered_indicators[:3]
    weights = {f"w-{at.pk}": str(at.weight) for at in row(draft).ordered_indicators}
    weights |= {f"w-{first.pk}": str(first.weight + 1), f"w-{other.pk}": str(other.weight - 1)}
    officer.post(f"{draft}weights/", weights | STORE)
    line = f"Weight: {first.weight.normalize():f} → {(first.weight + 1).normalize():f}"
    assert line in officer.get(draft).text
    answer = officer.post(f"{draft}publish/", {"valid_from": "2026-04"}, follow=True)
    assert line in answer.text
    assert officer.post(f"{draft}weights/", weights | STORE).status_code == 404


def test_a_template_is_copied_retired_and_its_words_corrected(officer, cast):
    copied = officer.post("/standard/lean/1/copy/").url
    assert row(copied).code == "lean-2"
    template = IndicatorTemplate.objects.get(code="lean")
    first = template.ordered_indicators.first()
    form = {"name": "精益", **{f"{at.pk}-name": at.name for at in template.ordered_indicators}}
    officer.post("/standard/lean/1/wording/", form | {f"{first.pk}-name": "四项工具"})
    assert "四项工具" in officer.get("/standard/lean/1/").text
    assert officer.post("/standard/lean/1/wording/", form | {f"{first.pk}-name": ""}).status_code == 422
    answer = officer.post("/standard/lean/1/retire/", {"last": "2026-03", "reason": "合并"}, follow=True)
    assert "The template is retired." in answer.text
    assert "合并" in answer.text


def test_a_draft_is_thrown_away(officer, draft):
    officer.post(f"{draft}discard/")
    assert not IndicatorTemplate.objects.filter(code="safety", version=2).exists()


ADDRESSES = ("", "head/", "indicators/new/")


ONE = {"name": "某项", "weight": 100, "quantitative": True, "formula": "ratio", "params": {"target": "1"}, "cap": None}
JUDGED = {"levels": [{"code": "a", "zh": "好", "marks": "50"}, {"code": "b", "zh": "差", "marks": "0"}]}
OVERLAPPING = {"bands": [{"high": "60", "marks": "0"}, {"low": "50", "marks": "9"}]}
FAULTS = {
    "weights are not 100": ([{"weight": 99}], "权重合计应为 100，现为 99。", "they sum to 99"),
    "quantitative is not above qualitative": (
        [{"weight": 50}, {"weight": 50, "quantitative": False, "formula": "rubric", "params": JUDGED}],
        "定量指标权重 50 应高于定性指标权重 50（定量为主）。",
        "Quantitative weight 50 must exceed qualitative weight 50.",
    ),
    "deduct-only outweighs the rest": (
        [{"weight": 49}, {"weight": 51, "formula": "deduction", "params": {"rate": "1"}}],
        "只扣分指标权重 51 不得高于其他指标权重 49（正向为主）。",
        "Deduct-only weight 51 must not exceed the weight of the others, 49.",
    ),
    "a band overlaps": (
        [{"formula": "steps", "params": OVERLAPPING}],
        "“档次”：有两档从 50 起重叠。",
        "two bands overlap from 50 on.",
    ),
    "a target is zero": (
        [{"params": {"target": "0"}}],
        "目标值必须大于 0，现为 0。",
        "The target must be greater than 0, not 0.",
    ),
}


@pytest.mark.parametrize(("lines", "zh", "en"), FAULTS.values(), ids=FAULTS)
def test_publishing_is_refused_on_the_page_with_a_sentence(draft, cast, signed_in, lines, zh, en):
    template = row(draft)
    template.indicators.all().delete()
    for place, line in enumerate(lines, start=1):
        said = ONE | {"name": f"第{place}项"} | line
        template.indicators.create(code=f"i{place}", position=place, **said)
    for language, sentence in (("zh-hans", zh), ("en", en)):
        browser = signed_in(cast.officer, language=language)
        answer = browser.post(f"{draft}publish/", {"valid_from": "2026-03"}, follow=True)
        told = [str(message) for message in answer.context["messages"]]
        assert len(told) == 1
        assert sentence in told[0]
        assert sentence in browser.get(draft).text
    assert (row(draft).state, row(draft).valid_from) == (TemplateState.DRAFT, None)


def test_the_same_draft_without_the_faults_is_published(draft, officer):
    """The negative control of the refusals above."""
    template = row(draft)
    template.indicators.all().delete()
    template.indicators.create(code="i1", position=1, **ONE)
    officer.post(f"{draft}publish/", {"valid_from": "2026-03"})
    assert row(draft).state == TemplateState.PUBLISHED


@pytest.mark.parametrize("who", ["secretary_a", "clerk_a", "auditor", "recorder", "admin", "employee"])
def test_nobody_but_the_department_comes_near(draft, cast, signed_in, who):
    browser = signed_in(getattr(cast, who))
    line = f"{draft}indicators/{row(draft).ordered_indicators.first().pk}/"
    for address in (*(f"{draft}{end}" for end in ADDRESSES), line, "/standard/new/", "/standard/safety/1/wording/"):
        assert browser.get(address).status_code == 403, address
    for end in ("weights/", "publish/", "discard/"):
        assert browser.post(f"{draft}{end}").status_code == 403
    for end in ("renew/", "copy/", "retire/"):
        assert browser.post(f"/standard/safety/1/{end}").status_code == 403
    assert "New template" not in signed_in(getattr(cast, who), language="en").get("/standard/").text


def test_a_branchs_own_draft_is_not_the_departments_to_edit(officer, cast):
    own = IndicatorTemplate.objects.create(code="own", name="canary", category="safety", company_wide=False)
    assert officer.get(f"/standard/drafts/{own.pk}/").status_code == 404


def test_the_draft_takes_the_same_queries_for_one_line_and_for_all(officer, draft):
    every = queries_of(lambda: officer.get(draft))
    row(draft).indicators.exclude(position=1).delete()
    assert queries_of(lambda: officer.get(draft)) == every
