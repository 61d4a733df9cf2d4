"""THE values of a month: page, workbook, PDF and programming interface print what `sheet_document` gives."""

from scoring.documents import (
    Absent,
    Cell,
    Column,
    Group,
    PoolSummary,
    Row,
    SheetDocument,
    SheetProblem,
    Words,
)
from scoring.models import MonthSheet

__all__ = [
    "Absent",
    "Cell",
    "Column",
    "Group",
    "PoolSummary",
    "Row",
    "SheetDocument",
    "SheetProblem",
    "Words",
    "sheet_document",
]


def sheet_document(sheet: MonthSheet) -> SheetDocument:
    """The month as it stands: live in draft, frozen since submission, with its standings once settled."""
    raise NotImplementedError
