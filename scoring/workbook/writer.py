"""The workbook that is filled in offline: one sheet for each template, a short guide, and its hidden key.

Chinese, like every official document. Only the cells to fill in are unlocked; the protection has no password, it keeps
people from slips and not from their own file.
"""

import re
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from flagship.figures import plain
from scoring.documents import Group, Row, SheetDocument
from scoring.rules.inputs import CellInput
from scoring.workbook.columns import GUIDE, KEY, OPTIONS, Field, fields_of, option_of
from scoring.workbook.key import cell_input, identity_of, key_rows

HEAD = 3
"""The row of the headings; people begin below it."""

_HOW = (
    "白色单元格可以填写，灰色单元格请勿改动；工作表的保护没有密码。",
    "每人一行，按工号认人，工号、姓名和数值不要错行；删去的行，其人员保持原样。",
    "空白不等于 0：没有发生请填 0；清空已有的数值，上传后即为未填。",
    "比率按“%”填写，如 96.5 或 96.5%；数值不要带其他单位。",
    "“个人目标”只在与指标目标不同时填写；“不适用原因”填了即为不适用，该项不再填数值。",
    "填好后在“月度考核”中上传：先预览全部变化和问题，确认之后才写入。",
)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_LARGEST = 10**14
_WIDTHS = {"comment": 26, "na_reason": 18}

_SIDE = Side(style="thin", color="A79F92")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_GROUND = PatternFill("solid", start_color="F3EEE6", end_color="F3EEE6")
_FONTS = {
    "title": Font(name="黑体", size=14, bold=True, color="B7141A"),
    "note": Font(name="宋体", size=9, color="6B645A"),
    "head": Font(name="黑体", size=11, color="23201C"),
    "text": Font(name="宋体", size=11, color="23201C"),
}


def entry_workbook(document: SheetDocument) -> bytes:
    """The month to be filled in, with the values it has. Whatever is text stays text, also when it begins with `=`."""
    book = Workbook()
    _write_guide(book.active, document)
    lists = _Options()
    taken = {GUIDE, OPTIONS, KEY}
    for group in document.groups:
        sheet = book.create_sheet(_sheet_name(group, taken))
        taken.add(sheet.title)
        _write_group(sheet, document, group, lists)
    lists.write(book.create_sheet(OPTIONS))
    _write_key(book.create_sheet(KEY), document)
    book.active = 1 if document.groups else 0
    book.properties.title = _clean(f"{document.branch_name}{document.month.zh}填报")
    book.properties.creator = "党员闪光争旗创标"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(group: Group, taken: set[str]) -> str:
    name = base = _NOT_IN_NAMES.sub("", group.template_label.zh).strip()[:_LONGEST_NAME] or "指标"
    number = 2
    while name in taken:
        name = f"{base[: _LONGEST_NAME - 4]}-{number}"
        number += 1
    return name


def _put(sheet, row: int, column: int, value, font: str = "text", **styles):
    """A cell; text is text whatever it begins with, and `_x0041_` stays these seven characters."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        value = _clean(value)
        cell.value = value or None
        if value:
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_LIKE_A_FORMULA)
    else:
        cell.value = value
    cell.font = _FONTS[font]
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _clean(text: str) -> str:
    """What a cell can hold of a text."""
    return _ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text))


def _write_group(sheet, document: SheetDocument, group: Group, lists: "_Options") -> None:
    fields = fields_of(group)
    _put(sheet, 1, 1, f"{document.branch_name}{document.month.zh}　{group.template_label.zh}", "title")
    _put(sheet, 2, 1, str(identity_of(document, group)), "note")
    sheet.row_dimensions[1].height, sheet.row_dimensions[HEAD].height = 26, 48
    for place, heading in enumerate(("工号", "姓名", *(field.heading for field in fields)), start=1):
        _put(sheet, HEAD, place, heading, "head", alignment=_middle(), fill=_GROUND, border=_BORDER)
    for number, row in enumerate(group.rows, start=HEAD + 1):
        _write_person(sheet, number, row, fields)
    _set_up(sheet, group, fields, lists)


def _middle() -> Alignment:
    return Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_person(sheet, number: int, row: Row, fields: tuple[Field, ...]) -> None:
    for place, text in enumerate((row.employee_number, row.name), start=1):
        _put(sheet, number, place, text, number_format="@", fill=_GROUND, border=_BORDER)
    cells = {cell.code: cell_input(cell) for cell in row.cells}
    for place, field in enumerate(fields, start=3):
        value = value_of(field, cells[field.column.code])
        cell = _put(sheet, number, place, value, border=_BORDER, protection=Protection(locked=False))
        # A cell for figures has no format of its own, so that a spreadsheet shows per cent when 96.5% is typed.
        cell.number_format = "General" if field.is_figure else "@"
        cell.alignment = Alignment(horizontal="right" if field.is_figure else "left", wrap_text=not field.is_figure)


def value_of(field: Field, held: CellInput) -> Decimal | str:
    """What a column shows of a cell: a number, or text, "" for nothing."""
    match field.part:
        case "number" | "second":
            number = getattr(held.value, field.part)
            return "" if number is None else number
        case "target":
            return "" if held.target is None else held.target
        case "choice":
            return option_of(field, held.value.choice)
        case part:
            return getattr(held, part)


def _set_up(sheet, group: Group, fields: tuple[Field, ...], lists: "_Options") -> None:
    last = HEAD + len(group.rows)
    sheet.freeze_panes = f"C{HEAD + 1}"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 12
    for place, field in enumerate(fields, start=3):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(field.part, 14)
        if rule := _rule(field, lists):
            sheet.add_data_validation(rule)
            rule.add(f"{letter}{HEAD + 1}:{letter}{last}")
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    _fit_to_paper(sheet)
    sheet.print_title_rows = f"{HEAD}:{HEAD}"


def _fit_to_paper(sheet) -> None:
    """A4 across, as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def _rule(field: Field, lists: "_Options") -> DataValidation | None:
    """What a spreadsheet lets in: a number, or one of the names. The upload checks again."""
    if field.is_figure:
        rule = DataValidation("decimal", str(-_LARGEST), str(_LARGEST), operator="between", allow_blank=True)
        rule.errorTitle, rule.error = "请填数值", "只填一个数；没有发生填 0，不适用请填写“不适用原因”。"
    elif field.options:
        rule = DataValidation("list", lists.range_of(field.options), allow_blank=True)
        rule.errorTitle, rule.error = "请从下拉列表选择", "请选择列表中的一项。"
    else:
        return None
    rule.showErrorMessage = True
    return rule


class _Options:
    """The lists to choose from, one in each column of a hidden sheet: a list in the rule itself holds 255 letters."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, ...], str] = {}

    def range_of(self, options: tuple[str, ...]) -> str:
        letter = self.columns.setdefault(options, get_column_letter(len(self.columns) + 1))
        return f"'{OPTIONS}'!${letter}$1:${letter}${len(options)}"

    def write(self, sheet) -> None:
        sheet.sheet_state = "hidden"
        for place, options in enumerate(self.columns, start=1):
            for row, option in enumerate(options, start=1):
                _put(sheet, row, place, option)


def _write_guide(sheet, document: SheetDocument) -> None:
    """How to fill it in, and what each indicator asks for."""
    sheet.title = GUIDE
    for letter, width in zip("ABCD", (30, 8, 10, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    _put(sheet, 1, 1, f"{document.branch_name}{document.month.zh}考核填报", "title")
    for number, line in enumerate(_HOW, start=2):
        _put(sheet, number, 1, f"{number - 1}．{line}")
    row = len(_HOW) + 3
    for group in document.groups:
        for place, heading in enumerate((group.template_label.zh, "分值", "单位", "说明"), start=1):
            _put(sheet, row, place, heading, "head", fill=_GROUND, border=_BORDER)
        for column in group.columns:
            row += 1
            asked = [
                column.description,
                f"指标目标 {plain(column.target)}{column.target_unit}" if column.target else "",
            ]
            texts = (column.name, plain(column.weight), column.unit, " ".join(text for text in asked if text))
            for place, text in enumerate(texts, start=1):
                _put(sheet, row, place, text, border=_BORDER, alignment=Alignment(vertical="top", wrap_text=True))
        row += 2
    _fit_to_paper(sheet)
    sheet.protection.sheet = True


def _write_key(sheet, document: SheetDocument) -> None:
    sheet.sheet_state = "veryHidden"
    for number, texts in enumerate(key_rows(document), start=1):
        for place, text in enumerate(texts, start=1):
            _put(sheet, number, place, text, number_format="@")
    sheet.protection.sheet = True
