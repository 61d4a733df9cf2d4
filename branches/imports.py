"""The branch tree from a workbook: one plan, made for the preview and again for the confirmation."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from branches.models import Branch
from branches.places import code_problem, place_problem
from flagship.categories import BranchKind, WorkLayer
from flagship.templatetags.house import label
from flagship.workbooks.tables import CellProblem, Column, Row

COLUMNS = (
    Column("code", "代码", ("编码", "支部代码", "组织代码", "code")),
    Column("name", "名称", ("支部名称", "组织名称", "name")),
    Column("kind", "类型", ("组织类型", "类别", "kind")),
    Column("parent", "上级代码", ("上级", "上级组织代码", "parent")),
    Column("layer", "层面", ("所属层面", "layer"), required=False),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Unit:
    """One row, understood. `parent` is a code, "" for the root."""

    row: int
    code: str
    name: str
    kind: BranchKind
    parent: str
    layer: WorkLayer | str


@dataclass(frozen=True, slots=True)
class Difference:
    """What the row says otherwise than the tree: (column, old, new)."""

    unit: Unit
    branch: Branch
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TreePlan:
    """What a confirmed import would do. New units stand after their parents. With problems nothing is done."""

    new: tuple[Unit, ...]
    changed: tuple[Difference, ...]
    same: int
    problems: tuple[CellProblem, ...]


def plan_tree(rows: Iterable[Row]) -> TreePlan:
    """Compare the rows with the tree. Units that the rows do not name stay as they are."""
    known = {branch.code: branch for branch in Branch.objects.select_related("parent")}
    problems: list[CellProblem] = []
    units = [unit for row in rows if (unit := _parse(row, problems))]
    problems += _repetitions(units)
    listed = {unit.code: unit for unit in units}
    for unit in units:
        problems += _misplaced(unit, listed, known)
    ordered, circles = _parents_first(units, listed)
    problems += circles
    new = tuple(unit for unit in ordered if unit.code not in known)
    differences = [_difference(unit, known[unit.code]) for unit in ordered if unit.code in known]
    changed = tuple(difference for difference in differences if difference.changes)
    return TreePlan(
        new, changed, len(differences) - len(changed), tuple(sorted(problems, key=lambda p: (p.row, p.column)))
    )


def _parse(row: Row, problems: list[CellProblem]) -> Unit | None:
    found = [
        _problem(row.number, name, _("is empty"), _("Fill it in."))
        for name in ("code", "name", "kind")
        if not row[name]
    ]
    if row["code"] and (sentence := code_problem(row["code"])):
        found.append(_problem(row.number, "code", sentence, _("Choose another code.")))
    if len(row["name"]) > 80:
        found.append(_problem(row.number, "name", _("has more than 80 characters"), _("Shorten it.")))
    kind = _term(row, "kind", BranchKind, found)
    layer = _term(row, "layer", WorkLayer, found)
    problems += found
    if found or kind is None:
        return None
    return Unit(row.number, row["code"], row["name"], kind, row["parent"], layer or "")


def _term(row: Row, name: str, terms, problems: list[CellProblem]):
    text = row[name]
    for term in terms:
        if text and text.lower() in (term.value, term.zh, term.en.lower()):
            return term
    if text:
        known = "、".join(term.zh for term in terms)
        problems.append(
            _problem(
                row.number,
                name,
                _("“%(text)s” is unknown") % {"text": text},
                _("Write one of: %(known)s.") % {"known": known},
            )
        )
    return None


def _repetitions(units: list[Unit]) -> list[CellProblem]:
    first: dict[str, int] = {}
    problems = []
    for unit in units:
        if unit.code in first:
            problems.append(
                _problem(
                    unit.row,
                    "code",
                    _("“%(code)s” stands in row %(row)s already") % {"code": unit.code, "row": first[unit.code]},
                    _("Delete one of the two rows."),
                )
            )
        first.setdefault(unit.code, unit.row)
    return problems


def _misplaced(unit: Unit, listed: dict[str, Unit], known: dict[str, Branch]) -> list[CellProblem]:
    branch = known.get(unit.code)
    if branch and branch.kind is not unit.kind:
        what = _("%(name)s is a %(kind)s and cannot become another kind") % {
            "name": branch.name,
            "kind": label(branch.kind),
        }
        return [_problem(unit.row, "kind", what, _("Close it and plant a new one with another code."))]
    if not unit.parent:
        return _rootless(unit, branch, known)
    if branch and branch.parent_id is None:
        return [_problem(unit.row, "parent", _("the root has no unit above it"), _("Leave the cell empty."))]
    above = listed.get(unit.parent) or known.get(unit.parent)
    if above is None:
        what = _("“%(code)s” is no code of this list or of the tree") % {"code": unit.parent}
        return [_problem(unit.row, "parent", what, _("Correct the code or add a row for it."))]
    parent = known.get(unit.parent) or Branch(name=above.name, kind=above.kind)
    if sentence := place_problem(unit.kind, parent):
        return [_problem(unit.row, "parent", sentence, _("Choose another unit above it."))]
    return []


def _rootless(unit: Unit, branch: Branch | None, known: dict[str, Branch]) -> list[CellProblem]:
    if branch and branch.parent_id is None:
        return []
    if unit.kind is BranchKind.COMMITTEE:
        root = next((code for code, unit in known.items() if unit.parent_id is None), "")
        what = _("the Party committee is in the tree already, with the code “%(code)s”") % {"code": root}
        return [_problem(unit.row, "code", what, _("Use that code."))]
    what = _("only the Party committee has no unit above it")
    return [_problem(unit.row, "parent", what, _("Write the code of the unit above it."))]


def _parents_first(units: list[Unit], listed: dict[str, Unit]) -> tuple[list[Unit], list[CellProblem]]:
    ordered: dict[str, Unit] = {}
    problems = []
    for unit in units:
        chain: dict[str, Unit] = {}
        while unit.code not in ordered and unit.code not in chain:
            chain[unit.code] = unit
            if unit.parent not in listed:
                break
            unit = listed[unit.parent]
        else:
            if unit.code in chain:
                what = _("“%(code)s” stands below itself") % {"code": unit.code}
                problems.append(_problem(unit.row, "parent", what, _("Correct the codes of the units above.")))
        for above in reversed(chain.values()):
            ordered.setdefault(above.code, above)
    return list(ordered.values()), problems


def _difference(unit: Unit, branch: Branch) -> Difference:
    parent = branch.parent.code if branch.parent else ""
    pairs = [("name", branch.name, unit.name), ("parent", parent, unit.parent)]
    if unit.layer:
        pairs.append(("layer", label(branch.layer) if branch.layer else "", label(unit.layer)))
    return Difference(
        unit, branch, tuple((HEADINGS[name], str(old), str(new)) for name, old, new in pairs if str(old) != str(new))
    )


def _problem(row: int, name: str, what: str, to_do: str) -> CellProblem:
    return CellProblem(row, HEADINGS[name], what, to_do)
