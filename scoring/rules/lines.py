"""One line for each indicator of a person: value, marks and their explanation. Kept with the standing for ever."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.figures import plain
from flagship.formulas import FORMULAS, IndicatorSpec, Value
from scoring.rules.inputs import CellInput, IndicatorInput
from scoring.rules.items import MarkLine

_YES_NO = {"yes": ("是", "Yes"), "no": ("否", "No")}


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """What one indicator came to. `marks` (2 places) is None for a blank and for what is not applicable.

    `text_*` is the value as it is shown, `zh`/`en` how the marks came of it. `target` is the one in force.
    """

    code: str
    name: str
    weight: Decimal
    unit: str
    quantitative: bool
    clause: str
    text_zh: str
    text_en: str
    marks: Decimal | None
    not_applicable: bool
    zh: str
    en: str
    target: Decimal | None
    comment: str

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings."""
        numbers = {name: getattr(self, name) for name in _NUMBERS}
        return asdict(self) | {name: None if number is None else str(number) for name, number in numbers.items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        numbers = {name: None if data[name] is None else Decimal(data[name]) for name in _NUMBERS}
        return cls(**{**data, **numbers})


_NUMBERS = ("weight", "marks", "target")


def line_of(indicator: IndicatorInput, cell: CellInput, mark: MarkLine) -> IndicatorLine:
    """The line of one indicator of one person."""
    spec = indicator.spec
    text_zh, text_en = value_text(spec, cell)
    reason = f"：{cell.na_reason}" if cell.not_applicable and cell.na_reason else ""
    return IndicatorLine(
        code=spec.code,
        name=spec.name,
        weight=spec.weight,
        unit=spec.unit,
        quantitative=spec.quantitative,
        clause=spec.clause,
        text_zh=text_zh,
        text_en=text_en,
        marks=mark.marks,
        not_applicable=mark.not_applicable,
        zh=mark.zh + reason,
        en=mark.en + reason.replace("：", ": "),
        target=target_in_force(spec, cell),
        comment=cell.comment,
    )


def target_in_force(spec: IndicatorSpec, cell: CellInput) -> Decimal | None:
    """The person's own target, or else the indicator's; None where the formula asks for none."""
    if spec.formula not in FORMULAS or not FORMULAS[spec.formula].needs_target:
        return None
    given = spec.params.get("target")
    return cell.target if cell.target is not None else (Decimal(given) if given else None)


def value_text(spec: IndicatorSpec, cell: CellInput) -> tuple[str, str]:
    """The value as it is shown, in Chinese and English, without its unit; empty for a blank."""
    if cell.not_applicable:
        return "不适用", "N/A"
    value = cell.value
    if value.choice:
        return _choice_text(spec, value)
    numbers = [number for number in (value.number, value.second) if number is not None]
    text = " / ".join(plain(number) for number in numbers)
    return text, text


def _choice_text(spec: IndicatorSpec, value: Value) -> tuple[str, str]:
    for level in spec.params.get("levels") or ():
        if level["code"] == value.choice:
            return level["zh"], level.get("en") or level["zh"]
    return _YES_NO.get(value.choice, (value.choice, value.choice))
