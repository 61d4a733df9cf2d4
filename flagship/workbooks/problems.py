"""Everything that can be wrong with an uploaded workbook, as a closed list of sentences."""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from flagship.moves import Refused
from flagship.workbooks import limits


class Problem(Enum):
    """Why a workbook cannot be read. `sentence` says what is wrong and what to do."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    OLD_FORMAT = "old_format"
    NOT_A_WORKBOOK = "not_a_workbook"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    SUSPICIOUS = "suspicious"
    NO_CELLS = "no_cells"
    TOO_MANY_SHEETS = "too_many_sheets"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_HUNGRY = "too_hungry"
    TOO_SLOW = "too_slow"
    BUSY = "busy"

    @property
    def sentence(self) -> str:
        return str(_SENTENCES[self]) % _FIGURES


_FIGURES = {
    "packed": limits.PACKED_BYTES // limits.MIB,
    "sheets": limits.SHEETS,
    "rows": limits.ROWS,
    "columns": limits.COLUMNS,
}
_SENTENCES = {
    Problem.EMPTY: _("The file is empty; choose the workbook again."),
    Problem.TOO_BIG: _("The file is larger than %(packed)s MB; remove pictures and sheets that are not needed."),
    Problem.OLD_FORMAT: _("The file is in the old .xls format; open it in Excel or WPS and save it as .xlsx."),
    Problem.NOT_A_WORKBOOK: _("The file is not an Excel workbook; save it as .xlsx and choose it again."),
    Problem.ENCRYPTED: _("The workbook is protected by a password; remove the password and choose it again."),
    Problem.DAMAGED: _("The workbook is damaged; open it in Excel or WPS, save it as .xlsx and choose it again."),
    Problem.SUSPICIOUS: _(
        "The workbook is built in a way that Excel never writes; copy its cells into a new workbook and choose that."
    ),
    Problem.NO_CELLS: _("The workbook has no filled cells; fill in the template and choose it again."),
    Problem.TOO_MANY_SHEETS: _("The workbook has more than %(sheets)s sheets; delete those that are not needed."),
    Problem.TOO_MANY_ROWS: _(
        "A sheet has more than %(rows)s rows; delete the rows below the last entry (also those that only look empty)."
    ),
    Problem.TOO_MANY_COLUMNS: _(
        "A sheet has more than %(columns)s columns; delete the columns to the right of the last entry "
        "(also those that only look empty)."
    ),
    Problem.TOO_MUCH_TEXT: _("The workbook holds more text than can be read at once; split it into several."),
    Problem.TOO_HUNGRY: _(
        "The workbook needs too much memory to read; delete empty rows and columns at its edges, "
        "or copy its cells into a new workbook."
    ),
    Problem.BUSY: _("Other workbooks are being read just now; choose it again in a minute."),
    Problem.TOO_SLOW: _("The workbook takes too long to read; copy its cells into a new workbook and choose that."),
}


class Unreadable(Refused):
    """A workbook that is refused; `problem` tells which of the closed list."""

    def __init__(self, problem: Problem):
        super().__init__(problem.sentence)
        self.problem = problem
