"""The short why of a standing, for a phone: data, total, rank and tier, clause. From the standing alone, no query."""

from collections.abc import Iterable
from decimal import Decimal

from flagship.figures import fixed
from scoring.documents import Words
from scoring.models import Standing
from scoring.queries.explain import Step
from scoring.rules import Reason
from scoring.rules.lines import IndicatorLine


def brief(standing: Standing) -> list[Step]:
    """Value → marks → total → rank, n → tier row, in a handful of steps."""
    lines = [IndicatorLine.from_json(line) for line in standing.lines]
    reason = Reason.from_json(standing.reason)
    steps = [Step(Words(line.name, line.name), Words(line.zh, line.en)) for line in lines]
    steps.append(Step(Words("总分", "Total"), _total(standing, lines)))
    steps.append(Step(Words("名次与加扣分", "Rank and points"), Words(reason.zh, reason.en)))
    return steps


def _total(standing: Standing, lines: Iterable[IndicatorLine]) -> Words:
    zero = Decimal(0)
    counted = [line for line in lines if line.marks is not None]
    quantitative = fixed(sum((line.marks for line in counted if line.quantitative), zero))
    qualitative = fixed(sum((line.marks for line in counted if not line.quantitative), zero))
    total = fixed(standing.total)
    return Words(
        f"{total}（定量 {quantitative}，定性 {qualitative}）",
        f"{total} (quantitative {quantitative}, qualitative {qualitative})",
    )
