"""Every policy has its sentence, in both languages, whatever was decided."""

import pytest

from flagship.policies import POLICY_CHOICES, POLICY_NAMES, Policy
from flagship.policy_words import ALWAYS, OF_A_PROGRAMME, OF_THE_MONTH, OF_THE_PLANS, OF_THE_QUARTER, policy_lines


def test_every_policy_has_a_line():
    """On a sheet `min_pool` is said with `pool`."""
    assert {*OF_THE_MONTH, *OF_THE_QUARTER, *OF_THE_PLANS, "min_pool"} == set(POLICY_NAMES) == set(OF_A_PROGRAMME)
    assert [line.name for line in policy_lines(Policy())] == list(OF_A_PROGRAMME)
    assert len(OF_A_PROGRAMME) == len(POLICY_NAMES)
    assert all(line.zh.endswith("。") and line.en.endswith(".") for line in (*policy_lines(Policy()), *ALWAYS))


@pytest.mark.parametrize(("name", "value"), [(n, value) for n, values in POLICY_CHOICES.items() for value in values])
def test_every_choice_is_said_differently(name, value):
    (line,) = policy_lines(Policy(**{name: value}), (name,))
    others = [policy_lines(Policy(**{name: other}), (name,))[0] for other in POLICY_CHOICES[name] if other != value]
    assert (bool(line.zh), bool(line.en)) == (True, True)
    assert line.zh not in [other.zh for other in others]


def test_numbers_stand_in_the_sentence():
    policy = Policy(publicity_days=7, due_day=11, pool="category", min_pool=4)
    said = {line.name: line.zh for line in policy_lines(policy)}
    assert said["publicity_days"] == "提交后自下一工作日起公示7个工作日。"
    assert said["due_day"].startswith("次月11日")
    assert "不足4人" in said["pool"]
    assert "即可结算" in policy_lines(Policy(publicity_days=0), ("publicity_days",))[0].zh
