"""是否达标: one answer earns the weight, the other nothing."""

from flagship.formulas.base import ZERO, ValueProblem
from flagship.formulas.params import Option, ParamField
from flagship.formulas.registry import Case, Outcome, formula
from flagship.formulas.text import marks

ANSWERS = (Option("yes", "是", "Yes"), Option("no", "否", "No"))
FULL_ON = ParamField(
    "full_on", "得分的回答", "The answer that earns", kind="choice", required=False, default="yes", options=ANSWERS
)


@formula(
    code="yes_no",
    zh="是否达标",
    en="Yes or no",
    position=100,
    inputs="yesno",
    hint_zh="一种回答得满分，另一种不得分。",
    hint_en="One answer earns the weight, the other nothing.",
    params_schema=(FULL_ON,),
)
def yes_no(case: Case) -> Outcome:
    """The choice is `yes` or `no`; anything else is a ValueProblem."""
    answer = next((option for option in ANSWERS if option.code == case.value.choice), None)
    if answer is None:
        raise ValueProblem(
            f"“{case.value.choice}”不是有效回答，请填“是”或“否”。",
            f"“{case.value.choice}” is no answer; choose yes or no.",
        )
    earned = case.weight if answer.code == case.params["full_on"] else ZERO
    return Outcome(earned, f"{answer.zh}，得 {marks(earned)}", f"{answer.en}: {marks(earned)}")
