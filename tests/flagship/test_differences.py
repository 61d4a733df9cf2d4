"""What a new version says differently."""

from dataclasses import replace
from decimal import Decimal

from flagship.differences import Line, differences
from flagship.formulas import IndicatorSpec

RATIO = IndicatorSpec("output", "产量完成率", Decimal(60), True, "ratio", {"target": "100"}, unit="%")
BREACH = IndicatorSpec("breach", "违章", Decimal(40), True, "deduction", {"rate": "2"}, unit="次")


def found(old, new):
    return [
        (one.kind, one.name, [(c.what.en, c.before.en, c.after.en) for c in one.changes if one.kind == "changed"])
        for one in differences([Line(spec) for spec in old], [Line(spec) for spec in new])
    ]


def test_equal_versions_have_no_difference_whatever_their_order():
    assert found([RATIO, BREACH], [BREACH, RATIO]) == []


def test_every_figure_is_told_before_and_after():
    new = replace(RATIO, weight=Decimal(50), params={"target": "110"}, cap=Decimal(60))
    assert found([RATIO, BREACH], [new, BREACH]) == [
        ("changed", "产量完成率", [("Weight", "60", "50"), ("Target", "100%", "110%"), ("Most marks", "—", "60")])
    ]


def test_another_formula_brings_its_own_parameters():
    new = replace(BREACH, formula="per_unit", params={"rate": "4"})
    ((_kind, _name, changes),) = found([BREACH], [new])
    assert changes[0] == ("Formula", "Deduction per incident", "Per unit, up to the cap")
    assert ("Marks lost with each incident", "2", "—") in changes
    assert ("Marks for each unit", "—", "4") in changes


def test_added_and_removed_indicators_are_named():
    assert found([RATIO], [BREACH]) == [("added", "违章", []), ("removed", "产量完成率", [])]


def test_a_description_and_evidence_are_part_of_it():
    ((one),) = differences([Line(RATIO)], [Line(RATIO, "按月报表", evidence_required=True)])
    assert [(c.what.en, c.after.zh) for c in one.changes] == [("Evidence needed", "是"), ("Description", "按月报表")]
