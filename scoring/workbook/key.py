"""What a workbook says about itself: whose month it is, by which template, and what it held when it was downloaded.

A line on every sheet names branch, month and template; a very hidden sheet holds the cells as they were, so that what
the workbook changed can be told from what somebody else has changed meanwhile. A digest shows whether it was altered.
"""

import base64
import json
import re
import zlib
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from flagship.workbooks import Workbook
from scoring.documents import Cell, Group, SheetDocument
from scoring.rules.inputs import CellInput
from scoring.workbook.columns import KEY

_LINE = re.compile(r"填报编号[:：]\s*([^/\s]+)/([0-9]{4}-[0-9]{2})/([^/\s]+)/([0-9]{1,6})")
_VERSION = "1"
BLANK = CellInput()

Cells = dict[tuple[str, str], CellInput]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a sheet is for."""

    branch: str
    month: str
    template: str
    version: int

    def __str__(self) -> str:
        return f"填报编号：{self.branch}/{self.month}/{self.template}/{self.version}"


def identity_of(document: SheetDocument, group: Group) -> Identity:
    return Identity(document.branch_code, str(document.month), group.template_code, group.template_version)


def read_identity(text: str) -> Identity | None:
    """The identity in a cell, if that is what stands there."""
    match = _LINE.search(text)
    return Identity(match[1], match[2], match[3], int(match[4])) if match else None


@dataclass(frozen=True, slots=True)
class Key:
    """The month a workbook was downloaded for and, by employee number and indicator, the cells as they were then."""

    branch: str
    month: str
    cells: Cells

    def held(self, employee_number: str, code: str) -> CellInput:
        return self.cells.get((employee_number, code), BLANK)


def cell_input(cell: Cell) -> CellInput:
    """The values of a cell as they were entered."""
    target = cell.target if cell.own_target else None
    return CellInput(cell.value, target, cell.comment, bool(cell.na_reason), cell.na_reason)


def key_rows(document: SheetDocument) -> list[list[str]]:
    """The rows of the hidden sheet: what it is with its digest, then one row for each person."""
    rows = [[row.employee_number, _packed(row.cells)] for row in document.rows]
    head = [_VERSION, document.branch_code, str(document.month), str(document.revision)]
    return [[*head, _digest([head, *rows])], *rows]


def _packed(cells: tuple[Cell, ...]) -> str:
    """Letters and digits only: a spreadsheet's cell neither shortens them nor takes them for something else."""
    held = {cell.code: cell_input(cell).to_json() for cell in cells if cell_input(cell) != BLANK}
    return base64.b64encode(zlib.compress(json.dumps(held).encode())).decode()


def _unpacked(text: str) -> dict[str, CellInput]:
    held = json.loads(zlib.decompress(base64.b64decode(text)))
    return {code: CellInput.from_json(cell) for code, cell in held.items()}


def _digest(rows: list[list[str]]) -> str:
    return salted_hmac("scoring.workbook.key", json.dumps(rows)).hexdigest()


def read_key(book: Workbook) -> Key | None:
    """The key; None where it is missing, altered, or of another kind."""
    sheet = book.sheet(KEY)
    filled = [list(row) for row in sheet.rows if any(row)] if sheet else []
    if not filled or len(filled[0]) < 5 or filled[0][0] != _VERSION:
        return None
    head, digest, rows = filled[0][:4], filled[0][4], [row[:2] for row in filled[1:]]
    if not constant_time_compare(_digest([head, *rows]), digest):
        return None
    cells = {(number, code): cell for number, packed in rows for code, cell in _unpacked(packed).items()}
    return Key(branch=head[1], month=head[2], cells=cells)
