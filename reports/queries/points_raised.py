"""The thread of a report, point by point, each with its answers."""

from dataclasses import dataclass

from flagship.templatetags.house import label
from reports.documents import ReportContent
from reports.models import QuarterReport, ReportComment
from reports.states import ReportSection


@dataclass(frozen=True, slots=True)
class Point:
    """A point with its answers, the oldest first; `closable` by whoever reads it."""

    point: ReportComment
    answers: tuple[ReportComment, ...]
    closable: bool

    @property
    def about(self) -> str:
        """The person or the section."""
        return self.point.member.name if self.point.member else label(self.point.section)


def points_of(report: QuarterReport, closable) -> list[Point]:
    """The open points first, then those that are dealt with; `closable` says which the reader may close. One query."""
    said = list(report.comments.select_related("by", "member", "dealt_by", "report__branch"))
    answers: dict[int, list[ReportComment]] = {comment.pk: [] for comment in said}
    for comment in said:
        if comment.answers_to_id:
            answers[comment.answers_to_id].append(comment)
    roots = [comment for comment in said if comment.answers_to_id is None]
    return [
        Point(root, tuple(answers[root.pk]), root.dealt_at is None and closable(root))
        for root in sorted(roots, key=lambda root: root.dealt_at is not None)
    ]


def what_points_are_about(content: ReportContent) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a new point: the sections, then the people of the report by category."""
    sections = [("", [(section.value, label(section)) for section in ReportSection])]
    people = [
        (label(group.category), [(f"member-{person.member_id}", person.name) for person in group.people])
        for group in content.groups
    ]
    return sections + people
