"""By which template, and why."""

import pytest

from branches.models import BranchPlan, PlanTemplate
from branches.states import PlanState
from flagship.categories import FlagCategory, InnovationTrack, WorkLayer
from flagship.models import IndicatorTemplate
from flagship.periods import Month
from flagship.states import TemplateState
from scoring.queries.templates import template_for
from tests.guards import unguarded
from tests.scoring.rows import MARCH

SAFETY, INNOVATION = FlagCategory.SAFETY, FlagCategory.INNOVATION
JANUARY = Month(2026, 1)
pytestmark = pytest.mark.usefixtures("programme")


@pytest.fixture
def branch(cast):
    return cast.branch_a


def made(name, *, category=SAFETY, **columns) -> IndicatorTemplate:
    columns = {"code": name, "valid_from": Month(2026, 1), "state": TemplateState.PUBLISHED} | columns
    return IndicatorTemplate.objects.create(name=name, category=category, **columns)


def plan(branch, programme, *templates, state=PlanState.ACCEPTED, valid_from=JANUARY, version=1):
    row = BranchPlan.objects.create(
        branch=branch, programme=programme, state=state, valid_from=valid_from, version=version
    )
    PlanTemplate.objects.bulk_create(PlanTemplate(plan=row, template=template) for template in templates)


def chosen(branch, *, category=SAFETY, track="", layer=WorkLayer.OPERATIONS, month=MARCH):
    return template_for(category=category, track=track, layer=layer, branch=branch, month=month)


def test_without_a_plan_the_companys_newest_applies_and_says_so(branch):
    made("older", version=7)
    made("newest", valid_from=Month(2026, 2))
    choice = chosen(branch)
    assert choice.template.name == "newest"
    assert choice.zh == "本支部尚无已备案的考核细则，按公司指标模板“newest”（第1版）执行。"


def test_an_accepted_plan_goes_before_the_company(branch, programme):
    made("company", valid_from=Month(2026, 2))
    plan(branch, programme, made("own", company_wide=False), version=2)
    choice = chosen(branch)
    assert (choice.template.name, choice.zh) == ("own", "按本支部考核细则（第2版）采用“own”。")


@pytest.mark.parametrize(
    "columns", [{"state": PlanState.SUBMITTED}, {"state": PlanState.RETURNED}, {"valid_from": Month(2026, 4)}]
)
def test_a_plan_that_is_not_in_force_does_not_count(branch, programme, columns):
    made("company", valid_from=Month(2026, 2))
    plan(branch, programme, made("own", company_wide=False), **columns)
    assert chosen(branch).template.name == "company"


def test_a_later_version_of_the_plan_counts_from_its_month(branch, programme):
    plan(branch, programme, made("first", company_wide=False))
    plan(branch, programme, made("second", company_wide=False), version=2, valid_from=Month(2026, 3))
    assert [chosen(branch, month=Month(2026, m)).template.name for m in (2, 3)] == ["first", "second"]


def test_what_the_plan_leaves_out_follows_the_company(branch, programme):
    made("company", valid_from=Month(2026, 2))
    plan(branch, programme, made("own", category=FlagCategory.LEAN, company_wide=False))
    choice = chosen(branch)
    assert choice.template.name == "company"
    assert choice.zh.startswith("本支部考核细则未列“安全生产”")


def test_another_branchs_template_is_never_chosen(cast, branch, programme):
    made("company", valid_from=Month(2026, 2))
    plan(cast.branch_b, programme, made("theirs", company_wide=False, valid_from=Month(2026, 3)))
    assert chosen(branch).template.name == "company"


def test_one_for_the_layer_goes_before_a_newer_general_one(branch):
    made("general", valid_from=Month(2026, 3))
    made("operations", layer=WorkLayer.OPERATIONS)
    made("office", layer=WorkLayer.OFFICE)
    assert chosen(branch).template.name == "operations"
    assert "适用于生产经营层面" in chosen(branch).zh
    assert chosen(branch, layer=WorkLayer.SERVICE_WINDOW).template.name == "general"


def test_innovation_follows_the_track(branch):
    technical = chosen(branch, category=INNOVATION, track=InnovationTrack.TECHNICAL).template
    mass = chosen(branch, category=INNOVATION, track=InnovationTrack.MASS).template
    assert (technical.track, mass.track) == (InnovationTrack.TECHNICAL, InnovationTrack.MASS)


def test_only_what_is_in_force_that_month(branch):
    made("future", valid_from=Month(2026, 4))
    made("draft", valid_from=Month(2026, 3), state=TemplateState.DRAFT)
    made("ended", valid_from=Month(2026, 2), valid_until=Month(2026, 2), state=TemplateState.RETIRED)
    assert chosen(branch).template.name not in ("future", "draft", "ended")
    assert chosen(branch, month=Month(2026, 2)).template.name == "ended"


def test_nothing_in_force_is_said(branch):
    with unguarded():
        IndicatorTemplate.objects.filter(category=SAFETY).update(valid_from=Month(2027, 1))
    choice = chosen(branch)
    assert (choice.template, choice.en) == (
        None,
        "The branch has no accepted plan, and no company template is in force.",
    )
