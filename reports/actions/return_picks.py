"""What a returned report takes back: the picks from it, and an undecided proposal."""

import datetime as dt

from flagship.actions.move import perform
from reports.models import QuarterReport, QuarterRollup
from reports.moves import REPORT_RETURNED
from reports.states import UNDECIDED_ROLLUP, RollupState


def take_back_picks(report: QuarterReport, *, by, reason: str, now: dt.datetime) -> None:
    """Undo the picks from a returned report while nothing is decided; a decided roll-up stays as it is."""
    rollup = QuarterRollup.objects.select_for_update().filter(quarter=report.quarter).first()
    if rollup is None or rollup.state not in UNDECIDED_ROLLUP:
        return
    report.nominations.update(proposed_by=None)
    if rollup.state is RollupState.PROPOSED:
        why = f"{report}报告退回：{reason}"
        perform(rollup, REPORT_RETURNED, by=by, reason=why, now=now, proposed_at=None, proposed_by=None)
