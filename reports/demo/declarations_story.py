"""Who declares what and when (五（一）); who comes, goes, changes and is admitted."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus
from flagship.periods import Month
from members.actions.declare import Entry, accept_declaration, declare, declare_many, return_declaration
from members.actions.people import add_person, change_status, leave, transfer
from members.models import Declaration, Member
from members.states import DeclarationState
from reports.demo.agenda import Event
from reports.demo.company import Company
from reports.demo.goals import goal_of
from reports.demo.people import ADMITTED, BECOMES_FULL
from reports.demo.units import Unit, unit_of

TRANSFERRED, TO = "1418", "jishu"
CHANGES_CATEGORY = "1608"
LEAVES = "1913"
ARRIVES = ("1319", "柳依然", "工艺工程师")
WAITS, RETURNED = "1232", "1923"


def declarations(company: Company) -> Iterator[Event]:
    """Every year everybody declares; the branch types it in and the secretary, or the Department, accepts."""
    days = company.days
    for year in company.years:
        january = Month(year, 1)
        for unit in company.units:
            if january <= company.months[0]:
                first, handed_in = company.months[0], days.nth(company.months[0] - 1, 16, 10, unit.code)
            else:
                first, handed_in = january, days.nth(january, 3, 10, unit.code)
            yield Event(handed_in, partial(_hand_in, company, unit, first))
            yield Event(days.later(handed_in, 2, 15, unit.code), partial(_accept_waiting, company, unit))


def changes(company: Company) -> Iterator[Event]:
    """What happens to people meanwhile."""
    months, days = company.months, company.days
    for number, place in (ADMITTED | BECOMES_FULL).items():
        full = number in BECOMES_FULL
        if number not in company.people or place >= company.length:
            continue
        status = PoliticalStatus.PARTY if full else PoliticalStatus.PROBATIONARY
        yield Event(days.nth(months[place], 14, 9, number), partial(_status, company, number, status))
        if full:
            admitted = days.nth(months[0] - 1, 15, 9, number)
            yield Event(admitted, partial(_status, company, number, PoliticalStatus.PROBATIONARY))
    middle = months[company.length // 2]
    if {"jidian", TO} <= company.branches_told:
        yield Event(days.nth(middle, 15, 9, TRANSFERRED), partial(_move_house, company, middle))
    if CHANGES_CATEGORY in company.people:
        yield Event(days.nth(middle + 1, 2, 11, "change"), partial(_change_category, company, middle + 1))
    if LEAVES in company.people:
        yield Event(days.nth(middle + 2, 17, 9, LEAVES), partial(_go, company))
    if TO in company.branches_told:
        yield Event(days.nth(company.last, 5, 9, "arrival"), partial(_arrive, company))
    recently = days.last_before(company.today, 9, "recently")
    for number in (WAITS, RETURNED):
        if number in company.people:
            yield Event(recently, partial(_outsider_declares, company, number))


def entry_of(company: Company, member: Member, first: Month) -> Entry:
    """What a person declares from a month on."""
    flag = company.flags[member.employee_number]
    goal, steps = goal_of(member.employee_number, flag, first.year)
    return Entry(member=member, category=flag[0], track=flag[1], goal=goal, next_steps=steps, from_month=first)


def _hand_in(company: Company, unit: Unit, first: Month, now: dt.datetime) -> None:
    present = Member.objects.of(company.branches[unit.code], on=now.date())
    entries = [entry_of(company, member, first) for member in present if member.employee_number in company.flags]
    declare_many(entries=entries, by=company.clerk(unit), now=now)


def _accept_waiting(company: Company, unit: Unit, now: dt.datetime) -> None:
    waiting = Declaration.objects.filter(branch__code=unit.code, state=DeclarationState.SUBMITTED)
    for declaration in waiting.select_related("member", "branch").order_by("member__employee_number"):
        _accept(company, unit, declaration, now)


def _accept(company: Company, unit: Unit, declaration: Declaration, now: dt.datetime) -> None:
    secretary = company.secretary(unit)
    own = declaration.member == secretary.person
    accept_declaration(declaration=declaration, by=company.officer if own else secretary, now=now)


def _status(company: Company, number: str, status: PoliticalStatus, now: dt.datetime) -> None:
    change_status(member=company.member(number), status=status, since=now.date(), by=company.officer)


def _move_house(company: Company, month: Month, now: dt.datetime) -> None:
    """After the 15th: this month is assessed where the person was, the next one in the new branch."""
    member, unit = company.member(TRANSFERRED), unit_of(TO)
    transfer(member=member, branch=company.branches[TO], on=now.date(), by=company.officer)
    company.flags[TRANSFERRED] = (FlagCategory.INNOVATION, InnovationTrack.TECHNICAL)
    declaration = declare(entry=entry_of(company, member, month + 1), by=company.clerk(unit), now=now)
    _accept(company, unit, declaration, now)


def _change_category(company: Company, month: Month, now: dt.datetime) -> None:
    company.flags[CHANGES_CATEGORY] = (FlagCategory.SAFETY, "")
    unit, member = company.people[CHANGES_CATEGORY].unit, company.member(CHANGES_CATEGORY)
    declaration = declare(entry=entry_of(company, member, month), by=company.clerk(unit), now=now)
    _accept(company, unit, declaration, now)


def _go(company: Company, now: dt.datetime) -> None:
    leave(member=company.member(LEAVES), on=now.date(), by=company.officer)


def _arrive(company: Company, now: dt.datetime) -> None:
    """Somebody new, who has not declared yet when the month is over."""
    number, name, post = ARRIVES
    add_person(
        employee_number=number,
        name=name,
        post=post,
        branch=company.branches[TO],
        status=PoliticalStatus.PARTY,
        since=now.date(),
        by=company.officer,
    )


def _outsider_declares(company: Company, number: str, now: dt.datetime) -> None:
    """A non-Party employee wants to take part: one waits for the secretary, one is asked to be more precise."""
    unit, member = company.people[number].unit, company.member(number)
    company.flags[number] = (FlagCategory.MARKETING if unit.code == "shichang" else FlagCategory.SERVICE, "")
    declaration = declare(entry=entry_of(company, member, Month.of(now)), by=company.clerk(unit), now=now)
    if number == RETURNED:
        reason = "目标请结合本岗位写具体，补充可以量化的数字后再报。"
        return_declaration(declaration=declaration, reason=reason, by=company.secretary(unit), now=now)
