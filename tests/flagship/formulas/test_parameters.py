"""What the examination of an indicator finds before it may be published."""

from decimal import Decimal

import pytest

from flagship.formulas import FORMULAS, spec_problems
from tests.flagship.formulas.making import BANDS, LEVELS, TABLE, band, indicator

D = Decimal
LINE = {"from_value": "80", "from_marks": "0", "to_value": "100", "to_marks": "20"}
SOUND = {
    "ratio": {"target": "100", "minimum": "60"},
    "inverse_ratio": {"target": "100"},
    "growth": {"target": "10", "kind": "fall"},
    "steps": {"bands": BANDS},
    "ratio_steps": {"bands": BANDS, "target": "5"},
    "linear": LINE,
    "per_unit_target": {"above": "1", "below": "-1", "target": "0"},
    "per_unit": {"rate": "2"},
    "deduction": {"rate": "2"},
    "yes_no": {},
    "levels": {"levels": LEVELS},
    "rubric": {"levels": LEVELS},
    "matrix": {"table": TABLE},
    "rank_linear": {"bottom": "5"},
    "best_ratio": {},
    "min_max": {"better": "low"},
}


def sentences(formula: str, **fields) -> list[str]:
    return [problem.zh for problem in spec_problems(indicator(formula, **fields))]


def test_there_is_a_sound_example_of_every_formula():
    assert set(SOUND) == set(FORMULAS)
    assert {code: sentences(code, params=params) for code, params in SOUND.items()} == {code: [] for code in SOUND}


@pytest.mark.parametrize(
    ("bands", "sentence"),
    [
        ([], "“档次”没有填写。"),
        ([band("", "", "5")], "“档次”：至少要有两个档次。"),
        ([band("", "60", "0"), band("55", "", "20")], "“档次”：有两档从 55 起重叠。"),
        ([band("", "60", "0"), band("", "80", "5"), band("80", "", "20")], "“档次”：有两档从 60 起重叠。"),
        ([band("", "60", "0"), band("60", "", "5"), band("80", "", "20")], "“档次”：有两档从 80 起重叠。"),
        ([band("", "60", "0"), band("65", "", "20")], "“档次”：60 至 65 之间没有档次。"),
        ([band("0", "60", "0"), band("60", "", "20")], "“档次”：0 以下没有档次，最低一档不应有下限。"),
        ([band("", "60", "0"), band("60", "100", "20")], "“档次”：100 以上没有档次，最高一档不应有上限。"),
        ([band("", "60", "0"), band("60", "60", "1"), band("60", "", "20")], "“档次”：第2档的上限必须高于下限。"),
        ([band("", "60", ""), band("60", "", "20")], "“档次”：第1档的得分没有填写。"),
        ([band("", "六十", "0"), band("60", "", "20")], "“档次”：第1档的界限“六十”不是数。"),
        ("60", "“档次”：应是档次的列表。"),
        (["60", "80"], "“档次”：应是档次的列表。"),
        ([band("", "60", "0"), band("60", "", "21")], "“60（含）以上”的得分 21 应在 0 与 20 之间。"),
    ],
)
def test_bands_neither_overlap_nor_leave_a_gap(bands, sentence):
    assert sentences("steps", params={"bands": bands}) == [sentence]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"row_edges": []}, "“双因素表”：行至少要有一个分界。"),
        ({"row_edges": ["100", "80"]}, "“双因素表”：行分界必须从低到高，不得重复。"),
        ({"column_edges": ["90", "90"]}, "“双因素表”：列分界必须从低到高，不得重复。"),
        ({"cells": [["0", "5"], ["8", "14"]]}, "“双因素表”：表格应为 3 行 2 列。"),
        ({"cells": [["0", "5"], ["8"], ["12", "20"]]}, "“双因素表”：表格应为 3 行 2 列。"),
        ({"cells": [["0", "5"], ["8", "x"], ["12", "20"]]}, "“双因素表”：第2行第2列“x”不是数。"),
        ({"cells": [["0", "5"], ["8", "14"], ["12", "25"]]}, "“第3行第2列”的得分 25 应在 0 与 20 之间。"),
    ],
)
def test_a_table_of_two_factors_is_whole(change, sentence):
    assert sentences("matrix", params={"table": TABLE | change}) == [sentence]


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        (LEVELS[:1], "“等级”：至少要有两个等级。"),
        ([LEVELS[0], LEVELS[0]], "“等级”：等级“a”出现了两次。"),
        ([LEVELS[0], LEVELS[1] | {"zh": "国家级"}], "“等级”：等级“国家级”出现了两次。"),
        ([LEVELS[0], LEVELS[1] | {"zh": " "}], "“等级”：第2个等级缺少代码或名称。"),
        ([LEVELS[0], LEVELS[1] | {"marks": ""}], "“等级”：等级“省部级”的得分没有填写。"),
        ([LEVELS[0] | {"marks": "20.01"}, LEVELS[1]], "“国家级”的得分 20.01 应在 0 与 20 之间。"),
    ],
)
@pytest.mark.parametrize("formula", ["levels", "rubric"])
def test_a_level_table_is_whole(formula, levels, sentence):
    assert sentences(formula, params={"levels": levels}) == [sentence]


@pytest.mark.parametrize(
    ("formula", "params", "sentence"),
    [
        ("ratio", {"target": "0"}, "目标值必须大于 0，现为 0。"),
        ("inverse_ratio", {"target": "0"}, "目标值必须大于 0，现为 0。"),
        ("growth", {"target": "-1"}, "目标值必须大于 0，现为 −1。"),
        ("ratio_steps", {"target": "0", "bands": BANDS}, "目标值必须大于 0，现为 0。"),
        ("ratio", {"minimum": "101"}, "起计完成率应在 0 与 100 之间，现为 101。"),
        ("ratio", {"target": "1e999999999"}, "“目标值”：“1e999999999”太长，小数点前最多 14 位、后最多 6 位。"),
        ("ratio", {"target": "NaN"}, "“目标值”：“NaN”不是数。"),
        ("ratio", {"target": "１００"}, "“目标值”：“１００”不是数。"),
        ("ratio", {"goal": "100"}, "计分方法没有“goal”这个参数，请删除。"),
        ("growth", {"kind": "sideways"}, "“方向”：没有“sideways”这个选项。"),
        ("deduction", {}, "“每次扣分”没有填写。"),
        ("deduction", {"rate": "0"}, "“每次扣分”：必须大于 0。"),
        ("per_unit", {"rate": "-2"}, "“每单位得分”：必须大于 0。"),
        ("per_unit", {"rate": "2", "unit_size": "0"}, "“每个计分单位”：必须大于 0。"),
        ("per_unit", {"rate": "2", "base": "30"}, "“起始分”的得分 30 应在 0 与 20 之间。"),
        ("per_unit_target", {"above": "0", "below": "0"}, "高于和低于目标的加减分不能都是 0。"),
        ("per_unit_target", {"above": "1", "below": "-1", "base": "-1"}, "“基本分”的得分 −1 应在 0 与 20 之间。"),
        ("linear", LINE | {"to_value": "80"}, "起点值与终点值不能相同。"),
        ("linear", LINE | {"to_marks": "0"}, "起点得分与终点得分不能相同。"),
        ("linear", LINE | {"to_marks": "30"}, "“终点”的得分 30 应在 0 与 20 之间。"),
        ("rank_linear", {"bottom": "20"}, "末位得分 20 应不低于下限 0，并低于权重 20。"),
        ("min_max", {"bottom": "-1"}, "末位得分 −1 应不低于下限 0，并低于权重 20。"),
    ],
)
def test_a_parameter_at_fault_is_named(formula, params, sentence):
    assert sentences(formula, params=params) == [sentence]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"weight": "0"}, "权重应大于 0、不超过 100，最多两位小数，现为 0。"),
        ({"weight": "100.5"}, "权重应大于 0、不超过 100，最多两位小数，现为 100.5。"),
        ({"weight": "33.333"}, "权重应大于 0、不超过 100，最多两位小数，现为 33.333。"),
        ({"cap": "24.01"}, "封顶应不低于权重 20，不高于权重的 120%，现为 24.01。"),
        ({"cap": "19"}, "封顶应不低于权重 20，不高于权重的 120%，现为 19。"),
        ({"floor": "20"}, "下限应低于权重 20，不低于 −20，现为 20。"),
        ({"floor": "-20.5"}, "下限应低于权重 20，不低于 −20，现为 −20.5。"),
        ({"name": " "}, "指标没有名称。"),
        ({"code": ""}, "指标没有代码。"),
    ],
)
def test_weight_floor_and_cap_are_examined(fields, sentence):
    assert sentences("ratio", **fields) == [sentence]


@pytest.mark.parametrize(
    "fields", [{"cap": "24"}, {"cap": "20"}, {"floor": "-20"}, {"floor": "19.99"}, {"weight": "100"}]
)
def test_the_ends_of_what_is_allowed_are_allowed(fields):
    assert sentences("ratio", **fields) == []


@pytest.mark.parametrize("minimum", ["0", "100"])
def test_the_least_completion_may_be_nothing_or_everything(minimum):
    assert sentences("ratio", params={"minimum": minimum}) == []


@pytest.mark.parametrize(
    ("target", "sound"),
    [
        ("99999999999999", True),
        ("100000000000000", False),
        ("0.000001", True),
        ("0.0000001", False),
        ("1.50000000", True),
    ],
)
def test_a_parameter_has_at_most_fourteen_digits_and_six_decimals(target, sound):
    assert (sentences("ratio", params={"target": target}) == []) is sound


@pytest.mark.parametrize("formula", ["deduction", "yes_no", "rubric", "rank_linear", "best_ratio", "min_max"])
def test_a_formula_that_never_exceeds_the_weight_has_no_higher_cap(formula):
    found = sentences(formula, cap="24", params=SOUND[formula])
    assert found == ["封顶应不低于权重 20，不高于权重（本计分方法得分不超过权重），现为 24。"]


def test_a_judgement_cannot_be_counted_as_quantitative():
    found = sentences("rubric", quantitative=True, params={"levels": LEVELS})
    assert found == ["“定性评定”是定性评定，不能列为定量指标。"]


def test_an_unknown_formula_is_the_only_thing_said():
    assert sentences("magic", weight="0") == ["没有“magic”这种计分方法。"]


def test_every_problem_is_said_in_english_too_and_names_its_field():
    found = spec_problems(indicator("ratio", floor="30", params={"target": "0"}))
    assert [(problem.en, problem.field) for problem in found] == [
        ("The floor must be below the weight 20 and not below −20; it is 30.", "floor"),
        ("The target must be greater than 0, not 0.", "target"),
    ]
