"""The empty workbook that people fill in. Chinese, like every official document."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from branches.models import Branch
from flagship.categories import WorkLayer
from members.roster.rows import COLUMNS

ROWS = 2000  # prepared for entry
_NOTES = (
    "第一行是表头，请勿改动；从第二行起每人一行。",
    "工号、姓名、党支部、政治面貌必填；岗位、层面、起始日期可空。",
    "党支部填代码或全称；政治面貌填：党员、预备党员、群众（共青团员、民主党派按非党员计）。",
    "工号列已设为文本格式，请保留前面的 0。",
    "上传后先预览：有一处问题也不会写入；同一份表重复上传不会重复登记。",
)
_WIDTHS = {"employee_number": 14, "name": 12, "branch": 30, "status": 14, "post": 20, "layer": 18, "since": 14}


def roster_template(branches: list[Branch]) -> bytes:
    """A sheet 花名册 with headings and drop-downs, a sheet 说明, and the branches' codes and names on 党支部."""
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet.append([column.heading for column in COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS[column.name]
        sheet.column_dimensions[letter].number_format = "@"
    _choice(sheet, "D", '"党员,预备党员,群众,共青团员,民主党派"')
    _choice(sheet, "F", f'"{",".join(layer.zh for layer in WorkLayer)}"')
    _choice(sheet, "C", f"党支部!$B$2:$B${len(branches) + 1}")
    _list(book, branches)
    notes = book.create_sheet("说明")
    notes.column_dimensions["A"].width = 90
    for note in _NOTES:
        notes.append([note])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _choice(sheet, letter: str, formula: str) -> None:
    choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    choice.add(f"{letter}2:{letter}{ROWS}")
    sheet.add_data_validation(choice)


def _list(book: Workbook, branches: list[Branch]) -> None:
    sheet = book.create_sheet("党支部")
    sheet.append(["代码", "名称"])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 40
    for row, branch in enumerate(branches, start=2):
        for column, text in enumerate((branch.code, branch.name), start=1):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"  # a name that begins with = stays a name
