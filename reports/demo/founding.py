"""Before the first month: the tree, the accounts, the roster, the programme."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from branches.actions.tree import plant, rename
from branches.models import Branch
from flagship.actions.programme import add_tiers, open_year, set_policies
from flagship.categories import Account, BranchKind
from flagship.models import CalendarDay
from flagship.periods import Month
from flagship.permissions import Role
from flagship.policies import TierRow, Tiers
from flagship.workbooks.tables import Row
from members.actions.accounts import change_password, create_account
from members.actions.appointments import appoint
from members.actions.import_roster import import_roster
from members.actions.people import exempt
from members.models import User
from reports.demo.accounts import PASSWORD, WITH_PASSWORD
from reports.demo.agenda import Event
from reports.demo.company import (
    ADMIN,
    AUDITOR,
    GENERAL_SECRETARY,
    OFFICER,
    RECORDER,
    SECOND_OFFICER,
    Company,
)
from reports.demo.holidays import calendar_days
from reports.demo.people import Person
from reports.demo.units import COMPANY, GENERAL_BRANCH

COMPANY_OFFICES = {
    OFFICER: Role.DEPARTMENT,
    SECOND_OFFICER: Role.DEPARTMENT,
    RECORDER: Role.COMMITTEE,
    AUDITOR: Role.AUDITOR,
}
_WITHOUT_OFFICE = ("1203", "1208", "1918")  # who has an account all the same

# The company's own 《员工积分制管理积分标准》 is not known; these figures are invented like everything here.
STAFF_TIERS = Tiers(
    (
        TierRow(1, 9, (Decimal(2), Decimal(1)), ()),
        TierRow(10, 30, (Decimal(3), Decimal(2), Decimal(1)), ()),
        TierRow(31, None, (Decimal(3), Decimal(2), Decimal(1)), (Decimal(1),)),
    )
)


def founding(company: Company) -> Iterator[Event]:
    """The company is there a working week before its first month."""
    begins = company.days.nth(company.months[0] - 1, 14, 9, "founding")
    yield Event(begins, lambda now: found(company, now))
    for year in company.years[1:]:
        yield Event(
            company.days.nth(Month(year - 1, 12), 8, 10, "programme"),
            lambda now, year=year: set_up_year(company, year),
        )


def found(company: Company, now: dt.datetime) -> None:
    admin = User.objects.create_superuser(ADMIN, "系统管理员", PASSWORD)
    _plant_tree(company, admin)
    since = now.date().replace(month=1, day=1)
    numbers = [number for number in COMPANY_OFFICES if number in company.people]
    _accounts(company, numbers, admin)
    root = Branch.objects.root()
    for number in numbers:
        appoint(user=company.user(number), role=COMPANY_OFFICES[number], branch=root, since=since, by=admin)
    CalendarDay.objects.bulk_create(
        CalendarDay(date=day, working=working, note=note) for day, working, note in calendar_days()
    )
    set_up_year(company, company.years[0])
    import_roster(rows=map(_row, company.people.values()), effective=now.date(), by=company.officer)
    _branch_offices(company, since, admin)
    for person in company.people.values():
        if person.exempt:
            member = company.member(person.number)
            exempt(
                member=member,
                from_month=company.months[0],
                until_month=None,
                reason=person.exempt,
                by=company.officer,
            )
    for number in WITH_PASSWORD:
        if number != ADMIN and number in company.people:
            change_password(user=company.user(number), password=PASSWORD)


def set_up_year(company: Company, year: int) -> None:
    """The standard, the first question of a programme answered, and for the newest year a table for the staff."""
    officer = company.officer
    programme = open_year(year=year, by=officer)
    set_policies(programme=programme, policy=programme.policy, by=officer)
    if year == company.last.year:
        add_tiers(
            programme=programme,
            account=Account.STAFF,
            valid_from=Month(year, 1),
            tiers=STAFF_TIERS,
            note="《员工积分制管理积分标准》",
            by=officer,
        )
    company.forget("programmes")


def _plant_tree(company: Company, admin: User) -> None:
    root = Branch.objects.root()
    rename(branch=root, name=COMPANY, layer="", by=admin)
    code, name = GENERAL_BRANCH
    general = plant(code=code, name=name, kind=BranchKind.GENERAL_BRANCH, parent=root, by=admin)
    for unit in company.units:
        plant(
            code=unit.code,
            name=unit.name,
            kind=BranchKind.BRANCH,
            parent=general if unit.below_general else root,
            layer=unit.layer,
            by=admin,
        )


def _row(person: Person) -> Row:
    cells = {
        "employee_number": person.number,
        "name": person.name,
        "branch": person.unit.code,
        "status": str(person.status),
        "post": person.post,
        "since": person.since.isoformat(),
    }
    return Row(int(person.number), cells)


def _accounts(company: Company, numbers: list[str], admin: User) -> None:
    for number in numbers:
        create_account(username=number, name=company.people[number].name, by=admin)
    company.forget("_users")


def _branch_offices(company: Company, since: dt.date, admin: User) -> None:
    held = [
        (f"{unit.number}{place}", role, unit.code)
        for unit in company.units
        for place, role in (("01", Role.SECRETARY), ("02", Role.CLERK))
    ]
    if GENERAL_SECRETARY in company.people:
        held.append((GENERAL_SECRETARY, Role.SECRETARY, GENERAL_BRANCH[0]))
    numbers = [number for number, _role, _code in held]
    _accounts(company, numbers + [number for number in _WITHOUT_OFFICE if number in company.people], admin)
    for number, role, code in held:
        appoint(user=company.user(number), role=role, branch=company.branches[code], since=since, by=admin)
