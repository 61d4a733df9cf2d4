"""What comes back from the entry page: only what was typed, and never over somebody else's value unseen."""

import json

import pytest
from django.utils import translation

from scoring.entry_boxes import EVERY_PART, PARTS, Layer, read
from scoring.entry_grid import asks, grid_of
from scoring.models import Participant
from scoring.queries.month_inputs import month_inputs
from scoring.queries.preview import preview
from scoring.rules.entries import Entry
from tests.scoring.rows import ENTRY, declare, full_template, open_sheet


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def sheet(cast, programme):
    """Secretary Chen alone, under completion, deduction and judgement; nothing is typed yet."""
    full_template()
    declare(cast.secretary_b.person)
    return open_sheet(cast.branch_b)


def grid(sheet, user, parts=EVERY_PART):
    inputs = month_inputs(sheet, now=ENTRY)
    document, _problems = preview(sheet, inputs, now=ENTRY)
    return grid_of(document, inputs, user=user, parts=parts)


def names(sheet, user) -> dict[str, str]:
    """The names of the boxes by indicator and part: `output number`."""
    return {f"{cell.column.code} {box.part}": box.name for _row, cell in grid(sheet, user).cells for box in cell.boxes}


def test_every_cell_has_the_boxes_of_its_formula(sheet, clerk_b):
    assert list(names(sheet, clerk_b)) == [
        "output number",
        "output target",
        "output na_reason",
        "breach number",
        "breach na_reason",
        "attitude choice",
        "attitude comment",
        "attitude na_reason",
    ]


@pytest.mark.parametrize(
    ("layer", "codes"),
    [
        (Layer.VALUES, ["output", "breach", "attitude"]),
        (Layer.TARGETS, ["output"]),
        (Layer.REASONS, ["output", "breach", "attitude"]),
    ],
)
def test_a_layer_shows_the_indicators_that_have_its_boxes(sheet, clerk_b, layer, codes):
    (group,) = grid(sheet, clerk_b, PARTS[layer]).groups
    assert [column.code for column in group.columns] == codes
    assert [asks(column, PARTS[layer]) for column in group.columns] == [True] * len(codes)


def test_names_say_participant_and_indicator(sheet, clerk_b):
    person = Participant.objects.get(sheet=sheet)
    indicator = person.template.indicators.get(code="output")
    assert names(sheet, clerk_b)["output number"] == f"n-{person.pk}-{indicator.pk}"


def test_only_what_was_typed_is_taken(sheet, clerk_b):
    name = names(sheet, clerk_b)
    data = {name["output number"]: " 95 ", name["breach number"]: "", "seen": "{}", "n-999-999": "7"}
    typed = read(month_inputs(sheet), data)
    assert typed.entries == (Entry("2001", "output", number="95"),)
    assert typed.conflicts == ()


def test_a_reason_makes_a_cell_not_applicable(sheet, clerk_b):
    name = names(sheet, clerk_b)
    typed = read(month_inputs(sheet), {name["breach na_reason"]: "不在一线", "seen": "{}"})
    assert typed.entries == (Entry("2001", "breach", not_applicable=True, na_reason="不在一线"),)


def test_taking_the_reason_away_makes_it_applicable_again(sheet, clerk_b):
    name = names(sheet, clerk_b)
    seen = json.dumps({name["breach na_reason"]: "不在一线"})
    typed = read(month_inputs(sheet), {name["breach na_reason"]: "", "seen": seen})
    assert typed.entries == (Entry("2001", "breach", not_applicable=False, na_reason=""),)


def test_what_somebody_else_changed_meanwhile_is_told_and_not_overwritten(cast, filled, clerk_b):
    (box,) = [box for _row, cell in grid(filled, clerk_b).cells for box in cell.boxes if box.stored == "97"]
    data = {box.name: "50", "seen": json.dumps({box.name: "80"})}
    (conflict,) = read(month_inputs(filled), data).conflicts
    assert str(conflict) == "陈书记（2001）“生产指标完成率”：刚被他人改为“97”，请核对；再次保存将以您填写的为准。"


def test_both_typing_the_same_is_no_conflict(cast, filled, clerk_b):
    (box,) = [box for _row, cell in grid(filled, clerk_b).cells for box in cell.boxes if box.stored == "97"]
    typed = read(month_inputs(filled), {box.name: "97", "seen": json.dumps({box.name: "80"})})
    assert typed.conflicts == ()


def test_a_cell_that_was_not_touched_keeps_what_somebody_else_typed(cast, filled, clerk_b):
    (box,) = [box for _row, cell in grid(filled, clerk_b).cells for box in cell.boxes if box.stored == "97"]
    typed = read(month_inputs(filled), {box.name: "80", "seen": json.dumps({box.name: "80"})})
    assert (typed.entries, typed.conflicts) == ((), ())


@pytest.mark.parametrize("seen", ["", "[]", "{", "null", "7"])
def test_a_page_that_does_not_say_what_it_showed_is_compared_with_the_database(cast, filled, clerk_b, seen):
    (box,) = [box for _row, cell in grid(filled, clerk_b).cells for box in cell.boxes if box.stored == "97"]
    assert read(month_inputs(filled), {box.name: "97", "seen": seen}).entries == ()
    assert read(month_inputs(filled), {box.name: "98", "seen": seen}).entries == (Entry("2001", "output", number="98"),)


def test_the_page_sends_back_what_it_showed(cast, filled, clerk_b):
    shown = json.loads(grid(filled, clerk_b).seen)
    assert sorted(shown.values()) == [str(total) for total in range(86, 98)]


def test_a_refused_page_keeps_the_text_and_puts_the_problem_at_its_cell(sheet, clerk_b):
    name = names(sheet, clerk_b)
    data = {name["output number"]: "很多", name["breach number"]: "1", "seen": "{}"}
    inputs = month_inputs(sheet, now=ENTRY)
    typed = read(inputs, data)
    document, problems = preview(sheet, inputs, typed.entries, now=ENTRY)
    again = grid_of(document, inputs, user=clerk_b, typed=typed, problems=problems)
    found = {cell.column.code: (cell.boxes[0].text, cell.problem, cell.cell.marks) for _row, cell in again.cells}
    assert found["output"] == ("很多", "“很多”不是一个数，请用阿拉伯数字填写一个数值。", None)
    assert found["breach"] == ("1", "", 8)


def test_own_judgement_is_locked_and_own_figures_are_not(cast, sheet, clerk_b):
    locked = {cell.column.code: cell.locked for _row, cell in grid(sheet, cast.secretary_b).cells}
    assert locked == {"output": False, "breach": False, "attitude": True}
    assert not any(cell.locked for _row, cell in grid(sheet, clerk_b).cells)


def test_levels_are_offered_by_their_names(sheet, clerk_b):
    (box,) = [box for _row, cell in grid(sheet, clerk_b).cells for box in cell.boxes if box.part == "choice"]
    assert box.options == (("good", "好"), ("fair", "较好"), ("poor", "一般"))
    with translation.override("en"):
        (box,) = [box for _row, cell in grid(sheet, clerk_b).cells for box in cell.boxes if box.part == "choice"]
        assert box.options == (("good", "Good"), ("fair", "Fair"), ("poor", "Poor"))


def test_every_box_has_a_label_of_its_own(sheet, clerk_b):
    labels = [box.label for _row, cell in grid(sheet, clerk_b).cells for box in cell.boxes]
    assert labels[:3] == [
        "陈书记 生产指标完成率",
        "陈书记 生产指标完成率 个人目标",
        "陈书记 生产指标完成率 不适用的理由",
    ]
    assert len(set(labels)) == len(labels)
