"""The workbook of the tree: the units as they stand, to be filled in and brought back. Chinese."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from branches.imports import COLUMNS
from branches.models import Branch
from flagship.categories import BranchKind, WorkLayer

ROWS = 500  # prepared for entry
_WIDTHS = {"A": 16, "B": 36, "C": 14, "D": 16, "E": 20}


def tree_workbook(branches: Iterable[Branch]) -> bytes:
    """A sheet 组织机构 with one row for each unit, parents first. The given branches have their parents loaded."""
    book = Workbook()
    sheet = book.active
    sheet.title = "组织机构"
    sheet.append([column.heading for column in COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for row, branch in enumerate(branches, start=2):
        above = branch.parent.code if branch.parent else ""
        layer = branch.layer.zh if branch.layer else ""
        for column, text in enumerate((branch.code, branch.name, branch.kind.zh, above, layer), start=1):
            sheet.cell(row, column, text).data_type = "s"  # a name that begins with = stays a name
    for letter, terms in (("C", BranchKind), ("E", WorkLayer)):
        choice = DataValidation(
            type="list", formula1=f'"{",".join(term.zh for term in terms)}"', showErrorMessage=False
        )
        choice.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(choice)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
