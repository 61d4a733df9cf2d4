"""Every flag: a planted case that raises it, and a plain one that does not."""

import pytest

from reports.flags import FLAGS, FlagKind, NChange, flags_of
from tests.reports.flags.months import (
    AUGUST,
    JULY,
    SEPTEMBER,
    at,
    branch,
    first_each_month,
    month,
    quarter,
)

PLAIN = quarter([92, 88, 85, 80, 76, 71], [84, 91, 86, 79, 70, 77], [86, 82, 93, 75, 79, 72])


def raised(record, kind: FlagKind) -> list[str]:
    return [one.zh for one in flags_of(record) if one.kind is kind]


def typed(of, values, first: str, last: str):
    people = {(number, code): repr(values[number][code]) for number in range(1, 5) for code in ("output", "quality")}
    return month(of, [90, 85, 80, 70], first_entry=at(first), last_entry=at(last), values=people)


def values(shift: int) -> dict:
    return {number: {"output": 90 + number + shift, "quality": 95 - number + shift} for number in range(1, 5)}


def test_an_ordinary_quarter_raises_nothing():
    assert flags_of(PLAIN) == []


def test_a_branch_without_settled_months_raises_nothing():
    assert flags_of(branch()) == []


def test_everyone_tied():
    assert raised(quarter([90] * 4, [88, 86, 84, 82], [81, 87, 85, 83]), FlagKind.ALL_TIED) == [
        "2026年7月参加排名的4人得分全部为90.00分。"
    ]


def test_two_people_who_are_equal_are_no_flag():
    assert raised(quarter([90, 90], [88, 86], [81, 87]), FlagKind.ALL_TIED) == []


def test_many_tied_says_the_places_and_the_people():
    record = quarter([90, 90, 90, 80, 70, 60], [88, 86, 84, 82, 80, 78], [81, 87, 85, 83, 79, 77])
    assert raised(record, FlagKind.MANY_TIED) == ["2026年7月加分名额2个，因同分实际3人加分；甲、乙、丙同为90.00分。"]


def test_two_who_share_the_first_place_are_not_many():
    record = quarter([90, 90, 85, 80, 70, 60], [88, 86, 84, 82, 80, 78], [81, 87, 85, 83, 79, 77])
    assert raised(record, FlagKind.MANY_TIED) == []


def test_too_many_full_marks():
    record = quarter([100, 100, 104, 80, 70, 60], [100, 100, 84, 82, 80, 78], [81, 87, 85, 83, 79, 77])
    assert raised(record, FlagKind.FULL_MARKS) == ["2026年7月参加排名6人，其中3人得满分及以上：甲、乙、丙。"]


def test_three_full_marks_among_many_are_plain():
    record = quarter([100, 100, 100, *range(60, 98)], range(55, 96), range(50, 91))
    assert raised(record, FlagKind.FULL_MARKS) == []


def test_the_same_person_always_first_is_counted_beyond_the_quarter():
    record = first_each_month("乙", "甲", "甲", "甲", "甲", "甲")
    assert raised(record, FlagKind.SAME_TOP) == ["甲自2026年5月起连续5个月排名第1名。"]


def test_first_in_two_months_of_three_is_plain():
    assert raised(first_each_month("甲", "乙", "甲"), FlagKind.SAME_TOP) == []


def test_first_of_four_people_is_plain():
    assert raised(quarter([90, 80, 70, 60], [91, 81, 71, 61], [92, 82, 72, 62]), FlagKind.SAME_TOP) == []


def test_the_same_person_always_last():
    record = quarter([90, 85, 84, 83, 82, 60], [80, 88, 84, 83, 82, 61], [82, 85, 84, 89, 80, 62])
    assert raised(record, FlagKind.SAME_BOTTOM) == ["己自2026年7月起连续3个月排名末位。"]
    assert raised(PLAIN, FlagKind.SAME_BOTTOM) == []


@pytest.mark.parametrize(("winners", "since"), [("甲乙丙甲乙丙", "2026年4月"), ("丁甲乙甲乙甲乙", "2026年4月")])
def test_taking_turns_in_a_round(winners, since):
    assert raised(first_each_month(*winners), FlagKind.TAKING_TURNS) == [
        f"自{since}起6个月的第1名依次为{'、'.join(winners[-6:])}。"
    ]


def test_everybody_first_exactly_once():
    assert len(raised(first_each_month(*"甲丙乙戊丁己"), FlagKind.TAKING_TURNS)) == 1


@pytest.mark.parametrize("winners", ["甲乙丙甲丙乙", "甲乙丙", "甲甲甲甲甲甲", "甲乙甲乙甲丙"])
def test_other_orders_of_winners_are_plain(winners):
    assert raised(first_each_month(*winners), FlagKind.TAKING_TURNS) == []


def test_a_month_typed_minutes_after_another_with_the_same_values():
    july = typed(JULY, values(0), "2026-08-03 09:00", "2026-08-03 09:20")
    august = typed(AUGUST, values(0), "2026-08-03 09:24", "2026-08-03 09:40")
    assert raised(branch(july, august), FlagKind.COPIED_MONTH) == [
        "2026年8月与2026年7月的数据录入相隔4分钟，8个数值中8个相同。"
    ]


@pytest.mark.parametrize(
    ("shift", "first", "last"),
    [(0, "2026-09-02 09:00", "2026-09-02 09:20"), (3, "2026-08-03 09:24", "2026-08-03 09:40")],
    ids=["same values a month later", "other values at once"],
)
def test_time_or_values_alone_are_plain(shift, first, last):
    july = typed(JULY, values(0), "2026-08-03 09:00", "2026-08-03 09:20")
    august = typed(AUGUST, values(shift), first, last)
    assert raised(branch(july, august), FlagKind.COPIED_MONTH) == []


def history(last_mean: int):
    before = [month(JULY - back, [78 + back, 80, 82 - back, 79, 81]) for back in (4, 3, 2, 1)]
    return branch(*before, month(JULY, [last_mean + step for step in (-2, -1, 0, 1, 2)]))


def test_marks_far_from_the_branchs_own_history():
    assert raised(history(95), FlagKind.FAR_FROM_HISTORY) == [
        "2026年7月平均95.00分，高出此前4个月的平均（80.00分）15.00分。"
    ]
    assert raised(history(66), FlagKind.FAR_FROM_HISTORY) == [
        "2026年7月平均66.00分，低于此前4个月的平均（80.00分）14.00分。"
    ]


def test_a_mean_near_the_usual_one_and_a_short_history_are_plain():
    assert raised(history(86), FlagKind.FAR_FROM_HISTORY) == []
    assert raised(quarter([60] * 5, [70] * 5, [95] * 5), FlagKind.FAR_FROM_HISTORY) == []


def test_judgement_that_decides_the_first_place():
    record = branch(month(JULY, [95, 92, 90, 80], quantitative=[85, 93, 91, 80]))
    assert raised(record, FlagKind.QUALITATIVE) == [
        "2026年7月甲总分第1名；只看定量得分率（85.00）为第3名，不在前2名之内。"
    ]


def test_judgement_that_moves_within_the_bonus_places_is_plain():
    assert raised(branch(month(JULY, [95, 92, 90, 80], quantitative=[92, 93, 91, 80])), FlagKind.QUALITATIVE) == []


def late(n: int, before: int):
    change = NChange(before, n, "提交前24小时内癸列为不参加", "癸 excused")
    return branch(month(SEPTEMBER, [90 - number for number in range(n)], n_changes=(change,)))


@pytest.mark.parametrize(("n", "before"), [(9, 10), (10, 9), (30, 31), (31, 30)])
def test_a_late_change_of_n_over_the_edge_of_a_tier(n, before):
    (sentence,) = raised(late(n, before), FlagKind.CHANGED_N)
    assert f"参加人数由{before}人变为{n}人" in sentence
    assert "癸列为不参加" in sentence


@pytest.mark.parametrize(("n", "before"), [(8, 9), (10, 11), (29, 30), (31, 32)])
def test_a_late_change_within_a_tier_is_plain(n, before):
    assert raised(late(n, before), FlagKind.CHANGED_N) == []


def test_there_is_a_flag_for_every_kind():
    assert len(FLAGS) == len(FlagKind)
