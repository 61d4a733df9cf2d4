"""Every policy in one sentence, as sheets, standings and reports print it. Pure text from values."""

from dataclasses import dataclass

from flagship.policies import Policy


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy: what it is about and what it means, in Chinese and English."""

    name: str
    title_zh: str
    title_en: str
    zh: str
    en: str


OF_THE_MONTH = ("non_party", "pool", "tie_break", "tie_points", "total_cap", "due_day", "publicity_days")
OF_THE_QUARTER = ("quarter_due", "titles_per_category", "titles_for", "title_publicity_days")
OF_THE_PLANS = ("plan_pool",)
OF_A_PROGRAMME = ("non_party", "pool", "min_pool", *OF_THE_MONTH[2:], *OF_THE_QUARTER, *OF_THE_PLANS)
"""All there are. A sheet says the smallest pool together with `pool`, and only where it counts."""

ALWAYS = (
    PolicyLine(
        "positive_first",
        "加分优先",
        "Bonus first",
        "已得加分的不再扣分。",
        "Whoever has a bonus gets no deduction.",
    ),
    PolicyLine(
        "deduct_only",
        "正向为主",
        "Positive above negative",
        "只扣分指标的权重不得高于其他指标，否则模板不能发布。",
        "A template whose deduct-only indicators weigh more than the others cannot be published.",
    ),
)
"""What follows from 三（四） where the document gives no figures; the same in every year."""

_TITLES = {
    "non_party": ("非党员职工", "Non-Party employees"),
    "pool": ("排名范围", "Who is ranked with whom"),
    "min_pool": ("小类别合并", "Small categories"),
    "tie_break": ("总分相同", "Equal totals"),
    "tie_points": ("名次并列", "Shared ranks"),
    "total_cap": ("总分封顶", "Cap of totals"),
    "due_day": ("报送期限", "Due"),
    "publicity_days": ("公示", "Publicity"),
    "quarter_due": ("季度报告期限", "Quarter reports due"),
    "titles_per_category": ("旗手名额", "Titles"),
    "titles_for": ("授旗对象", "Who may be given a title"),
    "title_publicity_days": ("称号公示", "Publicity of titles"),
    "plan_pool": ("支部自定排名范围", "Pools by branch plan"),
}
_CHOICES = {
    ("non_party", "counted"): (
        "非党员职工计入参加人数、决定档次；党员在党员中排名，非党员职工另行排名。",
        "Non-Party employees count towards n and so choose the tier; Party people are ranked among themselves.",
    ),
    ("non_party", "separate"): (
        "党员与非党员职工分为两组，各按本组人数定档、排名。",
        "Party people and others form two pools, each with its own n.",
    ),
    ("non_party", "together"): (
        "党员与非党员职工合并排名，非党员职工占用名次。",
        "All are ranked together; non-Party people occupy their ranks.",
    ),
    ("non_party", "unranked"): (
        "非党员职工只列示成绩，不计入人数、不参加排名。",
        "Non-Party employees are shown only; they neither count nor rank.",
    ),
    ("tie_break", "quantitative"): (
        "总分相同的，定量指标得分率高者在前；仍相同的并列。",
        "Equal totals are parted by the quantitative share; what is still equal is shared.",
    ),
    ("tie_break", "none"): ("总分相同即并列。", "Equal totals share the rank."),
    ("tie_points", "share"): (
        "并列者均按该名次加扣分，其后名次顺延空缺。",
        "Everyone at a rank gets its points; the next ranks are skipped.",
    ),
    ("tie_points", "average"): (
        "并列者平均分配所占各名次的加扣分。",
        "Those who tie get the mean of the points of the places they occupy.",
    ),
    ("titles_for", "party"): ("授予党员和预备党员。", "Party and probationary members."),
    ("titles_for", "everyone"): ("授予全体参加人员。", "Everyone who takes part."),
    ("plan_pool", "allowed"): (
        "支部可在考核细则中另定排名范围，备案后生效。",
        "A branch may set its own pools in its plan, once the plan is accepted.",
    ),
    ("plan_pool", "fixed"): (
        "各支部统一执行公司的排名范围。",
        "Every branch has the company's pools.",
    ),
}


def policy_lines(policy: Policy, names: tuple[str, ...] = OF_A_PROGRAMME) -> list[PolicyLine]:
    """The named policies in their fixed order, each in one sentence."""
    return [PolicyLine(name, *_TITLES[name], *_sentence(policy, name)) for name in names]


def _sentence(policy: Policy, name: str) -> tuple[str, str]:
    value = getattr(policy, name)
    return _CHOICES.get((name, value)) or _NUMBERS[name](policy)


def _pool(policy: Policy) -> tuple[str, str]:
    if policy.pool == "branch":
        return "全支部一组排名。", "The whole branch is one pool."
    return (
        f"按旗手类别分组排名，不足{policy.min_pool}人的类别合并。",
        f"One pool for each category; categories of fewer than {policy.min_pool} are merged.",
    )


def _publicity(policy: Policy) -> tuple[str, str]:
    days = policy.publicity_days
    if not days:
        return "不公示，提交后即可结算。", "No publicity; a month can be settled once it is submitted."
    return f"提交后自下一工作日起公示{days}个工作日。", f"{days} working days from the next working day on."


_NUMBERS = {
    "pool": _pool,
    "min_pool": lambda p: (
        f"按类别分组排名时，不足{p.min_pool}人的类别合并。",
        f"Where categories are pools of their own, those of fewer than {p.min_pool} are merged.",
    ),
    "publicity_days": _publicity,
    "total_cap": lambda p: (
        f"总分不超过100分；本组模板均允许超额计分的，不超过{p.total_cap}分。",
        f"100 marks; {p.total_cap} where every template of the pool allows over-achievement.",
    ),
    "due_day": lambda p: (
        f"次月{p.due_day}日或第5个工作日，以较晚者为准。",
        f"Day {p.due_day} of the next month or its fifth working day, whichever is later.",
    ),
    "quarter_due": lambda p: (
        f"季度次月{p.quarter_due}日前报送。",
        f"Day {p.quarter_due} of the month after the quarter.",
    ),
    "titles_per_category": lambda p: (
        f"每季度每类别不超过{p.titles_per_category}名，可以空缺。",
        f"At most {p.titles_per_category} for each category and quarter; they may stay vacant.",
    ),
    "title_publicity_days": lambda p: (
        f"党委研究决定后公示{p.title_publicity_days}个工作日。",
        f"{p.title_publicity_days} working days after the Party committee's decision.",
    ),
}
