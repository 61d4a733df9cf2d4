"""Submitting a month: everything is checked, frozen, and made public (五（三）)."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.actions.move import perform
from flagship.moves import Refused
from flagship.permissions import Permission
from scoring.actions.evidence import freeze_evidence
from scoring.actions.open_month import refresh_participants
from scoring.documents import SheetProblem
from scoring.models import MonthSheet, SheetRevision
from scoring.moves import SUBMIT
from scoring.queries.assessed import Assessed, assessed_draft
from scoring.queries.rules_in_force import work_calendar
from scoring.rules.months import due_date, is_late, publicity_end
from scoring.states import SheetState

LONGEST_REASON = 300


class NotReady(Refused):
    """The month cannot be submitted yet. `problems` names every person and indicator that is missing."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        self.problems = problems
        super().__init__(str(problems[0]))

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return _("The month cannot be submitted yet: %(first)s") % {"first": self.problems[0]}
        return _("The month cannot be submitted yet, because of %(count)d problems; the first: %(first)s") % {
            "count": len(self.problems),
            "first": self.problems[0],
        }


def submit(*, sheet: MonthSheet, by, over_places_reason: str = "", now: dt.datetime | None = None) -> SheetRevision:
    """Submit the month: freeze people, templates, values, policies, tiers and n, and begin the publicity.

    The participants are brought in step first, which stays even if the month is then refused. Raises PermissionDenied;
    AlreadyDone when it is no draft; NotReady with everything that is missing; Refused where ties need a reason
    or the Department's consent. Then the month stays a draft.
    """
    now = now or clock.now()
    if not by.has_perm(Permission.SUBMIT_SHEET, sheet.branch):
        raise PermissionDenied
    refresh_participants(sheet=sheet, by=by, now=now)
    return _freeze(sheet, by=by, reason=over_places_reason.strip()[:LONGEST_REASON], now=now)


@transaction.atomic
def _freeze(sheet: MonthSheet, *, by, reason: str, now: dt.datetime) -> SheetRevision:
    locked = MonthSheet.objects.select_for_update().get(pk=sheet.pk)
    number = locked.revision + 1
    perform(sheet, SUBMIT, by=by, now=now, reason=reason, revision=number)
    month = assessed_draft(sheet, now=now)
    _check(sheet, month, reason)
    calendar = work_calendar()
    rules = month.rules
    due = due_date(sheet.month, rules.policy, calendar)
    freeze_evidence(sheet, number)
    return SheetRevision.objects.create(
        sheet=sheet,
        number=number,
        inputs=month.inputs.to_json(),
        policy=rules.policy.to_json(),
        policy_version=rules.policy_version,
        tiers=rules.tiers.to_json(),
        staff_tiers=None if rules.staff_tiers is None else rules.staff_tiers.to_json(),
        due=due,
        late=is_late(locked.first_submitted_at or now, due),
        over_places_reason=reason if month.assessment.over_places else "",
        tie_consent=sheet.tie_consent if month.assessment.everyone_ties else "",
        submitted_at=now,
        submitted_by=by,
        publicity_until=publicity_end(now, rules.policy, calendar),
    )


def _check(sheet: MonthSheet, month: Assessed, reason: str) -> None:
    found = month.assessment
    if found.problems:
        raise NotReady(
            tuple(SheetProblem(one.zh, one.en, one.employee_number, one.indicator_code) for one in found.problems)
        )
    if not month.rules.tiers.rows:
        raise Refused(_("There is no tier table for %(month)s yet; the Department enters it.") % {"month": sheet.month})
    if found.everyone_ties and not sheet.tie_consent:
        raise Refused(_("Everyone in a pool has the same result; the Department must consent before submission."))
    if found.over_places and not reason:
        raise Refused(_("Ties make more people win or lose than there are places; give a reason."))


@transaction.atomic
def consent_to_tie(*, sheet: MonthSheet, reason: str, by, now: dt.datetime | None = None) -> MonthSheet:
    """The Department consents to a pool in which everyone ties. Whatever is entered afterwards undoes the consent."""
    now = now or clock.now()
    locked = MonthSheet.objects.select_for_update(of=("self",)).select_related("branch").get(pk=sheet.pk)
    if not by.has_perm(Permission.CONSENT_SHEET, locked.branch):
        raise PermissionDenied
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise Refused(_("Say why the Department consents."))
    if locked.state is not SheetState.DRAFT or not assessed_draft(locked, now=now).assessment.everyone_ties:
        raise Refused(_("There is nothing to consent to: not everyone ties."))
    locked.tie_consent, locked.tie_consent_by = reason, by
    locked.save(update_fields=["tie_consent", "tie_consent_by"])
    record("consent_to_tie", str(locked), by=by, now=now, reason=reason)
    return locked
