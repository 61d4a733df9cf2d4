"""How one indicator's value comes about, from how well the person's month went: `form`, about −2 to +2.

A recipe is called with the form, its own dice, and the person's number and month; it returns the fields of an Entry.
"""

import random
from collections.abc import Callable
from decimal import Decimal

from flagship.categories import FlagCategory, InnovationTrack
from flagship.periods import Month
from reports.demo.dice import dice

Recipe = Callable[[float, random.Random, str, Month], dict]

_AWARD_MONTHS = (6, 12)  # when results are judged; in other months the indicator is not applicable
_NEW_MARKETS = ("1215",)  # sells what was not sold the year before


def decimal(number: float, places: int) -> Decimal:
    """A figure as somebody types it."""
    return Decimal(f"{number:.{places}f}")


def near(mean: float, spread: float, low: float, high: float, places: int = 1) -> Recipe:
    """A measured figure around a mean, within limits."""

    def recipe(form, chance, number, month) -> dict:
        figure = mean + spread * (0.8 * form + chance.gauss(0, 0.5))
        return {"number": decimal(min(max(figure, low), high), places)}

    return recipe


def count(mean: float, spread: float, low: int, high: int) -> Recipe:
    """A whole number around a mean."""
    return near(mean, spread, low, high, places=0)


def rarely(probability: float, *remarks: str) -> Recipe:
    """Incidents, rarer in good months; each with what happened."""

    def recipe(form, chance, number, month) -> dict:
        if chance.random() < probability * (1.6 if form < 0 else 0.5):
            return {"number": Decimal(1), "comment": chance.choice(remarks)}
        return {"number": Decimal(0)}

    return recipe


def not_always(probability: float, reason: str, recipe: Recipe) -> Recipe:
    """Not applicable in some months, for a reason."""

    def sometimes(form, chance, number, month) -> dict:
        if chance.random() < probability:
            return {"not_applicable": True, "na_reason": reason}
        return recipe(form, chance, number, month)

    return sometimes


def judged(**remarks: tuple[str, ...]) -> Recipe:
    """A judgement in steps, with its reason."""

    def recipe(form, chance, number, month) -> dict:
        felt = form + chance.gauss(0, 0.5)
        level = "excellent" if felt > 0.4 else "good" if felt > -1 else "fair"
        return {"choice": level, "comment": chance.choice(remarks[level])}

    return recipe


def award(form, chance, number, month) -> dict:
    """Results are judged twice a year."""
    if month.number not in _AWARD_MONTHS:
        return {"not_applicable": True, "na_reason": "当月各级均未组织评奖"}
    felt = form + chance.gauss(0, 0.6)
    if felt > 1.3:
        return {"choice": "provincial", "comment": f"省行业协会优秀成果二等奖，证书编号 HY{month.year}-{number}"}
    if felt > 0.1:
        return {"choice": "municipal", "comment": f"集团公司成果二等奖，集团通报〔{month.year}〕{month.number + 20}号"}
    if felt > -0.9:
        return {"choice": "company", "comment": f"公司成果三等奖，新升技发〔{month.year}〕{month.number + 5}号"}
    return {"choice": "none"}


def revenue(form, chance, number, month) -> dict:
    """Ten thousand yuan; the same figure that growth is measured with."""
    return {"number": _revenue(form, number, month)}


def growth(form, chance, number, month) -> dict:
    """This month's revenue, and that of the same month a year before."""
    usual = _usual(number)
    before = 0 if number in _NEW_MARKETS else usual * dice("a year before", number, month).uniform(0.82, 0.94)
    return {"number": _revenue(form, number, month), "second": decimal(before, 1)}


def cost(form, chance, number, month) -> dict:
    """Actual and budgeted development cost in ten thousand yuan."""
    budget = chance.randint(18, 60)
    saved = 2.8 + 1.4 * form + chance.gauss(0, 0.6)
    return {"number": decimal(budget * (1 - saved / 100), 2), "second": Decimal(budget)}


def _usual(number: str) -> float:
    return dice("usual revenue", number).uniform(290, 440)


def _revenue(form: float, number: str, month: Month) -> Decimal:
    return decimal(_usual(number) * (0.97 + 0.06 * form + dice("revenue", number, month).gauss(0, 0.03)), 1)


_PROJECT = judged(
    excellent=("方案成熟、数据扎实，已在同类工序推广", "难度较大，按期完成并通过验收", "针对性强，基层反映好"),
    good=("按计划推进，效果符合预期", "措施可行，资料较完整"),
    fair=("进度偏慢，效果有待验证", "资料不够完整，需补充效益测算"),
)
_CONDUCT = judged(
    excellent=("服务对象评价好，急事随叫随到", "民主测评优秀率名列前茅", "主动下沉一线，群众满意"),
    good=("工作踏实，群众评价较好", "按时办结，态度认真"),
    fair=("个别事项回复不够及时", "沟通方式有待改进"),
)
_M, _R, _I, _S, _L, _SA = FlagCategory
_TECHNICAL, _MANAGEMENT, _MASS = InnovationTrack

# Category, track, code of the indicator.
RECIPES: dict[tuple[str, str, str], Recipe] = {
    (_M, "", "sales-completion"): near(98, 7, 52, 138),
    (_M, "", "revenue-growth"): growth,
    (_M, "", "collection"): near(95, 3, 72, 100),
    (_M, "", "gross-margin"): near(18.4, 1.3, 12, 24),
    (_M, "", "revenue"): revenue,
    (_M, "", "new-customers"): near(96, 14, 40, 130, places=0),
    (_M, "", "customer-retention"): near(94.5, 2.6, 78, 100),
    (_R, "", "plan-completion"): near(95, 5, 55, 110),
    (_R, "", "review-pass"): not_always(0.12, "当月没有安排技术评审", near(95, 3, 78, 100)),
    (_R, "", "product-progress"): near(99, 5, 70, 115),
    (_R, "", "cost-reduction"): cost,
    (_R, "", "award"): award,
    (_I, _TECHNICAL, "projects"): count(2.1, 0.5, 1, 3),
    (_I, _TECHNICAL, "quality"): _PROJECT,
    (_I, _TECHNICAL, "benefit"): near(10.8, 0.9, 5, 16, places=2),
    (_I, _TECHNICAL, "award"): award,
    (_I, _MANAGEMENT, "projects"): count(1.9, 0.5, 1, 3),
    (_I, _MANAGEMENT, "quality"): _PROJECT,
    (_I, _MANAGEMENT, "benefit"): near(4.0, 0.6, 1.5, 7, places=2),
    (_I, _MANAGEMENT, "award"): award,
    (_I, _MASS, "projects"): count(4.5, 0.7, 2, 7),
    (_I, _MASS, "quality"): _PROJECT,
    (_I, _MASS, "benefit"): near(4.4, 0.7, 1, 7, places=2),
    (_I, _MASS, "award"): award,
    (_S, "", "problems-solved"): count(4.2, 0.8, 1, 7),
    (_S, "", "benefit"): near(3.9, 0.7, 0.6, 6.5, places=2),
    (_S, "", "urgent-tasks"): count(1.9, 0.6, 0, 3),
    (_S, "", "conduct"): _CONDUCT,
    (_L, "", "lean-tools"): count(3.4, 0.6, 2, 4),
    (_L, "", "assurance-systems"): count(5.4, 0.6, 3, 6),
    (_L, "", "market-elements"): count(10.1, 0.8, 7, 11),
    (_L, "", "six-s"): near(89.5, 3.4, 70, 99),
    (_L, "", "proposals"): count(3, 1.2, 0, 8),
    (_SA, "", "output"): near(95, 5, 74, 118),
    (_SA, "", "quality"): near(98.3, 0.7, 94.5, 100, places=2),
    (_SA, "", "cost"): near(102.5, 2.6, 94, 118),
    (_SA, "", "safety-record"): rarely(0.015, "装卸作业碰伤手指，轻伤一起", "设备磕碰，停机两小时"),
    (_SA, "", "violations"): rarely(0.09, "未按规定系挂安全带", "动火作业票填写不全", "进入现场未戴防护眼镜"),
    (_SA, "", "hazards"): count(3.4, 1.1, 0, 8),
}
