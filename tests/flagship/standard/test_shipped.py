"""The shipped templates against the company's document: names, counts, clauses, weights."""

import json
from decimal import Decimal

import pytest

from flagship.categories import FlagCategory, InnovationTrack
from flagship.formulas import FORMULAS, IndicatorSpec, Value, compute, input_labels
from flagship.standard import shipped_templates, template_problems
from flagship.standard.reading import DATA, _load

D = Decimal

# 四（二）, what each clause says after “主要考核”, in its own words.
DOCUMENT = {
    FlagCategory.MARKETING: "销售指标完成率、销售收入增长率、销售回款率、销售毛利率、销售收入总额、"
    "新客户开发率、客户保有率",
    FlagCategory.RESEARCH: "项目计划完成率、技术评审合格率、新产品开发进度、研发成本降低率、科技成果受奖等级",
    FlagCategory.INNOVATION: "创新项目数量、创新项目质量、创新项目创效额、创新成果受奖等级",
    FlagCategory.SERVICE: "为基层解决实际问题情况、为基层单位创造效益情况",
    FlagCategory.LEAN: "四项精益工具应用、内部市场六大保障体系、十一大市场要素",
    FlagCategory.SAFETY: "生产指标完成率、产品质量合格率、生产成本完成率、安全生产指标",
}
# What the text of the same clauses asks beyond those lists.
FROM_THE_TEXT = {
    FlagCategory.SERVICE: ["急难险重任务", "作风与群众评价"],
    FlagCategory.LEAN: ["6S管理", "提案改善"],
    FlagCategory.SAFETY: ["个人违章", "隐患整改"],
}
CLAUSES = {category: f"四（二）{number}" for number, category in enumerate(FlagCategory, start=1)}

TEMPLATES = pytest.mark.parametrize("template", shipped_templates(), ids=lambda template: template.code)


def test_there_is_one_template_per_category_and_three_for_innovation():
    assert [(template.category, template.track) for template in shipped_templates()] == [
        (FlagCategory.MARKETING, None),
        (FlagCategory.RESEARCH, None),
        (FlagCategory.INNOVATION, InnovationTrack.TECHNICAL),
        (FlagCategory.INNOVATION, InnovationTrack.MANAGEMENT),
        (FlagCategory.INNOVATION, InnovationTrack.MASS),
        (FlagCategory.SERVICE, None),
        (FlagCategory.LEAN, None),
        (FlagCategory.SAFETY, None),
    ]
    assert len({template.code for template in shipped_templates()}) == 8


@TEMPLATES
def test_indicators_are_named_exactly_as_the_document_names_them(template):
    named = [spec.name for spec in template.specs]
    assert named == DOCUMENT[template.category].split("、") + FROM_THE_TEXT.get(template.category, [])


def test_the_document_names_twenty_five_indicators():
    assert sum(len(listed.split("、")) for listed in DOCUMENT.values()) == 25
    assert sum(len(template.indicators) for template in shipped_templates()) == 25 + 2 * 4 + 6


@TEMPLATES
def test_every_indicator_carries_the_clause_of_its_category(template):
    assert {template.clause, *(spec.clause for spec in template.specs)} == {CLAUSES[template.category]}


@TEMPLATES
def test_a_shipped_template_can_be_published(template):
    assert template_problems(template.specs) == []
    assert sum(spec.weight for spec in template.specs) == 100
    assert sum(spec.weight for spec in template.specs if spec.quantitative) > 50
    assert sum(spec.weight for spec in template.specs if FORMULAS[spec.formula].deduct_only) <= 50


@TEMPLATES
def test_weights_are_labelled_as_samples_and_every_field_is_filled(template):
    assert template.sample_weights
    assert template.layer is None
    assert all([template.name, template.name_en])
    for indicator in template.indicators:
        assert all([indicator.name_en, indicator.description, indicator.spec.code])


def excellent(spec: IndicatorSpec) -> Value:
    """What an excellent month would bring in."""
    if FORMULAS[spec.formula].inputs in ("choice", "rubric"):
        return Value(choice=spec.params["levels"][0]["code"])
    if spec.formula == "growth":
        return Value(D(50), D(100)) if spec.params["kind"] == "fall" else Value(D(200), D(100))
    return Value({"deduction": D(0), "inverse_ratio": D(90)}.get(spec.formula, D(100)))


@TEMPLATES
def test_every_indicator_can_earn_its_weight(template):
    earned = {spec.name: min(compute(spec, excellent(spec)).marks, spec.weight) for spec in template.specs}
    assert earned == {spec.name: spec.weight for spec in template.specs}


@TEMPLATES
def test_the_entry_page_knows_its_boxes(template):
    boxes = {spec.name: len(input_labels(spec)) for spec in template.specs}
    assert boxes == {spec.name: 2 if FORMULAS[spec.formula].inputs == "pair" else 1 for spec in template.specs}


@TEMPLATES
def test_the_standard_survives_json_exactly(template):
    for spec in template.specs:
        assert IndicatorSpec.from_json(json.loads(json.dumps(spec.to_json()))) == spec


def test_numbers_of_the_data_files_are_text():
    for path in DATA.glob("[0-9]-*.toml"):
        for row in _load(path)["indicators"]:
            assert {type(row["weight"]), type(row.get("cap", ""))} == {str}, path.name


def test_an_unquoted_decimal_in_a_data_file_is_refused(tmp_path):
    (tmp_path / "bad.toml").write_text("weight = 12.5", encoding="utf-8")
    with pytest.raises(ValueError, match=r"“12\.5” needs quotation marks"):
        _load(tmp_path / "bad.toml")
