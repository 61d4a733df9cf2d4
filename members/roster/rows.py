"""What one row of a roster says, and every fault of it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.categories import PoliticalStatus, WorkLayer
from flagship.workbooks.tables import CellProblem, Column, Row

COLUMNS = (
    Column("employee_number", "工号", ("员工编号", "职工编号", "人员编号", "employee number")),
    Column("name", "姓名", ("名字", "name")),
    Column("branch", "党支部", ("支部", "所在支部", "所属党支部", "支部名称", "branch")),
    Column("status", "政治面貌", ("面貌", "political status")),
    Column("post", "岗位", ("职务", "岗位职务", "post"), required=False),
    Column("layer", "层面", ("所属层面", "layer"), required=False),
    Column("since", "起始日期", ("进入日期", "生效日期", "since"), required=False),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}

_DEMOCRATIC = ("民革", "民盟", "民建", "民进", "农工党", "农工民主党", "致公党", "九三学社", "台盟")
_NON_PARTY = ("群众", "共青团员", "团员", "民主党派", "民主党派成员", "无党派", "无党派人士", "非党员", "non_party")
STATUS_WORDS: dict[str, PoliticalStatus] = {
    **dict.fromkeys(("中共党员", "党员", "正式党员", "party", "party member"), PoliticalStatus.PARTY),
    **dict.fromkeys(("中共预备党员", "预备党员", "probationary", "probationary member"), PoliticalStatus.PROBATIONARY),
    **dict.fromkeys((*_NON_PARTY, "non-party employee"), PoliticalStatus.NON_PARTY),
    **{
        f"{party}{kind}": PoliticalStatus.NON_PARTY
        for party in _DEMOCRATIC
        for kind in ("", "党员", "盟员", "会员", "社员", "成员")
    },
}
_AHEAD = dt.timedelta(days=366)
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,29}")
_RESERVED = ("import", "new")  # of the addresses under /members/


def number_problem(text: str) -> str | None:
    """An employee number stands in addresses: letters, digits, hyphens."""
    if not _NUMBER.fullmatch(text) or text.lower() in _RESERVED:
        return _("“%(text)s” is no employee number: letters, digits, - and _ only, at most 30") % {"text": text}
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """One row, understood. `since` None: the day the whole import begins. Empty post and layer say nothing."""

    row: int
    employee_number: str
    name: str
    branch: Branch
    status: PoliticalStatus
    post: str
    layer: WorkLayer | str
    since: dt.date | None


class BranchNames:
    """Finds the branch a cell means, by code or by name."""

    def __init__(self, branches: list[Branch]):
        self.by_text: dict[str, list[Branch]] = {}
        for branch in branches:
            for text in {branch.code.lower(), branch.name.lower()}:
                self.by_text.setdefault(text, []).append(branch)

    def find(self, text: str) -> tuple[Branch | None, str, str]:
        """The branch, or what is wrong and what to do."""
        found = self.by_text.get(text.lower(), [])
        if len(found) == 1:
            return found[0], "", ""
        if found:
            codes = "、".join(branch.code for branch in found)
            return None, _("“%(text)s” is the name of several") % {"text": text}, _("Write the code: ") + codes
        near = get_close_matches(text, self.by_text, n=1, cutoff=0.5)
        to_do = _("Write “%(near)s”, if that is meant.") % {"near": self.by_text[near[0]][0].name} if near else ""
        return (
            None,
            _("“%(text)s” is no open Party branch") % {"text": text},
            to_do or _("Write the branch's code or its full name."),
        )


def read_line(row: Row, branches: BranchNames, problems: list[CellProblem]) -> Line | None:
    """The row as a Line, or None with its faults added to `problems`."""
    found: list[CellProblem] = []

    def fault(name: str, what: str, to_do: str) -> None:
        found.append(CellProblem(row.number, HEADINGS[name], what, to_do))

    for name in ("employee_number", "name", "branch", "status"):
        if not row[name]:
            fault(name, _("is empty"), _("Fill it in."))
    for name, most in (("name", 40), ("post", 60)):
        if len(row[name]) > most:
            fault(name, _("has more than %(most)s characters") % {"most": most}, _("Shorten it."))
    if row["employee_number"] and (what := number_problem(row["employee_number"])):
        fault("employee_number", what, _("Correct the number."))
    branch = _branch(row, branches, fault)
    status = _word(row, "status", STATUS_WORDS, "党员、预备党员、群众", fault)
    layer = _word(row, "layer", _LAYERS, "、".join(layer.zh for layer in WorkLayer), fault)
    since = _day(row, fault)
    problems += found
    if found or branch is None or status is None:
        return None
    return Line(row.number, row["employee_number"], row["name"], branch, status, row["post"], layer or "", since)


Fault = Callable[[str, str, str], None]
_LAYERS = {text.lower(): layer for layer in WorkLayer for text in (layer.value, layer.zh, layer.en)} | {
    "机关": WorkLayer.OFFICE,
    "机关部室": WorkLayer.OFFICE,
    "机关科室": WorkLayer.OFFICE,
}


def _branch(row: Row, branches: BranchNames, fault: Fault) -> Branch | None:
    if not row["branch"]:
        return None
    branch, what, to_do = branches.find(row["branch"])
    if what:
        fault("branch", what, to_do)
    return branch


def _word(row: Row, name: str, words: dict, known: str, fault: Fault):
    text = "".join(row[name].split()) if name != "status" else row[name]
    if not text:
        return None
    if text.lower() not in words:
        fault(name, _("“%(text)s” is unknown") % {"text": text}, _("Write one of: %(known)s.") % {"known": known})
    return words.get(text.lower())


def _day(row: Row, fault: Fault) -> dt.date | None:
    text = row["since"]
    if not text:
        return None
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
    try:
        day = dt.date(*map(int, match.groups())) if match else dt.datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        fault("since", _("“%(text)s” is not a date") % {"text": text}, _("Write it as 2026-03-01."))
        return None
    if day > clock.today() + _AHEAD:
        fault("since", _("%(day)s is more than a year ahead") % {"day": day}, _("Correct the date."))
    return day
