"""The company's quarter on paper: 汇总报告 to the Party committee, and the decision on the titles."""

from decimal import Decimal

from flagship.policy_words import OF_THE_QUARTER, policy_lines
from reports.clean import fit_for_paper
from reports.documents import RollupDocument
from reports.letterhead import Letterhead
from reports.papers.paper import Paper
from reports.spreads import scale, spreads
from reports.states import UNDECIDED_ROLLUP, RollupState


def rollup_paper(document: RollupDocument, head: Letterhead) -> Paper:
    """The Department's roll-up; while it compiles, every page says that it is a draft."""
    document = fit_for_paper(document)
    quarter = document.quarter
    draft = document.state is RollupState.COMPILING
    found = spreads(_by_branch(document))
    low, high = scale(found)
    return Paper(
        title=(f"关于{quarter.zh}", f"“{head.scheme}”活动", "考核情况的汇总报告"),
        name=f"{quarter.zh}考核情况汇总报告",
        template="rollup.html",
        issuer=head.department,
        number=f"{head.department}汇总〔{quarter.year}〕{quarter.number}号",
        styles=("official.css", "draft.css") if draft else ("official.css",),
        values={
            "document": document,
            "draft": draft,
            "decided": document.state not in UNDECIDED_ROLLUP,
            "late": [filing for filing in document.filed if filing.late],
            "people": sum(len(category.rows) for category in document.categories),
            "nominated": sum(len(category.nominated) for category in document.categories),
            "picks": [(one.category, one.picked) for one in document.categories if one.picked],
            "policies": policy_lines(document.policy, OF_THE_QUARTER),
            "spreads": found,
            "low": low,
            "high": high,
        },
    )


def _by_branch(document: RollupDocument) -> list[tuple[str, Decimal]]:
    """Every score under comparison with its branch, in the order in which the branches are listed."""
    place = {filing.branch_name: number for number, filing in enumerate(document.filings)}
    scores = [(row.branch_name, row.score) for category in document.categories for row in category.rows]
    return sorted(scores, key=lambda score: place.get(score[0], len(place)))


def decision_paper(document: RollupDocument, head: Letterhead) -> Paper:
    """The committee's decision: 公示 while the titles are publicised, 决定 before and after."""
    document = fit_for_paper(document)
    quarter = document.quarter
    publicised = document.state is RollupState.PUBLICISED
    kind = "旗手称号人选的公示" if publicised else "旗手称号的决定"
    first = "关于拟授予" if publicised else "关于授予"
    return Paper(
        title=(head.company, f"{first}{quarter.zh}", f"“{head.scheme}”活动", kind),
        name=f"{first}{quarter.zh}{kind}",
        template="decision.html",
        issuer=head.company,
        values={
            "document": document,
            "publicised": publicised,
            "count": sum(len(category.approved) for category in document.categories),
        },
    )
