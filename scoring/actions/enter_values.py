"""Typing values into a draft: all of them or none, with every problem told at once."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.models import Indicator
from flagship.moves import Refused
from flagship.permissions import Permission
from scoring.documents import SheetProblem
from scoring.models import Measurement, MonthSheet, Participant
from scoring.rules.entries import Entry, EntryProblem, read_entry
from scoring.rules.inputs import CellInput
from scoring.states import SheetState

_BLANK = CellInput()


class EntryRefused(Refused):
    """Nothing was taken. `problems` names every person and indicator at fault."""

    def __init__(self, problems: Iterable[SheetProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self.problems[0]))

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        return _("Nothing was saved, because of %(count)d problems; the first: %(first)s") % {
            "count": len(self.problems),
            "first": self.problems[0],
        }


@dataclass(frozen=True, slots=True)
class _Place:
    """One cell of the sheet: whose, under which indicator, and what it holds."""

    participant: Participant
    indicator: Indicator
    held: Measurement | None

    @property
    def current(self) -> CellInput:
        held = self.held
        if held is None:
            return _BLANK
        return CellInput(held.value, held.target, held.comment, held.not_applicable, held.na_reason)

    @property
    def who(self) -> str:
        return f"{self.participant.member.name}（{self.participant.member.employee_number}）“{self.indicator.name}”"


@transaction.atomic
def enter_values(
    *, sheet: MonthSheet, entries: Iterable[Entry], by, now: dt.datetime | None = None
) -> dict[tuple[str, str], CellInput]:
    """Take what was typed. Returns the cells that changed, by employee number and indicator code.

    A constant number of queries for any number of entries. Raises PermissionDenied; Refused when the month is no draft;
    EntryRefused with all problems: an unknown person or indicator, somebody who is not marked, a text that is no
    number, a target of zero, an unknown level, one's own judgement marks. Then nothing has changed.
    """
    locked = draft_for_entry(sheet, by=by)
    places, people = _places(locked)
    changed: dict[tuple[str, str], tuple[_Place, CellInput]] = {}
    problems = []
    for entry in entries:
        key = entry.employee_number.strip(), entry.indicator_code
        if key not in places:
            problems += _nowhere(entry, people)
            continue
        place = places[key]
        try:
            cell = read_entry(entry, place.indicator.spec, changed[key][1] if key in changed else place.current)
        except EntryProblem as found:
            problems.append(_told(place, found.problem.zh, found.problem.en))
            continue
        if cell != place.current:
            changed[key] = place, cell
        else:
            changed.pop(key, None)
    problems += [problem for place, _cell in changed.values() for problem in _own_judgement(place, by)]
    if problems:
        raise EntryRefused(problems)
    _store(changed.values(), by=by, now=now or clock.now())
    if changed:
        withdraw_tie_consent(locked)
    return {key: cell for key, (_place, cell) in changed.items()}


def draft_for_entry(sheet: MonthSheet, *, by) -> MonthSheet:
    """The locked sheet, if this user may type into it now; PermissionDenied or Refused otherwise."""
    locked = MonthSheet.objects.select_for_update(of=("self",)).select_related("branch").get(pk=sheet.pk)
    if not by.has_perm(Permission.ENTER_MARKS, locked.branch):
        raise PermissionDenied
    if locked.state is not SheetState.DRAFT:
        raise Refused(_("This month is no longer being filled in, so nothing was saved."))
    return locked


def withdraw_tie_consent(sheet: MonthSheet) -> None:
    """The Department consented to other figures than these."""
    if sheet.tie_consent:
        MonthSheet.objects.filter(pk=sheet.pk).update(tie_consent="", tie_consent_by=None)


def _places(sheet: MonthSheet) -> tuple[dict[tuple[str, str], _Place], dict[str, Participant]]:
    """Every cell of those who are marked, and everybody on the sheet, by employee number."""
    people = {row.member.employee_number: row for row in sheet.participants.select_related("member")}
    marked = [row for row in people.values() if row.is_ranked and row.template_id]
    indicators: dict[int, list[Indicator]] = {}
    for indicator in Indicator.objects.filter(template__in={row.template_id for row in marked}):
        indicators.setdefault(indicator.template_id, []).append(indicator)
    held = {(one.participant_id, one.indicator_id): one for one in Measurement.objects.filter(participant__sheet=sheet)}
    places = {
        (row.member.employee_number, indicator.code): _Place(row, indicator, held.get((row.pk, indicator.pk)))
        for row in marked
        for indicator in indicators.get(row.template_id, ())
    }
    return places, people


def _nowhere(entry: Entry, people: Mapping[str, Participant]) -> list[SheetProblem]:
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


def _own_judgement(place: _Place, by) -> list[SheetProblem]:
    person = by.person
    if person is None or place.indicator.quantitative or person.pk != place.participant.member_id:
        return []
    return [_told(place, "定性指标不能由本人评定，请由他人填写。", "nobody enters their own judgement marks.")]


def _told(place: _Place, zh: str, en: str) -> SheetProblem:
    number, code = place.participant.member.employee_number, place.indicator.code
    return SheetProblem(f"{place.who}：{zh}", f"{place.who}: {en}", number, code)


def _store(changed: Iterable[tuple[_Place, CellInput]], *, by, now: dt.datetime) -> None:
    emptied = [place.held.pk for place, cell in changed if cell == _BLANK and place.held]
    filled = [_row(place, cell, by, now) for place, cell in changed if cell != _BLANK]
    if emptied:
        Measurement.objects.filter(pk__in=emptied).delete()
    Measurement.objects.bulk_create(
        filled, update_conflicts=True, unique_fields=["participant", "indicator"], update_fields=_COLUMNS
    )


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


def _row(place: _Place, cell: CellInput, by, now: dt.datetime) -> Measurement:
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
