"""Opening month sheets, and keeping a draft's participants in step with roster, declarations and templates."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.actions.audit import record
from flagship.categories import BranchKind
from flagship.moves import Refused
from flagship.periods import Month
from members.models import BranchMembership
from scoring.models import MonthSheet, Participant
from scoring.queries.rules_in_force import programme_of
from scoring.queries.seats import Seat, seats
from scoring.rules.months import entry_opens
from scoring.states import SheetState


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Whose place on a sheet changed, by employee number."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@transaction.atomic
def open_month(*, month: Month, by=None, now: dt.datetime | None = None) -> list[MonthSheet]:
    """Make the sheets of a month that is over, with their participants; returns those that are new.

    A branch that existed at the end of the 15th and to which somebody belonged has one (五（三）). Doing it again makes
    nothing twice and refreshes the drafts. Raises Refused before the 1st of the next month, and for a year without a
    programme.
    """
    now = now or clock.now()
    opens = entry_opens(month)
    if now.date() < opens:
        raise Refused(_("%(month)s is not over; entry opens on %(day)s.") % {"month": month, "day": opens.isoformat()})
    programme_of(month.year)
    branches = Branch.objects.filter(kind=BranchKind.BRANCH).filter(
        Q(closed_on=None) | Q(closed_on__gt=month.fifteenth)
    )
    by_branch = seats(month, branches)
    known = set(MonthSheet.objects.filter(month=month).values_list("branch_id", flat=True))
    MonthSheet.objects.bulk_create(
        (MonthSheet(branch_id=branch, month=month, opened_at=now) for branch in by_branch if branch not in known),
        ignore_conflicts=True,
    )
    sheets = list(
        MonthSheet.objects.filter(month=month).select_related("branch").select_for_update(of=("self",)).order_by("pk")
    )
    drafts = [sheet for sheet in sheets if sheet.state is SheetState.DRAFT]
    _bring_in_step(month, drafts, by_branch)
    new = [sheet for sheet in sheets if sheet.branch_id not in known]
    if new:
        record("open_month", str(month), by=by, now=now, branches=[sheet.branch.code for sheet in new])
    return new


@transaction.atomic
def refresh_participants(*, sheet: MonthSheet, by=None, now: dt.datetime | None = None) -> Refreshed:
    """Bring a draft in step with what has become known since: late declarations, transfers, exemptions, templates.

    Values that were entered stay, unless the person no longer stands on the sheet. Does nothing outside draft.
    """
    locked = MonthSheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.state is not SheetState.DRAFT:
        return Refreshed()
    found = _bring_in_step(sheet.month, [locked], seats(sheet.month, [sheet.branch]))
    if found:
        record(
            "refresh_participants",
            str(sheet),
            by=by,
            now=now or clock.now(),
            added=found.added,
            removed=found.removed,
            changed=found.changed,
        )
    return found


def _bring_in_step(month: Month, drafts: list[MonthSheet], by_branch: dict[int, list[Seat]]) -> Refreshed:
    sheet_of = {sheet.branch_id: sheet for sheet in drafts}
    wanted = {
        seat.member.pk: (sheet_of[branch], seat)
        for branch, people in by_branch.items()
        if branch in sheet_of
        for seat in people
    }
    present = {row.member_id: row for row in Participant.objects.filter(sheet__in=drafts).select_related("member")}
    leaving = _without_those_shut_out(
        month, [row for key, row in present.items() if key not in wanted or wanted[key][0].pk != row.sheet_id]
    )
    Participant.objects.filter(pk__in=[row.pk for row in leaving]).delete()
    changed = [row for key, row in present.items() if _stays(row, wanted.get(key)) and _update(row, wanted[key][1])]
    Participant.objects.bulk_update(changed, _COLUMNS)
    # Somebody who stands on a finished sheet of another branch stays there: one sheet a person and month.
    elsewhere = set(Participant.objects.filter(month=month, member__in=wanted).values_list("member_id", flat=True))
    arriving = [pair for key, pair in wanted.items() if key not in elsewhere]
    Participant.objects.bulk_create(
        Participant(sheet=sheet, member=seat.member, month=month, **seat.columns) for sheet, seat in arriving
    )
    return Refreshed(
        added=tuple(seat.member.employee_number for _sheet, seat in arriving),
        removed=tuple(row.member.employee_number for row in leaving),
        changed=tuple(row.member.employee_number for row in changed),
    )


def _stays(row: Participant, place: tuple[MonthSheet, Seat] | None) -> bool:
    return place is not None and place[0].pk == row.sheet_id


def _without_those_shut_out(month: Month, leaving: list[Participant]) -> list[Participant]:
    """Those who can really leave. Whose new branch has finished the month already stays, or would stand nowhere."""
    if not leaving:
        return []
    people = [row.member_id for row in leaving]
    belongs = BranchMembership.objects.on(month.fifteenth).filter(member__in=people)
    finished = MonthSheet.objects.filter(month=month).exclude(state=SheetState.DRAFT).values("branch")
    shut_out = set(belongs.filter(branch__in=finished).values_list("member_id", flat=True))
    return [row for row in leaving if row.member_id not in shut_out]


_COLUMNS = ["status", "category", "track", "layer", "exemption", "template", "template_reason"]


def _update(row: Participant, seat: Seat) -> bool:
    """Take over what the seat says; whether anything was different."""
    columns = seat.columns
    if all(getattr(row, name) == value for name, value in columns.items()):
        return False
    for name, value in columns.items():
        setattr(row, name, value)
    return True
