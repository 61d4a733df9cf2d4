"""Marks and totals of people, worked by hand."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flagship.formulas import IndicatorSpec, SpecProblem, Value
from scoring.rules import Item, PersonMarks, Policy, cap_totals, mark_people, must_be_excused, pool_cap

D = Decimal


def spec(code, weight, formula="ratio", quantitative=True, floor="0", cap=None, **params):
    if formula in ("ratio", "growth"):
        params.setdefault("target", "100")
    if formula == "rubric":
        params["levels"] = [
            {"code": "good", "zh": "好", "en": "Good", "marks": str(weight)},
            {"code": "fair", "zh": "较好", "en": "Fair", "marks": str(D(weight) * 8 / 10)},
        ]
    cap = None if cap is None else D(cap)
    return IndicatorSpec(code, code, D(weight), quantitative, formula, params, floor=D(floor), cap=cap)


def ratio(code, weight, actual, **more):
    """A ratio to a target of 100: the actual is the percentage."""
    return Item(spec(code, weight), None if actual is None else Value(D(actual)), **more)


def judged(code, weight, choice, **more):
    return Item(spec(code, weight, "rubric", quantitative=False), Value(choice=choice), **more)


def sales(actual, template="marketing-1", **more):
    return Item(spec("sales", 30, "best_ratio"), Value(D(actual)), template=template, **more)


def mark(*items):
    return mark_people({"one": items})["one"]


def test_every_mark_is_rounded_before_the_total_is_formed():
    person = mark(ratio("a", 40, "33.3375"), ratio("b", 40, "33.3375"), ratio("c", 20, "33.333"))

    assert [line.marks for line in person.lines] == [D("13.34"), D("13.34"), D("6.67")]  # 13.335, 13.335, 6.6666
    assert person.total == D("33.35")  # the sum of what was not rounded is 33.3366
    assert person.complete


def test_the_quantitative_share_is_marks_over_weight():
    person = mark(ratio("a", 45, "90"), ratio("b", 25, "80"), judged("c", 30, "fair"))

    assert person.total == D("84.50")  # 40.5 + 20 + 24
    assert person.quantitative == D("86.43")  # 60.5 ÷ 70


def test_what_is_not_applicable_is_spread_over_the_rest_and_then_rounded():
    person = mark(ratio("a", 40, "90"), ratio("b", 30, None, not_applicable=True), judged("c", 30, "fair"))

    assert [line.marks for line in person.lines] == [D("51.43"), None, D("34.29")]  # 36 and 24 × 100 ÷ 70
    assert [line.not_applicable for line in person.lines] == [False, True, False]
    assert (person.total, person.applicable_weight) == (D("85.72"), 70)
    assert person.blanks == ()


def test_the_share_of_somebody_with_fewer_indicators_is_no_better_for_that():
    """51.43 marks are held against 40 × 100 ÷ 70 of weight, not against 40."""
    person = mark(ratio("a", 40, "90"), ratio("b", 30, None, not_applicable=True), judged("c", 30, "fair"))

    assert person.quantitative == D("90.00")


def test_the_explanation_says_how_the_weight_was_spread():
    person = mark(ratio("a", 40, "90"), ratio("b", 30, None, not_applicable=True), judged("c", 30, "fair"))

    assert person.line("a").zh == "完成率 90% × 权重 40 = 36.00；按适用权重折算 × 100 ÷ 70 = 51.43"
    assert person.line("a").en == "Completion 90% × weight 40 = 36.00; on the applicable weight × 100 ÷ 70 = 51.43"
    assert (person.line("b").zh, person.line("b").en) == ("不适用", "Not applicable")


def test_a_growth_base_of_zero_is_not_applicable_without_being_said():
    growth = Item(spec("g", 30, "growth", target="10"), Value(D(5), D(0)))

    person = mark(ratio("a", 40, "90"), growth, judged("c", 30, "fair"))

    assert person.total == D("85.72")
    assert person.line("g").marks is None
    assert person.line("g").zh.startswith("基数 0 不大于 0")


@pytest.mark.parametrize(
    ("weights", "away", "excused"),
    [
        ([50, 20, 30], "0", False),  # exactly 50 stays
        ([51, 19, 30], "0", True),
        ([30, 21, 49], "01", True),  # 51, and every quantitative one
        ([30, 25, 25, 20], "01", True),  # 55
        ([26, 25, 49], "01", True),
        ([40, 20, 40], "0", False),
    ],
    ids=str,
)
def test_too_much_that_is_not_applicable_excuses(weights, away, excused):
    *quantitative, last = [ratio(str(index), weight, "90") for index, weight in enumerate(weights)]
    items = [*quantitative, judged(last.spec.code, last.spec.weight, "fair")]

    assert must_be_excused(items, away) is excused


def test_a_template_without_quantitative_indicators_excuses_nobody_for_that():
    assert not mark(judged("a", 60, "good"), judged("b", 40, "", not_applicable=True)).must_be_excused


def test_marks_are_spread_before_they_are_rounded():
    """13.335 × 100 ÷ 80 = 16.668…; 13.34 × 100 ÷ 80 would be 16.675."""
    person = mark(ratio("a", 40, "33.3375"), ratio("b", 40, "100"), judged("c", 20, "", not_applicable=True))

    assert person.line("a").marks == D("16.67")


def test_a_person_without_any_applicable_quantitative_indicator_is_excused_below_fifty_of_weight_too():
    items = [ratio("a", 45, None, not_applicable=True), judged("b", 55, "good")]

    person = mark(*items)

    assert person.must_be_excused
    assert (person.total, person.quantitative, person.applicable_weight) == (0, 0, 55)
    assert person.line("b").marks == 55
    assert not person.complete


def test_everything_not_applicable_is_an_excuse_and_no_division_by_zero():
    person = mark(ratio("a", 60, None, not_applicable=True), judged("b", 40, "", not_applicable=True))

    assert (person.must_be_excused, person.total, person.applicable_weight) == (True, 0, 0)


def test_a_blank_is_not_zero():
    person = mark(ratio("a", 60, None), ratio("b", 20, "100"), judged("c", 20, ""))

    assert [line.marks for line in person.lines] == [None, D("20.00"), None]
    assert (person.blanks, person.refused, person.complete) == (("a", "c"), (), False)
    assert (person.total, person.quantitative) == (D("20.00"), D("25.00"))  # provisional: 20 of 80


def test_a_value_that_cannot_be_marked_is_reported_with_its_sentence_and_breaks_nobody_else():
    people = mark_people(
        {
            "wrong": [ratio("a", 60, "90", target=D(0)), ratio("b", 40, "100")],
            "right": [ratio("a", 60, "90"), ratio("b", 40, "100")],
        }
    )

    assert (people["wrong"].refused, people["wrong"].complete) == (("a",), False)
    assert people["wrong"].line("a").en == "the target must be greater than 0, not 0."
    assert people["right"].total == D("94.00")


def test_an_indicator_without_sound_parameters_is_refused():
    with pytest.raises(SpecProblem):
        mark(Item(IndicatorSpec("a", "a", D(100), True, "no such formula"), Value(D(1))))


def test_a_persons_own_target_goes_first():
    assert mark(ratio("a", 100, "90", target=D(200))).total == D("45.00")


def test_the_total_never_falls_below_zero():
    below = Item(spec("d", 20, "deduction", rate="30", floor="-20"), Value(D(5)))

    person = mark(below, ratio("a", 80, "10"))

    assert [line.marks for line in person.lines] == [-20, D("8.00")]
    assert person.total == 0


def test_pool_formulas_compare_the_people_who_share_template_and_indicator():
    rest = ratio("rest", 70, "100")
    people = mark_people(
        {
            "best": [sales(200), rest],
            "half": [sales(100), rest],
            "elsewhere": [sales(1000, template="marketing-2"), rest],
            "blank": [Item(spec("sales", 30, "best_ratio"), None, template="marketing-1"), rest],
            "without": [sales(5000, not_applicable=True), rest],
        }
    )

    marks = {key: person.line("sales").marks for key, person in people.items()}
    assert marks == {"best": 30, "half": 15, "elsewhere": 30, "blank": None, "without": None}


def test_somebody_who_must_be_excused_is_not_compared_with():
    people = mark_people(
        {
            "excused": [sales(1000), ratio("rest", 70, None, not_applicable=True)],
            "best": [sales(200), ratio("rest", 70, "100")],
        }
    )

    assert people["excused"].must_be_excused
    assert people["best"].total == 100


def test_somebody_whom_a_formula_excuses_is_not_compared_with():
    by_base = Item(spec("rest", 70, "growth", target="10"), Value(D(5), D(0)))

    people = mark_people({"excused": [sales(1000), by_base], "best": [sales(200), ratio("rest", 70, "100")]})

    assert people["excused"].must_be_excused
    assert people["best"].total == 100


def test_marks_are_stored_and_read_back_unchanged():
    items = [sales(7), ratio("a", 40, "90", target=D("99.5")), judged("c", 30, "", not_applicable=True)]
    person = mark(*items)

    assert PersonMarks.from_json(person.to_json()) == person
    assert [Item.from_json(item.to_json()) for item in items] == items
    assert Item.from_json(ratio("a", 1, None).to_json()) == ratio("a", 1, None)


def test_a_pool_is_capped_at_one_hundred_unless_every_template_allows_more():
    policy = Policy(total_cap=D(110))

    assert pool_cap([], policy) == 100
    assert pool_cap([False], policy) == 100
    assert pool_cap([True, False], policy) == 100
    assert pool_cap([True], policy) == 110
    assert pool_cap([True, True], policy) == 110


def over_achievers():
    generous = Item(spec("a", 100, cap=120), Value(D(118)))
    modest = Item(spec("a", 100, cap=120), Value(D(105)))
    return mark_people({"far": [generous], "near": [modest]})


@pytest.mark.parametrize(("allowed", "totals"), [([True, True], (110, 105)), ([True, False], (100, 100))])
def test_totals_are_capped_and_the_sum_is_kept(allowed, totals):
    capped = cap_totals(over_achievers(), allowed, Policy())

    assert (capped["far"].total, capped["near"].total) == totals
    assert (capped["far"].uncapped, capped["near"].uncapped) == (118, 105)
    assert (capped["far"].capped, capped["near"].capped) == (totals[0] < 118, totals[1] < 105)


def test_rounding_up_spread_marks_cannot_pass_one_hundred():
    """Six times 12.5 × 100 ÷ 75 = 16.67 are 100.02."""
    sixfold = [ratio(str(index), "12.5", "100") for index in range(6)]
    people = mark_people({"one": [*sixfold, judged("c", 25, "", not_applicable=True)]})

    assert people["one"].uncapped == D("100.02")
    assert cap_totals(people, [False], Policy())["one"].total == 100


percentages = st.integers(0, 15_000).map(lambda hundredths: str(D(hundredths) / 100))


@st.composite
def sheets(draw):
    """People of two templates with ratio, pool and judged indicators, some not applicable, some blank."""
    people = {}
    for key in range(draw(st.integers(1, 8))):
        template = draw(st.sampled_from(["m", "n"]))
        away = draw(st.sets(st.sampled_from(["sales", "a", "c"]), max_size=2))
        people[key] = [
            sales(draw(st.integers(-5, 50)), template, not_applicable="sales" in away),
            ratio("a", 45, draw(st.none() | percentages), not_applicable="a" in away, template=template),
            judged("c", 25, draw(st.sampled_from(["good", "fair", ""])), not_applicable="c" in away),
        ]
    return people


@given(sheets())
def test_marks_do_not_depend_on_the_order_of_people_or_of_indicators(people):
    keys = random.Random(1).sample(list(people), len(people))
    turned = {key: people[key][::-1] for key in keys}

    again = mark_people(turned)
    for key, person in mark_people(people).items():
        assert set(again[key].lines) == set(person.lines)
        assert (again[key].total, again[key].quantitative) == (person.total, person.quantitative)


@given(sheets())
def test_a_total_is_the_sum_of_its_lines_and_a_gap_is_always_named(people):
    for key, person in mark_people(people).items():
        without = [line.code for line in person.lines if line.marks is None and not line.not_applicable]
        assert without == list(person.blanks + person.refused)
        if not person.must_be_excused:
            assert person.total == sum(line.marks for line in person.lines if line.marks is not None)
            assert 0 <= person.total <= D("100.02")
            assert 0 <= person.quantitative <= D("100.02")
        assert person.must_be_excused == must_be_excused(
            people[key], {line.code for line in person.lines if line.not_applicable}
        )


@given(sheets(), st.data())
def test_somebody_who_leaves_the_sheet_changes_marks_of_pool_formulas_only(people, data):
    gone = data.draw(st.sampled_from(sorted(people)))
    before = mark_people(people)
    after = mark_people({key: items for key, items in people.items() if key != gone})

    for key, person in after.items():
        assert [line for line in person.lines if line.code != "sales"] == [
            line for line in before[key].lines if line.code != "sales"
        ]
