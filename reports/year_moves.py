"""The year: open → frozen, once, by the Department, with a decision."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.moves import Move
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.models import QuarterReport, QuarterRollup
from reports.queries.year import quarters_of
from reports.states import ReportState, RollupState, YearState
from scoring.queries.unsettled import waits_for

ON_THEIR_WAY = (RollupState.PROPOSED, RollupState.DECIDED, RollupState.PUBLICISED)
NAMED = 3


def months_are_settled(summary, *, by, now) -> str | None:
    return waits_for(Month(summary.year, 1), Month(summary.year, 12), now=now)


def reports_are_accepted(summary, *, by, now) -> str | None:
    """A report that was filed and is under review or returned would be missing from the frozen sums."""
    filed = QuarterReport.objects.filter(quarter__in=quarters_of(summary.year), version__gt=0)
    waiting = filed.exclude(state=ReportState.ACCEPTED).select_related("branch").order_by("quarter", "branch__path")
    if not (count := waiting.count()):
        return None
    named = ", ".join(f"{report.branch.name} {label(report.quarter)}" for report in waiting[:NAMED])
    return _(
        "This waits until every filed report is accepted; not accepted at present: %(count)s, among them %(named)s."
    ) % {
        "count": count,
        "named": named,
    }


def titles_are_conferred(summary, *, by, now) -> str | None:
    rollups = QuarterRollup.objects.filter(quarter__in=quarters_of(summary.year), state__in=ON_THEIR_WAY)
    if rollup := rollups.order_by("quarter").first():
        return _("The titles of %(quarter)s are on their way; they are conferred first.") % {
            "quarter": label(rollup.quarter)
        }
    return None


def criteria_are_set(summary, *, by, now) -> str | None:
    if summary.criteria is None:
        return _("Set the criteria of the list first; they are printed on it.")
    return None


FREEZE = Move(
    name="freeze",
    label=gettext_lazy("Freeze the year"),
    sources=frozenset({YearState.OPEN}),
    target=YearState.FROZEN,
    permission=Permission.COMPILE_ROLLUP,
    conditions=(criteria_are_set, months_are_settled, reports_are_accepted, titles_are_conferred),
    main=True,
)
YEAR_MOVES = (FREEZE,)
