"""The branches' plans (实施方案、考核细则), due on 10 January; one branch assesses its market by weights of its own."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from branches.actions.own_templates import adapt_template
from branches.actions.plans import accept_plan, file_plan, return_plan, start_plan, write_plan
from branches.models import BranchPlan
from flagship.actions.indicators import write_indicator
from flagship.models import IndicatorTemplate
from flagship.periods import Month
from members.models import User
from reports.demo.agenda import Event
from reports.demo.citations import plan_summary
from reports.demo.company import Company
from reports.demo.units import Unit

OWN_WEIGHTS = "shichang"
BY_CATEGORY = "cailiao"
# In the year of the last month:
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
        newest = year == company.last.year
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
    by_category = unit.code == BY_CATEGORY and year == company.last.year
    plan = write_plan(
        plan=plan,
        summary=plan_summary(unit.name, flags, year),
        templates=_templates(unit, year),
        pool="category" if by_category else "",
        by=secretary,
        now=now,
    )
    if unit.code == OWN_WEIGHTS:
        _weigh_anew(plan, unit, secretary)
    file_plan(plan=plan, by=secretary, now=now)


def _templates(unit: Unit, year: int) -> list[IndicatorTemplate]:
    """The company's for every category of the branch."""
    company_wide = IndicatorTemplate.objects.company().in_force(Month(year, 1))
    found = {(template.category, template.track): template for template in company_wide}
    return [found[flag] for flag in unit.flags]


def _weigh_anew(plan: BranchPlan, unit: Unit, secretary: User) -> None:
    category, _track = next(iter(unit.flags))
    used = plan.plan_templates.select_related("template").get(template__category=category)
    own = adapt_template(plan=plan, template=used.template, by=secretary)
    for indicator in own.ordered_indicators:
        weight, cap, marks = _WEIGHTS[indicator.code]
        write_indicator(
            indicator=indicator,
            weight=Decimal(weight),
            cap=Decimal(cap) if cap else None,
            params=indicator.params | marks,
            by=secretary,
        )


def _plan(company: Company, unit: Unit, year: int) -> BranchPlan:
    return BranchPlan.objects.select_related("branch").get(branch__code=unit.code, programme__year=year)


def _accept(company: Company, unit: Unit, year: int, now: dt.datetime) -> None:
    accept_plan(plan=_plan(company, unit, year), by=company.second_officer, now=now)


def _return(company: Company, unit: Unit, year: int, now: dt.datetime) -> None:
    reason = "请明确提案改善指标的数据来源和核定部门，并补充定性指标的评定办法后重新报送。"
    return_plan(plan=_plan(company, unit, year), reason=reason, by=company.second_officer, now=now)
