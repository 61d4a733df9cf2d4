"""What one row of the declarations' workbook says, and every fault of it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from flagship.categories import FlagCategory, InnovationTrack, Term
from flagship.periods import Month
from flagship.workbooks.tables import CellProblem, Column, Row

LONGEST_GOAL, LONGEST_STEPS = 1000, 2000
COLUMNS = (
    Column("employee_number", "工号", ("员工编号", "职工编号", "人员编号", "employee number")),
    Column("name", "姓名", ("名字", "name"), required=False),
    Column("category", "旗手类别", ("类别", "申报类别", "申报旗手", "category")),
    Column("track", "创新类别", ("创新方向", "track"), required=False),
    Column("from_month", "起始月份", ("起始月", "生效月份", "from month"), required=False),
    Column("goal", "目标", ("申报目标", "年度目标", "争创目标", "goal")),
    Column("next_steps", "下一步打算", ("下一步措施", "措施", "下步打算", "下步措施", "具体措施", "next steps")),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
_MONTH = re.compile(r"(?:([0-9]{4})[-年/.])?([0-9]{1,2})(?:月份?|[-/.][0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Line:
    """One row, understood. `from_month` None: the row does not say."""

    row: int
    employee_number: str
    category: FlagCategory
    track: InnovationTrack | str
    from_month: Month | None
    goal: str
    next_steps: str


def is_blank(row: Row) -> bool:
    """Whether nothing is declared: a row of the download that was left alone."""
    return not any(row[name] for name in ("category", "track", "goal", "next_steps"))


def read_line(row: Row, year: int, problems: list[CellProblem]) -> Line | None:
    """The row as a Line, or None with its faults added to `problems`."""
    found: list[CellProblem] = []

    def fault(name: str, what: str, to_do: str) -> None:
        found.append(CellProblem(row.number, HEADINGS[name], what, to_do))

    for name, most in (("goal", LONGEST_GOAL), ("next_steps", LONGEST_STEPS)):
        if not row[name].strip():
            fault(name, _("is empty"), _("Fill it in."))
        elif len(row[name]) > most:
            fault(name, _("has more than %(most)s characters") % {"most": most}, _("Shorten it."))
    category, track = _flag(row, fault)
    month = _month(row["from_month"], year, fault)
    problems += found
    if found or category is None:
        return None
    goal, steps = row["goal"].strip(), row["next_steps"].strip()
    return Line(row.number, row["employee_number"], category, track or "", month, goal, steps)


def _flag(row: Row, fault) -> tuple[FlagCategory | None, InnovationTrack | None]:
    """Category and track; a track in the category's column says both."""
    text, track = row["category"], _word(row["track"], InnovationTrack)
    if not text:
        fault("category", _("is empty"), _("Fill it in."))
        return None, None
    if row["track"] and track is None:
        known = "、".join(one.zh for one in InnovationTrack)
        fault(
            "track",
            _("“%(text)s” is unknown") % {"text": row["track"]},
            _("Write one of: %(known)s.") % {"known": known},
        )
        return None, None
    said = _word(text, InnovationTrack)
    category = FlagCategory.INNOVATION if said else _word(text.removesuffix("旗手"), FlagCategory)
    if category is None:
        known = "、".join(one.zh for one in FlagCategory)
        fault(
            "category",
            _("“%(text)s” is unknown") % {"text": text[:40]},
            _("Write one of: %(known)s.") % {"known": known},
        )
        return None, None
    return _with_track(category, said, track, fault)


def _with_track(category: FlagCategory, said: InnovationTrack | None, track: InnovationTrack | None, fault):
    if category is not FlagCategory.INNOVATION and track:
        fault("track", _("stands beside a category that has no tracks"), _("Empty it, or choose 创新创效."))
    elif category is FlagCategory.INNOVATION and not (said or track):
        known = "、".join(one.zh for one in InnovationTrack)
        fault("track", _("is empty"), _("Write one of: %(known)s.") % {"known": known})
    elif said and track and said is not track:
        fault("track", _("says another track than the category"), _("Write the track once."))
    return category, track or said


def _word(text: str, terms: type[Term]):
    bare = "".join(text.split()).lower()
    return next((term for term in terms if bare in (term.value, term.zh, term.en.lower().replace(" ", ""))), None)


def _month(text: str, year: int, fault) -> Month | None:
    """`2026-03`, `2026年3月`, `3月`, `3`, and the date that a spreadsheet makes of it."""
    if not text:
        return None
    match = _MONTH.fullmatch("".join(text.split()))
    if match is None or not 1 <= int(match[2]) <= 12:
        fault("from_month", _("“%(text)s” is no month") % {"text": text[:40]}, _("Write it as 2026-03."))
        return None
    if match[1] and int(match[1]) != year:
        fault("from_month", _("%(text)s is not a month of %(year)s") % {"text": text, "year": year}, _("Correct it."))
        return None
    return Month(year, int(match[2]))
