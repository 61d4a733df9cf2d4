"""The columns of a fill-in sheet: which part of which indicator stands under which heading."""

import unicodedata
from collections import Counter
from dataclasses import dataclass

from flagship.formulas import FORMULAS
from scoring.documents import Column, Group
from scoring.entry_grid import ANSWERS

NUMBER_HEADINGS = ("工号", "员工编号", "职工编号", "人员编号", "employee number")
NAME_HEADINGS = ("姓名", "名字", "name")
GUIDE, OPTIONS, KEY = "填写说明", "选项", "flagship-key"
SERVICE_SHEETS = (GUIDE, OPTIONS, KEY)
"""Sheets of the workbook that hold no values."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column to fill in. `part` as in `Entry`; a required one must be there when the sheet comes back.

    `options` are the Chinese names to choose from.
    """

    part: str
    column: Column
    heading: str
    required: bool = True
    options: tuple[str, ...] = ()

    @property
    def is_figure(self) -> bool:
        return self.part in ("number", "second", "target")

    def is_headed(self, text: str) -> bool:
        """Whether a heading means this column: as we write it, or without the unit in brackets."""
        return bare(text) in (bare(self.heading), bare(self.heading.rpartition("（")[0] or self.heading))


def fields_of(group: Group) -> tuple[Field, ...]:
    """All columns of a template: the values indicator by indicator, then own targets, then why not applicable."""
    names = _names(group)
    values = [field for column in group.columns for field in _values(column, names[column.code])]
    targets = [
        Field("target", column, _with_unit(f"{names[column.code]}·个人目标", column.target_unit), required=False)
        for column in group.columns
        if FORMULAS[column.formula].needs_target
    ]
    reasons = [
        Field("na_reason", column, f"{names[column.code]}·不适用原因", required=False) for column in group.columns
    ]
    return (*values, *targets, *reasons)


def _names(group: Group) -> dict[str, str]:
    """The indicators' names; two of the same name are told apart by their codes."""
    count = Counter(bare(column.name) for column in group.columns)
    return {
        column.code: column.name if count[bare(column.name)] == 1 else f"{column.name}[{column.code}]"
        for column in group.columns
    }


def _values(column: Column, name: str) -> list[Field]:
    match column.inputs:
        case "number":
            return [Field("number", column, _with_unit(name, column.unit))]
        case "pair":
            first, second = column.pair
            return [
                Field("number", column, _with_unit(f"{name}·{first.zh}", column.unit)),
                Field("second", column, f"{name}·{second.zh}"),
            ]
        case "yesno":
            return [Field("choice", column, name, options=tuple(zh for _code, zh, _en in ANSWERS))]
    levels = tuple(level["zh"] for level in column.spec.params.get("levels") or ())
    choice = Field("choice", column, name, options=levels)
    if column.inputs != "rubric":
        return [choice]
    return [choice, Field("comment", column, f"{name}·评定理由")]


def _with_unit(name: str, unit: str) -> str:
    return f"{name}（{unit}）" if unit else name


def option_of(field: Field, code: str) -> str:
    """The Chinese name of a level or an answer; the code itself where it has none."""
    answers = {one: zh for one, zh, _en in ANSWERS}
    levels = {level["code"]: level["zh"] for level in field.column.spec.params.get("levels") or ()}
    return (answers if field.column.inputs == "yesno" else levels).get(code, code)


def bare(text: str) -> str:
    """A heading without blanks, stars and colons; full-width letters are the same as narrow ones."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:").casefold()


def is_number_heading(text: str) -> bool:
    return bare(text) in {bare(heading) for heading in NUMBER_HEADINGS}


def is_name_heading(text: str) -> bool:
    return bare(text) in {bare(heading) for heading in NAME_HEADINGS}
