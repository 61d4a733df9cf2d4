"""The policies, tier tables and working days that a month is assessed by."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from branches.models import BranchPlan
from flagship.categories import Account
from flagship.models import CalendarDay, Programme, TierTable
from flagship.moves import Refused
from flagship.policies import Policy, Tiers
from scoring.models import MonthSheet
from scoring.rules import WorkCalendar

_NO_TIERS = Tiers(())


@dataclass(frozen=True, slots=True)
class MonthRules:
    """What the company decided, as it is in force for one branch and month."""

    policy: Policy
    policy_version: int
    tiers: Tiers
    staff_tiers: Tiers | None


def rules_in_force(sheet: MonthSheet) -> MonthRules:
    """The rules of the assessed month, for late sheets and new revisions too.

    A month that was submitted before keeps the policies of its first revision; tier tables go by their month of
    validity. The branch's plan may set the pool where the programme allows it. Raises Refused without a programme.
    """
    first = sheet.revisions.order_by("number").values("policy", "policy_version").first()
    if first:
        policy, version = Policy.from_json(first["policy"]), first["policy_version"]
    else:
        policy, version = _policy_of_the_month(sheet)
    return MonthRules(
        policy=policy,
        policy_version=version,
        tiers=TierTable.objects.in_force(sheet.month, Account.STAR) or _NO_TIERS,
        staff_tiers=TierTable.objects.in_force(sheet.month, Account.STAFF),
    )


def work_calendar() -> WorkCalendar:
    """Monday to Friday with the holidays and make-up days that were entered."""
    return WorkCalendar.of(CalendarDay.objects.values_list("date", "working"))


def programme_of(year: int) -> Programme:
    """The programme of a year; Refused with a sentence when there is none."""
    programme = Programme.objects.filter(year=year).first()
    if programme is None:
        raise Refused(_("There is no programme for %(year)s yet; the Department sets it up first.") % {"year": year})
    return programme


def _policy_of_the_month(sheet: MonthSheet) -> tuple[Policy, int]:
    programme = programme_of(sheet.month.year)
    plan = BranchPlan.objects.in_force(sheet.branch, sheet.month)
    policy, version = programme.policy_in(sheet.month)
    own = plan.pool if plan and policy.plan_pool == "allowed" else ""
    return replace(policy, pool=own) if own else policy, version
