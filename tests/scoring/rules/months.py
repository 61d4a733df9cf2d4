"""Pure months for tests: people with values under small templates."""

from decimal import Decimal

from flagship.categories import FlagCategory, PoliticalStatus, WorkLayer
from flagship.formulas import IndicatorSpec, Value
from flagship.periods import Month
from scoring.rules.inputs import CellInput, IndicatorInput, MonthInputs, PersonInput, TemplateInput

RUBRIC = {
    "levels": [
        {"code": "good", "zh": "好", "en": "Good", "marks": "30"},
        {"code": "fair", "zh": "较好", "en": "Fair", "marks": "20"},
        {"code": "poor", "zh": "一般", "en": "Poor", "marks": "10"},
    ]
}


def indicator(
    code: str, weight: int, formula: str, params: dict, *, quantitative=True, cap=None, unit=""
) -> IndicatorInput:
    spec = IndicatorSpec(
        code=code,
        name=code,
        weight=Decimal(weight),
        quantitative=quantitative,
        formula=formula,
        params=params,
        cap=cap,
        unit=unit,
    )
    return IndicatorInput(id=sum(map(ord, code)), spec=spec)


OUTPUT = indicator("output", 60, "ratio", {"target": "100"}, unit="%")
BREACH = indicator("breach", 10, "deduction", {"rate": "2"})
ATTITUDE = indicator("attitude", 30, "rubric", RUBRIC, quantitative=False)


def template(
    number: int = 1,
    category: FlagCategory = FlagCategory.SAFETY,
    indicators=(OUTPUT, BREACH, ATTITUDE),
    *,
    over_achievement: bool = False,
) -> TemplateInput:
    return TemplateInput(
        id=number,
        code=f"t{number}",
        version=1,
        name=category.zh,
        category=category,
        track="",
        layer="",
        sample_weights=False,
        over_achievement=over_achievement,
        clause="四（二）",
        indicators=tuple(indicators),
    )


SIMPLE = template(indicators=[indicator("output", 100, "ratio", {"target": "100"})])


def cell(number=None, *, choice="", comment="", target=None) -> CellInput:
    value = Value(number=None if number is None else Decimal(number), choice=choice)
    return CellInput(value, None if target is None else Decimal(target), comment)


def not_applicable(reason="未安排") -> CellInput:
    return CellInput(not_applicable=True, na_reason=reason)


def person(
    member_id: int,
    cells: dict | None = None,
    *,
    status: PoliticalStatus = PoliticalStatus.PARTY,
    of: TemplateInput | None = SIMPLE,
    **given,
) -> PersonInput:
    return PersonInput(
        **{
            "participant_id": member_id,
            "member_id": member_id,
            "employee_number": f"{member_id:04}",
            "name": f"职工{member_id}",
            "status": status,
            "category": of.category if of else "",
            "track": "",
            "layer": WorkLayer.OPERATIONS,
            "template": of.id if of else None,
            "cells": cells or {},
        }
        | given
    )


def month(*people: PersonInput, templates=(SIMPLE,)) -> MonthInputs:
    return MonthInputs("b", "机关党支部", Month(2026, 3), tuple(templates), tuple(people))


def totals(*values: str, status: PoliticalStatus = PoliticalStatus.PARTY, first: int = 1) -> list[PersonInput]:
    """One person a total, under the simple template."""
    return [person(first + place, {"output": cell(value)}, status=status) for place, value in enumerate(values)]
