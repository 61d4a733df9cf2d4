"""What stands in the way of a month's submission, one sentence each, with the person and the indicator named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flagship.formulas import FORMULAS
from scoring.rules.evidence import claims_something
from scoring.rules.inputs import IndicatorInput, MonthInputs, PersonInput
from scoring.rules.lines import IndicatorLine
from scoring.rules.marked import Marked


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence in Chinese and English, and whose and which cell it is about, where it is one."""

    zh: str
    en: str
    employee_number: str = ""
    indicator_code: str = ""


def findings(inputs: MonthInputs, marked: Sequence[Marked]) -> tuple[Finding, ...]:
    """Everything that keeps the month from being submitted, person by person; empty when it is ready."""
    by_person = {one.person.member_id: one for one in marked}
    found = [
        finding
        for person in inputs.people
        for finding in (_of_marks(by_person[person.member_id]) if person.ranked else _of_absence(person))
    ]
    if not any(person.ranked for person in inputs.people):
        found.append(
            Finding(
                "本月没有参加排名的人员，不能提交；应报党群工作部同意，按“未考核”处理。",
                "Nobody is ranked this month, so it cannot be submitted; the Department can set it to “not assessed”.",
            )
        )
    return tuple(found)


def _of_absence(person: PersonInput) -> Iterator[Finding]:
    who, number = f"{person.name}（{person.employee_number}）", person.employee_number
    if person.undeclared:
        yield Finding(
            f"{who}未申报：请先审核其申报，或由党群工作部同意免予参加。",
            f"{who} has no accepted declaration: accept one first, or ask the Department for an exemption.",
            number,
        )
    elif person.category and person.template is None and not person.excused and not person.exempt:
        yield Finding(
            f"{who}：没有适用于“{person.category.zh}”的有效指标模板，请党群工作部发布，或在本支部细则中选用。",
            f"{who}: no indicator template for “{person.category.en}” is in force; the Department must publish one.",
            number,
        )
    if person.excused and not person.excuse_reason:
        yield Finding(f"{who}不参加考核的理由没有填写。", f"{who} is excused without a reason.", number)
    if person.excused and person.officer and not person.excuse_approved:
        yield Finding(
            f"{who}是本表负责人，其不参加考核须经党群工作部同意。",
            f"{who} answers for this sheet, so the Department must approve the excuse first.",
            number,
        )


def _of_marks(one: Marked) -> Iterator[Finding]:
    who, number = f"{one.person.name}（{one.person.employee_number}）", one.person.employee_number
    for line in one.lines:
        if line.code in one.marks.blanks:
            zh, en = f"{who}“{line.name}”没有填写。", f"{who}: “{line.name}” is blank."
        elif line.code in one.marks.refused:
            zh, en = f"{who}“{line.name}”：{line.zh}", f"{who}: “{line.name}”: {line.en}"
        elif _lacks_comment(one, line.code):
            zh, en = f"{who}“{line.name}”没有写明评定理由。", f"{who}: “{line.name}” lacks its comment."
        elif _lacks_evidence(one, line):
            zh, en = f"{who}“{line.name}”没有附佐证材料。", f"{who}: “{line.name}” lacks its evidence."
        else:
            continue
        yield Finding(zh, en, number, line.code)
    if one.marks.must_be_excused:
        yield Finding(
            f"{who}不适用的指标权重超过50，或定量指标全部不适用，应改为“不参加”并写明理由。",
            f"{who}: too much is not applicable (more than 50 of weight, or all that is quantitative); excuse them.",
            number,
        )


def _lacks_comment(one: Marked, code: str) -> bool:
    cell = one.person.cells.get(code)
    judged = FORMULAS[_indicator(one, code).spec.formula].judgement
    return bool(judged and cell and not cell.not_applicable and not cell.comment.strip())


def _lacks_evidence(one: Marked, line: IndicatorLine) -> bool:
    cell = one.person.cells.get(line.code)
    if line.evidence or cell is None or cell.not_applicable or not _indicator(one, line.code).evidence_required:
        return False
    return claims_something(cell.value, line.marks)


def _indicator(one: Marked, code: str) -> IndicatorInput:
    return next(indicator for indicator in one.template.indicators if indicator.spec.code == code)
