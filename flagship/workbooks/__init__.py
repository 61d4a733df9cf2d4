"""The one safe reader of uploaded workbooks. See `read_workbook`."""

from flagship.workbooks.problems import Problem, Unreadable
from flagship.workbooks.reading import Sheet, Workbook, read_workbook

__all__ = ["Problem", "Sheet", "Unreadable", "Workbook", "read_workbook"]
