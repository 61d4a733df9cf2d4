"""A branch's quarter report on paper: 季度考核情况报告."""

from dataclasses import dataclass

from flagship.policy_words import OF_THE_MONTH, PolicyLine, policy_lines
from reports.clean import fit_for_paper
from reports.documents import MonthSummary, PersonQuarter, ReportDocument
from reports.letterhead import Letterhead
from reports.papers.paper import Paper
from reports.spreads import scale, spreads
from reports.states import EDITABLE_REPORT


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version of the policies and the months it governed."""

    version: int
    months: str
    lines: list[PolicyLine]


def quarter_paper(document: ReportDocument, head: Letterhead) -> Paper:
    """The report as it stands; while it can be edited every page says that it is a draft."""
    document = fit_for_paper(document)
    quarter, unit = document.quarter, document.branch_name
    draft = document.state in EDITABLE_REPORT
    found = spreads((group.category.zh, person.score) for group in document.content.groups for person in group.people)
    low, high = scale(found)
    return Paper(
        title=(f"{unit}关于{quarter.zh}", f"“{head.scheme}”活动", "考核情况的报告"),
        name=f"{unit}{quarter.zh}考核情况报告",
        template="quarter.html",
        issuer=unit,
        number=f"{unit}季报〔{quarter.year}〕{quarter.number}号",
        styles=("official.css", "draft.css") if draft else ("official.css",),
        values={
            "document": document,
            "content": document.content,
            "draft": draft,
            "to": "、".join(name for name in (document.parent_name, head.department) if name),
            "months": quarter.months,
            "groups": [
                (group, [(person, in_months(person, quarter.months)) for person in group.people])
                for group in document.content.groups
            ],
            "spreads": found,
            "low": low,
            "high": high,
            "versions": policy_versions(document.content.months),
        },
    )


def in_months(person: PersonQuarter, months) -> list:
    """The person's line of each month of the quarter, None where there is none."""
    return [person.in_month(month) for month in months]


def policy_versions(months: tuple[MonthSummary, ...]) -> list[PolicyVersion]:
    """The policies the months were settled under, each version once."""
    found: dict[int, list[MonthSummary]] = {}
    for line in months:
        if line.policy is not None:
            found.setdefault(line.policy_version or 1, []).append(line)
    return [
        PolicyVersion(version, "、".join(line.month.zh for line in lines), policy_lines(lines[0].policy, OF_THE_MONTH))
        for version, lines in found.items()
    ]
