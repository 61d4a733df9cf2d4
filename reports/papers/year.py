"""The year's list for 评先树优 on paper."""

from collections.abc import Sequence

from reports.clean import fit_for_paper
from reports.documents import YearRow
from reports.letterhead import Letterhead
from reports.lists import titles_zh
from reports.papers.paper import Paper


def year_paper(year: int, rows: Sequence[YearRow], head: Letterhead) -> Paper:
    """Everybody with accepted quarters in the year, in the order given."""
    rows = fit_for_paper(rows)
    return Paper(
        title=(f"{year}年度", f"“{head.scheme}”活动", "考核情况汇总"),
        name=f"{year}年度考核情况汇总",
        template="year.html",
        issuer=head.department,
        number=f"{head.department}年报〔{year}〕1号",
        values={
            "year": year,
            "lines": [(number, row, titles_zh(row)) for number, row in enumerate(rows, 1)],
            "honoured": [(row, titles_zh(row)) for row in rows if row.titles],
        },
    )
