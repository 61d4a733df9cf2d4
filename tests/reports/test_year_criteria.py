"""The criteria of the list for 评先树优: what they say, who meets them, who shares a place."""

from dataclasses import replace
from decimal import Decimal

import pytest

from flagship.categories import FlagCategory
from reports.year_criteria import CODES, YearCriteria, YearFigures, judge

GOOD = YearFigures(
    member_id=1,
    category=FlagCategory.SAFETY,
    party=True,
    quarters=4,
    months=12,
    score=Decimal("92.50"),
    net=Decimal(20),
    months_first=3,
    titles=1,
    vetoed=False,
)
STRICT = YearCriteria(
    min_quarters=4,
    min_months=10,
    min_score=Decimal(90),
    min_points=Decimal(10),
    distinction=True,
    first_months=3,
    no_veto=True,
    party_only=True,
    top=2,
)


def test_whoever_meets_everything_is_on_the_list():
    assert STRICT.unmet(GOOD) == ()


@pytest.mark.parametrize(
    ("changed", "unmet"),
    [
        ({"quarters": 3}, ("quarters",)),
        ({"months": 9}, ("months",)),
        ({"score": Decimal("89.99")}, ("score",)),
        ({"score": Decimal(90)}, ()),
        ({"net": Decimal("9.99")}, ("points",)),
        ({"titles": 0}, ()),
        ({"titles": 0, "months_first": 2}, ("distinction",)),
        ({"vetoed": True}, ("veto",)),
        ({"party": False}, ("points", "party")),
        ({"quarters": 3, "vetoed": True}, ("quarters", "veto")),
    ],
)
def test_each_criterion_by_itself(changed, unmet):
    assert STRICT.unmet(replace(GOOD, **changed)) == unmet


def test_without_months_at_the_top_only_a_title_counts():
    criteria = YearCriteria(distinction=True)
    assert criteria.unmet(replace(GOOD, titles=0, months_first=12)) == ("distinction",)


def test_every_criterion_is_one_sentence_and_none_asks_for_nothing():
    assert [sentence.code for sentence in STRICT.sentences()] == list(CODES)
    assert all(sentence.zh.endswith("。") and sentence.en.endswith(".") for sentence in STRICT.sentences())
    assert YearCriteria().sentences() == []


def test_criteria_come_back_from_json_as_they_were():
    for criteria in (STRICT, YearCriteria(), YearCriteria(min_points=Decimal("-1.50"))):
        assert YearCriteria.from_json(criteria.to_json()) == criteria


def test_places_are_counted_by_category_and_shared():
    people = [
        replace(GOOD, member_id=1),
        replace(GOOD, member_id=2),
        replace(GOOD, member_id=3, score=Decimal(95)),
        replace(GOOD, member_id=4, score=Decimal(91)),
        replace(GOOD, member_id=5, category=FlagCategory.LEAN, score=Decimal(90)),
        replace(GOOD, member_id=6, quarters=1),
    ]
    judged = judge(STRICT, people)
    assert [(one.person.member_id, one.place, one.unmet) for one in judged] == [
        (5, 1, ()),
        (3, 1, ()),
        (1, 2, ()),
        (2, 2, ()),
        (6, None, ("quarters",)),
        (4, None, ("top",)),
    ]
