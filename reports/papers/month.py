"""The month on paper: 公示 while it is publicised, 考核评选情况 once settled, a draft for checking before."""

from flagship.policy_words import OF_THE_MONTH, policy_lines
from reports.clean import fit_for_paper
from reports.letterhead import Letterhead
from reports.lists import lists_of
from reports.papers.paper import Paper
from reports.spreads import bands
from reports.superseded import Superseded
from scoring.documents import SheetDocument
from scoring.states import SheetState


def month_paper(document: SheetDocument, head: Letterhead, superseded: Superseded | None = None) -> Paper:
    """The paper of a month in the state it is in, or of an earlier submission that is no longer in force."""
    document = fit_for_paper(document)
    month, unit = document.month.zh, document.branch_name
    kind = {
        SheetState.PUBLICISED: "考核评选结果的公示",
        SheetState.SETTLED: "考核评选情况的通报",
        SheetState.VOID: "未开展考核的说明",
    }.get(document.state, "考核情况（草稿）")
    found = bands(row.total for row in document.rows if row.rank is not None)
    marked = "draft.css" if document.provisional else "superseded.css" if superseded else None
    which = f"（{superseded.short}）" if superseded else ""
    return Paper(
        title=(f"{unit}关于{month}", f"“{head.scheme}”活动", kind, *filter(None, [which])),
        name=f"{unit}{month}{kind.replace('的', '')}{which}",
        template="month.html",
        issuer=unit,
        number="" if superseded else f"{unit}考〔{document.month.year}〕{document.month.number}号",
        styles=("official.css", marked) if marked else ("official.css",),
        values={
            "document": document,
            "superseded": fit_for_paper(superseded),
            "lists": lists_of(document),
            "bands": found,
            "most": max((band.count for band in found), default=0),
            "several": len(document.pools) > 1,
            "policies": policy_lines(document.policy, OF_THE_MONTH),
        },
    )
