"""The Department's decisions for a year."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from flagship.actions.programme import add_tiers, forget_day, open_year, set_day, set_policies
from flagship.categories import Account
from flagship.models import AuditEvent, CalendarDay, TierTable
from flagship.moves import Refused
from flagship.periods import TZ, Month
from flagship.policies import Policy, TierRow, Tiers

STAFF = Tiers((TierRow(1, None, (Decimal(2), Decimal(1)), (Decimal(1),)),))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_a_changed_policy_counts_the_version_up_and_is_written_down(programme, cast):
    row = set_policies(programme=programme, policy=Policy(tie_break="none"), by=cast.officer)
    assert (row.policy, row.policies) == (Policy(tie_break="none"), {"tie_break": "none"})
    assert (row.policy_version, row.non_party_confirmed) == (2, True)
    event = AuditEvent.objects.get(act="set_policies")
    assert (event.by, event.detail["changed"]) == (cast.officer, {"tie_break": ["quantitative", "none"]})


def test_confirming_without_a_change_keeps_the_version(programme, cast):
    row = set_policies(programme=programme, policy=Policy(), by=cast.officer)
    assert (row.policy_version, row.non_party_confirmed, row.policies) == (1, True, {})
    set_policies(programme=row, policy=Policy(), by=cast.officer)
    assert AuditEvent.objects.filter(act="set_policies").count() == 1


def test_a_closed_year_keeps_its_policies(programme, cast):
    programme.frozen_at = dt.datetime(2027, 1, 20, tzinfo=TZ)
    programme.save()
    with pytest.raises(Refused, match="closed"):
        set_policies(programme=programme, policy=Policy(tie_break="none"), by=cast.officer)
    with pytest.raises(Refused, match="closed"):
        add_tiers(programme=programme, account=Account.STAFF, valid_from=Month(2026, 5), tiers=STAFF, by=cast.officer)


def test_a_staff_table_holds_from_its_month_on(programme, cast):
    add_tiers(programme=programme, account=Account.STAFF, valid_from=Month(2026, 5), tiers=STAFF, by=cast.officer)
    assert [TierTable.objects.in_force(Month(2026, n), Account.STAFF) for n in (4, 5)] == [None, STAFF]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"valid_from": Month(2027, 1)}, "not a month of 2026"),
        ({"tiers": Tiers(())}, "no rows"),
        ({"tiers": Tiers((replace(STAFF.rows[0], low=2),))}, "begin at 1"),
        ({"account": Account.STAR, "valid_from": Month(2026, 1)}, "there already"),
    ],
)
def test_a_wrong_table_is_refused(programme, cast, changes, says):
    fields = {"account": Account.STAFF, "valid_from": Month(2026, 5), "tiers": STAFF}
    with pytest.raises(Refused, match=says):
        add_tiers(programme=programme, **fields | changes, by=cast.officer)
    assert TierTable.objects.count() == 1


def test_a_new_year_begins_with_the_policies_of_the_one_before(programme, cast):
    set_policies(programme=programme, policy=Policy(publicity_days=5), by=cast.officer)
    year = open_year(year=2027, by=cast.officer)
    year.refresh_from_db()
    assert (year.policy, year.non_party_confirmed) == (Policy(publicity_days=5), False)
    with pytest.raises(Refused, match="open already"):
        open_year(year=2027, by=cast.officer)


def test_a_holiday_is_set_changed_and_forgotten(programme, cast):
    day = dt.date(2026, 10, 1)
    set_day(date=day, working=False, note="国庆节", by=cast.officer)
    row = set_day(date=day, working=True, note="调休", by=cast.officer)
    assert CalendarDay.objects.get().working is True
    forget_day(day=row, by=cast.officer)
    assert not CalendarDay.objects.exists()


def in_month(month, day=5):
    return dt.datetime(2026, month, day, 9, tzinfo=TZ)


def test_a_changed_policy_holds_from_its_month_on_and_not_for_the_months_before(cast, programme):
    row = set_policies(programme=programme, policy=Policy(), by=cast.officer, now=in_month(1))
    row = set_policies(programme=row, policy=Policy(tie_break="none"), by=cast.officer, now=in_month(11))
    assert row.policy_in(Month(2026, 10)) == (Policy(), 1)
    assert row.policy_in(Month(2026, 11)) == (Policy(tie_break="none"), 2)


def test_what_stood_in_between_within_one_month_was_never_in_force(cast, programme):
    row = set_policies(programme=programme, policy=Policy(), by=cast.officer, now=in_month(1))
    row = set_policies(programme=row, policy=Policy(due_day=9), by=cast.officer, now=in_month(5))
    row = set_policies(programme=row, policy=Policy(due_day=10), by=cast.officer, now=in_month(5, day=20))
    row = set_policies(programme=row, policy=Policy(due_day=12), by=cast.officer, now=in_month(8))
    due_days = [row.policy_in(Month(2026, month))[0].due_day for month in (4, 5, 7, 8)]
    assert due_days == [8, 10, 10, 12]
    assert [row.policy_in(Month(2026, month))[1] for month in (4, 5, 7, 8)] == [1, 3, 3, 4]


def test_the_first_confirmation_holds_for_the_whole_year(cast, programme):
    row = set_policies(programme=programme, policy=Policy(non_party="separate"), by=cast.officer, now=in_month(11))
    assert row.policy_in(Month(2026, 1))[0].non_party == "separate"
