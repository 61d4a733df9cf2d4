"""Reading what was typed into one cell: understood, or refused with a sentence; never silently misread."""

from dataclasses import dataclass
from decimal import Decimal

from flagship.formulas import (
    FORMULAS,
    IndicatorSpec,
    Problem,
    TargetProblem,
    Value,
    ValueProblem,
    compute,
    is_blank,
    target_problem,
)
from flagship.numbers import NumberProblem, parse_number
from scoring.rules.inputs import CellInput
from scoring.rules.targets import needs_target, target_unit

LONGEST_COMMENT = 300
LONGEST_REASON = 200
MOST_FIGURES = 15
"""More significant figures than this an embedded database would round without a word."""

_ANSWERS = {"yes": ("yes", "是", "y", "达标", "✓", "√", "1"), "no": ("no", "否", "n", "未达标", "×", "x", "0")}


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell as somebody typed it. None leaves a field as it is; an empty text empties it.

    Numbers and targets may be text (`96.5%`, `１，２００`) or Decimal. A value in a cell that was not applicable makes
    it applicable again.
    """

    employee_number: str
    indicator_code: str
    number: str | Decimal | None = None
    second: str | Decimal | None = None
    choice: str | None = None
    target: str | Decimal | None = None
    comment: str | None = None
    not_applicable: bool | None = None
    na_reason: str | None = None

    @property
    def has_value(self) -> bool:
        """Whether something is given that a cell marked as not applicable cannot hold."""
        return any(part not in (None, "") for part in (self.number, self.second, self.choice))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is given."""
        return not (self.has_value or self.target or self.comment or self.not_applicable or self.na_reason)


class EntryProblem(ValueError):
    """What was typed cannot be taken. The caller says whose and which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.en)
        self.problem = problem


def read_entry(entry: Entry, spec: IndicatorSpec, current: CellInput) -> CellInput:
    """The cell after the entry. Raises EntryProblem for the first thing that cannot be taken."""
    if entry.has_value and entry.not_applicable:
        raise EntryProblem(
            Problem("既有数值又标明“不适用”，请二选一。", "It has a value and is marked as not applicable; choose one.")
        )
    target = read_target(entry.target, spec, current.target)
    comment = _text(entry.comment, current.comment, LONGEST_COMMENT)
    if entry.not_applicable or (current.not_applicable and entry.not_applicable is None and not entry.has_value):
        reason = _text(entry.na_reason, current.na_reason, LONGEST_REASON)
        if not reason:
            raise EntryProblem(Problem("标明“不适用”须写明理由。", "It is not applicable: say why."))
        return CellInput(Value(), target, comment, not_applicable=True, na_reason=reason)
    value = Value(
        number=_number(entry.number, current.value.number, spec.unit),
        second=_number(entry.second, current.value.second, spec.unit),
        choice=_choice(entry.choice, current.value.choice, spec),
    )
    if problem := _cannot_be_marked(spec, value, target):
        raise EntryProblem(problem)
    return CellInput(value, target, comment)


def _number(given: str | Decimal | None, current: Decimal | None, unit: str) -> Decimal | None:
    if given is None:
        return current
    if isinstance(given, str) and not given.strip():
        return None
    try:
        number = parse_number(format(given, "f") if isinstance(given, Decimal) else given, unit=unit)
    except NumberProblem as found:
        raise EntryProblem(Problem(found.zh, found.en)) from found
    if len(number.normalize().as_tuple().digits) > MOST_FIGURES:
        raise EntryProblem(
            Problem(
                f"“{given}”有效数字超过{MOST_FIGURES}位，请换用较大的单位。",
                f"“{given}” has more than {MOST_FIGURES} significant figures; use a larger unit.",
            )
        )
    return number


def read_target(given: str | Decimal | None, spec: IndicatorSpec, current: Decimal | None = None) -> Decimal | None:
    """The target as typed, None for an empty one. Raises EntryProblem where the indicator cannot use it."""
    target = _number(given, current, target_unit(spec))
    if target is None:
        return None
    if not needs_target(spec):
        raise EntryProblem(Problem("本指标不设目标值。", "This indicator has no target."))
    if problem := target_problem(spec, target):
        raise EntryProblem(problem)
    return target


def _choice(given: str | None, current: str, spec: IndicatorSpec) -> str:
    """The code of a level or answer; its Chinese or English name is understood too."""
    if given is None:
        return current
    given = given.strip()
    for level in spec.params.get("levels") or ():
        if given in (level["code"], level["zh"], level.get("en")):
            return level["code"]
    if FORMULAS[spec.formula].inputs == "yesno":
        return next((code for code, names in _ANSWERS.items() if given.lower() in names), given)
    return given


def _text(given: str | None, current: str, longest: int) -> str:
    if given is None:
        return current
    text = "".join(letter for letter in given if letter.isprintable() or letter == "\n").strip()
    if len(text) > longest:
        raise EntryProblem(
            Problem(f"文字过长，最多{longest}个字。", f"The text is too long; at most {longest} characters.")
        )
    return text


def _cannot_be_marked(spec: IndicatorSpec, value: Value, target: Decimal | None) -> Problem | None:
    """Why the value is impossible. A target that is still missing is told before submission, not here."""
    if FORMULAS[spec.formula].inputs in ("number", "pair") and value.choice:
        return Problem("本指标应填数字。", "This indicator asks for a number.")
    if is_blank(spec, value):
        return None
    try:
        compute(spec, value, target=target)
    except TargetProblem:
        return None
    except ValueProblem as found:
        return found.problem
    return None
