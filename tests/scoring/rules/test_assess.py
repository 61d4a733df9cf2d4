"""A whole month by hand: marks, pools, ranks, points, and what is told about it."""

import json
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.policies import Policy, TierRow, Tiers
from flagship.standard import document_tiers
from scoring.rules.assess import assess
from scoring.rules.inputs import MonthInputs
from tests.scoring.rules.months import (
    ATTITUDE,
    BREACH,
    OUTPUT,
    SIMPLE,
    cell,
    indicator,
    month,
    not_applicable,
    person,
    template,
    totals,
)

TIERS = document_tiers()
POLICY = Policy()
NON_PARTY = PoliticalStatus.NON_PARTY
FULL = template()


def points(found) -> dict[int, Decimal]:
    return {one.person.member_id: one.standing.points for one in found.ranked}


def sentences(found) -> list[tuple[str, str]]:
    return [(problem.employee_number, problem.indicator_code) for problem in found.problems]


def test_three_people_by_hand():
    # output × 60 % + (10 − 2 × breaches) + judgement
    inputs = month(
        person(
            1, {"output": cell("95"), "breach": cell("0"), "attitude": cell(choice="good", comment="带头")}, of=FULL
        ),
        person(
            2, {"output": cell("88.5"), "breach": cell("1"), "attitude": cell(choice="fair", comment="较好")}, of=FULL
        ),
        person(
            3, {"output": cell("120"), "breach": cell("6"), "attitude": cell(choice="poor", comment="一般")}, of=FULL
        ),
        templates=[FULL],
    )
    found = assess(inputs, POLICY, TIERS)
    figures = {
        one.person.member_id: (
            [line.marks for line in one.lines],
            one.marks.total,
            one.marks.quantitative,
            one.standing.rank,
            one.standing.points,
        )
        for one in found.people
    }
    assert figures == {
        1: ([Decimal("57.00"), Decimal("10.00"), Decimal("30.00")], Decimal("97.00"), Decimal("95.71"), 1, Decimal(3)),
        2: ([Decimal("53.10"), Decimal("8.00"), Decimal("20.00")], Decimal("81.10"), Decimal("87.29"), 2, Decimal(2)),
        3: ([Decimal("60.00"), Decimal("0.00"), Decimal("10.00")], Decimal("70.00"), Decimal("85.71"), 3, Decimal(-2)),
    }
    assert found.problems == ()


def test_a_blank_earns_nothing_and_is_named():
    inputs = month(
        person(1, {"output": cell("95"), "breach": cell("0")}, of=FULL),
        person(2, {"output": cell("90"), "attitude": cell(choice="good", comment="好")}, of=FULL),
        templates=[FULL],
    )
    found = assess(inputs, POLICY, TIERS)
    assert sentences(found) == [("0001", "attitude"), ("0002", "breach")]
    assert [problem.zh for problem in found.problems] == [
        "职工1（0001）“attitude”没有填写。",
        "职工2（0002）“breach”没有填写。",
    ]
    assert [one.marks.total for one in found.people] == [Decimal("67.00"), Decimal("84.00")]


def test_a_judgement_needs_its_comment():
    inputs = month(
        person(1, {"output": cell("95"), "breach": cell("0"), "attitude": cell(choice="good")}, of=FULL),
        templates=[FULL],
    )
    assert sentences(assess(inputs, POLICY, TIERS)) == [("0001", "attitude")]


def test_what_is_not_applicable_is_spread_over_the_rest():
    # 57 and 10 of 70: × 100 ÷ 70
    cells = {"output": cell("95"), "breach": cell("0"), "attitude": not_applicable()}
    (one,) = assess(month(person(1, cells, of=FULL), templates=[FULL]), POLICY, TIERS).people
    assert [line.marks for line in one.lines] == [Decimal("81.43"), Decimal("14.29"), None]
    assert one.marks.total == Decimal("95.72")


def test_who_has_too_much_not_applicable_must_be_excused_and_does_not_count():
    cells = {"output": not_applicable(), "breach": cell("0"), "attitude": cell(choice="good", comment="好")}
    inputs = month(*totals("90", "80"), person(9, cells, of=FULL), templates=[SIMPLE, replace(FULL, id=2)])
    inputs = replace(inputs, people=(*inputs.people[:2], replace(inputs.people[2], template=2)))
    found = assess(inputs, POLICY, TIERS)
    assert points(found) == {1: 3, 2: 2}
    assert found.pools[0].n == 2
    assert [(one.person.member_id, one.pool, one.standing) for one in found.people if one.standing is None] == [
        (9, None, None)
    ]
    assert sentences(found) == [("0009", "")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"of": None}, "未申报"),
        ({"template": None}, "没有适用于"),
        ({"excused": True}, "理由没有填写"),
        ({"excused": True, "excuse_reason": "病假", "officer": True}, "须经党群工作部同意"),
    ],
)
def test_those_who_are_not_ranked_must_be_in_order(given, told):
    found = assess(month(*totals("90"), person(2, {}, **given)), POLICY, TIERS)
    assert [problem.employee_number for problem in found.problems] == ["0002"]
    assert told in found.problems[0].zh


@pytest.mark.parametrize(
    "given",
    [
        {"excused": True, "excuse_reason": "病假"},
        {"excused": True, "excuse_reason": "病假", "officer": True, "excuse_approved": True},
        {"exempt": True, "exempt_reason": "离退休", "of": None},
    ],
)
def test_the_excused_and_the_exempt_neither_count_nor_stand_in_the_way(given):
    found = assess(month(*totals("90", "80"), person(3, {}, **given)), POLICY, TIERS)
    assert found.problems == ()
    assert found.pools[0].n == 2


def test_a_month_of_nobody_ranks_nobody_and_says_so():
    for inputs in (month(), month(person(1, {}, exempt=True, exempt_reason="离退休", of=None))):
        found = assess(inputs, POLICY, TIERS)
        assert (found.people, found.pools) == ((), ())
        assert "未考核" in found.problems[-1].zh


def test_non_party_people_choose_the_tier_and_are_ranked_apart():
    # 3 Party and 7 others: n = 10, so the middle tier: 4, 3, and positive first keeps the last at +2.
    people = [
        *totals("95", "94", "93"),
        *totals(*["90", "89", "88", "87", "86", "85", "84"], status=NON_PARTY, first=11),
    ]
    found = assess(month(*people), POLICY, TIERS)
    assert points(found) == {1: 4, 2: 3, 3: 2} | dict.fromkeys(range(11, 18), 0)
    assert (found.pools[0].n, found.pools[0].party, found.pools[0].staff) == (10, 3, 7)


def test_staff_points_come_from_the_staff_table():
    staff = Tiers((TierRow(1, None, (Decimal(1),), (Decimal("0.5"),)),))
    people = [*totals("95"), *totals("90", "80", "70", status=NON_PARTY, first=11)]
    found = assess(month(*people), POLICY, TIERS, staff)
    assert points(found) == {1: 3, 11: 1, 12: 0, 13: Decimal("-0.5")}


def test_a_veto_takes_the_bonus_and_moves_nobody():
    found = assess(month(*totals("95", "94", "93", "92")), POLICY, TIERS, vetoed={1, 4})
    assert points(found) == {1: 0, 2: 2, 3: 0, 4: -2}
    assert [one.standing.rank for one in found.people] == [1, 2, 3, 4]


def test_ties_over_the_places_are_told():
    assert assess(month(*totals("95", "94", "94", "90")), POLICY, TIERS).over_places
    assert not assess(month(*totals("95", "95", "94", "90")), replace(POLICY, tie_points="average"), TIERS).over_places
    assert not assess(month(*totals("95", "94", "93", "90")), POLICY, TIERS).over_places


def test_everyone_ties_only_with_three_or_more():
    assert assess(month(*totals("90", "90", "90")), POLICY, TIERS).everyone_ties
    assert not assess(month(*totals("90", "90")), POLICY, TIERS).everyone_ties
    assert not assess(month(*totals("90", "90", "89")), POLICY, TIERS).everyone_ties


def test_categories_can_be_pools_of_their_own():
    lean = template(2, FlagCategory.LEAN, SIMPLE.indicators)
    lean_people = [person(10 + k, {"output": cell(v)}, of=lean) for k, v in enumerate(("99", "98", "97"), start=1)]
    inputs = month(*totals("90", "80", "70"), *lean_people, templates=[SIMPLE, lean])
    assert points(assess(inputs, POLICY, TIERS)) == {11: 3, 12: 2, 13: 0, 1: 0, 2: 0, 3: -2}
    apart = assess(inputs, replace(POLICY, pool="category"), TIERS)
    assert points(apart) == {11: 3, 12: 2, 13: -2, 1: 3, 2: 2, 3: -2}
    assert [result.pool.code for result in apart.pools] == ["lean", "safety"]


def test_totals_of_several_templates_are_capped_at_100_unless_all_allow_more():
    rich = indicator("output", 100, "ratio", {"target": "100"}, cap=Decimal(120))
    over = template(1, FlagCategory.SAFETY, [rich], over_achievement=True)
    over_lean = template(2, FlagCategory.LEAN, [rich], over_achievement=True)
    plain = template(3, FlagCategory.SERVICE, SIMPLE.indicators)

    def best(other):
        inputs = month(
            person(1, {"output": cell("118")}, of=over),
            person(2, {"output": cell("50")}, of=other),
            templates=[over, other],
        )
        return assess(inputs, POLICY, TIERS).people[0].marks.total

    assert (best(plain), best(over_lean)) == (Decimal(100), Decimal(110))


def test_formulas_that_look_at_the_pool_compare_the_unexcused_of_one_template():
    sales = indicator("sales", 100, "best_ratio", {})
    one, other = template(1, FlagCategory.SAFETY, [sales]), template(2, FlagCategory.LEAN, [sales])
    inputs = month(
        person(1, {"sales": cell("200")}, of=one),
        person(2, {"sales": cell("50")}, of=one),
        person(3, {"sales": cell("400")}, of=one, excused=True, excuse_reason="病假"),
        person(4, {"sales": cell("1000")}, of=other),
        templates=[one, other],
    )
    found = assess(inputs, POLICY, TIERS)
    assert [(one.person.member_id, one.marks.total) for one in found.people] == [
        (1, Decimal(100)),
        (2, Decimal(25)),
        (4, Decimal(100)),
    ]


def test_the_order_of_people_changes_nothing():
    people = [
        *totals(*["95", "94", "94", "90", "90", "88", "85", "80", "80", "77", "70"]),
        *totals("91", "60", status=NON_PARTY, first=50),
    ]
    wanted = {one.person.member_id: one for one in assess(month(*people), POLICY, TIERS).people}
    for seed in range(20):
        shuffled = random.Random(seed).sample(people, len(people))
        found = assess(month(*shuffled), POLICY, TIERS)
        assert {one.person.member_id: one for one in found.people} == wanted


def test_inputs_come_back_from_json_exactly():
    cells = {
        "output": cell("95.50", target="98.765"),
        "breach": cell("0"),
        "attitude": cell(choice="good", comment="带头攻关"),
    }
    inputs = month(
        person(1, cells, of=FULL),
        person(2, {"output": not_applicable("借调")}, of=FULL, excused=True, excuse_reason="借调", officer=True),
        person(3, {}, of=None, exempt=True, exempt_reason="离退休"),
        templates=[FULL, template(2, FlagCategory.LEAN, [OUTPUT, BREACH, ATTITUDE], over_achievement=True)],
    )
    assert MonthInputs.from_json(json.loads(json.dumps(inputs.to_json()))) == inputs
