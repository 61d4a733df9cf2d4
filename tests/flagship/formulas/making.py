"""Short ways to make indicators for these tests."""

from decimal import Decimal
from typing import Any

from flagship.formulas import IndicatorSpec, Value

D = Decimal


def indicator(formula: str, weight: str = "20", **fields: Any) -> IndicatorSpec:
    """A quantitative indicator (a judgement is qualitative by itself); parameters as keyword `params`."""
    for name in ("floor", "cap"):
        if isinstance(fields.get(name), str):
            fields[name] = D(fields[name])
    fields = {"code": "x", "name": "某指标", "quantitative": formula != "rubric", **fields}
    return IndicatorSpec(weight=D(weight), formula=formula, **fields)


def typed(number: str, second: str | None = None) -> Value:
    return Value(D(number), None if second is None else D(second))


def chosen(code: str) -> Value:
    return Value(choice=code)


def band(low: str, high: str, marks: str) -> dict[str, str]:
    return {"low": low, "high": high, "marks": marks}


BANDS = [band("", "60", "0"), band("60", "80", "10"), band("80", "", "20")]
LEVELS = [
    {"code": "a", "zh": "国家级", "en": "National", "marks": "20"},
    {"code": "b", "zh": "省部级", "en": "Provincial", "marks": "12.5"},
    {"code": "none", "zh": "无", "en": "None", "marks": "0"},
]
TABLE = {
    "row_name": "完成率",
    "column_name": "回款率",
    "row_edges": ["80", "100"],
    "column_edges": ["90"],
    "cells": [["0", "5"], ["8", "14"], ["12", "20"]],
}
