"""等级计分: a table of levels with marks, such as the levels of an award."""

from flagship.formulas.base import IndicatorSpec, Problem, ValueProblem
from flagship.formulas.params import Level, ParamField
from flagship.formulas.registry import Case, Outcome, Params, formula
from flagship.formulas.shared import marks_outside
from flagship.formulas.text import marks

LEVELS = ParamField("levels", "等级", "Levels", kind="levels")


def check_levels(spec: IndicatorSpec, params: Params) -> list[Problem]:
    """Every level's marks within floor and cap."""
    return marks_outside(spec, {(level.zh, level.en): level.marks for level in params["levels"]}, "levels")


def level_of(case: Case) -> Level:
    """The level that was chosen; ValueProblem for a code that is not in the table."""
    for level in case.params["levels"]:
        if level.code == case.value.choice:
            return level
    names = "、".join(level.zh for level in case.params["levels"])
    raise ValueProblem(
        f"没有“{case.value.choice}”这个等级，请从{names}中选择。",
        f"There is no level “{case.value.choice}”; choose one of {', '.join(x.en for x in case.params['levels'])}.",
    )


@formula(
    code="levels",
    zh="等级计分",
    en="Level table",
    position=110,
    inputs="choice",
    hint_zh="按所选等级得分，如受奖等级。",
    hint_en="The marks of the chosen level, such as the level of an award.",
    params_schema=(LEVELS,),
    can_exceed=True,
    check=check_levels,
)
def levels(case: Case) -> Outcome:
    level = level_of(case)
    return Outcome(level.marks, f"{level.zh}，得 {marks(level.marks)}", f"{level.en}: {marks(level.marks)}")
