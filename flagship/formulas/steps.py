"""分档计分: bands of values, by the value itself or by its ratio to the target."""

from decimal import Decimal

from flagship.formulas.base import IndicatorSpec, Problem
from flagship.formulas.params import Band, Option, ParamField
from flagship.formulas.registry import Case, Outcome, Params, formula
from flagship.formulas.shared import TARGET, marks_outside, rate_of
from flagship.formulas.text import amount, band_en, band_zh, marks

BANDS = ParamField(
    "bands",
    "档次",
    "Bands",
    kind="bands",
    hint_zh="各档首尾相接，最低档无下限，最高档无上限。",
    hint_en="Bands join end to end; the lowest has no lower end, the highest no upper one.",
)
CLOSED = ParamField(
    "closed",
    "界限归属",
    "The edge belongs to",
    kind="choice",
    required=False,
    default="low",
    options=(
        Option("low", "上一档（含下限）", "the band above it"),
        Option("high", "下一档（含上限）", "the band below it"),
    ),
)


def _check(spec: IndicatorSpec, params: Params) -> list[Problem]:
    names = {(band_zh(band, spec.unit), band_en(band, spec.unit)): band.marks for band in params["bands"]}
    return marks_outside(spec, names, "bands")


def _direction(params: Params) -> int:
    earned = [band.marks for band in params["bands"]]
    if earned == sorted(earned):
        return 1
    return -1 if earned == sorted(earned, reverse=True) else 0


def _band_of(number: Decimal, params: Params) -> Band:
    """The one band that holds the number; `read_params` made sure that there is exactly one."""
    if params["closed"] == "low":
        return next(band for band in params["bands"] if band.high is None or number < band.high)
    return next(band for band in params["bands"] if band.high is None or number <= band.high)


def _outcome(case: Case, number: Decimal, unit: str, name: tuple[str, str]) -> Outcome:
    band = _band_of(number, case.params)
    low_closed = case.params["closed"] == "low"
    shown = amount(number, unit)
    return Outcome(
        band.marks,
        f"{name[0]} {shown} 属于 {band_zh(band, unit, low_closed=low_closed)}档，得 {marks(band.marks)}",
        f"{name[1]} {shown} is in the band {band_en(band, unit, low_closed=low_closed)}: {marks(band.marks)}",
    )


@formula(
    code="steps",
    zh="分档计分",
    en="Step bands",
    position=40,
    inputs="number",
    hint_zh="按实际值所在的档次得分。",
    hint_en="The marks of the band in which the value lies.",
    params_schema=(BANDS, CLOSED),
    can_exceed=True,
    check=_check,
    direction=_direction,
)
def steps(case: Case) -> Outcome:
    return _outcome(case, case.number, case.unit, ("实际", "Actual"))


@formula(
    code="ratio_steps",
    zh="按完成率分档",
    en="Step bands by completion",
    position=50,
    inputs="number",
    hint_zh="先算完成率（%），再按所在档次得分，可设超额档。",
    hint_en="The completion in percent chooses the band; bands above 100 reward over-achievement.",
    params_schema=(TARGET, BANDS, CLOSED),
    needs_target=True,
    positive_target=True,
    can_exceed=True,
    check=_check,
    direction=_direction,
)
def ratio_steps(case: Case) -> Outcome:
    """Target > 0; the bands are in percent of it."""
    return _outcome(case, rate_of(case), "%", ("完成率", "Completion"))
