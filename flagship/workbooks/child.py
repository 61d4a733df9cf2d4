"""The child process: reads a workbook from standard input and prints its cells as JSON.

Runs alone, without Django and without the environment of its parent, under limits that it puts on itself before it
loads the reader. Prints {"sheets": [...]} or {"problem": "..."}; it may also simply die, which tells the parent enough.
"""

import datetime as dt
import importlib
import json
import resource
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
limits = importlib.import_module("limits")
marks = importlib.import_module("marks")

# What Excel cannot hold or nobody can see: control characters, halves of pairs, non-characters, and the marks of no
# width or of writing direction that would make two equal names differ.
_UNSEEN = dict.fromkeys(
    [
        *(*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF),
        *(0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF),
    ]
)


SMALLEST = 1e-18  # what is nearer to zero stays in scientific notation


class RefusedError(Exception):
    """Over one of the limits, or without any sheet; the message is the problem's code."""


def main() -> None:
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CPU, limits.CPU_SECONDS)
    _limit(resource.RLIMIT_AS, limits.MEMORY_BYTES)
    data = sys.stdin.buffer.read()
    try:
        calamine = importlib.import_module("python_calamine")
        answer = {"sheets": _sheets(calamine, data)}
    except RefusedError as problem:
        answer = {"problem": str(problem)}
    except MemoryError:
        answer = {"problem": "too_hungry"}
    except BaseException as problem:  # the reader's panics are no Exceptions
        answer = {"problem": "encrypted" if type(problem).__name__ == "PasswordError" else "damaged"}
    sys.stdout.write(json.dumps(answer))


def _limit(kind: int, value: int) -> None:
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):  # not every system knows every limit; the time-out of the parent remains
        pass


def _sheets(calamine, data: bytes) -> list[dict]:
    book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    if not book.sheets_metadata:
        raise RefusedError("damaged")
    wanted = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(wanted) > limits.SHEETS:
        raise RefusedError("too_many_sheets")
    budget = {"cells": limits.CELLS, "characters": limits.CHARACTERS}
    cells = [_rows(book.get_sheet_by_name(sheet.name), budget) for sheet in wanted]
    marked = marks.read_marks(data)
    return [
        _sheet(sheet, rows, marked.get(sheet.name) or marks.Marks(), calamine, budget)
        for sheet, rows in zip(wanted, cells, strict=True)
    ]


def _sheet(sheet, rows: list[list[str]], found, calamine, budget: dict) -> dict:
    for row, column in found.percent:
        if row < len(rows) and column < len(rows[row]) and rows[row][column]:
            rows[row][column] = _percent(rows[row][column])
    for (row, column), error in found.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = _text(error, budget)
    return {
        "name": _text(sheet.name, budget),
        "visible": sheet.visible == calamine.SheetVisibleEnum.Visible,
        "rows": rows,
        "uncalculated": [place for place in found.uncalculated if place[0] < limits.ROWS],
        "errors": list(found.errors),
        "merged": found.merged,
    }


def _rows(sheet, budget: dict) -> list[list[str]]:
    if sheet.end is None:
        return []
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height > limits.ROWS:
        raise RefusedError("too_many_rows")
    if width > limits.COLUMNS:
        raise RefusedError("too_many_columns")
    budget["cells"] -= height * width
    if budget["cells"] < 0:
        raise RefusedError("too_much_text")
    return [[_text(cell, budget) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(cell, budget: dict) -> str:
    """A cell as text: numbers as Excel shows them (15 digits), dates as 2026-03-01, without surrounding blanks."""
    if isinstance(cell, bool):
        text = "TRUE" if cell else "FALSE"
    elif isinstance(cell, float | int):
        text = _number(cell)
    elif isinstance(cell, dt.datetime):
        text = cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ", timespec="seconds")
    else:
        text = str(cell).translate(_UNSEEN).strip()
    budget["characters"] -= len(text)
    if budget["characters"] < 0:
        raise RefusedError("too_much_text")
    return text


def _number(number: float) -> str:
    text = format(number, ".15g")
    if "e" in text and abs(number) > SMALLEST:  # 1e+16, 1e-07: written out
        text = format(number, "f") if abs(number) >= 1 else format(number, ".20f").rstrip("0")
    return "0" if text == "-0" else text


def _percent(text: str) -> str:
    """0.965 in a cell that shows per cent is 96.5%. What is no number stays as it is."""
    try:
        shown = format(Decimal(text) * 100, "f")
    except ArithmeticError:
        return text
    return f"{shown.rstrip('0').rstrip('.') if '.' in shown else shown}%"


if __name__ == "__main__":
    main()
