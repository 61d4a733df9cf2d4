"""People of the roster: added, transferred, changed in status, gone, exempted. Every change begins on a day."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.actions.audit import record
from flagship.categories import BranchKind, PoliticalStatus, WorkLayer
from flagship.moves import Refused
from flagship.periods import Month
from members.models import BranchMembership, Exemption, Member, StatusPeriod, User
from members.roster.rows import number_problem


@transaction.atomic
def add_person(
    *,
    employee_number: str,
    name: str,
    branch: Branch,
    status: PoliticalStatus,
    since: dt.date,
    post: str = "",
    layer: WorkLayer | str = "",
    by,
) -> Member:
    """A new person of a branch from a day on. An account of the same number becomes theirs.

    Raises Refused when the number is taken or the unit takes no people.
    """
    _refuse_unit(branch)
    if problem := number_problem(employee_number):
        raise Refused(problem)
    if Member.objects.filter(employee_number=employee_number).exists():
        raise Refused(_("There is already a person with the employee number %(number)s.") % {"number": employee_number})
    member = Member(employee_number=employee_number, name=name, post=post, layer=layer)
    member.user = User.objects.filter(username=employee_number, member=None).first()
    try:
        member.full_clean()
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    member.save()
    BranchMembership.objects.create(member=member, branch=branch, since=since)
    StatusPeriod.objects.create(member=member, status=status, since=since)
    record("add_person", employee_number, by=by, branch=branch.code, since=str(since), status=str(status))
    return member


@transaction.atomic
def change_details(*, member: Member, name: str, post: str, layer: WorkLayer | str, by) -> None:
    """Name, post and layer, which have no dates: sheets that were submitted keep what they froze."""
    member.name, member.post, member.layer = name, post, layer
    member.save(update_fields=["name", "post", "layer"])
    if member.user_id:
        User.objects.filter(pk=member.user_id).update(name=name)
    record("change_details", member.employee_number, by=by)


@transaction.atomic
def transfer(*, member: Member, branch: Branch, on: dt.date, by) -> None:
    """The person belongs to another branch from a day on.

    A transfer on the day the present membership began corrects it. Raises Refused when a later one is recorded.
    """
    _refuse_unit(branch)
    last = _last_membership(member)
    if last and last.until is None and last.branch_id == branch.pk:
        raise Refused(_("%(name)s belongs to %(branch)s already.") % {"name": member.name, "branch": branch.name})
    _refuse_before(member, last, on)
    if last and last.since == on:
        last.branch, last.until = branch, None
        last.save(update_fields=["branch", "until"])
    else:
        _close(last, on)
        BranchMembership.objects.create(member=member, branch=branch, since=on)
    record("transfer", member.employee_number, by=by, to=branch.code, on=str(on))


@transaction.atomic
def leave(*, member: Member, on: dt.date, by) -> None:
    """The person belongs to no branch from a day on (left the company). Nothing of them is deleted."""
    last = _last_membership(member)
    if last is None or last.until is not None:
        raise Refused(_("%(name)s belongs to no branch.") % {"name": member.name})
    if on <= last.since:
        raise Refused(
            _("%(name)s has belonged to %(branch)s since %(day)s; choose a later day.")
            % {"name": member.name, "branch": last.branch.name, "day": last.since}
        )
    _close(last, on)
    record("leave", member.employee_number, by=by, on=str(on))


@transaction.atomic
def change_status(*, member: Member, status: PoliticalStatus, since: dt.date, by) -> None:
    """Another political status from a day on; on the day a status began it corrects it."""
    Member.objects.select_for_update().get(pk=member.pk)
    last = member.status_periods.order_by("-since").first()
    if last and last.since > since:
        raise Refused(
            _("A later change of status, on %(day)s, is recorded for %(name)s; choose a day after it.")
            % {"name": member.name, "day": last.since}
        )
    if last and last.status is status:
        raise Refused(_("%(name)s has this status already.") % {"name": member.name})
    StatusPeriod.objects.update_or_create(member=member, since=since, defaults={"status": status})
    record("change_status", member.employee_number, by=by, status=str(status), since=str(since))


@transaction.atomic
def exempt(*, member: Member, from_month: Month, until_month: Month | None, reason: str, by) -> Exemption:
    """The Department exempts a person from taking part. Raises Refused for one's own, or without a reason."""
    if member == by.person:
        raise Refused(_("Nobody exempts themselves."))
    if not reason.strip():
        raise Refused(_("Write down why %(name)s is exempted.") % {"name": member.name})
    if until_month and until_month < from_month:
        raise Refused(_("The last month must not lie before the first."))
    exemption = Exemption.objects.create(
        member=member, from_month=from_month, until_month=until_month, reason=reason.strip(), by=by, at=clock.now()
    )
    record("exempt", member.employee_number, by=by, since=str(from_month), until=str(until_month or ""))
    return exemption


@transaction.atomic
def end_exemption(*, exemption: Exemption, last_month: Month, by) -> None:
    """The exemption ends with a month."""
    if last_month < exemption.from_month:
        raise Refused(_("The last month must not lie before the first."))
    exemption.until_month = last_month
    exemption.save(update_fields=["until_month"])
    record("end_exemption", exemption.member.employee_number, by=by, until=str(last_month))


def _refuse_unit(branch: Branch) -> None:
    if branch.closed_on:
        raise Refused(_("%(branch)s is closed.") % {"branch": branch.name})
    if branch.kind is not BranchKind.BRANCH:
        raise Refused(_("%(branch)s is no Party branch; people belong to Party branches.") % {"branch": branch.name})


def _last_membership(member: Member) -> BranchMembership | None:
    Member.objects.select_for_update().get(pk=member.pk)  # two changes of one person wait for each other
    return member.memberships.order_by("-since").select_related("branch").first()


def _refuse_before(member: Member, last: BranchMembership | None, on: dt.date) -> None:
    if last and on < last.since:
        raise Refused(
            _("%(name)s has belonged to %(branch)s since %(day)s; choose that day or a later one.")
            % {"name": member.name, "branch": last.branch.name, "day": last.since}
        )
    if last and last.until and on < last.until:
        raise Refused(
            _("%(name)s belonged to %(branch)s until %(day)s; choose that day or a later one.")
            % {"name": member.name, "branch": last.branch.name, "day": last.until}
        )


def _close(membership: BranchMembership | None, on: dt.date) -> None:
    if membership and membership.until is None:
        membership.until = on
        membership.save(update_fields=["until"])
