"""The list for 评先树优 on paper."""

from reports.clean import fit_for_paper
from reports.documents import HonourDocument
from reports.letterhead import Letterhead
from reports.lists import titles_zh
from reports.papers.paper import Paper


def honours_paper(document: HonourDocument, head: Letterhead) -> Paper:
    """Who meets the criteria, category by category; before the year is frozen, every page says that it is a draft."""
    document = fit_for_paper(document)
    draft = document.frozen_at is None
    return Paper(
        title=(f"{document.year}年度", f"“{head.scheme}”活动", "评先树优名单"),
        name=f"{document.year}年度评先树优名单",
        template="honours.html",
        issuer=head.department,
        number="" if draft else document.decision_number,
        styles=("official.css", "draft.css") if draft else ("official.css",),
        values={
            "document": document,
            "draft": draft,
            "criteria": document.criteria.sentences(),
            "groups": [(category, [(row, titles_zh(row.row)) for row in rows]) for category, rows in document.groups],
            "adjusted": [row for row in document.rows if row.since_frozen],
        },
    )
