"""One line for each indicator of a person: value, marks and their explanation. Kept with the standing for ever."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.figures import plain
from flagship.formulas import IndicatorSpec, Value
from scoring.rules.evidence import EvidenceFile
from scoring.rules.inputs import CellInput, IndicatorInput
from scoring.rules.items import MarkLine
from scoring.rules.targets import Target, TargetOrigin, target_in_force, target_unit

_YES_NO = {"yes": ("是", "Yes"), "no": ("否", "No")}


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """What one indicator came to. `marks` (2 places) is None for a blank and for what is not applicable.

    `text_*` is the value as it is shown, `zh`/`en` how the marks came of it. `target` is the one in force and
    `target_from` where it comes from ("" where there is none, and in standings of before that was kept).
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
    target_from: TargetOrigin | str = ""
    target_unit: str = ""
    evidence: tuple[EvidenceFile, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings."""
        numbers = {name: getattr(self, name) for name in _NUMBERS}
        texts = {name: None if number is None else str(number) for name, number in numbers.items()}
        evidence = [file.to_json() for file in self.evidence]
        return asdict(self) | texts | {"target_from": str(self.target_from), "evidence": evidence}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        numbers = {name: None if data[name] is None else Decimal(data[name]) for name in _NUMBERS}
        origin = data.get("target_from", "")
        evidence = tuple(EvidenceFile.from_json(file) for file in data.get("evidence", ()))
        return cls(**{**data, **numbers, "target_from": TargetOrigin(origin) if origin else "", "evidence": evidence})


_NUMBERS = ("weight", "marks", "target")


def line_of(
    indicator: IndicatorInput,
    cell: CellInput,
    mark: MarkLine,
    *,
    persons: Target | None = None,
    company_wide: bool,
    evidence: tuple[EvidenceFile, ...] = (),
) -> IndicatorLine:
    """The line of one indicator of one person; `persons` is their target for the month or the year."""
    spec = indicator.spec
    target = target_in_force(spec, cell=cell.target, persons=persons, company_wide=company_wide)
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
        target=target.value if target else None,
        comment=cell.comment,
        target_from=target.origin if target else "",
        target_unit=target_unit(spec) if target else "",
        evidence=evidence,
    )


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
