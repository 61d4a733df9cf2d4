"""What an import of the roster would do: the same plan for the preview and for the confirmation."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from branches.models import Branch
from flagship.categories import PoliticalStatus
from flagship.permissions import Permission
from flagship.templatetags.house import label
from flagship.workbooks.tables import CellProblem, Row
from members.models import BranchMembership, Member, StatusPeriod
from members.roster.rows import HEADINGS, BranchNames, Line, read_line


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the database has them, with their newest membership and status."""

    member: Member
    membership: BranchMembership | None
    status: StatusPeriod | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a row says otherwise than the database: names of the columns, and texts (heading, old, new) to show."""

    line: Line
    known: Known
    columns: frozenset[str]
    texts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """With problems nothing is done. `absent` people are known and not in the workbook: they stay as they are."""

    new: tuple[Line, ...]
    changed: tuple[Change, ...]
    same: int
    absent: int
    problems: tuple[CellProblem, ...]


def plan_roster(rows: Iterable[Row], *, effective: dt.date, by) -> RosterPlan:
    """Compare the rows with the roster. Changes begin on the row's day or, without one, on `effective`.

    Four queries for any number of rows.
    """
    problems: list[CellProblem] = []
    branches = BranchNames(list(Branch.objects.open_to(by, Permission.MANAGE_ROSTER).assessing()))
    lines = [line for row in rows if (line := read_line(row, branches, problems))]
    problems += _repetitions(lines)
    known = _known_people()
    new = [line for line in lines if line.employee_number not in known]
    problems += _lost_zeros(new, known)
    changes = [_change(line, known[line.employee_number]) for line in lines if line.employee_number in known]
    changed = [change for change in changes if change.columns]
    for change in changed:
        problems += _too_early(change, effective)
    return RosterPlan(
        new=tuple(new),
        changed=tuple(changed),
        same=len(changes) - len(changed),
        absent=len(known.keys() - {line.employee_number for line in lines}),
        problems=tuple(sorted(problems, key=lambda p: (p.row, p.column))),
    )


def _known_people() -> dict[str, Known]:
    memberships = {m.member_id: m for m in BranchMembership.objects.select_related("branch").order_by("since")}
    statuses = {s.member_id: s for s in StatusPeriod.objects.order_by("since")}
    return {
        member.employee_number: Known(member, memberships.get(member.pk), statuses.get(member.pk))
        for member in Member.objects.all()
    }


def _repetitions(lines: list[Line]) -> list[CellProblem]:
    first: dict[str, int] = {}
    problems = []
    for line in lines:
        if line.employee_number in first:
            what = _("“%(number)s” stands in row %(row)s already") % {
                "number": line.employee_number,
                "row": first[line.employee_number],
            }
            problems.append(_problem(line, "employee_number", what, _("Delete one of the two rows.")))
        first.setdefault(line.employee_number, line.row)
    return problems


def _lost_zeros(new: list[Line], known: dict[str, Known]) -> list[CellProblem]:
    """0012 that a spreadsheet made 12 must not become a second person."""
    bare = {number.lstrip("0"): number for number in known if number.startswith("0")}
    return [
        _problem(
            line,
            "employee_number",
            _("“%(number)s” is unknown, but %(known)s is there: Excel dropped the zeros in front")
            % {"number": line.employee_number, "known": bare[line.employee_number]},
            _("Format the column as text and write the whole number."),
        )
        for line in new
        if line.employee_number in bare
    ]


def _change(line: Line, known: Known) -> Change:
    member, membership, status = known.member, known.membership, known.status
    branch = membership.branch if membership and membership.until is None else None
    pairs = [("name", member.name, line.name), ("branch", branch, line.branch)]
    pairs.append(("status", status.status if status else None, line.status))
    pairs += [("post", member.post, line.post)] if line.post else []
    pairs += [("layer", member.layer, line.layer)] if line.layer else []
    differing = [(name, old, new) for name, old, new in pairs if old != new]
    return Change(
        line,
        known,
        frozenset(name for name, _old, _new in differing),
        tuple((HEADINGS[name], _text(old), _text(new)) for name, old, new in differing),
    )


def _text(value) -> str:
    return str(value.name if isinstance(value, Branch) else label(value) or "—")


def _too_early(change: Change, effective: dt.date) -> list[CellProblem]:
    day = change.line.since or effective
    problems = []
    membership, status = change.known.membership, change.known.status
    if "branch" in change.columns and membership:
        newest = membership.until or membership.since
        if day < newest:
            what = _("has belonged to %(branch)s since %(day)s, after the day of this change") % {
                "branch": membership.branch.name,
                "day": newest,
            }
            problems.append(_problem(change.line, "branch", what, _("Choose a later day for the change.")))
    if "status" in change.columns and status and day < status.since:
        what = _("has been %(status)s since %(day)s, after the day of this change") % {
            "status": label(PoliticalStatus(status.status)),
            "day": status.since,
        }
        problems.append(_problem(change.line, "status", what, _("Choose a later day for the change.")))
    return problems


def _problem(line: Line, name: str, what: str, to_do: str) -> CellProblem:
    return CellProblem(line.row, HEADINGS[name], f"{line.name}：{what}" if line.name else what, to_do)
