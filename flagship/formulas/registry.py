"""The register of formulas. A formula is one function under `@formula(...)` in one file of this package."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from flagship.formulas.base import IndicatorSpec, Problem, Value
from flagship.formulas.params import ParamField

Inputs = Literal["number", "pair", "choice", "yesno", "rubric"]
Params = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One value to be marked. `params` are typed; `target` is settled (the person's own, else the indicator's);
    `peers` holds the pool's values, the person's own among them."""

    spec: IndicatorSpec
    value: Value
    params: Params
    target: Decimal | None = None
    peers: tuple[Decimal, ...] = ()

    @property
    def weight(self) -> Decimal:
        return self.spec.weight

    @property
    def unit(self) -> str:
        return self.spec.unit

    @property
    def number(self) -> Decimal:
        assert self.value.number is not None
        return self.value.number

    @property
    def second(self) -> Decimal:
        assert self.value.second is not None
        return self.value.second


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula answers, before floor and cap: marks and the line that explains them."""

    marks: Decimal
    zh: str
    en: str
    not_applicable: bool = False


@dataclass(frozen=True, slots=True)
class InputLabel:
    """What one entry box of an indicator asks for; empty where the indicator's own name says it."""

    zh: str = ""
    en: str = ""


def _no_problems(spec: IndicatorSpec, params: Params) -> list[Problem]:
    return []


def _one_label(params: Params) -> tuple[InputLabel, ...]:
    return (InputLabel(),)


@dataclass(frozen=True, slots=True)
class Formula:
    """A way from raw value to marks (计分方法), as data for forms and as the function that reckons.

    `positive_target`: divides by the target, so zero and less are refused. `target_unit`: the unit of the target where
    it is not the indicator's own. `can_exceed`: can earn more than the weight,
    so a cap above it makes sense. `direction(params)`: 1 when marks never fall as the (first) number grows, −1 when
    they never rise, 0 when neither is promised. `labels(params)`: one label for each entry box.
    """

    code: str
    zh: str
    en: str
    inputs: Inputs
    position: int
    reckon: Callable[[Case], Outcome]
    params_schema: tuple[ParamField, ...] = ()
    hint_zh: str = ""
    hint_en: str = ""
    needs_target: bool = False
    positive_target: bool = False
    target_unit: str | None = None
    pool: bool = False
    deduct_only: bool = False
    lower_is_better: bool = False
    can_exceed: bool = False
    judgement: bool = False
    check: Callable[[IndicatorSpec, Params], list[Problem]] = _no_problems
    direction: Callable[[Params], int] | None = None
    labels: Callable[[Params], tuple[InputLabel, ...]] = _one_label

    def rises(self, params: Params) -> int:
        """`direction` with its default: by `lower_is_better` for numbers, nothing for choices."""
        if self.direction is not None:
            return self.direction(params)
        if self.inputs not in ("number", "pair"):
            return 0
        return -1 if self.lower_is_better else 1


FORMULAS: dict[str, Formula] = {}


def formula(**described: Any) -> Callable[[Callable[[Case], Outcome]], Callable[[Case], Outcome]]:
    """Register the decorated function; the arguments are the fields of `Formula`. A code twice is a ValueError."""

    def register(reckon: Callable[[Case], Outcome]) -> Callable[[Case], Outcome]:
        entry = Formula(reckon=reckon, **described)
        if entry.code in FORMULAS:
            raise ValueError(f"There are two formulas with the code “{entry.code}”.")
        FORMULAS[entry.code] = entry
        return reckon

    return register


def in_menu_order() -> None:
    """Sort the register as forms show it: by position, whatever file was read first."""
    ordered = sorted(FORMULAS.values(), key=lambda entry: (entry.position, entry.code))
    FORMULAS.clear()
    FORMULAS.update({entry.code: entry for entry in ordered})
