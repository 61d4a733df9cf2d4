"""The register: what it holds, what forms learn from it, and that one new file is enough."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import flagship
from flagship.formulas import FORMULAS
from flagship.formulas.registry import formula

HOUSE = Path(flagship.__file__).parent


def run_python(code: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_register_holds_the_formulas_in_the_order_of_the_menu():
    assert list(FORMULAS) == [
        "ratio",
        "inverse_ratio",
        "growth",
        "steps",
        "ratio_steps",
        "linear",
        "per_unit_target",
        "per_unit",
        "deduction",
        "yes_no",
        "levels",
        "matrix",
        "rubric",
        "rank_linear",
        "best_ratio",
        "min_max",
    ]


def test_what_a_form_needs_to_know():
    assert {code for code, entry in FORMULAS.items() if entry.pool} == {"rank_linear", "best_ratio", "min_max"}
    assert {code for code, entry in FORMULAS.items() if entry.deduct_only} == {"deduction"}
    assert {code for code, entry in FORMULAS.items() if entry.judgement} == {"rubric"}
    assert {code for code, entry in FORMULAS.items() if entry.lower_is_better} == {"inverse_ratio", "deduction"}
    assert {code for code, entry in FORMULAS.items() if entry.needs_target} == {
        "ratio",
        "inverse_ratio",
        "growth",
        "ratio_steps",
        "per_unit_target",
    }
    assert {code: entry.inputs for code, entry in FORMULAS.items() if entry.inputs != "number"} == {
        "growth": "pair",
        "matrix": "pair",
        "yes_no": "yesno",
        "levels": "choice",
        "rubric": "rubric",
    }


@pytest.mark.parametrize("entry", FORMULAS.values(), ids=lambda entry: entry.code)
def test_every_formula_and_parameter_is_named_in_both_languages(entry):
    assert all([entry.zh, entry.en, entry.hint_zh, entry.hint_en])
    for field in entry.params_schema:
        assert field.name.isidentifier()
        assert field.zh
        assert field.en
        assert bool(field.options) == (field.kind == "choice")
        if field.kind == "choice":
            assert field.default in [option.code for option in field.options]


def test_a_formula_that_needs_a_target_has_a_field_for_it():
    with_field = {c for c, entry in FORMULAS.items() if "target" in [field.name for field in entry.params_schema]}
    assert with_field == {code for code, entry in FORMULAS.items() if entry.needs_target}


def test_a_code_cannot_be_taken_twice():
    with pytest.raises(ValueError, match="two formulas with the code “ratio”"):
        formula(code="ratio", zh="又一个", en="Another", inputs="number", position=1)(lambda case: None)


NEW_FORMULA = """
from flagship.formulas.registry import Case, Outcome, formula

@formula(code="doubled", zh="加倍", en="Doubled", position=15, inputs="number")
def doubled(case: Case) -> Outcome:
    return Outcome(case.number * 2, "加倍", "doubled")
"""


def test_a_new_formula_is_one_new_file(tmp_path):
    shutil.copytree(HOUSE / "formulas", tmp_path / "flagship" / "formulas")
    (tmp_path / "flagship" / "__init__.py").touch()
    (tmp_path / "flagship" / "formulas" / "doubled.py").write_text(NEW_FORMULA, encoding="utf-8")
    told = run_python(
        "from decimal import Decimal as D\n"
        "from flagship.formulas import FORMULAS, IndicatorSpec, Value, compute, spec_problems\n"
        "spec = IndicatorSpec('x', 'X', D(20), True, 'doubled')\n"
        "print(list(FORMULAS)[1], compute(spec, Value(D(4))).rounded, spec_problems(spec))",
        tmp_path,
    )
    assert told == "doubled 8.00 []\n"


def test_formulas_standard_and_numbers_run_without_django():
    told = run_python(
        "import sys, flagship.formulas, flagship.standard, flagship.numbers\n"
        "flagship.standard.shipped_templates()\n"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] == 'django'))",
        HOUSE.parent,
    )
    assert told == "[]\n"
