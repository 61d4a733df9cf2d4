"""The body of a sheet: groups of people under one template, with their cells; and those who are not ranked."""

from collections.abc import Collection, Iterable, Mapping

from flagship.categories import Account
from flagship.figures import rounded
from flagship.formulas import FORMULAS
from flagship.formulas.base import ZERO
from scoring.documents import Absent, Cell, Column, Group, Row, SheetProblem, Words
from scoring.rules.assess import Assessment
from scoring.rules.findings import Finding
from scoring.rules.inputs import CellInput, IndicatorInput, MonthInputs, PersonInput, TemplateInput
from scoring.rules.lines import IndicatorLine
from scoring.rules.marked import Marked
from scoring.rules.targets import target_in_force

_NO_CELL = CellInput()
Problems = Mapping[tuple[str, str], SheetProblem]


def groups(
    inputs: MonthInputs, assessment: Assessment, *, vetoed: Collection[int], standing_ids: Mapping[int, int]
) -> tuple[Group, ...]:
    """One group for each template, people by employee number. `vetoed` are those under a veto today."""
    problems = {(p.employee_number, p.indicator_code): sheet_problem(p) for p in assessment.problems}
    return tuple(
        _group(
            template,
            [
                _row(one, problems, one.person.member_id in vetoed, standing_ids.get(one.person.member_id))
                for one in assessment.people
                if one.template.id == template.id
            ],
        )
        for template in inputs.templates
        if any(one.template.id == template.id for one in assessment.people)
    )


def sheet_problem(finding: Finding) -> SheetProblem:
    return SheetProblem(finding.zh, finding.en, finding.employee_number, finding.indicator_code)


def _group(template: TemplateInput, rows: Iterable[Row]) -> Group:
    return Group(
        template_id=template.id,
        template_code=template.code,
        template_version=template.version,
        template_name=template.name,
        template_label=Words(template.label_zh, template.label_en),
        category=template.category,
        track=template.track,
        layer=template.layer,
        sample_weights=template.sample_weights,
        columns=tuple(_column(indicator) for indicator in template.indicators),
        rows=tuple(rows),
    )


def _column(indicator: IndicatorInput) -> Column:
    spec = indicator.spec
    return Column(
        indicator_id=indicator.id,
        code=spec.code,
        name=spec.name,
        description=indicator.description,
        weight=spec.weight,
        unit=spec.unit,
        formula=spec.formula,
        quantitative=spec.quantitative,
        inputs=FORMULAS[spec.formula].inputs,
        clause=spec.clause,
        spec=spec,
        evidence_required=indicator.evidence_required,
    )


def _row(one: Marked, problems: Problems, vetoed_now: bool, standing_id: int | None) -> Row:
    person, standing = one.person, one.standing
    reason = standing.reason if standing else None
    return Row(
        participant_id=person.participant_id,
        member_id=person.member_id,
        employee_number=person.employee_number,
        name=person.name,
        status=person.status,
        category=person.category,
        track=person.track,
        layer=person.layer,
        template_reason=Words(person.template_reason_zh, person.template_reason_en),
        cells=tuple(
            _cell(indicator, one, line, problems)
            for indicator, line in zip(one.template.indicators, one.lines, strict=True)
        ),
        total=rounded(one.marks.total),
        quantitative=rounded(one.marks.quantitative),
        pool=one.pool,
        rank=standing.rank if standing else None,
        rank_from_bottom=standing.rank_from_bottom if standing else None,
        tied=reason.sharing if reason else 0,
        n=standing.n if standing else 0,
        ranked=reason.ranked if reason else 0,
        percentile=one.position.percentile,
        z_score=one.position.z,
        points=standing.points if standing else ZERO,
        account=standing.account if standing else (Account.STAR if person.status.is_party else Account.STAFF),
        reason=reason,
        vetoed=bool(reason and reason.vetoed),
        vetoed_since=bool(reason) and reason.vetoed != vetoed_now,
        complete=one.marks.complete,
        standing_id=standing_id,
    )


def _cell(indicator: IndicatorInput, one: Marked, line: IndicatorLine, problems: Problems) -> Cell:
    person, spec = one.person, indicator.spec
    entered, persons = person.cells.get(line.code, _NO_CELL), person.targets.get(line.code)
    return Cell(
        indicator_id=indicator.id,
        code=line.code,
        text=Words(line.text_zh, line.text_en),
        value=entered.value,
        marks=line.marks,
        not_applicable=line.not_applicable,
        na_reason=entered.na_reason,
        problem=problems.get((person.employee_number, line.code)),
        zh=line.zh,
        en=line.en,
        target=line.target,
        own_target=entered.target is not None,
        comment=line.comment,
        given_target=target_in_force(spec, cell=None, persons=persons, company_wide=one.template.company_wide),
        evidence=line.evidence,
    )


def absent(inputs: MonthInputs, assessment: Assessment) -> tuple[Absent, ...]:
    """Everybody on the sheet who is not marked, and why."""
    problems = {p.employee_number: sheet_problem(p) for p in assessment.problems if not p.indicator_code}
    return tuple(_absent(person, problems.get(person.employee_number)) for person in inputs.people if not person.ranked)


def _absent(person: PersonInput, problem: SheetProblem | None) -> Absent:
    kind, label, reason = _absence(person)
    return Absent(
        participant_id=person.participant_id,
        member_id=person.member_id,
        employee_number=person.employee_number,
        name=person.name,
        status=person.status,
        kind=kind,
        label=label,
        reason=reason,
        approval_needed=person.excused and person.officer and not person.excuse_approved,
        problem=problem,
    )


def _absence(person: PersonInput) -> tuple[str, Words, str]:
    if person.exempt:
        return "exempt", Words("免予参加", "Exempt"), person.exempt_reason
    if person.undeclared:
        return "undeclared", Words("未申报", "Not declared"), ""
    if person.excused:
        return "excused", Words("不参加", "Excused"), person.excuse_reason
    return "untemplated", Words("无指标模板", "No template"), person.template_reason_zh
