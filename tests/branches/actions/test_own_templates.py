"""A plan adapts templates for its branch; they hold when the plan does."""

import datetime as dt
from decimal import Decimal

import pytest

from branches.actions.own_templates import adapt_template, give_up_own, write_own_template, writing_on
from branches.actions.plans import accept_plan, file_plan, return_plan, start_plan, write_plan
from flagship.actions.indicators import add_indicator, weigh_indicators, write_indicator
from flagship.categories import FlagCategory, WorkLayer
from flagship.models import IndicatorTemplate, Transition
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ, Month
from flagship.policies import Policy
from flagship.states import TemplateState
from scoring.queries.templates import template_for

JANUARY = dt.datetime(2026, 1, 8, 9, tzinfo=TZ)
MARCH = dt.datetime(2026, 3, 2, 9, tzinfo=TZ)


@pytest.fixture
def plan(cast, programme):
    plan = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=JANUARY)
    return written(plan, cast, templates("safety", "lean"))


def templates(*codes):
    return list(IndicatorTemplate.objects.filter(code__in=codes))


def written(plan, cast, chosen, **more):
    return write_plan(plan=plan, summary="围绕安全生产", templates=chosen, by=cast.secretary_a, **more)


def adapted(plan, cast, code="safety") -> IndicatorTemplate:
    used = plan.plan_templates.get(template__code=code).template
    return adapt_template(plan=plan, template=used, by=cast.secretary_a)


def accepted(plan, cast, now=JANUARY):
    file_plan(plan=plan, by=cast.secretary_a, now=now)
    return accept_plan(plan=plan, by=cast.officer, now=now)


def codes_of(plan):
    return sorted(plan.plan_templates.values_list("template__code", flat=True))


def chosen(branch, month):
    asked = {"category": FlagCategory.SAFETY, "track": "", "layer": WorkLayer.OPERATIONS}
    return template_for(**asked, branch=branch, month=Month(2026, month))


def test_the_adapted_copy_stands_in_the_place_of_the_companys(plan, cast):
    own = adapted(plan, cast)
    assert (own.code, own.version, own.company_wide, own.sample_weights) == ("safety-a-2026", 1, False, False)
    assert own.adapted_from.code == "safety"
    assert codes_of(plan) == ["lean", "safety-a-2026"]
    assert adapt_template(plan=plan, template=own, by=cast.secretary_a) == own


def test_storing_the_plan_again_keeps_what_it_adapted(plan, cast):
    adapted(plan, cast)
    written(plan, cast, templates("service"))
    assert codes_of(plan) == ["safety-a-2026", "service"]


def test_accepting_the_plan_publishes_its_templates_from_its_month_on(plan, cast):
    own = adapted(plan, cast)
    accepted(plan, cast)
    own.refresh_from_db()
    assert (own.state, own.valid_from) == (TemplateState.PUBLISHED, Month(2026, 1))
    (step,) = Transition.objects.of(own)
    assert (step.move, step.by) == ("adopt", cast.officer)
    choice = chosen(cast.branch_a, 3)
    assert choice.template == own
    assert choice.en == f"The branch's plan (version 1) uses “{own.name}”."
    assert chosen(cast.branch_b, 3).template.code == "safety"


def test_a_plan_with_an_unsound_template_is_not_filed(plan, cast):
    own = adapted(plan, cast)
    first = own.ordered_indicators.first()
    weigh_indicators(template=own, weights={first.pk: Decimal(1)}, by=cast.secretary_a)
    with pytest.raises(Refused, match=f"{own.name}"):
        file_plan(plan=plan, by=cast.secretary_a, now=JANUARY)


def test_two_templates_for_the_same_people_are_not_filed(plan, cast):
    own = adapted(plan, cast)
    written(plan, cast, templates("safety"))
    assert codes_of(plan) == ["safety", "safety-a-2026"]
    with pytest.raises(Refused, match="for the same people"):
        file_plan(plan=plan, by=cast.secretary_a, now=JANUARY)
    give_up_own(plan=plan, template=own, by=cast.secretary_a)
    assert codes_of(plan) == ["safety"]


def test_giving_up_puts_the_former_template_back(plan, cast):
    give_up_own(plan=plan, template=adapted(plan, cast), by=cast.secretary_a)
    assert codes_of(plan) == ["lean", "safety"]
    assert not IndicatorTemplate.objects.filter(company_wide=False).exists()


def written_by_the_branch(plan, cast, **more) -> IndicatorTemplate:
    """A template of the branch's own for service, with one line worth 100."""
    said = {"name": "窗口服务旗手", "category": FlagCategory.SERVICE, "by": cast.secretary_a} | more
    own = write_own_template(plan=plan, **said)
    line = {"name": "办结率", "weight": Decimal(100), "formula": "ratio", "params": {"target": "100"}}
    add_indicator(template=own, by=cast.secretary_a, **line)
    return own


def test_a_template_of_the_branchs_own_needs_no_companys_and_holds_with_the_plan(plan, cast):
    own = written_by_the_branch(plan, cast, layer=WorkLayer.OPERATIONS)
    assert (own.code, own.version, own.company_wide, own.adapted_from) == ("own-a-2026", 1, False, None)
    assert codes_of(plan) == ["lean", "own-a-2026", "safety"]
    accepted(plan, cast)
    asked = {"category": FlagCategory.SERVICE, "track": "", "layer": WorkLayer.OPERATIONS, "month": Month(2026, 3)}
    assert template_for(**asked, branch=cast.branch_a).template == own
    assert template_for(**asked, branch=cast.branch_b).template.code == "service"


def test_the_next_version_of_a_branchs_own_template_keeps_its_code(plan, cast, programme):
    own = written_by_the_branch(plan, cast)
    accepted(plan, cast)
    second_plan = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=MARCH)
    second = adapted(second_plan, cast, "own-a-2026")
    assert (second.code, second.version, second.adapted_from) == ("own-a-2026", 2, own)


def test_two_of_the_branchs_own_templates_have_codes_of_their_own(plan, cast):
    written_by_the_branch(plan, cast)
    other = written_by_the_branch(plan, cast, category=FlagCategory.MARKETING)
    assert other.code == "own-a-2026-2"


def test_an_own_template_for_people_who_have_one_is_refused(plan, cast):
    with pytest.raises(Refused, match="for the same people"):
        written_by_the_branch(plan, cast, category=FlagCategory.SAFETY)
    written_by_the_branch(plan, cast, category=FlagCategory.SAFETY, layer=WorkLayer.OFFICE)


def test_an_own_template_without_lines_keeps_the_plan_from_being_filed(plan, cast):
    write_own_template(plan=plan, name="空", category=FlagCategory.SERVICE, by=cast.secretary_a)
    with pytest.raises(Refused, match="no indicators"):
        file_plan(plan=plan, by=cast.secretary_a, now=JANUARY)


def test_giving_up_an_own_template_leaves_nothing_in_its_place(plan, cast):
    give_up_own(plan=plan, template=written_by_the_branch(plan, cast), by=cast.secretary_a)
    assert codes_of(plan) == ["lean", "safety"]


def test_nothing_is_adapted_or_written_once_the_plan_is_filed(plan, cast):
    own = adapted(plan, cast)
    file_plan(plan=plan, by=cast.secretary_a, now=JANUARY)
    lean = templates("lean")[0]
    acts = (
        lambda: adapt_template(plan=plan, template=lean, by=cast.secretary_a),
        lambda: written_by_the_branch(plan, cast),
        lambda: give_up_own(plan=plan, template=own, by=cast.secretary_a),
        lambda: writing_on(plan).__enter__(),
    )
    for act in acts:
        with pytest.raises(AlreadyDone, match="filed"):
            act()
    return_plan(plan=plan, reason="请调整", by=cast.officer, now=JANUARY)
    with writing_on(plan):
        pass


def test_only_what_the_plan_uses_is_adapted(plan, cast):
    with pytest.raises(Refused, match="does not use"):
        adapt_template(plan=plan, template=templates("marketing")[0], by=cast.secretary_a)


def test_an_accepted_plan_changes_only_by_a_new_version_from_a_month_on(plan, cast, programme):
    first = adapted(plan, cast)
    accepted(plan, cast)
    with pytest.raises(AlreadyDone):
        written(plan, cast, templates("lean"))
    second_plan = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=MARCH)
    assert codes_of(second_plan) == ["lean", "safety-a-2026"]
    second = adapted(second_plan, cast, "safety-a-2026")
    assert (second.code, second.version, second.adapted_from) == (first.code, 2, first)
    line = second.ordered_indicators.first()
    write_indicator(indicator=line, by=cast.secretary_a, name="产量完成率")
    written(second_plan, cast, templates("lean"), valid_from=Month(2026, 5), now=MARCH)
    accepted(second_plan, cast, MARCH)
    assert [chosen(cast.branch_a, month).template for month in (3, 4, 5)] == [first, first, second]
    assert "（第2版）" in chosen(cast.branch_a, 5).zh


@pytest.mark.parametrize(("month", "sentence"), [(Month(2026, 2), "is over"), (Month(2027, 1), "not a month of 2026")])
def test_a_new_version_cannot_reach_back_or_beyond_its_year(plan, cast, programme, month, sentence):
    accepted(plan, cast)
    second = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=MARCH)
    with pytest.raises(Refused, match=sentence):
        written(second, cast, [], valid_from=month, now=MARCH)


def test_a_plan_accepted_late_leaves_the_months_before_as_they_were(plan, cast):
    accepted(plan, cast, MARCH)
    plan.refresh_from_db()
    assert plan.valid_from == Month(2026, 3)
    assert "no accepted plan" in chosen(cast.branch_a, 2).en
    assert "plan (version 1)" in chosen(cast.branch_a, 3).en


def test_a_plan_is_not_accepted_after_its_year(plan, cast):
    with pytest.raises(Refused, match="2026 is over"):
        accepted(plan, cast, dt.datetime(2027, 1, 3, 9, tzinfo=TZ))


def test_a_pool_of_its_own_only_where_the_programme_allows_it(plan, cast, programme):
    assert written(plan, cast, [], pool="category").pool == "category"
    programme.policies = {"plan_pool": "fixed"}
    programme.save()
    assert Policy.from_json(programme.policies).plan_pool == "fixed"
    with pytest.raises(Refused, match="for every branch"):
        written(plan, cast, [], pool="category")
