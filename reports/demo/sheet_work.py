"""What a branch does with a month's sheet, each by the person whose work it is."""

import datetime as dt
from collections.abc import Callable, Collection

from flagship.models import Indicator
from flagship.moves import Refused
from flagship.periods import Month
from members.models import User
from reports.demo.company import Company
from reports.demo.dice import dice
from reports.demo.files import prove
from reports.demo.units import Unit
from reports.demo.values import entries_of
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import excuse
from scoring.actions.settle import settle
from scoring.actions.submit import NotReady, submit
from scoring.models import MonthSheet, Participant
from scoring.rules.entries import Entry
from scoring.states import MeetingKind

_EXCUSES = (
    "参加集团公司脱产培训，全月不在岗",
    "病假，已提交诊断证明",
    "借调集团公司专项工作组",
    "产假",
    "外派用户现场技术服务，由项目部考核",
    "工伤休养",
    "参加省属企业业务交流，脱岗半月以上",
)
_TIED = "同分人员各项数据经业务部门复核无误，支委会研究同意按并列名次加扣分。"
_ASSEMBLY_MONTHS = (3, 6, 9, 12)  # the results of a quarter's last month go before the whole branch

Change = Callable[[list[Entry]], list[Entry]]


def excuse_some(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    """A few people could not take part; secretaries answer for the sheet and are not among them."""
    sheet = company.sheet(unit, month)
    for row in sheet.participants.ranked().select_related("member", "sheet__branch"):
        number = row.member.employee_number
        chance = dice("excused", number, month)
        if chance.random() < 0.022 and not number.endswith("01"):
            excuse(participant=row, reason=chance.choice(_EXCUSES), by=company.secretary(unit), now=now)


def fill(
    company: Company,
    unit: Unit,
    month: Month,
    now: dt.datetime,
    *,
    share: float = 1.0,
    blank: Collection[tuple[str, str]] = (),
    change: Change | None = None,
) -> None:
    """Type in the values of a share of the people, all but the cells to be left `blank`."""
    sheet = company.sheet(unit, month)
    entries = _entries(company, unit, month, sheet, share)
    if change:
        entries = change(entries)
    entries = [entry for entry in entries if (entry.employee_number, entry.indicator_code) not in blank]
    type_in(company, unit, sheet, entries, now)


def type_in(company: Company, unit: Unit, sheet: MonthSheet, entries: list[Entry], now: dt.datetime) -> None:
    """The clerk types; nobody enters their own judgement marks, so the clerk's row is the secretary's work."""
    clerk = company.clerk(unit)
    for user, mine in ((clerk, False), (company.secretary(unit), True)):
        chosen = [entry for entry in entries if (entry.employee_number == clerk.username) is mine]
        if chosen:
            enter_values(sheet=sheet, entries=chosen, by=user, now=now)
    prove(sheet, by=clerk, now=now)


def _entries(company: Company, unit: Unit, month: Month, sheet: MonthSheet, share: float) -> list[Entry]:
    rows: list[Participant] = list(sheet.participants.ranked().select_related("member"))
    indicators: dict[int, list[Indicator]] = {}
    for indicator in Indicator.objects.filter(template__in={row.template_id for row in rows}).order_by("position"):
        indicators.setdefault(indicator.template_id, []).append(indicator)
    return [
        entry
        for row in rows[: round(len(rows) * share)]
        for entry in entries_of(
            row,
            indicators[row.template_id],
            ability=company.ability(row.member.employee_number),
            unit_code=unit.code,
            month=month,
        )
    ]


def submit_sheet(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    """The secretary submits, with a reason where ties need one."""
    sheet, secretary = company.sheet(unit, month), company.secretary(unit)
    try:
        submit(sheet=sheet, by=secretary, now=now)
    except NotReady:
        raise
    except Refused:
        submit(sheet=sheet, by=secretary, over_places_reason=_TIED, now=now)


def settle_sheet(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    """The branch committee, or every third month the assembly, has met; the secretary settles."""
    kind = MeetingKind.ASSEMBLY if month.number in _ASSEMBLY_MONTHS else MeetingKind.COMMITTEE
    settle(
        sheet=company.sheet(unit, month),
        meeting_kind=kind,
        meeting_date=now.date(),
        by=company.secretary(unit),
        now=now,
    )


def best_of(company: Company, unit: Unit, month: Month):
    """The standing of the best Party member of a settled month who holds no office in the branch, and their person."""
    revision = company.sheet(unit, month).current_revision
    standings = revision.standings.filter(points__gt=0).select_related("member").order_by("rank", "pk")
    return next(one for one in standings if one.status.is_party and not _holds_office(one.member, company, unit))


def _holds_office(member, company: Company, unit: Unit) -> bool:
    officers: tuple[User, ...] = (company.secretary(unit), company.clerk(unit))
    return member.employee_number in {user.username for user in officers}
