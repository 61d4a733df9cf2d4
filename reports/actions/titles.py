"""Publishing, conferring and revoking flag titles."""

import datetime as dt
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.actions.move import perform
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ, Quarter
from flagship.permissions import Permission
from reports.actions.rollup import locked_rollup
from reports.models import FlagTitle, Nomination, QuarterRollup
from reports.moves import CONFER, PUBLICISE
from reports.queries.deadlines import policy_of
from reports.states import RollupState
from reports.wording import listed
from scoring.models import Veto
from scoring.queries.rules_in_force import work_calendar
from scoring.rules.months import title_publicity_end

# Without the letters and digits that look alike on paper. 20 of 30 make about 98 bits: nobody guesses a code.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20


@transaction.atomic
def publicise(*, quarter: Quarter, by, now: dt.datetime | None = None) -> QuarterRollup:
    """Begin the publicity (公示) of the decided titles; it lasts the policy's working days."""
    now = now or clock.now()
    until = title_publicity_end(now, policy_of(quarter), work_calendar())
    return perform(locked_rollup(quarter), PUBLICISE, by=by, now=now, publicity_until=until)


@transaction.atomic
def strike(nomination: Nomination, *, reason: str, by, now: dt.datetime | None = None) -> Nomination:
    """Record that the committee takes an approved title back before it is conferred."""
    if not by.has_perm(Permission.RECORD_DECISION):
        raise PermissionDenied
    rollup = locked_rollup(nomination.quarter)
    if rollup.state not in (RollupState.DECIDED, RollupState.PUBLICISED):
        raise Refused(_("A title can be taken off between the decision and the conferral; afterwards it is revoked."))
    if not reason.strip():
        raise Refused(_("Give the reason for taking %(name)s off.") % {"name": nomination.member.name})
    nomination.approved, nomination.decision_reason = False, reason.strip()
    nomination.save(update_fields=["approved", "decision_reason"])
    record("strike from decided titles", str(nomination), by=by, now=now, reason=reason.strip())
    return nomination


@transaction.atomic
def confer(*, quarter: Quarter, by, now: dt.datetime | None = None) -> list[FlagTitle]:
    """Confer the approved titles, each with a serial number and a code by which anybody can verify it.

    Raises Refused before the publicity is over, or when somebody was vetoed since the decision.
    """
    now = now or clock.now()
    rollup = perform(locked_rollup(quarter), CONFER, by=by, now=now, conferred_at=now, conferred_by=by)
    approved = list(
        Nomination.objects.filter(quarter=quarter, approved=True)
        .select_related("member", "report__branch")
        .defer("report__content")
        .order_by("category", F("line__score").desc(nulls_last=True), "member__employee_number")
    )
    _refuse_vetoed(approved)
    running: dict[str, int] = {}
    titles = []
    for nomination in approved:
        number = running[nomination.category] = running.get(nomination.category, 0) + 1
        titles.append(_title(nomination, number, rollup.conferred_at.astimezone(TZ).date()))
    return FlagTitle.objects.bulk_create(titles)


def _refuse_vetoed(approved: list[Nomination]) -> None:
    months = [month for nomination in approved[:1] for month in nomination.quarter.months]
    people = [nomination.member_id for nomination in approved]
    vetoed = Veto.objects.in_force().filter(member__in=people, month__in=months).select_related("member")
    if names := listed(sorted({veto.member.name for veto in vetoed})):
        raise Refused(
            _("%(names)s: vetoed in this quarter since the decision. The committee takes the title back first.")
            % {"names": names}
        )


def _title(nomination: Nomination, number: int, day: dt.date) -> FlagTitle:
    return FlagTitle(
        nomination=nomination,
        member=nomination.member,
        branch=nomination.report.branch,
        name=nomination.member.name,
        branch_name=nomination.report.branch.name,
        category=nomination.category,
        quarter=nomination.quarter,
        citation=nomination.citation,
        photo_id=nomination.photo_id,
        serial=f"{nomination.quarter}-{nomination.category.upper()}-{number:02d}",
        verify_code="".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)),
        conferred_on=day,
    )


@transaction.atomic
def revoke(title: FlagTitle, *, reason: str, by, now: dt.datetime | None = None) -> FlagTitle:
    """Revoke a conferred title. It stays on record with the reason; its code no longer verifies anything."""
    if not by.has_perm(Permission.REVOKE_TITLE):
        raise PermissionDenied
    reason = reason.strip()
    if not reason:
        raise Refused(_("Give the reason for revoking the title."))
    now = now or clock.now()
    standing = FlagTitle.objects.filter(pk=title.pk).standing()
    if standing.update(revoked_at=now, revoked_by=by, revoke_reason=reason) != 1:
        raise AlreadyDone(_("This title is already revoked."))
    record("revoke title", title.serial, by=by, now=now, reason=reason)
    title.refresh_from_db()
    return title
