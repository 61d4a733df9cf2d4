"""定性评定: a judgement in named steps, with a comment; never quantitative (三（二）)."""

from flagship.formulas.levels import LEVELS, check_levels, level_of
from flagship.formulas.registry import Case, Outcome, formula
from flagship.formulas.text import marks


@formula(
    code="rubric",
    zh="定性评定",
    en="Judgement in steps",
    position=130,
    inputs="rubric",
    hint_zh="由支部按档评定，须写明评定理由；属定性指标。",
    hint_en="The branch judges in steps and must say why; a qualitative indicator.",
    params_schema=(LEVELS,),
    judgement=True,
    check=check_levels,
)
def rubric(case: Case) -> Outcome:
    level = level_of(case)
    return Outcome(
        level.marks, f"评定为“{level.zh}”，得 {marks(level.marks)}", f"Judged “{level.en}”: {marks(level.marks)}"
    )
