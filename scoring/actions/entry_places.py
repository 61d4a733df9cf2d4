"""The cells of a locked draft: what they hold, what an entry makes of them, and writing what changed."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F

from flagship.models import Indicator
from scoring.documents import SheetProblem
from scoring.models import CellChange, Measurement, MonthSheet, Participant
from scoring.rules.entries import Entry, EntryProblem, read_entry
from scoring.rules.inputs import CellInput

BLANK = CellInput()
_COLUMNS = [
    "number",
    "second",
    "choice",
    "target",
    "comment",
    "not_applicable",
    "na_reason",
    "entered_by",
    "entered_at",
]


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of the sheet: whose, under which indicator, and what it holds."""

    participant: Participant
    indicator: Indicator
    held: Measurement | None

    @property
    def key(self) -> tuple[str, str]:
        """Employee number and indicator code."""
        return self.participant.member.employee_number, self.indicator.code

    @property
    def current(self) -> CellInput:
        held = self.held
        if held is None:
            return BLANK
        return CellInput(held.value, held.target, held.comment, held.not_applicable, held.na_reason)

    def told(self, zh: str, en: str) -> SheetProblem:
        """A sentence about this cell."""
        who = f"{self.participant.member.name}（{self.key[0]}）“{self.indicator.name}”"
        return SheetProblem(f"{who}：{zh}", f"{who}: {en}", *self.key)

    def read(self, entry: Entry, current: CellInput, *, by) -> CellInput | SheetProblem:
        """The cell after the entry, or why it cannot be taken. Nobody enters their own judgement marks."""
        try:
            cell = read_entry(entry, self.indicator.spec, current)
        except EntryProblem as found:
            return self.told(found.problem.zh, found.problem.en)
        person = by.person
        own = person is not None and person.pk == self.participant.member_id
        if own and not self.indicator.quantitative and cell != self.current:
            return self.told("定性指标不能由本人评定，请由他人填写。", "nobody enters their own judgement marks.")
        return cell


def people_of(sheet: MonthSheet) -> dict[str, Participant]:
    """Everybody on the sheet, by employee number."""
    return {row.member.employee_number: row for row in sheet.participants.select_related("member")}


def places_of(people: Collection[Participant]) -> list[Place]:
    """Every cell of those of these people who are marked. Two queries."""
    marked = [row for row in people if row.is_ranked and row.template_id]
    indicators: dict[int, list[Indicator]] = {}
    for indicator in Indicator.objects.filter(template__in={row.template_id for row in marked}):
        indicators.setdefault(indicator.template_id, []).append(indicator)
    values = Measurement.objects.filter(participant__in=[row.pk for row in marked])
    held = {(one.participant_id, one.indicator_id): one for one in values}
    return [
        Place(row, indicator, held.get((row.pk, indicator.pk)))
        for row in marked
        for indicator in indicators.get(row.template_id, ())
    ]


def nowhere(entry: Entry, people: Mapping[str, Participant]) -> list[SheetProblem]:
    """Why there is no cell for the entry."""
    number, code = entry.employee_number.strip(), entry.indicator_code
    row = people.get(number)
    if row is None:
        zh, en = f"本表没有工号“{number}”的人员。", f"Nobody with the employee number “{number}” is on this sheet."
    elif entry.is_empty:
        return []
    elif not row.is_ranked or not row.template_id:
        zh = f"{row.member.name}（{number}）本月不参加计分，不能填写“{code}”。"
        en = f"{row.member.name} ({number}) is not marked this month, so “{code}” cannot be filled in."
    else:
        zh = f"{row.member.name}（{number}）的指标模板中没有“{code}”。"
        en = f"The template of {row.member.name} ({number}) has no indicator “{code}”."
    return [SheetProblem(zh, en, number, code)]


def write(sheet: MonthSheet, changed: Iterable[tuple[Place, CellInput]], *, by, now: dt.datetime) -> None:
    """Write these cells of the locked sheet and who changed them. A constant number of queries; none for no cells."""
    changed = list(changed)
    if not changed:
        return
    version = figures_changed(sheet)
    emptied = [place.held.pk for place, cell in changed if cell == BLANK and place.held]
    Measurement.objects.filter(pk__in=emptied).delete()
    Measurement.objects.bulk_create(
        [_row(place, cell, by, now) for place, cell in changed if cell != BLANK],
        update_conflicts=True,
        unique_fields=["participant", "indicator"],
        update_fields=_COLUMNS,
    )
    CellChange.objects.bulk_create(
        [
            CellChange(participant=place.participant, indicator=place.indicator, version=version, by=by, at=now)
            for place, _cell in changed
        ],
        update_conflicts=True,
        unique_fields=["participant", "indicator"],
        update_fields=["version", "by", "at"],
    )


def figures_changed(sheet: MonthSheet) -> int:
    """The locked sheet's next version. Whatever the Department consented to, it consented to other figures."""
    MonthSheet.objects.filter(pk=sheet.pk).update(
        entry_version=F("entry_version") + 1, tie_consent="", tie_consent_by=None
    )
    sheet.entry_version += 1
    return sheet.entry_version


def _row(place: Place, cell: CellInput, by, now: dt.datetime) -> Measurement:
    return Measurement(
        participant=place.participant,
        indicator=place.indicator,
        number=cell.value.number,
        second=cell.value.second,
        choice=cell.value.choice,
        target=cell.target,
        comment=cell.comment,
        not_applicable=cell.not_applicable,
        na_reason=cell.na_reason,
        entered_by=by,
        entered_at=now,
    )
