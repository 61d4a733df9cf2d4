"""The branches' plans (实施方案、考核细则), due on 10 January; one branch assesses its market by weights of its own."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from branches.actions.plans import accept_plan, file_plan, return_plan, start_plan, write_plan
from branches.models import BranchPlan
from flagship.models import Indicator, IndicatorTemplate
from flagship.periods import Month
from flagship.states import TemplateState
from reports.demo.agenda import Event
from reports.demo.citations import plan_summary
from reports.demo.company import Company
from reports.demo.units import Unit

OWN_WEIGHTS = "shichang"
BY_CATEGORY = "cailiao"
# In the newest year:
RETURNED, MISSING, LATE = "wuliu", "anjian", "weixiu"

# Code of the indicator: weight, cap, and the parameters that are marks.
_WEIGHTS: dict[str, tuple[str, str | None, dict[str, str]]] = {
    "sales-completion": ("30", "36", {}),
    "revenue-growth": ("10", None, {}),
    "collection": ("25", None, {"to_marks": "25"}),
    "gross-margin": ("10", None, {}),
    "revenue": ("10", None, {}),
    "new-customers": ("5", None, {}),
    "customer-retention": ("10", None, {}),
}


def plans(company: Company) -> Iterator[Event]:
    """Filed before the year begins or early in January, and accepted within days."""
    days = company.days
    for year in company.years:
        newest = year == company.years[-1]
        for unit in company.units:
            if newest and unit.code == MISSING:
                continue
            january = Month(year, 1)
            if january <= company.months[0]:
                filed = days.nth(company.months[0] - 1, 17, 14, unit.code)
            else:
                filed = days.nth(january, 9 if unit.code == LATE else 4, 14, unit.code)
            yield Event(filed, partial(_file, company, unit, year))
            answer = _return if newest and unit.code == RETURNED else _accept
            yield Event(days.later(filed, 1, 16, unit.code), partial(answer, company, unit, year))


def _file(company: Company, unit: Unit, year: int, now: dt.datetime) -> None:
    branch, secretary = company.branches[unit.code], company.secretary(unit)
    plan = start_plan(branch=branch, programme=company.programmes[year], by=secretary, now=now)
    flags = [category.zh for category in dict.fromkeys(category for category, _track in unit.flags)]
    summary = plan_summary(unit.name, flags, year)
    write_plan(plan=plan, summary=summary, templates=_templates(unit, year), by=secretary)
    if unit.code == BY_CATEGORY and year == company.last.year:
        BranchPlan.objects.filter(pk=plan.pk).update(pool="category")
    file_plan(plan=plan, by=secretary, now=now)


def _templates(unit: Unit, year: int) -> list[IndicatorTemplate]:
    """The company's for every category of the branch, or the branch's own adaptation."""
    company_wide = IndicatorTemplate.objects.company().in_force(Month(year, 1))
    found = {(template.category, template.track): template for template in company_wide}
    chosen = {flag: found[flag] for flag in unit.flags}
    if unit.code == OWN_WEIGHTS:
        flag = next(iter(unit.flags))
        chosen[flag] = _adapted(chosen[flag], unit)
    return list(chosen.values())


def _adapted(original: IndicatorTemplate, unit: Unit) -> IndicatorTemplate:
    known = original.adaptations.first()
    if known:
        return known
    own = IndicatorTemplate.objects.create(
        code=f"{original.code}-{unit.code}",
        name=f"{original.name}（{unit.name}）",
        category=original.category,
        state=TemplateState.PUBLISHED,
        company_wide=False,
        over_achievement=original.over_achievement,
        adapted_from=original,
        clause=original.clause,
        valid_from=original.valid_from,
    )
    Indicator.objects.bulk_create(_reweighted(indicator, own) for indicator in original.ordered_indicators)
    return own


def _reweighted(indicator: Indicator, template: IndicatorTemplate) -> Indicator:
    weight, cap, marks = _WEIGHTS[indicator.code]
    indicator.pk, indicator.template, indicator.params = None, template, indicator.params | marks
    indicator.weight, indicator.cap = Decimal(weight), Decimal(cap) if cap else None
    return indicator


def _plan(company: Company, unit: Unit, year: int) -> BranchPlan:
    return BranchPlan.objects.select_related("branch").get(branch__code=unit.code, programme__year=year)


def _accept(company: Company, unit: Unit, year: int, now: dt.datetime) -> None:
    accept_plan(plan=_plan(company, unit, year), by=company.second_officer, now=now)


def _return(company: Company, unit: Unit, year: int, now: dt.datetime) -> None:
    reason = "请明确提案改善指标的数据来源和核定部门，并补充定性指标的评定办法后重新报送。"
    return_plan(plan=_plan(company, unit, year), reason=reason, by=company.second_officer, now=now)
