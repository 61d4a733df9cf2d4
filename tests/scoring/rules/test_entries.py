"""What is typed into a cell is understood, or refused with a sentence."""

from dataclasses import replace
from decimal import Decimal

import pytest

from flagship.formulas import Value
from scoring.rules.entries import Entry, EntryProblem, read_entry
from scoring.rules.inputs import CellInput
from tests.scoring.rules.months import ATTITUDE, BREACH, OUTPUT, cell, indicator, not_applicable

BLANK = CellInput()
YES_NO = indicator("audit", 10, "yes_no", {}).spec


def read(spec_of, current=BLANK, **given) -> CellInput:
    return read_entry(Entry("0001", spec_of.spec.code, **given), spec_of.spec, current)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("96.5", "96.5"),
        ("９６．５", "96.5"),
        ("96.5%", "96.5"),
        (" 1,234.5 ", "1234.5"),
        (Decimal("7"), "7"),
        ("0", "0"),
    ],
)
def test_numbers_are_understood_as_people_write_them(typed, number):
    assert read(OUTPUT, number=typed) == cell(number)


@pytest.mark.parametrize("typed", ["abc", "1.2.3", "九十", "--", "1e5", "12345678901234567", "0.12345", "9万元"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(EntryProblem):
        read(OUTPUT, number=typed)


def test_more_figures_than_a_database_keeps_are_refused():
    assert read(OUTPUT, number="12345678901.2345") == cell("12345678901.2345")
    with pytest.raises(EntryProblem, match="15 significant"):
        read(OUTPUT, number="123456789012.3456")


def test_an_empty_text_empties_and_nothing_leaves_it():
    current = cell("95", comment="核实", target="120")
    assert read(OUTPUT, current, number="") == CellInput(Value(), Decimal(120), "核实")
    assert read(OUTPUT, current, comment="") == cell("95", target="120")
    assert read(OUTPUT, current) == current


def test_a_target_of_zero_is_refused_where_it_is_entered():
    for target in ("0", "-5"):
        with pytest.raises(EntryProblem, match="greater than 0"):
            read(OUTPUT, target=target)
    assert read(OUTPUT, target="120") == CellInput(target=Decimal(120))


def test_an_indicator_without_a_target_takes_none():
    with pytest.raises(EntryProblem, match="no target"):
        read(BREACH, target="3")


@pytest.mark.parametrize("typed", ["good", "好", "Good", " 好 "])
def test_levels_are_chosen_by_code_or_by_name(typed):
    assert read(ATTITUDE, choice=typed, comment="带头") == cell(choice="good", comment="带头")


def test_an_unknown_level_is_refused_with_those_there_are():
    with pytest.raises(EntryProblem) as refusal:
        read(ATTITUDE, choice="excellent")
    assert "好、较好、一般" in refusal.value.problem.zh


@pytest.mark.parametrize(("typed", "choice"), [("是", "yes"), ("Y", "yes"), ("√", "yes"), ("否", "no"), ("NO", "no")])
def test_answers_are_understood(typed, choice):
    assert read_entry(Entry("1", "audit", choice=typed), YES_NO, BLANK) == cell(choice=choice)


def test_incidents_cannot_be_negative():
    with pytest.raises(EntryProblem):
        read(BREACH, number="-1")


def test_not_applicable_needs_its_reason_and_empties_the_value():
    with pytest.raises(EntryProblem, match="say why"):
        read(OUTPUT, cell("95"), not_applicable=True)
    assert read(OUTPUT, cell("95"), not_applicable=True, na_reason="借调") == not_applicable("借调")


def test_a_value_makes_a_cell_applicable_again_but_not_both_at_once():
    assert read(OUTPUT, not_applicable("借调"), number="95") == cell("95")
    assert read(OUTPUT, not_applicable("借调"), not_applicable=False) == BLANK
    assert read(OUTPUT, not_applicable("借调"), comment="见附件").not_applicable
    with pytest.raises(EntryProblem, match="choose one"):
        read(OUTPUT, number="95", not_applicable=True, na_reason="借调")


def test_texts_have_an_end_and_no_control_characters():
    assert read(OUTPUT, comment="核\x00实\x07").comment == "核实"
    with pytest.raises(EntryProblem, match="too long"):
        read(OUTPUT, comment="长" * 301)
    with pytest.raises(EntryProblem, match="too long"):
        read(OUTPUT, not_applicable=True, na_reason="长" * 201)


def test_a_choice_where_a_number_belongs_is_refused():
    with pytest.raises(EntryProblem, match="asks for a number"):
        read(OUTPUT, choice="good")


def test_both_figures_of_a_pair_carry_its_unit():
    growth = replace(YES_NO, code="sales", formula="growth", unit="万元", params={"target": "5", "kind": "rise"})
    taken = read_entry(Entry("1", "sales", number="105万元", second="100万元"), growth, BLANK)
    assert taken.value == Value(number=Decimal(105), second=Decimal(100))
    with pytest.raises(EntryProblem):
        read_entry(Entry("1", "sales", number="105", second="100%"), growth, BLANK)
