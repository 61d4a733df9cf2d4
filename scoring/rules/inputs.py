"""Everything a month is marked by, as one frozen value that JSON gives back exactly.

A revision keeps it for ever: people as they stood on the month's last day, the templates word for word, and the values
as they were typed. Marks, ranks and points are a function of this, the policies, the tier tables and the vetoes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Self

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus, WorkLayer
from flagship.formulas.base import IndicatorSpec, Value
from flagship.periods import Month
from scoring.rules.evidence import EvidenceFile
from scoring.rules.targets import Target


@dataclass(frozen=True, slots=True)
class IndicatorInput:
    """One indicator of a template. `id` leads back to the row it was frozen from."""

    id: int
    spec: IndicatorSpec
    description: str = ""
    evidence_required: bool = False

    def to_json(self) -> dict[str, Any]:
        return _plain(self) | {"spec": self.spec.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**{**data, "spec": IndicatorSpec.from_json(data["spec"])})


@dataclass(frozen=True, slots=True)
class TemplateInput:
    """A template as it was in force. `over_achievement` lets totals pass 100 (二、四（二）); one that is not
    `company_wide` was adapted by the branch's plan."""

    id: int
    code: str
    version: int
    name: str
    category: FlagCategory
    track: InnovationTrack | str
    layer: WorkLayer | str
    sample_weights: bool
    over_achievement: bool
    clause: str
    indicators: tuple[IndicatorInput, ...]
    company_wide: bool = True

    @property
    def label_zh(self) -> str:
        return self.category.zh + (f"·{self.track.zh}" if self.track else "")

    @property
    def label_en(self) -> str:
        return self.category.en + (f" · {self.track.en}" if self.track else "")

    def to_json(self) -> dict[str, Any]:
        return _plain(self) | {"indicators": [indicator.to_json() for indicator in self.indicators]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            **{
                **data,
                "category": FlagCategory(data["category"]),
                "track": _term(InnovationTrack, data["track"]),
                "layer": _term(WorkLayer, data["layer"]),
                "indicators": tuple(IndicatorInput.from_json(indicator) for indicator in data["indicators"]),
            }
        )


@dataclass(frozen=True, slots=True)
class CellInput:
    """What was entered for one person and one indicator. `target` is the cell's own, where there is one."""

    value: Value = field(default_factory=Value)
    target: Decimal | None = None
    comment: str = ""
    not_applicable: bool = False
    na_reason: str = ""

    def to_json(self) -> dict[str, Any]:
        return _plain(self) | {
            "value": self.value.to_json(),
            "target": None if self.target is None else str(self.target),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        target = None if data["target"] is None else Decimal(data["target"])
        return cls(**{**data, "value": Value.from_json(data["value"]), "target": target})


@dataclass(frozen=True, slots=True)
class PersonInput:
    """A person on the sheet. `template` is the id of a template of the month, None where there is none.

    `officer` says that the person answers for the branch's sheet: whose excuse the Department must approve. `targets`
    are the person's for the month or the year, `evidence` the attached files, both by indicator code.
    """

    participant_id: int | None
    member_id: int
    employee_number: str
    name: str
    status: PoliticalStatus
    category: FlagCategory | str
    track: InnovationTrack | str
    layer: WorkLayer | str
    template: int | None
    template_reason_zh: str = ""
    template_reason_en: str = ""
    officer: bool = False
    excused: bool = False
    excuse_reason: str = ""
    excuse_approved: bool = False
    exempt: bool = False
    exempt_reason: str = ""
    cells: Mapping[str, CellInput] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    evidence: Mapping[str, tuple[EvidenceFile, ...]] = field(default_factory=dict)

    @property
    def undeclared(self) -> bool:
        """未申报: neither an accepted declaration nor an exemption."""
        return not self.category and not self.exempt

    @property
    def ranked(self) -> bool:
        """Marked and ranked: declared, with a template, not excused, not exempt."""
        return bool(self.category) and self.template is not None and not self.excused and not self.exempt

    def to_json(self) -> dict[str, Any]:
        cells = {code: cell.to_json() for code, cell in self.cells.items()}
        targets = {code: target.to_json() for code, target in self.targets.items()}
        evidence = {code: [file.to_json() for file in files] for code, files in self.evidence.items()}
        return _plain(self) | {"cells": cells, "targets": targets, "evidence": evidence}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            **{
                **data,
                "status": PoliticalStatus(data["status"]),
                "category": _term(FlagCategory, data["category"]),
                "track": _term(InnovationTrack, data["track"]),
                "layer": _term(WorkLayer, data["layer"]),
                "cells": {code: CellInput.from_json(cell) for code, cell in data["cells"].items()},
                # Months of before there were targets for month and year, or evidence, have none.
                "targets": {code: Target.from_json(one) for code, one in data.get("targets", {}).items()},
                "evidence": {
                    code: tuple(EvidenceFile.from_json(file) for file in files)
                    for code, files in data.get("evidence", {}).items()
                },
            }
        )


@dataclass(frozen=True, slots=True)
class MonthInputs:
    """One branch's month. People stand in the order of their employee numbers, templates in that of their category."""

    branch_code: str
    branch_name: str
    month: Month
    templates: tuple[TemplateInput, ...]
    people: tuple[PersonInput, ...]

    def template_of(self, person: PersonInput) -> TemplateInput | None:
        return next((template for template in self.templates if template.id == person.template), None)

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings; `from_json` gives an equal value back."""
        return {
            "branch_code": self.branch_code,
            "branch_name": self.branch_name,
            "month": str(self.month),
            "templates": [template.to_json() for template in self.templates],
            "people": [person.to_json() for person in self.people],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            branch_code=data["branch_code"],
            branch_name=data["branch_name"],
            month=Month.parse(data["month"]),
            templates=tuple(TemplateInput.from_json(template) for template in data["templates"]),
            people=tuple(PersonInput.from_json(person) for person in data["people"]),
        )


def _plain(row: Any) -> dict[str, Any]:
    """The fields as they are, terms as their identifiers."""
    values = {f.name: getattr(row, f.name) for f in fields(row)}
    return {name: str(value) if isinstance(value, str) else value for name, value in values.items()}


def _term(terms: type, value: str) -> Any:
    return terms(value) if value else ""
