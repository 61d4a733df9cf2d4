"""What a report says differently from its earlier version: values before and after, in the order of the report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flagship.figures import NOTHING, fixed, signed
from reports.documents import NominationLine, PersonQuarter, ReportContent
from scoring.documents import Words


@dataclass(frozen=True, slots=True)
class ReportChange:
    """One thing that changed. `where` is a person or empty for the report itself; an em dash stands for nothing."""

    where: str
    what: Words
    before: str
    after: str


FIGURES: tuple[tuple[Words, Callable[[PersonQuarter], str]], ...] = (
    (Words("参加月数", "Months taken part"), lambda person: str(person.months_taken)),
    (Words("季度得分", "Quarter score"), lambda person: fixed(person.score)),
    (Words("净积分", "Net points"), lambda person: signed(person.net)),
    (Words("月度第一", "Months first"), lambda person: str(person.months_first)),
)
SUMMARY = Words("工作小结", "Summary")
MISSING = Words("缺月说明", "Why a month is missing")
NOMINATION = Words("提名", "Nomination")


def report_changes(old: ReportContent, new: ReportContent) -> list[ReportChange]:
    """Everything a reader would see change: the branch's words, each person's figures, the nominations."""
    words = ((SUMMARY, old.summary, new.summary), (MISSING, old.missing_reason, new.missing_reason))
    found = [
        ReportChange("", what, before or NOTHING, after or NOTHING) for what, before, after in words if before != after
    ]
    return [*found, *_people(old, new), *_nominations(old, new)]


def _people(old: ReportContent, new: ReportContent) -> Iterator[ReportChange]:
    before = {(person.member_id, person.category): person for person in old.people}
    after = {(person.member_id, person.category): person for person in new.people}
    for key in after | before:
        was, now = before.get(key), after.get(key)
        one = now or was
        for what, figure in FIGURES:
            said, says = (figure(person) if person else NOTHING for person in (was, now))
            if said != says:
                yield ReportChange(f"{one.name}（{one.category.zh}）", what, said, says)


def _nominations(old: ReportContent, new: ReportContent) -> Iterator[ReportChange]:
    before = {(line.member_id, line.category): line for line in old.nominations}
    after = {(line.member_id, line.category): line for line in new.nominations}
    for key in after | before:
        said, says = _citation(before.get(key)), _citation(after.get(key))
        if said != says:
            one = after.get(key) or before[key]
            yield ReportChange(f"{one.name}（{one.category.zh}）", NOMINATION, said, says)


def _citation(line: NominationLine | None) -> str:
    return line.citation if line else NOTHING
