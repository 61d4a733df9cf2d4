"""The Department's year: set the criteria of the list for 评先树优, freeze it with a decision."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.actions.move import perform
from flagship.models import Programme
from flagship.moves import AlreadyDone, Refused, offered
from flagship.periods import TZ
from flagship.permissions import Permission
from reports.documents import HonourRow
from reports.models import YearLine, YearSummary
from reports.queries.honours import LiveHonours
from reports.queries.year_figures import figures_of_year
from reports.states import YearState
from reports.year_criteria import YearCriteria, judge
from reports.year_moves import FREEZE

AT_ONCE = 2000  # rows of one INSERT


def locked_year(year: int) -> YearSummary:
    """The row of a year, made when it is first needed, locked until the transaction ends."""
    YearSummary.objects.get_or_create(year=year)
    return YearSummary.objects.select_for_update().get(year=year)


@transaction.atomic
def set_criteria(*, year: int, criteria: YearCriteria, by, now: dt.datetime | None = None) -> YearSummary:
    """Say what somebody needs to stand on the list. Changeable until the year is frozen."""
    if not by.has_perm(Permission.COMPILE_ROLLUP):
        raise PermissionDenied
    summary = locked_year(year)
    if summary.state is YearState.FROZEN:
        raise AlreadyDone(_("The year %(year)s is frozen; its list stays as it is.") % {"year": year})
    summary.criteria = criteria.to_json()
    summary.save(update_fields=["criteria"])
    record("set_criteria", str(year), by=by, now=now, rules=summary.criteria)
    return summary


@transaction.atomic
def freeze_year(
    *, year: int, decision_date: dt.date, decision_number: str, by, now: dt.datetime | None = None
) -> YearSummary:
    """Freeze the year with the decision it rests on: the list and everybody's figures stay as they are now.

    From here on the year's months take adjustments only, and these stand beside the list. Raises Refused while a
    month is open again, a filed report is not accepted, titles are on their way, or the criteria are not set.
    """
    now, number = now or clock.now(), decision_number.strip()
    summary = locked_year(year)
    problems = _about_decision(year, decision_date, number, now)
    if problems and offered([FREEZE], summary, by):
        raise Refused(" ".join(problems))
    summary = perform(
        summary,
        FREEZE,
        by=by,
        now=now,
        decision_date=decision_date,
        decision_number=number,
        frozen_at=now,
        frozen_by=by,
    )
    _keep(summary)
    Programme.objects.filter(year=year).update(frozen_at=now)
    return summary


def _about_decision(year: int, day: dt.date, number: str, now: dt.datetime) -> list[str]:
    found = []
    if day > now.astimezone(TZ).date():
        found.append(_("%(day)s lies in the future; a decision is recorded after the meeting.") % {"day": day})
    if day <= dt.date(year, 12, 31):
        found.append(_("%(day)s lies before the end of the year it decides on.") % {"day": day})
    if not number:
        found.append(_("Give the number of the decision, so that it can be found."))
    return found


def _keep(summary: YearSummary) -> None:
    """Write everybody's year down. The row says frozen already, so its list is asked for as an open one's."""
    honours = LiveHonours(summary.year, judge(summary.rules, figures_of_year(summary.year)))
    for start in range(0, len(honours.judged), AT_ONCE):
        rows = honours.rows(honours.judged[start : start + AT_ONCE])
        YearLine.objects.bulk_create(_line(summary, position, row) for position, row in enumerate(rows, start + 1))


def _line(summary: YearSummary, position: int, honour: HonourRow) -> YearLine:
    row = honour.row
    return YearLine(
        summary=summary,
        position=position,
        place=honour.place,
        unmet=list(honour.unmet),
        member_id=row.member_id,
        category=honour.category,
        employee_number=row.employee_number,
        name=row.name,
        branch_name=row.branch_name,
        quarters=row.quarters,
        months_taken=row.months_taken,
        score=row.score,
        bonus=row.bonus,
        deduction=row.deduction,
        adjustment=row.adjustment,
        net=row.net,
        months_first=row.months_first,
        titles=[[str(quarter), category.value] for quarter, category in row.titles],
    )
