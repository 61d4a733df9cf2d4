"""How a quarter report and a roll-up change their state.

A condition refuses with a sentence. What needs the whole content of a report (missing months, nominations that do not
hold) is checked by the action that freezes it.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.models import Programme
from flagship.moves import Move
from flagship.periods import TZ
from flagship.permissions import Permission
from reports.queries.filings import general_branch_name
from reports.states import EDITABLE_REPORT, ReportState, RollupState

# --- conditions of a report -----------------------------------------------------------------------------------------


def quarter_is_over(row, *, by, now) -> str | None:
    if now.astimezone(TZ).date() <= row.quarter.last_day:
        return _("The quarter is not over yet; this is possible from %(day)s on.") % {
            "day": (row.quarter + 1).first_day
        }
    return None


def year_is_open(report, *, by, now) -> str | None:
    if Programme.objects.filter(year=report.quarter.year).exclude(frozen_at=None).exists():
        return _("The year %(year)s is frozen; it takes adjustments only.") % {"year": report.quarter.year}
    return None


def was_forwarded(report, *, by, now) -> str | None:
    """五（三）: where there is a general branch, it has looked at the report first."""
    through = general_branch_name(report.branch)
    if through and report.state is not ReportState.FORWARDED:
        return _("%(unit)s has not forwarded this report yet.") % {"unit": through}
    return None


def goes_through_a_general_branch(report, *, by, now) -> str | None:
    if not general_branch_name(report.branch):
        return _("This branch reports to the Department directly; there is nothing to forward.")
    return None


def is_not_own_report(report, *, by, now) -> str | None:
    """Nobody accepts what they filed themselves, nor their own nomination."""
    if report.submitted_by_id == by.pk:
        return _("You filed this report yourself; somebody else accepts it.")
    if by.person and report.nominations.filter(member=by.person).exists():
        return _("You are nominated in this report; somebody else accepts it.")
    return None


SUBMIT = Move(
    name="submit",
    label=gettext_lazy("File the report"),
    sources=frozenset(EDITABLE_REPORT),
    target=ReportState.SUBMITTED,
    permission=Permission.EDIT_REPORT,
    conditions=(quarter_is_over, year_is_open),
    main=True,
)
FORWARD = Move(
    name="forward",
    label=gettext_lazy("Forward to the Department"),
    sources=frozenset({ReportState.SUBMITTED}),
    target=ReportState.FORWARDED,
    permission=Permission.FORWARD_REPORT,
    conditions=(goes_through_a_general_branch, is_not_own_report),
    main=True,
)
SEND_BACK = Move(
    name="send-back",
    label=gettext_lazy("Return to the branch"),
    sources=frozenset({ReportState.SUBMITTED}),
    target=ReportState.RETURNED,
    permission=Permission.FORWARD_REPORT,
    needs_reason=True,
    conditions=(goes_through_a_general_branch,),
)
ACCEPT = Move(
    name="accept",
    label=gettext_lazy("Accept the report"),
    sources=frozenset({ReportState.SUBMITTED, ReportState.FORWARDED}),
    target=ReportState.ACCEPTED,
    permission=Permission.ACCEPT_REPORT,
    conditions=(was_forwarded, is_not_own_report),
    main=True,
)
RETURN = Move(
    name="return",
    label=gettext_lazy("Return to the branch"),
    sources=frozenset({ReportState.SUBMITTED, ReportState.FORWARDED, ReportState.ACCEPTED}),
    target=ReportState.RETURNED,
    permission=Permission.ACCEPT_REPORT,
    needs_reason=True,
    conditions=(year_is_open,),
)
REPORT_MOVES = (SUBMIT, FORWARD, SEND_BACK, ACCEPT, RETURN)

# Not on any page: it follows from a month that was reopened or settled late. `by` is whoever changed the month.
MONTH_CHANGED = Move(
    name="month-changed",
    label=gettext_lazy("Returned because a month changed"),
    sources=frozenset({ReportState.SUBMITTED, ReportState.FORWARDED, ReportState.ACCEPTED}),
    target=ReportState.RETURNED,
    permission=None,
    needs_reason=True,
)

# --- the roll-up ----------------------------------------------------------------------------------------------------

PROPOSE = Move(
    name="propose",
    label=gettext_lazy("Propose the list to the Party committee"),
    sources=frozenset({RollupState.COMPILING}),
    target=RollupState.PROPOSED,
    permission=Permission.COMPILE_ROLLUP,
    conditions=(quarter_is_over,),
    main=True,
)
RECONSIDER = Move(
    name="reconsider",
    label=gettext_lazy("Take the proposal back"),
    sources=frozenset({RollupState.PROPOSED}),
    target=RollupState.COMPILING,
    permission=Permission.COMPILE_ROLLUP,
    needs_reason=True,
)
DECIDE = Move(
    name="decide",
    label=gettext_lazy("Record the decision"),
    sources=frozenset({RollupState.PROPOSED}),
    target=RollupState.DECIDED,
    permission=Permission.RECORD_DECISION,
    main=True,
)
PUBLICISE = Move(
    name="publicise",
    label=gettext_lazy("Begin the publicity of the titles"),
    sources=frozenset({RollupState.DECIDED}),
    target=RollupState.PUBLICISED,
    permission=Permission.CONFER_TITLE,
    main=True,
)


def publicity_is_over(rollup, *, by, now) -> str | None:
    if now < rollup.publicity_until:
        until = rollup.publicity_until.astimezone(TZ)
        return _("The titles are publicised until %(day)s %(time)s; they can be conferred afterwards.") % {
            "day": until.date(),
            "time": until.strftime("%H:%M"),
        }
    return None


CONFER = Move(
    name="confer",
    label=gettext_lazy("Confer the titles"),
    sources=frozenset({RollupState.PUBLICISED}),
    target=RollupState.CONFERRED,
    permission=Permission.CONFER_TITLE,
    conditions=(publicity_is_over,),
    main=True,
)
ROLLUP_MOVES = (PROPOSE, RECONSIDER, DECIDE, PUBLICISE, CONFER)

# Not on any page either: a returned report takes an undecided proposal back with it.
REPORT_RETURNED = Move(
    name="report-returned",
    label=gettext_lazy("Taken back because a report was returned"),
    sources=frozenset({RollupState.PROPOSED}),
    target=RollupState.COMPILING,
    permission=None,
    needs_reason=True,
)
REPORT_HISTORY = (*REPORT_MOVES, MONTH_CHANGED)
ROLLUP_HISTORY = (*ROLLUP_MOVES, REPORT_RETURNED)
