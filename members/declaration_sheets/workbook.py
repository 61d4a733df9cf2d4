"""The workbook of declarations: everybody of the branch with what is declared, to be filled in. Chinese."""

from openpyxl import Workbook

from branches.models import Branch
from flagship.categories import FlagCategory, InnovationTrack
from flagship.workbooks import writing
from members.declaration_sheets.rows import COLUMNS
from members.queries.declarations import EXEMPT, UNDECLARED, VOLUNTARY, Overview, PersonLine

SHEET, HEAD = "申报", 3
_STATES = {UNDECLARED: "未申报", EXEMPT: "免予参加", VOLUNTARY: "未申报（自愿）"}
_WIDTHS = (12, 12, 14, 14, 12, 44, 56, 14)
_GUIDE = (
    "每人一行，按工号认人；工号、姓名和状态请勿改动，删去的行保持原样。",
    "旗手类别从下拉列表选择；申报创新创效的，另选创新类别。目标和下一步打算必填。",
    "起始月份填 2026-03 这样的月份；首次申报留空即从 1 月起，已审核的申报变更类别留空即从当月起。",
    "没有填写类别、目标和打算的行不作处理；内容与已申报相同的行不会重复申报。",
    "上传后先预览，有一处问题也不会写入；确认后进入“待审核”，由党支部书记审核（书记本人的由党群工作部审核）。",
)


def declaration_workbook(branch: Branch, year: int, overview: Overview) -> bytes:
    """A sheet 申报 with a row for each person, by employee number."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    writing.put_title(sheet, f"{branch.name}{year}年申报", "创新创效须另选创新类别；填好后在“申报”页面上传。")
    writing.put_headings(sheet, HEAD, [*(column.heading for column in COLUMNS), "状态"], _WIDTHS)
    lines = sorted(overview.lines, key=lambda line: line.member.employee_number)
    places = len(_WIDTHS)
    rows = map(_values, lines)
    last = writing.put_rows(sheet, HEAD + 1, rows, closed=2, figures_from=places + 1, shut=(places,))
    last = max(last, HEAD + 1)
    writing.only_words(sheet, "C", [category.zh for category in FlagCategory], (HEAD + 1, last))
    writing.only_words(sheet, "D", [track.zh for track in InnovationTrack], (HEAD + 1, last))
    writing.finish(sheet, freeze=f"C{HEAD + 1}", heading_row=HEAD)
    writing.put_guide(book, _GUIDE)
    return writing.as_bytes(book, f"{branch.name}{year}年申报")


def _values(line: PersonLine) -> tuple[str, ...]:
    one = line.newest
    said = ("", "", "", "", "")
    if one:
        said = one.category.zh, one.track.zh if one.track else "", str(one.from_month), one.goal, one.next_steps
    state = one.state.zh if one else _STATES[str(line.state)]
    return line.member.employee_number, line.member.name, *said, state
