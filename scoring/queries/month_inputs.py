"""The rows of a draft as the frozen value that the rules speak in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from flagship import clock
from flagship.models import Indicator
from scoring.models import Evidence, Measurement, MonthSheet, Participant
from scoring.queries.officers import officers_of
from scoring.queries.targets import targets_of_month
from scoring.rules.evidence import EvidenceFile
from scoring.rules.inputs import CellInput, IndicatorInput, MonthInputs, PersonInput, TemplateInput
from scoring.rules.targets import Target


def month_inputs(sheet: MonthSheet, *, now: dt.datetime | None = None) -> MonthInputs:
    """Everything the month would be marked by if it were submitted now. Eight queries for any number of people."""
    rows = list(
        sheet.participants.select_related("member", "template", "exemption").order_by("member__employee_number")
    )
    templates = {row.template_id: row.template for row in rows if row.template_id}
    indicators = defaultdict(list)
    for indicator in Indicator.objects.filter(template__in=list(templates)).order_by("position", "pk"):
        indicators[indicator.template_id].append(indicator)
    cells: dict[int, dict[int, CellInput]] = defaultdict(dict)
    for measurement in Measurement.objects.filter(participant__sheet=sheet):
        cells[measurement.participant_id][measurement.indicator_id] = _cell(measurement)
    officers = officers_of(sheet.branch, (now or clock.now()).date())
    targets, evidence = targets_of_month(sheet), _evidence(sheet)
    specs = {template: [one.spec for one in rows] for template, rows in indicators.items()}
    frozen = [_template(template, indicators[template.pk]) for template in templates.values()]
    return MonthInputs(
        branch_code=sheet.branch.code,
        branch_name=sheet.branch.name,
        month=sheet.month,
        templates=tuple(sorted(frozen, key=_in_the_documents_order)),
        people=tuple(
            _person(
                row,
                indicators[row.template_id],
                cells[row.pk],
                targets.of_person(row.member_id, row.category, row.track, specs.get(row.template_id, ())),
                officers,
                evidence,
            )
            for row in rows
        ),
    )


def _in_the_documents_order(template: TemplateInput) -> tuple:
    """Categories and tracks as 四（二） lists them, general templates before those of one layer."""
    categories, tracks = list(type(template.category)), list(type(template.track)) if template.track else []
    track = tracks.index(template.track) if template.track else -1
    return categories.index(template.category), track, str(template.layer), template.code, template.version


def _template(template, indicators: list[Indicator]) -> TemplateInput:
    return TemplateInput(
        id=template.pk,
        code=template.code,
        version=template.version,
        name=template.name,
        category=template.category,
        track=template.track,
        layer=template.layer,
        sample_weights=template.sample_weights,
        over_achievement=template.over_achievement,
        clause=template.clause,
        indicators=tuple(
            IndicatorInput(one.pk, one.spec, one.description, one.evidence_required) for one in indicators
        ),
        company_wide=template.company_wide,
    )


def _person(
    row: Participant,
    indicators: list[Indicator],
    cells: dict[int, CellInput],
    targets: dict[str, Target],
    officers: frozenset[int],
    evidence: Mapping[tuple[int, int], tuple[EvidenceFile, ...]],
) -> PersonInput:
    return PersonInput(
        participant_id=row.pk,
        member_id=row.member_id,
        employee_number=row.member.employee_number,
        name=row.member.name,
        status=row.status,
        category=row.category,
        track=row.track,
        layer=row.layer,
        template=row.template_id,
        template_reason_zh=row.template_reason.get("zh", ""),
        template_reason_en=row.template_reason.get("en", ""),
        officer=row.member_id in officers,
        excused=row.excused,
        excuse_reason=row.excuse_reason,
        excuse_approved=row.excuse_approved_by_id is not None,
        exempt=row.exemption_id is not None,
        exempt_reason=row.exemption.reason if row.exemption else "",
        cells={one.code: cells[one.pk] for one in indicators if one.pk in cells},
        targets=targets,
        evidence={one.code: files for one in indicators if (files := evidence.get((row.member_id, one.pk)))},
    )


def _evidence(sheet: MonthSheet) -> dict[tuple[int, int], tuple[EvidenceFile, ...]]:
    """The attached files by person and indicator."""
    found = defaultdict(list)
    for row in Evidence.objects.current().filter(sheet=sheet).select_related("attachment"):
        kept = row.attachment
        found[row.member_id, row.indicator_id].append(EvidenceFile(row.pk, kept.name, kept.size, kept.digest))
    return {cell: tuple(files) for cell, files in found.items()}


def _cell(measurement: Measurement) -> CellInput:
    return CellInput(
        value=measurement.value,
        target=measurement.target,
        comment=measurement.comment,
        not_applicable=measurement.not_applicable,
        na_reason=measurement.na_reason,
    )
