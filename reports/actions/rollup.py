"""Verbs of the Department's roll-up: pick, remark, record opinions, propose."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.actions.move import perform
from flagship.moves import Refused
from flagship.periods import Quarter
from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.models import Nomination, QuarterRollup
from reports.moves import PROPOSE, RECONSIDER
from reports.queries.deadlines import policy_of
from reports.queries.eligibility import obstacles, with_what_a_check_needs
from reports.states import UNDECIDED_ROLLUP, RollupState


def locked_rollup(quarter: Quarter) -> QuarterRollup:
    """The roll-up of a quarter, made when it is first needed, locked until the transaction ends."""
    QuarterRollup.objects.get_or_create(quarter=quarter)
    return QuarterRollup.objects.select_for_update().get(quarter=quarter)


def _compiling(quarter: Quarter, *, by, states=(RollupState.COMPILING,)) -> QuarterRollup:
    if not by.has_perm(Permission.COMPILE_ROLLUP):
        raise PermissionDenied
    rollup = locked_rollup(quarter)
    if rollup.state not in states:
        raise Refused(_("The list is already on its way to the Party committee; take the proposal back to change it."))
    return rollup


@transaction.atomic
def pick(nomination: Nomination, *, by, now: dt.datetime | None = None) -> Nomination:
    """Put a nomination on the list that is proposed to the Party committee.

    Raises Refused with all obstacles at once: what stands against the person, the limit per category, or that the
    one who picks is the one who nominated or is nominated.
    """
    _compiling(nomination.quarter, by=by)
    nomination = with_what_a_check_needs(Nomination.objects).get(pk=nomination.pk)
    policy = policy_of(nomination.quarter)
    found = [str(one) for one in obstacles([nomination], policy)[nomination.pk]] + _own_affair(nomination, by)
    others = Nomination.objects.filter(quarter=nomination.quarter, category=nomination.category).picked()
    if others.exclude(pk=nomination.pk).count() >= policy.titles_per_category:
        found.append(
            _("%(category)s already has %(limit)s on the list, as many as there are titles; take one off first.")
            % {"category": label(nomination.category), "limit": policy.titles_per_category}
        )
    if found:
        raise Refused(" ".join(found))
    nomination.proposed_by = by
    nomination.save(update_fields=["proposed_by"])
    record("pick", str(nomination), by=by, now=now)
    return nomination


def _own_affair(nomination: Nomination, by) -> list[str]:
    name = {"name": nomination.member.name}
    if nomination.nominated_by_id == by.pk:
        return [_("You nominated %(name)s; who nominates does not propose.") % name]
    if by.person is not None and by.person.pk == nomination.member_id:
        return [_("You are nominated yourself; somebody else decides on your nomination.")]
    return []


@transaction.atomic
def unpick(nomination: Nomination, *, by, now: dt.datetime | None = None) -> Nomination:
    """Take a nomination off the list again."""
    _compiling(nomination.quarter, by=by)
    nomination.proposed_by = None
    nomination.save(update_fields=["proposed_by"])
    record("unpick", str(nomination), by=by, now=now)
    return nomination


@transaction.atomic
def note_on(
    nomination: Nomination,
    *,
    remark: str,
    discipline_opinion: str,
    safety_opinion: str,
    personnel_opinion: str,
    in_disciplinary_period: bool,
    by,
    now: dt.datetime | None = None,
) -> Nomination:
    """Record the calibration remark and the opinions of 纪检, 安全 and 人力资源 beside figures that never change."""
    _compiling(nomination.quarter, by=by, states=UNDECIDED_ROLLUP)
    nomination.remark = remark.strip()
    nomination.discipline_opinion = discipline_opinion.strip()
    nomination.safety_opinion = safety_opinion.strip()
    nomination.personnel_opinion = personnel_opinion.strip()
    nomination.in_disciplinary_period = in_disciplinary_period
    nomination.save(
        update_fields=[
            "remark",
            "discipline_opinion",
            "safety_opinion",
            "personnel_opinion",
            "in_disciplinary_period",
        ]
    )
    record("note on nomination", str(nomination), by=by, now=now)
    return nomination


@transaction.atomic
def propose(*, quarter: Quarter, by, reason: str = "", now: dt.datetime | None = None) -> QuarterRollup:
    """Hand the list to the Party committee. `reason` is needed only to propose that every title stays vacant.

    Raises Refused with the obstacles of everybody on the list, checked once more.
    """
    now = now or clock.now()
    rollup = locked_rollup(quarter)
    rollup = perform(rollup, PROPOSE, by=by, reason=reason, now=now, proposed_at=now, proposed_by=by)
    picked = list(with_what_a_check_needs(Nomination.objects.filter(quarter=quarter).picked()))
    if not picked and not reason.strip():
        raise Refused(_("Nobody is on the list yet. To propose that every title stays vacant, give the reason."))
    against = obstacles(picked, policy_of(quarter))
    if found := [str(one) for row in picked for one in [*against[row.pk], *_own_affair(row, by)]]:
        raise Refused(" ".join(found))
    return rollup


@transaction.atomic
def reconsider(*, quarter: Quarter, by, reason: str, now: dt.datetime | None = None) -> QuarterRollup:
    """Take an undecided proposal back, with the reason."""
    rollup = locked_rollup(quarter)
    return perform(rollup, RECONSIDER, by=by, reason=reason, now=now, proposed_at=None, proposed_by=None)
