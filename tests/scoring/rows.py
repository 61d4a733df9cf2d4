"""Months for tests. March 2026 is entered on Thursday 2 April; its publicity ends with Tuesday 7 April."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.models import Indicator, IndicatorTemplate
from flagship.periods import TZ, Month
from flagship.states import TemplateState
from members.models import Member
from scoring.actions.enter_values import enter_values
from scoring.actions.open_month import open_month
from scoring.actions.settle import settle
from scoring.actions.submit import submit
from scoring.models import MonthSheet, PointsEntry
from scoring.rules.entries import Entry
from scoring.states import MeetingKind
from tests.factories import DeclarationFactory, MemberFactory

MARCH = Month(2026, 3)
ENTRY = dt.datetime(2026, 4, 2, 9, 0, tzinfo=TZ)
IN_PUBLICITY = dt.datetime(2026, 4, 3, 9, 0, tzinfo=TZ)
SETTLED = dt.datetime(2026, 4, 8, 9, 0, tzinfo=TZ)
MEETING = dt.date(2026, 4, 7)

RUBRIC = {
    "levels": [
        {"code": "good", "zh": "好", "en": "Good", "marks": "30"},
        {"code": "fair", "zh": "较好", "en": "Fair", "marks": "20"},
        {"code": "poor", "zh": "一般", "en": "Poor", "marks": "10"},
    ]
}


def simple_template(category: FlagCategory = FlagCategory.SAFETY, **columns) -> IndicatorTemplate:
    """One indicator worth 100: the completion of a target of 100, so that the value typed is the total."""
    rows = [("output", "生产指标完成率", "%", 100, True, "ratio", {"target": "100"})]
    return published(category, rows, **{"code": f"simple-{category}"} | columns)


def full_template(category: FlagCategory = FlagCategory.SAFETY, **columns) -> IndicatorTemplate:
    """Completion of 100 worth 60, deduction of 2 per incident from 10, and a judgement worth 30."""
    rows = [
        ("output", "生产指标完成率", "%", 60, True, "ratio", {"target": "100"}),
        ("breach", "个人违章", "次", 10, True, "deduction", {"rate": "2"}),
        ("attitude", "担当作为", "", 30, False, "rubric", RUBRIC),
    ]
    return published(category, rows, **{"code": f"full-{category}"} | columns)


def published(category: FlagCategory, rows, *, cap: Decimal | None = None, **columns) -> IndicatorTemplate:
    """A published template with a line of each row: code, name, unit, weight, quantitative, formula, parameters."""
    # Its validity begins after that of the shipped templates, so that it is the one that counts.
    columns = {"name": category.zh, "state": TemplateState.PUBLISHED, "valid_from": Month(2026, 1)} | columns
    template = IndicatorTemplate(category=category, **columns)
    state, template.state = template.state, TemplateState.DRAFT
    template.save()
    Indicator.objects.bulk_create(
        Indicator(
            template=template,
            position=position,
            code=code,
            name=name,
            unit=unit,
            weight=Decimal(weight),
            quantitative=quantitative,
            formula=formula,
            params=params,
            cap=cap,
            clause="四（二）6",
        )
        for position, (code, name, unit, weight, quantitative, formula, params) in enumerate(rows, start=1)
    )
    IndicatorTemplate.objects.filter(pk=template.pk).update(state=state)
    template.state = state
    return template


def people(
    branch,
    count: int,
    *,
    category: FlagCategory = FlagCategory.SAFETY,
    status: PoliticalStatus = PoliticalStatus.PARTY,
    prefix: str = "p",
    account: bool = False,
) -> list[Member]:
    """So many declared people of a branch: p01, p02, …"""
    found = [
        MemberFactory(
            employee_number=f"{prefix}{number:02}",
            name=f"{prefix}{number:02}",
            branch=branch,
            status=status,
            account=account,
        )
        for number in range(1, count + 1)
    ]
    for member in found:
        DeclarationFactory(member=member, branch=branch, category=category)
    return found


def declare(*members: Member, category: FlagCategory = FlagCategory.SAFETY) -> None:
    for member in members:
        DeclarationFactory(member=member, branch=member.branch, category=category)


def open_sheet(branch, month: Month = MARCH, now: dt.datetime = ENTRY) -> MonthSheet:
    open_month(month=month, now=now)
    return MonthSheet.objects.get(branch=branch, month=month)


def fill(sheet: MonthSheet, totals: Mapping[str, str], *, by, code: str = "output") -> None:
    """Type the totals of people under the simple template, by employee number."""
    enter_values(
        sheet=sheet, entries=[Entry(number, code, number=total) for number, total in totals.items()], by=by, now=ENTRY
    )


def submitted(sheet: MonthSheet, *, by, now: dt.datetime = ENTRY, **given) -> MonthSheet:
    submit(sheet=sheet, by=by, now=now, **given)
    return sheet


def settled(sheet: MonthSheet, *, by, now: dt.datetime = SETTLED, meeting: dt.date = MEETING) -> MonthSheet:
    settle(sheet=sheet, meeting_kind=MeetingKind.COMMITTEE, meeting_date=meeting, by=by, now=now)
    return sheet


def ledger(**filters) -> dict[str, Decimal]:
    """The points of each person by employee number, those with a balance of zero left out."""
    balances: dict[str, Decimal] = {}
    for entry in PointsEntry.objects.filter(**filters).select_related("member"):
        number = entry.member.employee_number
        balances[number] = balances.get(number, Decimal(0)) + entry.amount
    return {number: balance for number, balance in balances.items() if balance}
