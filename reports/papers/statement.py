"""A person's points of a year on paper: 争星晋级考核积分清单."""

from reports.clean import fit_for_paper
from reports.letterhead import Letterhead
from reports.papers.paper import Paper
from scoring.queries.points import PointsDocument


def statement_paper(document: PointsDocument, branch_name: str, head: Letterhead) -> Paper:
    """The statement of one person and year."""
    document = fit_for_paper(document)
    about = f"{document.year}年度争星晋级考核积分清单"
    return Paper(
        title=(about,),
        name=f"{document.name}{about}",
        template="statement.html",
        issuer=head.company,
        values={
            "document": document,
            "branch_name": branch_name,
            "oldest_first": sorted(document.entries, key=lambda line: (line.month, line.posted_at, line.entry_id)),
        },
    )
