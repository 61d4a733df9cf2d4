"""What a draft could take over from last month: targets of single cells, and excuses with their reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flagship.models import Indicator
from flagship.periods import Month
from scoring.models import Measurement, MonthSheet, Participant
from scoring.rules.entries import EntryProblem, read_target


@dataclass(frozen=True, slots=True)
class CarriedTarget:
    """A cell's own target of last month that this month's cell can hold, too."""

    participant: Participant
    indicator: Indicator
    value: Decimal

    @property
    def name(self) -> str:
        return f"t-{self.participant.pk}-{self.indicator.pk}"


@dataclass(frozen=True, slots=True)
class CarriedExcuse:
    """Somebody who was excused last month and about whom nothing is said or typed this month."""

    participant: Participant
    reason: str

    @property
    def name(self) -> str:
        return f"x-{self.participant.pk}"


@dataclass(frozen=True, slots=True)
class CarryOver:
    """`before` is last month, None where the branch had no sheet then."""

    before: Month | None
    targets: tuple[CarriedTarget, ...] = ()
    excuses: tuple[CarriedExcuse, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.targets or self.excuses)

    @property
    def names(self) -> set[str]:
        return {one.name for one in (*self.targets, *self.excuses)}


def carry_over(sheet: MonthSheet) -> CarryOver:
    """What was typed this month is never among it: a cell with a target, a person with values or an excuse.

    Six queries for any number of people.
    """
    last = MonthSheet.objects.filter(branch=sheet.branch_id, month=sheet.month - 1).first()
    if last is None:
        return CarryOver(None)
    now = {
        row.member_id: row for row in sheet.participants.select_related("member").order_by("member__employee_number")
    }
    typed = {
        (one.participant_id, one.indicator_id): one for one in Measurement.objects.filter(participant__sheet=sheet)
    }
    busy = {participant for participant, _indicator in typed}
    excuses = tuple(
        CarriedExcuse(now[row.member_id], row.excuse_reason)
        for row in last.participants.filter(excused=True).order_by("member__employee_number")
        if row.member_id in now and now[row.member_id].is_ranked and now[row.member_id].pk not in busy
    )
    excused = {one.participant.pk for one in excuses}
    targets = tuple(one for one in _targets(last, now, typed) if one.participant.pk not in excused)
    return CarryOver(last.month, targets, excuses)


def _targets(last: MonthSheet, now: dict[int, Participant], typed: dict) -> Iterator[CarriedTarget]:
    of_templates = {(one.template_id, one.code): one for one in _indicators(now)}
    before = Measurement.objects.filter(participant__sheet=last).exclude(target=None)
    for one in before.select_related("participant", "indicator").order_by("participant__member__employee_number", "pk"):
        row = now.get(one.participant.member_id)
        if row is None or not row.is_ranked or row.category != one.participant.category:
            continue
        indicator = of_templates.get((row.template_id, one.indicator.code))
        if indicator is None or indicator.unit != one.indicator.unit or indicator.formula != one.indicator.formula:
            continue
        held = typed.get((row.pk, indicator.pk))
        if (held is None or held.target is None) and _takes(indicator, one.target):
            yield CarriedTarget(row, indicator, one.target)


def _indicators(now: dict[int, Participant]):
    templates = {row.template_id for row in now.values() if row.is_ranked}
    return Indicator.objects.filter(template__in=templates)


def _takes(indicator: Indicator, target: Decimal) -> bool:
    try:
        return read_target(target, indicator.spec) is not None
    except EntryProblem:
        return False
