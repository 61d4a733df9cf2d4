"""An indicator at another weight: whatever it says in marks follows in proportion."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from flagship.formulas.base import IndicatorSpec, exact
from flagship.formulas.params import MOST_PLACES, ParamField
from flagship.formulas.registry import FORMULAS

_FINEST = Decimal(1).scaleb(-MOST_PLACES)


def reweighed(spec: IndicatorSpec, weight: Decimal) -> IndicatorSpec:
    """The indicator worth `weight` marks: bands, levels, rates, floor and cap keep their share of the weight.

    What does not come out even is rounded to 6 places, the finest a parameter can be. The same weight gives the very
    same spec. For published indicators, whose parameters are whole.
    """
    if weight == spec.weight:
        return spec

    def scaled(marks: Decimal) -> Decimal:
        with exact():
            return (marks * weight / spec.weight).quantize(_FINEST, ROUND_HALF_UP).normalize()

    schema = FORMULAS[spec.formula].params_schema if spec.formula in FORMULAS else ()
    fields = {field.name: field for field in schema}
    params = {
        name: _scaled(fields[name], given, scaled) if name in fields else given for name, given in spec.params.items()
    }
    cap = None if spec.cap is None else scaled(spec.cap)
    return replace(spec, weight=weight, params=params, floor=scaled(spec.floor), cap=cap)


def _scaled(field: ParamField, given: Any, scaled) -> Any:
    def figure(text: Any) -> Any:
        try:
            return format(scaled(Decimal(text)), "f")
        except (InvalidOperation, TypeError):
            return text

    if field.kind == "decimal":
        return figure(given) if field.in_marks else given
    if field.kind in ("bands", "levels"):
        return [row | {"marks": figure(row.get("marks"))} for row in given]
    if field.kind == "matrix":
        return given | {"cells": [[figure(cell) for cell in row] for row in given["cells"]]}
    return given
