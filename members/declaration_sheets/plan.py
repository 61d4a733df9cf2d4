"""What an import of declarations would do: the same plan for the preview and for the confirmation."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from branches.models import Branch
from flagship.periods import TZ, Month
from flagship.workbooks.tables import CellProblem, Row
from members.declaration_sheets.rows import HEADINGS, Line, is_blank, read_line
from members.models import Declaration, Member
from members.states import EDITABLE_DECLARATION, DeclarationState


@dataclass(frozen=True, slots=True)
class Planned:
    """One declaration that would be handed in; `held` is the one it takes up again or follows, None for a first one."""

    member: Member
    line: Line
    from_month: Month
    held: Declaration | None

    @property
    def is_change(self) -> bool:
        """Whether it follows an accepted one, from a month on."""
        return self.held is not None and self.held.state is DeclarationState.ACCEPTED


@dataclass(frozen=True, slots=True)
class DeclarationPlan:
    """With problems nothing is done. `same` rows say what is declared already, `blank` ones nothing; `absent` people of
    the branch are not in the workbook."""

    planned: tuple[Planned, ...]
    same: int
    blank: int
    absent: int
    problems: tuple[CellProblem, ...]

    @property
    def first(self) -> tuple[Planned, ...]:
        return tuple(one for one in self.planned if not one.is_change)

    @property
    def changes(self) -> tuple[Planned, ...]:
        return tuple(one for one in self.planned if one.is_change)


def plan_declarations(rows: Iterable[Row], *, branch: Branch, year: int, now: dt.datetime) -> DeclarationPlan:
    """Compare the rows with what is declared. Two queries for any number of rows."""
    day = now.astimezone(TZ).date()
    people = {member.employee_number: member for member in Member.objects.of(branch, on=day)}
    newest = _newest(people.values(), year)
    problems: list[CellProblem] = []
    met: dict[str, int] = {}
    planned, same, blank = [], 0, 0
    for row in rows:
        member = _person(row, people, met, problems)
        if member is None:
            continue
        if is_blank(row):
            blank += 1
            continue
        line = read_line(row, year, problems)
        if line is None:
            continue
        found = _planned(line, member, newest.get(member.pk), Month.of(now), year)
        if isinstance(found, CellProblem):
            problems.append(found)
        elif found is None:
            same += 1
        else:
            planned.append(found)
    in_order = tuple(sorted(problems, key=lambda problem: (problem.row, problem.column)))
    return DeclarationPlan(tuple(planned), same, blank, len(people.keys() - met.keys()), in_order)


def _newest(members: Iterable[Member], year: int) -> dict[int, Declaration]:
    found = Declaration.objects.filter(member__in=list(members), programme__year=year).order_by("pk")
    return {declaration.member_id: declaration for declaration in found}


def _person(row: Row, people: dict[str, Member], met: dict[str, int], problems: list[CellProblem]) -> Member | None:
    number, name = row["employee_number"], row["name"]
    what = to_do = ""
    member = people.get(number)
    if not number:
        what, to_do = _("is empty"), _("Fill it in.")
    elif member is None:
        what, to_do = _unknown(number, people)
    elif number in met:
        what = _("“%(number)s” stands in row %(row)s already") % {"number": number, "row": met[number]}
        to_do = _("Delete one of the two rows.")
    elif name and "".join(name.split()) != "".join(member.name.split()):
        what = _("belongs to %(name)s, and the row says %(other)s") % {"name": member.name, "other": name[:40]}
        to_do = _("Put number, name and values of one person into one row.")
    met.setdefault(number, row.number)
    if what:
        problems.append(CellProblem(row.number, HEADINGS["employee_number"], what, to_do))
        return None
    return member


def _unknown(number: str, people: dict[str, Member]) -> tuple[str, str]:
    without_zeros = {known.lstrip("0"): known for known in people if known.startswith("0")}
    if number in without_zeros:
        what = _("“%(number)s” is unknown, but %(known)s is there: Excel dropped the zeros in front")
        to_do = _("Format the column as text and write the whole number.")
        return what % {"number": number, "known": without_zeros[number]}, to_do
    what = _("“%(number)s” is nobody of this branch") % {"number": number[:40]}
    return what, _("Correct the number, or delete the row.")


def _planned(line: Line, member: Member, held: Declaration | None, current: Month, year: int):
    """What the row would hand in; None when it says what is declared already; or what is wrong with it."""
    if held is not None and _says_the_same(line, held):
        return None
    month = line.from_month or _month_of(held, current, year)
    if held is not None and held.state is DeclarationState.SUBMITTED:
        what = _("%(name)s: a declaration waits for its decision already") % {"name": member.name}
        return _fault(line, "category", what, _("Have it accepted or returned first, or leave the row as it is."))
    if held is not None and held.state is DeclarationState.ACCEPTED and month < current:
        what = _("%(name)s: a change begins in %(month)s at the earliest") % {"name": member.name, "month": current}
        return _fault(line, "from_month", what, _("Write a later month, or leave it empty."))
    return Planned(member, line, month, held)


def _says_the_same(line: Line, held: Declaration) -> bool:
    if held.state in EDITABLE_DECLARATION or (line.from_month or held.from_month) != held.from_month:
        return False
    said = line.category, str(line.track), _bare(line.goal), _bare(line.next_steps)
    return said == (held.category, str(held.track), _bare(held.goal), _bare(held.next_steps))


def _bare(text: str) -> str:
    """Without blanks and line breaks, which spreadsheets change."""
    return "".join(text.split())


def _month_of(held: Declaration | None, current: Month, year: int) -> Month:
    """Where the row does not say: January for the first, this month for a change, as before for a returned one."""
    if held is None:
        return Month(year, 1)
    return held.from_month if held.state in EDITABLE_DECLARATION else max(current, Month(year, 1))


def _fault(line: Line, name: str, what: str, to_do: str) -> CellProblem:
    return CellProblem(line.row, HEADINGS[name], what, to_do)
