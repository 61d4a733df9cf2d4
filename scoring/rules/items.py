"""What is marked and what comes of it: one indicator of one person, and the person's lines and total."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.formulas import IndicatorSpec, Value


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of one person.

    `value` None is a blank. `target` is the person's own and goes before the indicator's. `not_applicable` was entered
    with a reason. `template` is the id of the template version the indicator belongs to: formulas that look at the pool
    compare the people of one template and indicator code.
    """

    spec: IndicatorSpec
    value: Value | None
    target: Decimal | None = None
    not_applicable: bool = False
    template: str | int = ""

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings."""
        return {
            "spec": self.spec.to_json(),
            "value": None if self.value is None else self.value.to_json(),
            "target": None if self.target is None else str(self.target),
            "not_applicable": self.not_applicable,
            "template": self.template,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        return cls(
            **data
            | {
                "spec": IndicatorSpec.from_json(data["spec"]),
                "value": None if data["value"] is None else Value.from_json(data["value"]),
                "target": None if data["target"] is None else Decimal(data["target"]),
            }
        )


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One indicator's marks, 2 places, with their explanation in one line.

    `marks` is None where there are none: a blank, a value that cannot be marked, or not applicable. None is not 0.
    """

    code: str
    marks: Decimal | None
    zh: str
    en: str
    not_applicable: bool = False

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"marks": None if self.marks is None else str(self.marks)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(**data | {"marks": None if data["marks"] is None else Decimal(data["marks"])})


@dataclass(frozen=True, slots=True)
class PersonMarks:
    """A person's marks of one month.

    `total` is the sum of the rounded marks, never below 0, and after `cap_totals` never above the pool's cap;
    `uncapped` keeps the sum before the cap. `quantitative` is the quantitative share: quantitative marks ÷ applicable
    quantitative weight × 100, 2 places. `must_be_excused`: too much is not applicable; then there is no total (0) and
    the lines show marks on the original weights. `blanks` and `refused` are the codes of cells without a value and of
    values that cannot be marked; while there are any, the total is provisional.
    """

    lines: tuple[MarkLine, ...]
    total: Decimal
    quantitative: Decimal
    applicable_weight: Decimal
    must_be_excused: bool
    blanks: tuple[str, ...]
    refused: tuple[str, ...]
    uncapped: Decimal

    @property
    def complete(self) -> bool:
        """Whether nothing stands in the way of ranking this person."""
        return not (self.blanks or self.refused or self.must_be_excused)

    @property
    def capped(self) -> bool:
        return self.total < self.uncapped

    def line(self, code: str) -> MarkLine:
        """The line of one indicator; KeyError for a code the person does not have."""
        for line in self.lines:
            if line.code == code:
                return line
        raise KeyError(code)

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings."""
        numbers = {name: str(getattr(self, name)) for name in _NUMBERS}
        lists = {name: list(getattr(self, name)) for name in _CODES}
        return asdict(self) | numbers | lists | {"lines": [line.to_json() for line in self.lines]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        numbers = {name: Decimal(data[name]) for name in _NUMBERS}
        codes = {name: tuple(data[name]) for name in _CODES}
        return cls(**data | numbers | codes | {"lines": tuple(MarkLine.from_json(line) for line in data["lines"])})


_NUMBERS = ("total", "quantitative", "applicable_weight", "uncapped")
_CODES = ("blanks", "refused")
