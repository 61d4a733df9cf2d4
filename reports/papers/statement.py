"""A person's points of a year on paper: 争星晋级考核积分清单, 员工积分清单."""

from collections.abc import Iterable
from math import ceil

from flagship.categories import Account
from reports.clean import fit_for_paper
from reports.letterhead import Letterhead
from reports.lists import statement_title
from reports.papers.paper import Paper
from scoring.queries.points import MonthBar, PointsDocument


def most_of(months: Iterable[MonthBar]) -> int:
    """The end of the axis of a year's points: whole points, at least 1."""
    return max([1, *(ceil(abs(bar.total)) for bar in months)])


def statement_paper(document: PointsDocument, account: Account, branch_name: str, head: Letterhead) -> Paper:
    """The statement of one person, year and account."""
    document = fit_for_paper(document)
    part, about = document.of(account), statement_title(document.year, account)
    return Paper(
        title=(about,),
        name=f"{document.name}{about}",
        template="statement.html",
        issuer=head.company,
        values={
            "document": document,
            "part": part,
            "most": most_of(part.months),
            "of_stars": account is Account.STAR,
            "branch_name": branch_name,
            "oldest_first": sorted(part.entries, key=lambda line: (line.month, line.posted_at, line.entry_id)),
        },
    )
