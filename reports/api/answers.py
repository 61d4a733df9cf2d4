"""The shapes of the answers.

Figures are exact decimals written as text ("96.55"). Months are "2026-03", quarters "2026Q1"; codes are those of the
scheme's terms. Times carry their zone.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import Paginator
from ninja import Schema
from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

Item = TypeVar("Item")


def _text(value: Any) -> Any:
    """A month, a quarter or a term as its code; None and "" stay what they are."""
    return value if value is None else str(value)


def _chinese(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else value.zh


def _figure(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


Code = Annotated[str, BeforeValidator(_text)]
MaybeCode = Annotated[str | None, BeforeValidator(lambda value: _text(value) or None)]
Chinese = Annotated[str, BeforeValidator(_chinese)]
Figure = Annotated[Decimal, PlainSerializer(_figure, return_type=str)]
MaybeFigure = Annotated[Decimal | None, PlainSerializer(_figure, return_type=str | None)]


class Page(Schema, Generic[Item]):
    """One page of a list."""

    count: int = Field(description="How many there are on all pages")
    page: int
    pages: int
    items: list[Item]


def page_of(rows, page: int, size: int, shape: Callable[[Iterable], list], *, count: int | None = None) -> dict:
    """One page of a query, as `Page` prints it. A page that is not there is the nearest one that is."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    found = paginator.get_page(page)
    return {"count": paginator.count, "page": found.number, "pages": paginator.num_pages, "items": shape(found)}


class Problem(Schema):
    """What went wrong, as a sentence."""

    detail: str


class TokenOut(Schema):
    """The token itself."""

    owner: str
    name: str
    scopes: list[str]
    expires_on: dt.date


# --- units and people -----------------------------------------------------------------------------------------------


class UnitOut(Schema):
    code: str
    name: str
    kind: Code
    layer: MaybeCode
    parent: str | None = Field(description="The code of the unit above")
    closed_on: dt.date | None


class PersonOut(Schema):
    employee_number: str
    name: str
    branch: str | None = Field(description="The code of today's unit")
    status: MaybeCode
    post: str


# --- months ---------------------------------------------------------------------------------------------------------


class BoardCellOut(Schema):
    """One month of a branch; `state` is null where there is no sheet."""

    branch: str
    month: Code
    state: MaybeCode
    due: dt.date
    late: bool
    filled: int
    cells: int
    publicity_until: dt.datetime | None
    open_objections: int
    actor: str = Field(description="Who acts next: nobody, time, branch, secretary, department")
    next_step: Chinese


class CellOut(Schema):
    code: str
    value: Chinese = Field(validation_alias="text")
    marks: MaybeFigure
    not_applicable: bool
    explanation: str = Field(validation_alias="zh")


class RowOut(Schema):
    employee_number: str
    name: str
    status: Code
    category: Code
    track: MaybeCode
    total: Figure
    quantitative: Figure = Field(description="Share of the quantitative marks, per cent")
    rank: int | None
    rank_from_bottom: int | None
    tied: int
    n: int
    percentile: MaybeFigure
    z_score: MaybeFigure
    points: Figure
    account: Code
    vetoed: bool
    cells: list[CellOut]


class IndicatorOut(Schema):
    code: str
    name: str
    weight: Figure
    unit: str
    quantitative: bool
    clause: str


class GroupOut(Schema):
    """The people who share a template."""

    template: str = Field(validation_alias="template_code")
    version: int = Field(validation_alias="template_version")
    name: str = Field(validation_alias="template_name")
    category: Code
    indicators: list[IndicatorOut] = Field(validation_alias="columns")
    people: list[RowOut] = Field(validation_alias="rows")


class PoolOut(Schema):
    code: str
    name: Chinese
    n: int
    party: int
    staff: int
    tier: str = Field(validation_alias="tier_span")
    bonus: list[Figure]
    deduction: list[Figure]
    clause: str


class AbsentOut(Schema):
    employee_number: str
    name: str
    kind: str
    reason: str


class MonthOut(Schema):
    """A branch's month. While it is provisional, totals, ranks and points are what the values so far come to."""

    branch: str = Field(validation_alias="branch_code")
    branch_name: str
    month: Code
    state: Code
    revision: int
    provisional: bool
    due: dt.date
    late: bool
    submitted_at: dt.datetime | None
    publicity_until: dt.datetime | None
    settled_at: dt.datetime | None
    pools: list[PoolOut]
    groups: list[GroupOut]
    absent: list[AbsentOut]


# --- points ---------------------------------------------------------------------------------------------------------


class EntryOut(Schema):
    """One line of the ledger."""

    id: int
    employee_number: str
    name: str
    branch: str
    account: Code
    month: Code
    amount: Figure
    kind: Code
    explanation: Chinese
    clause: str
    document_number: str
    posted_at: dt.datetime
    reverses: int | None


class OwnEntryOut(Schema):
    id: int = Field(validation_alias="entry_id")
    account: Code
    month: Code
    amount: Figure
    kind: Code
    explanation: Chinese
    clause: str
    posted_at: dt.datetime


class OwnPointsOut(Schema):
    """One's own year."""

    employee_number: str
    name: str
    year: int
    points: Figure
    staff_points: Figure
    balance: MaybeFigure
    star: int | None
    points_to_next: MaybeFigure
    example: bool = Field(description="The star rules are an example that the company has not adopted")
    entries: list[OwnEntryOut]


# --- quarters and the year ------------------------------------------------------------------------------------------


class PersonQuarterOut(Schema):
    position: int
    employee_number: str
    name: str
    status: Code
    category: Code
    months_taken: int
    score: Figure
    percentile: MaybeFigure
    z_score: MaybeFigure
    bonus: Figure
    deduction: Figure
    adjustment: Figure
    net: Figure
    months_first: int
    vetoed: bool


class ReportOut(Schema):
    """A branch's quarter report."""

    branch: str
    branch_name: str
    quarter: str
    state: str
    version: int
    due: dt.date
    late: bool
    submitted_at: dt.datetime | None
    accepted_at: dt.datetime | None
    people: list[PersonQuarterOut]


class RollupRowOut(PersonQuarterOut):
    branch: str = Field(validation_alias="branch_code")
    branch_name: str
    nomination: int | None = Field(validation_alias="nomination_id")
    picked: bool
    approved: bool | None
    remark: str
    serial: str


class FilingOut(Schema):
    branch: str = Field(validation_alias="branch_code")
    branch_name: str
    state: MaybeCode
    submitted_at: dt.datetime | None
    late: bool


class RollupOut(Schema):
    """The company's quarter: how far it is, and who has filed."""

    quarter: Code
    state: Code
    decision_date: dt.date | None
    minutes_number: str
    filings: list[FilingOut]


class WonOut(Schema):
    quarter: Code
    category: Code

    @model_validator(mode="before")
    @classmethod
    def of_pair(cls, pair):
        quarter, category = pair
        return {"quarter": quarter, "category": category}


class YearRowOut(Schema):
    employee_number: str
    name: str
    branch_name: str
    quarters: int
    months_taken: int
    score: Figure
    bonus: Figure
    deduction: Figure
    adjustment: Figure
    net: Figure
    months_first: int
    titles: list[WonOut]


# --- titles ---------------------------------------------------------------------------------------------------------


class TitleOut(Schema):
    serial: str
    name: str
    branch_name: str
    category: Code
    quarter: Code
    citation: str
    conferred_on: dt.date
