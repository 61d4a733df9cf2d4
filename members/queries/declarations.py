"""Who has declared what for a year, and who has not."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flagship.categories import PoliticalStatus
from flagship.periods import Month
from flagship.permissions import Permission, Role
from members.models import Appointment, Declaration, Exemption, Member
from members.moves import falls_to
from members.queries.people import with_today
from members.states import DeclarationState

UNDECLARED, EXEMPT, VOLUNTARY = "undeclared", "exempt", "voluntary"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person and where their declaration stands.

    `state` is a DeclarationState of the newest declaration of the year, or `undeclared` (must and has not), `exempt`,
    `voluntary` (a non-Party person who has not). `in_force` counts this month, `newest` is what was handed in last.
    """

    member: Member
    state: str
    in_force: Declaration | None
    newest: Declaration | None
    exemption: Exemption | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The people of a reach, those who must act first."""

    lines: tuple[PersonLine, ...]

    @property
    def counts(self) -> Counter:
        return Counter(str(line.state) for line in self.lines)

    def of(self, state: str) -> tuple[PersonLine, ...]:
        return tuple(line for line in self.lines if str(line.state) == state)


def declaration_overview(user, *, year: int, day: dt.date, branch=None) -> Overview:
    """Everybody who belongs on a day to the branches the user may see, or to one of them. Four queries."""
    reach = user.reach(Permission.VIEW_DECLARATION).q("memberships__branch")
    people = Member.objects.in_branches(reach, on=day)
    if branch is not None:
        people = people.filter(pk__in=Member.objects.of(branch, on=day).values("pk"))
    members = list(with_today(people, day=day))
    month = min(max(Month.of(day), Month(year, 1)), Month(year, 12))
    newest, in_force = _declarations(members, year, month)
    exempt = {e.member_id: e for e in Exemption.objects.filter(member__in=members) if e.covers(month)}
    lines = [
        PersonLine(
            member=member,
            state=_state(member, newest.get(member.pk), exempt.get(member.pk)),
            in_force=in_force.get(member.pk),
            newest=newest.get(member.pk),
            exemption=exempt.get(member.pk),
        )
        for member in members
    ]
    return Overview(tuple(sorted(lines, key=_urgency)))


def decided_by(user, declarations: Iterable[Declaration], *, day: dt.date) -> set[int]:
    """Which of the waiting declarations this user is the one to decide on, by id. One query."""
    reach = user.reach(Permission.DECIDE_DECLARATION)
    secretaries: dict[int, set[int]] = {}
    for branch, holder in Appointment.objects.in_office(day).filter(role=Role.SECRETARY).values_list("branch", "user"):
        secretaries.setdefault(branch, set()).add(holder)
    return {
        declaration.pk
        for declaration in declarations
        if declaration.state is DeclarationState.SUBMITTED
        and reach.covers(declaration.branch)
        and declaration.member.user_id != user.pk
        and falls_to(user.pk, declaration, secretaries.get(declaration.branch_id, set()))
    }


def _declarations(members: list[Member], year: int, month: Month) -> tuple[dict, dict]:
    """By person: what was handed in last, and what counts in the month (see `DeclarationQuerySet.in_force`)."""
    newest, in_force = {}, {}
    found = Declaration.objects.filter(member__in=members, programme__year=year).select_related("branch", "member")
    for declaration in found.order_by("pk"):
        newest[declaration.member_id] = declaration
        if declaration.state is not DeclarationState.ACCEPTED or declaration.from_month > month:
            continue
        before = in_force.get(declaration.member_id)
        if before is None or before.from_month <= declaration.from_month:
            in_force[declaration.member_id] = declaration
    return newest, in_force


def _state(member: Member, newest: Declaration | None, exemption: Exemption | None) -> str:
    if newest is not None:
        return newest.state
    if exemption is not None:
        return EXEMPT
    return VOLUNTARY if member.status_today is PoliticalStatus.NON_PARTY else UNDECLARED


_ORDER = [
    DeclarationState.SUBMITTED.value,
    UNDECLARED,
    DeclarationState.RETURNED.value,
    DeclarationState.DRAFT.value,
    DeclarationState.ACCEPTED.value,
    VOLUNTARY,
    EXEMPT,
]


def _urgency(line: PersonLine) -> tuple:
    branch = line.member.branch_today
    return _ORDER.index(str(line.state)), branch.path if branch else "", line.member.employee_number
