"""By which policies a month is assessed."""

import datetime as dt

from flagship.actions.programme import set_policies
from flagship.periods import TZ
from flagship.policies import Policy
from scoring.queries.rules_in_force import rules_in_force


def test_a_late_sheet_goes_by_the_policies_of_its_last_day(cast, programme, filled):
    """March is still a draft when the Department changes the policies in November."""
    moment = dt.datetime(2026, 1, 5, 9, tzinfo=TZ)
    set_policies(programme=programme, policy=Policy(), by=cast.officer, now=moment)
    row = set_policies(programme=programme, policy=Policy(due_day=20), by=cast.officer, now=moment.replace(month=11))
    assert rules_in_force(filled).policy.due_day == Policy().due_day
    assert rules_in_force(filled).policy_version == row.policy_version - 1
