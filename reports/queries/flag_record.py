"""What the flags look at, read for one branch: at most six queries whatever the number of people and months."""

import datetime as dt
from collections import defaultdict

from branches.models import Branch
from flagship.models import AuditEvent
from flagship.periods import Month, Quarter
from flagship.policies import Tiers
from reports.flags import BranchRecord, MonthRecord, NChange, Place
from scoring.models import Measurement, Participant, SheetRevision, Standing
from scoring.states import RevisionState

MONTHS_BACK = 12
LAST_MINUTE = dt.timedelta(hours=24)


def record_of(branch: Branch, quarter: Quarter) -> BranchRecord:
    """The branch's own settled months: the quarter and up to twelve months before it, oldest first."""
    places = _places(branch, quarter.months[0] - MONTHS_BACK, quarter.months[-1])
    typed_months = [quarter.months[0] - 1, *quarter.months]
    values, spells = _typed(branch, typed_months)
    revisions = _revisions(branch, quarter)
    changes = _n_changes(revisions, places)
    months = []
    for month in sorted(places):
        standing = revisions.get(month, [None])[-1]
        first, last = spells.get(month, (None, None))
        months.append(
            MonthRecord(
                month=month,
                places=tuple(places[month]),
                tiers=Tiers.from_json(standing.tiers) if standing else Tiers(()),
                first_entry=first,
                last_entry=last,
                values=values.get(month, {}),
                n_changes=changes.get(month, ()),
            )
        )
    return BranchRecord(quarter, tuple(months))


PLACE = (
    *("member_id", "name", "pool", "account", "n"),
    *("total", "quantitative", "rank", "rank_from_bottom", "points"),
)


def _places(branch: Branch, first: Month, last: Month) -> dict[Month, list[Place]]:
    rows = (
        Standing.objects.in_force()
        .filter(branch=branch, month__gte=first, month__lte=last)
        .order_by("month", "rank", "member_id")
        .values_list("month", *PLACE)
    )
    found = defaultdict(list)
    for month, *columns in rows:
        found[month].append(Place(*columns))
    return dict(found)


def _typed(branch: Branch, months: list[Month]) -> tuple[dict[Month, dict], dict[Month, tuple]]:
    """The values by month, person and indicator, and between which moments they were typed."""
    rows = Measurement.objects.filter(
        participant__sheet__branch=branch, participant__sheet__month__in=months, not_applicable=False
    ).values_list(
        "participant__month", "participant__member_id", "indicator__code", "number", "second", "choice", "entered_at"
    )
    values: dict[Month, dict] = defaultdict(dict)
    times: dict[Month, list[dt.datetime]] = defaultdict(list)
    for month, member_id, indicator, *value, entered_at in rows:
        values[month][member_id, indicator] = repr(value)
        times[month].append(entered_at)
    return dict(values), {month: (min(of), max(of)) for month, of in times.items()}


def _revisions(branch: Branch, quarter: Quarter) -> dict[Month, list[SheetRevision]]:
    """The submissions of the quarter's months, oldest first, up to the one in force; the frozen inputs stay behind."""
    rows = (
        SheetRevision.objects.filter(sheet__branch=branch, sheet__month__in=quarter.months)
        .select_related("sheet")
        .defer("inputs")
        .order_by("sheet__month", "number")
    )
    found = defaultdict(list)
    for row in rows:
        found[row.sheet.month].append(row)
    return {month: of for month, of in found.items() if of[-1].state is RevisionState.SETTLED}


def _n_changes(revisions: dict[Month, list[SheetRevision]], places: dict[Month, list[Place]]):
    """How n changed: between two submissions, and in the last 24 hours before the one in force."""
    found: dict[Month, list[NChange]] = defaultdict(list)
    counted = _counted(revisions)
    excused = _excused_late(revisions)
    for month, of in revisions.items():
        after = _n(places.get(month, []))
        if after is None:
            continue
        for earlier in of[:-1]:
            if earlier.pk in counted:
                found[month].append(
                    NChange(
                        counted[earlier.pk] + after - counted[of[-1].pk],
                        after,
                        f"第{earlier.number}次提交后重新提交",
                        f"submitted again after submission {earlier.number}",
                    )
                )
        if names := excused.get(month):
            out = [name for name, leaves in names if leaves]
            back = [name for name, leaves in names if not leaves]
            found[month].append(NChange(after + len(out) - len(back), after, *_said(out, back)))
    return {month: tuple(of) for month, of in found.items()}


def _said(out: list[str], back: list[str]) -> tuple[str, str]:
    parts_zh = [f"{'、'.join(out)}列为不参加"] * bool(out) + [f"{'、'.join(back)}恢复参加"] * bool(back)
    parts_en = [f"{', '.join(out)} excused"] * bool(out) + [f"{', '.join(back)} no longer excused"] * bool(back)
    return f"提交前24小时内{'，'.join(parts_zh)}", f"in the 24 hours before submission {', '.join(parts_en)}"


def _n(places: list[Place]) -> int | None:
    """The n of a month in one pool; None with several pools, where no single n chooses the tier."""
    sizes = {(place.pool, place.n) for place in places}
    return next(iter(sizes))[1] if len(sizes) == 1 else None


def _counted(revisions: dict[Month, list[SheetRevision]]) -> dict[int, int]:
    """How many took part in each submission of the months that were submitted more than once."""
    pks = [row.pk for of in revisions.values() if len(of) > 1 for row in of]
    inputs = SheetRevision.objects.filter(pk__in=pks).values_list("pk", "inputs__people")
    return {
        pk: sum(bool(one["category"] and not one["excused"] and not one["exempt"]) for one in people)
        for pk, people in inputs
        if people is not None
    }


def _excused_late(revisions: dict[Month, list[SheetRevision]]) -> dict[Month, list[tuple[str, bool]]]:
    """Who was excused (True) or taken back (False) in the last 24 hours before the submission in force."""
    of_sheet = {of[-1].sheet_id: of[-1] for of in revisions.values()}
    people = Participant.objects.filter(sheet__in=of_sheet).select_related("member")
    acts = defaultdict(list)
    events = AuditEvent.objects.filter(act__in=["excuse", "unexcuse"], what__in={str(row) for row in people})
    for what, detail, act, at in events.order_by("at", "pk").values_list("what", "detail", "act", "at"):
        acts[what, detail["employee_number"]].append((act, at))
    found: dict[Month, list[tuple[str, bool]]] = defaultdict(list)
    for row in people:
        submitted = of_sheet[row.sheet_id].submitted_at
        late = [
            act for act, at in acts[str(row), row.member.employee_number] if submitted - LAST_MINUTE <= at <= submitted
        ]
        if late and (late[0] == "excuse") == row.excused:
            found[row.month].append((row.member.name, row.excused))
    return dict(found)
