"""A month assessed: live in draft, from the frozen inputs of its revision afterwards. Always by the same function."""

import datetime as dt
from dataclasses import dataclass, replace

from flagship import clock
from flagship.periods import Month
from flagship.policies import Policy, Tiers
from scoring.models import MonthSheet, SheetRevision, Veto
from scoring.queries.month_inputs import month_inputs
from scoring.queries.rules_in_force import MonthRules, rules_in_force
from scoring.rules.assess import Assessment, assess
from scoring.rules.inputs import MonthInputs


@dataclass(frozen=True, slots=True)
class Assessed:
    """The inputs, the rules they were assessed by, the members under a veto, and what came of it."""

    inputs: MonthInputs
    rules: MonthRules
    vetoed: frozenset[int]
    assessment: Assessment


def assessed_draft(sheet: MonthSheet, *, now: dt.datetime | None = None) -> Assessed:
    """The month as it would come out if it were submitted now."""
    return assessed_as(sheet, month_inputs(sheet, now=now or clock.now()))


def assessed_as(sheet: MonthSheet, inputs: MonthInputs) -> Assessed:
    """The month as it would come out with these inputs."""
    return _assessed(inputs, rules_in_force(sheet), vetoed_in(sheet.month))


def assessed_revision(revision: SheetRevision, *, vetoed: frozenset[int]) -> Assessed:
    """The month as it comes out of what was frozen at submission, with these members under a veto.

    What was submitted had nothing in its way, whatever is asked of a month since.
    """
    month = _assessed(MonthInputs.from_json(revision.inputs), frozen_rules(revision), vetoed)
    return replace(month, assessment=replace(month.assessment, problems=()))


def frozen_rules(revision: SheetRevision) -> MonthRules:
    """The rules a revision was submitted under."""
    staff = revision.staff_tiers
    return MonthRules(
        policy=Policy.from_json(revision.policy),
        policy_version=revision.policy_version,
        tiers=Tiers.from_json(revision.tiers),
        staff_tiers=None if staff is None else Tiers.from_json(staff),
    )


def vetoed_in(month: Month) -> frozenset[int]:
    """The member ids under a confirmed veto of the month, whatever their branch."""
    return frozenset(Veto.objects.in_force().filter(month=month).values_list("member_id", flat=True))


def _assessed(inputs: MonthInputs, rules: MonthRules, vetoed: frozenset[int]) -> Assessed:
    return Assessed(inputs, rules, vetoed, assess(inputs, rules.policy, rules.tiers, rules.staff_tiers, vetoed))
