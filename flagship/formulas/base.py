"""The values every formula speaks in: what was typed, what an indicator asks, what it earned.

Decimal throughout: a float is refused where a value is made, because it has already lost the figure that was typed.
No Django here. Everything is JSON both ways, Decimals as strings.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, Self

ZERO = Decimal(0)
HUNDRED = Decimal(100)
OVER_ACHIEVEMENT = Decimal("1.2")
"""The most a template may allow, as a multiple of the weight (120 %)."""

_DIGITS = 50
_HEALING = Decimal(1).scaleb(-30)


@contextmanager
def exact() -> Iterator[Context]:
    """Arithmetic of marks: 50 digits whatever the surrounding context says, so that every machine agrees."""
    with localcontext(Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)) as context:
        yield context


def round_half_up(number: Decimal, places: int = 2) -> Decimal:
    """Round half away from zero to `places` decimals; never returns a negative zero.

    A result such as 0.01 ÷ 7 × 3.5 is first healed at 30 places, so that an exact half which the division left a
    hair below still rounds up. No quotient of typed numbers comes that close to a half without being one.
    """
    # Wide enough for 30 places behind any quotient: a huge value over a tiny target is capped, never an error.
    with localcontext(Context(prec=4 * _DIGITS, rounding=ROUND_HALF_UP)):
        rounded = number.quantize(_HEALING).quantize(Decimal(1).scaleb(-places))
    return rounded if rounded else abs(rounded)


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence for the person who must mend it, in Chinese and English; `field` names the parameter at fault."""

    zh: str
    en: str
    field: str = ""


class SpecProblem(ValueError):
    """An indicator whose parameters cannot be computed with. Publishing prevents it; see `spec_problems`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.en)
        self.problem = problem
        self.zh = problem.zh
        self.en = problem.en


class ValueProblem(ValueError):
    """A value that cannot be marked: blank, out of range, an unknown choice. The caller says whose and which."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    @property
    def problem(self) -> Problem:
        return Problem(self.zh, self.en)


class TargetProblem(ValueProblem):
    """A target that is missing, zero or negative where the formula divides by it."""


def require_decimal(number: object, what: str) -> None:
    """TypeError unless `number` is a Decimal, ValueError unless it is finite."""
    if not isinstance(number, Decimal):
        raise TypeError(f"{what} must be a Decimal, not {type(number).__name__} {number!r}.")
    if not number.is_finite():
        raise ValueError(f"{what} must be a finite number, not {number}.")


@dataclass(frozen=True, slots=True)
class Value:
    """What was entered for one person and one indicator.

    `number` is in the indicator's unit (96.5 for 96.5 %); `second` is the other figure of a pair; `choice` is `yes`,
    `no`, or the code of a level. A blank is no zero: nothing entered is `Value()`.
    """

    number: Decimal | None = None
    second: Decimal | None = None
    choice: str = ""

    def __post_init__(self) -> None:
        for name in ("number", "second"):
            if getattr(self, name) is not None:
                require_decimal(getattr(self, name), f"Value.{name}")
        if not isinstance(self.choice, str):
            raise TypeError(f"Value.choice must be text, not {type(self.choice).__name__}.")

    def is_blank(self, formula: Any) -> bool:
        """Whether something the formula (an entry of FORMULAS) asks for is missing; half a pair is blank too."""
        if formula.inputs == "pair":
            return self.number is None or self.second is None
        if formula.inputs == "number":
            return self.number is None
        return self.choice == ""

    def to_json(self) -> dict[str, str | None]:
        """A JSON value; numbers as strings."""
        return {"number": _text(self.number), "second": _text(self.second), "choice": self.choice}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        return cls(number=_number(data.get("number")), second=_number(data.get("second")), choice=data["choice"])


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """How one indicator is marked. `weight`, `floor` and `cap` are marks; `cap` None means the weight (封顶).

    `params` is plain JSON: whoever passes Decimals or ints finds them as strings, so that `spec.params` can be stored
    as it is. A float anywhere is a TypeError. `clause` is the clause of the company's document, e.g. 四（二）1.
    """

    code: str
    name: str
    weight: Decimal
    quantitative: bool
    formula: str
    params: dict[str, Any] = field(default_factory=dict)
    unit: str = ""
    floor: Decimal = ZERO
    cap: Decimal | None = None
    clause: str = ""

    def __post_init__(self) -> None:
        require_decimal(self.weight, "IndicatorSpec.weight")
        require_decimal(self.floor, "IndicatorSpec.floor")
        if self.cap is not None:
            require_decimal(self.cap, "IndicatorSpec.cap")
        object.__setattr__(self, "params", plain_json(self.params))

    @property
    def ceiling(self) -> Decimal:
        """The most marks the indicator can earn: the cap, or else the weight."""
        return self.weight if self.cap is None else self.cap

    @property
    def allows_over_achievement(self) -> bool:
        return self.ceiling > self.weight

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings; `from_json` gives an equal spec back."""
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        return data | {
            "weight": str(self.weight),
            "floor": str(self.floor),
            "cap": _text(self.cap),
            "params": plain_json(self.params),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The reverse of `to_json`, exactly. An unknown field is a TypeError."""
        numbers = {name: _number(data.get(name, default)) for name, default in _SPEC_NUMBERS.items()}
        return cls(**{**data, **numbers})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a value earned: `marks` unrounded, within floor and cap, with one line of explanation in each language.

    `not_applicable` says that the formula cannot be applied (a growth base ≤ 0); its marks are then 0 and the
    weight must be spread over the person's other indicators.
    """

    marks: Decimal
    not_applicable: bool = False
    zh: str = ""
    en: str = ""

    def __post_init__(self) -> None:
        require_decimal(self.marks, "Mark.marks")

    @property
    def rounded(self) -> Decimal:
        """The marks to 2 places, half away from zero."""
        return round_half_up(self.marks)

    def to_json(self) -> dict[str, Any]:
        return {"marks": str(self.marks), "not_applicable": self.not_applicable, "zh": self.zh, "en": self.en}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "marks": _number(data["marks"])})


_SPEC_NUMBERS = {"weight": None, "floor": "0", "cap": None}


def plain_json(thing: Any) -> Any:
    """A copy of nested parameters in which every number is text. TypeError for a float or anything not JSON."""
    if thing is None or isinstance(thing, (str, bool)):
        return thing
    if isinstance(thing, (Decimal, int)):
        return format(thing, "f") if isinstance(thing, Decimal) else str(thing)
    if isinstance(thing, Mapping):
        return {str(key): plain_json(value) for key, value in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [plain_json(value) for value in thing]
    raise TypeError(f"Parameters are text, numbers without a binary fraction, lists and tables; not {thing!r}.")


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: Any) -> Decimal | None:
    if isinstance(text, float):
        raise TypeError(f"Numbers come as text, not as the float {text!r}.")
    return None if text is None else Decimal(text)
