"""The Department's decisions for a year: policies, tier tables, calendar. Settled months keep what they froze."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.actions.load_standard import load_standard
from flagship.categories import Account
from flagship.models import CalendarDay, Programme, TierTable
from flagship.moves import Refused
from flagship.periods import Month
from flagship.policies import Policy, Tiers
from flagship.templatetags.house import label


@transaction.atomic
def open_year(*, year: int, by) -> Programme:
    """Another year, with the standard and the policies of the year before. Raises Refused if it is there."""
    if Programme.objects.filter(year=year).exists():
        raise Refused(_("The year %(year)s is open already.") % {"year": year})
    before = Programme.objects.filter(year__lt=year).first()
    programme = load_standard(year=year, by=by)
    if before:
        programme.policies = before.policies
        programme.save(update_fields=["policies"])
    return programme


@transaction.atomic
def set_policies(*, programme: Programme, policy: Policy, by, now: dt.datetime | None = None) -> Programme:
    """Put policies in force from the present month on, and confirm how non-Party people count.

    A month goes by what was in force on its last day, so earlier months keep the policies of before, even when they
    are submitted later. Only the first confirmation of a year holds for all its months that are not submitted yet.
    The version counts up when a policy changes, so that every sheet can say under which it stood.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    _refuse_closed(programme)
    before, after = programme.policy.to_json(), policy.to_json()
    changed = {name: [before[name], value] for name, value in after.items() if value != before[name]}
    if changed:
        if programme.non_party_confirmed:
            _keep_past(programme, Month.of(now or clock.now()) - 1)
        default = Policy().to_json()
        programme.policies = {name: value for name, value in after.items() if value != default[name]}
        programme.policy_version += 1
    if changed or not programme.non_party_confirmed:
        programme.non_party_confirmed = True
        programme.save(update_fields=["policies", "past_policies", "policy_version", "non_party_confirmed"])
        record("set_policies", str(programme.year), by=by, version=programme.policy_version, changed=changed)
    return programme


@transaction.atomic
def add_tiers(
    *, programme: Programme, account: Account, valid_from: Month, tiers: Tiers, note: str = "", by
) -> TierTable:
    """Put a tier table in force from a month of the year on. Raises Refused for faults of the table."""
    _refuse_closed(programme)
    if valid_from.year != programme.year:
        raise Refused(_("%(month)s is not a month of %(year)s.") % {"month": valid_from, "year": programme.year})
    if not tiers.rows:
        raise Refused(_("The table has no rows."))
    if problems := tiers.problems():
        raise Refused(" ".join(label(problem) for problem in problems))
    if TierTable.objects.filter(programme=programme, account=account, valid_from=valid_from).exists():
        raise Refused(_("A table from %(month)s on is there already; choose a later month.") % {"month": valid_from})
    table = TierTable.objects.create(
        programme=programme, account=account, valid_from=valid_from, rows=tiers.to_json(), note=note
    )
    record("add_tiers", f"{account} {valid_from}", by=by, rows=table.rows)
    return table


@transaction.atomic
def switch_reminders(*, programme: Programme, on: bool, by) -> None:
    """Whether reminders go out by e-mail in this year."""
    if Programme.objects.filter(pk=programme.pk, reminders=not on).update(reminders=on):
        record("switch_reminders", str(programme), by=by, on=on)


@transaction.atomic
def set_day(*, date: dt.date, working: bool, note: str, by) -> CalendarDay:
    """A holiday, or a make-up working day (调休)."""
    day, _created = CalendarDay.objects.update_or_create(date=date, defaults={"working": working, "note": note})
    record("set_day", str(date), by=by, working=working)
    return day


@transaction.atomic
def forget_day(*, day: CalendarDay, by) -> None:
    """The day follows Monday–Friday again."""
    record("forget_day", str(day.date), by=by)
    day.delete()


def _keep_past(programme: Programme, until: Month) -> None:
    """Remember the present policies as those in force up to a month, unless that month has its own already."""
    if any(past["until"] == str(until) for past in programme.past_policies):
        return  # changed twice in a month: what stood in between was in force on no month's last day
    past = {"until": str(until), "version": programme.policy_version, "policies": programme.policies}
    programme.past_policies = [*programme.past_policies, past]


def _refuse_closed(programme: Programme) -> None:
    if programme.frozen_at:
        raise Refused(_("The year %(year)s is closed.") % {"year": programme.year})
