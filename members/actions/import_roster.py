"""Writing an imported roster, all of it or nothing."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from flagship.actions.audit import record
from flagship.moves import Refused
from flagship.workbooks.tables import Row
from members.actions.people import change_details, change_status, transfer
from members.models import BranchMembership, Member, StatusPeriod, User
from members.roster.plan import Change, RosterPlan, plan_roster
from members.roster.rows import Line


@transaction.atomic
def import_roster(*, rows: Iterable[Row], effective: dt.date, by) -> RosterPlan:
    """Make the plan again, against the roster as it is now, and carry it out. Raises Refused when it has problems.

    Running the same rows twice changes nothing the second time.
    """
    plan = plan_roster(rows, effective=effective, by=by)
    if plan.problems:
        raise Refused(_("The workbook has problems that must be corrected first; nothing was stored."))
    _add(plan.new, effective)
    for change in plan.changed:
        _carry_out(change, effective, by)
    record("import_roster", str(effective), by=by, new=len(plan.new), changed=len(plan.changed), same=plan.same)
    return plan


def _add(lines: Iterable[Line], effective: dt.date) -> None:
    lines = list(lines)
    numbers = [line.employee_number for line in lines]
    waiting = {user.username: user for user in User.objects.filter(username__in=numbers, member=None)}
    people = Member.objects.bulk_create(
        Member(
            employee_number=line.employee_number,
            name=line.name,
            post=line.post,
            layer=line.layer,
            user=waiting.get(line.employee_number),
        )
        for line in lines
    )
    pairs = list(zip(people, lines, strict=True))
    BranchMembership.objects.bulk_create(
        BranchMembership(member=member, branch=line.branch, since=line.since or effective) for member, line in pairs
    )
    StatusPeriod.objects.bulk_create(
        StatusPeriod(member=member, status=line.status, since=line.since or effective) for member, line in pairs
    )


def _carry_out(change: Change, effective: dt.date, by) -> None:
    line, member = change.line, change.known.member
    day = line.since or effective
    if change.columns & {"name", "post", "layer"}:
        change_details(
            member=member, name=line.name, post=line.post or member.post, layer=line.layer or member.layer, by=by
        )
    if "branch" in change.columns:
        transfer(member=member, branch=line.branch, on=day, by=by)
    if "status" in change.columns:
        change_status(member=member, status=line.status, since=day, by=by)
