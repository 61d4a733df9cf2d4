"""The sentence behind every point, in both languages, word by word."""

from dataclasses import replace
from decimal import Decimal

import pytest

from flagship.policies import Policy, TierRow, Tiers
from scoring.rules import Reason, settle
from tests.scoring.rules.pools import DOCUMENT, STAFF, line_up, settle_by_key, tied_groups


def reason(pool, key, policy=None, staff=None) -> Reason:
    return settle_by_key(pool, policy or Policy(), staff)[key].reason


def vetoed(pool, key):
    return [replace(person, vetoed=person.key == key) for person in pool]


def test_a_bonus_names_the_place_among_party_people_and_the_number_that_chose_the_tier():
    found = reason(line_up("P" * 25 + "N" * 8), 1)

    assert found.zh == "参加33人（31人及以上档），党员25人中排第2名：争星晋级考核加4分。依据五（三）1。"
    assert found.en == "33 took part (tier ≥31); rank 2 of 25 Party members: star points +4. Clause 五（三）1."
    assert str(found) == found.en


def test_a_deduction_names_the_place_from_the_bottom():
    found = reason(line_up("P" * 12), 10)

    assert found.zh == "参加12人（10—30人档），排第11名（倒数第2名）：争星晋级考核扣2分。依据五（三）2。"
    assert found.en == "12 took part (tier 10–30); rank 11 of 12, 2 from the bottom: star points −2. Clause 五（三）2."


def test_a_place_without_points_says_so():
    found = reason(line_up("P" * 12), 5)

    assert found.zh == "参加12人（10—30人档），排第6名：不加分、不扣分。"
    assert found.en == "12 took part (tier 10–30); rank 6 of 12: no points."


def test_positive_first_is_said_where_it_makes_a_difference():
    found = reason(line_up("PP"), 1)

    assert found.positive_first
    assert found.zh == "参加2人（1—9人档），排第2名：争星晋级考核加2分（正向优先，不再扣分）。依据五（三）3。"
    assert found.en == (
        "2 took part (tier 1–9); rank 2 of 2: star points +2 (positive first: no deduction). Clause 五（三）3."
    )
    assert not reason(line_up("PP"), 0).positive_first
    assert not reason(line_up("PPP"), 2).positive_first


def test_a_shared_rank_says_how_many_share_it():
    found = reason(tied_groups(2, 4), 0)

    assert found.zh == "参加6人（1—9人档），2人并列第1名：争星晋级考核加3分。依据五（三）3。"
    assert found.en == "6 took part (tier 1–9); rank 1 of 6, shared by 2: star points +3. Clause 五（三）3."


def test_a_mean_says_which_places_it_is_taken_of():
    found = reason(tied_groups(2, 4), 0, Policy(tie_points="average"))

    assert (found.rank, found.last_place, found.averaged) == (1, 2, True)
    assert found.zh == (
        "参加6人（1—9人档），2人并列第1名，占第1—2名：按所占名次平均，争星晋级考核加2.5分。依据五（三）3。"
    )
    assert found.en == (
        "6 took part (tier 1–9); rank 1 of 6, shared by 2 in places 1–2: star points +2.5 (mean of these places)."
        " Clause 五（三）3."
    )


def test_a_mean_of_nothing_says_so():
    found = reason(tied_groups(1, 2), 1, Policy(tie_points="average"))

    assert found.zh == "参加3人（1—9人档），2人并列第2名，占第2—3名：按所占名次平均，不加分、不扣分。"
    assert found.en.endswith("in places 2–3: no points on the mean of these places.")


def test_a_broken_tie_names_what_broke_it():
    pool = [replace(person, quantitative=Decimal(90 - person.key)) for person in tied_groups(2, 1)]

    found = reason(pool, 0)

    assert "排第1名（总分相同，定量得分率定先后）：争星晋级考核加3分。" in found.zh
    assert "equal totals parted by the quantitative share" in found.en
    assert "总分相同" not in reason(pool, 2).zh


@pytest.mark.parametrize(
    ("key", "zh", "en", "earned"),
    [
        (0, "争星晋级考核加3分；一票否决，不予加分。", "star points +3; vetoed, the bonus is not given.", 3),
        (2, "不加分、不扣分；一票否决。", "no points; vetoed.", 0),
        (4, "争星晋级考核扣2分；一票否决。", "star points −2; vetoed.", -2),
    ],
)
def test_a_veto_is_said_with_what_it_takes(key, zh, en, earned):
    found = reason(vetoed(line_up("PPPPP"), key), key)

    assert (found.vetoed, found.earned) == (True, earned)
    assert zh in found.zh
    assert en in found.en


def test_non_party_people_are_referred_to_the_staff_standard_until_its_table_is_entered():
    found = reason(line_up("PNN"), 2)

    assert found.zh == "参加3人，非党员职工2人中排第2名：员工积分按《员工积分制管理积分标准》执行。"
    assert found.en == (
        "3 took part; rank 2 of 2 non-Party employees:"
        " scored under the Staff Points Standard (《员工积分制管理积分标准》)."
    )


def test_non_party_people_with_a_table_have_staff_points():
    found = reason(line_up("PNN"), 1, staff=STAFF)

    assert found.zh == "参加3人（1—5人档），非党员职工2人中排第1名：员工积分加1.5分。"
    assert found.en == "3 took part (tier 1–5); rank 1 of 2 non-Party employees: staff points +1.5."


@pytest.mark.parametrize(
    ("staff", "code", "zh"),
    [
        (None, "staff_standard", "非党员职工只列示成绩，不参加排名；积分按《员工积分制管理积分标准》执行。"),
        (STAFF, "not_ranked", "非党员职工只列示成绩，不参加排名；不加分、不扣分。"),
    ],
)
def test_who_is_shown_only_is_told_so(staff, code, zh):
    found = reason(line_up("PN"), 1, Policy(non_party="unranked"), staff)

    assert (found.code, found.zh) == (code, zh)
    assert found.en.startswith("Non-Party employees are shown only and not ranked; ")
    assert (found.rank, found.last_place) == (None, None)


def test_a_missing_tier_table_is_said():
    (standing,) = settle(line_up("P"), Tiers(()), Policy())

    assert standing.reason.zh == "参加1人，排第1名：尚无加扣分档次，不加分、不扣分。"
    assert standing.reason.en == "1 took part; rank 1 of 1: there is no tier table yet, no points."


def test_a_row_without_a_clause_names_none():
    (standing,) = settle(line_up("P"), Tiers((TierRow(1, None, (Decimal(3),), ()),)), Policy())

    assert standing.reason.zh == "参加1人（1人及以上档），排第1名：争星晋级考核加3分。"


def test_the_reason_keeps_the_policies_it_was_settled_under():
    policy = Policy(tie_break="none", tie_points="average", non_party="separate")

    found = reason(line_up("PPP"), 0, policy)

    assert (found.tie_break, found.tie_points, found.non_party) == ("none", "average", "separate")
    assert (found.n, found.ranked, found.span, found.clause, found.places, found.side) == (
        3,
        3,
        "1–9",
        DOCUMENT.rows[0].clause,
        2,
        "top",
    )
