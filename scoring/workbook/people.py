"""Whose row it is: by employee number, or by a name that one person alone bears."""

import unicodedata

from django.utils.translation import gettext as _

from flagship.templatetags.house import label
from scoring.documents import Absent, Group, Row, SheetDocument
from scoring.workbook.lines import ImportProblem, Line

ERRORS = frozenset({"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
"""What Excel writes into a cell whose formula fails."""


def excel_error(text: str) -> str:
    return _("The cell holds the Excel error %(error)s.") % {"error": text}


class People:
    """Finds whose row it is."""

    def __init__(self, document: SheetDocument) -> None:
        self.rows: dict[str, tuple[Group, Row]] = {
            row.employee_number: (group, row) for group in document.groups for row in group.rows
        }
        self.absent: dict[str, Absent] = {one.employee_number: one for one in document.absent}
        known = [*self.rows, *self.absent]
        self.by_name: dict[str, list[str]] = {}
        for one in [*document.rows, *document.absent]:
            self.by_name.setdefault(_same_name(one.name), []).append(one.employee_number)
        self.without_zeros = {number.lstrip("0"): number for number in known if number.startswith("0")}

    def knows(self, number: str, name: str) -> bool:
        """Whether somebody of the sheet has this number, or without one this name."""
        if number:
            return number in self.rows or number in self.absent or number in self.without_zeros
        return _same_name(name) in self.by_name

    def number_of(self, name: str) -> str | list[str]:
        """The employee number of the one person of this name; all of them where it is not one."""
        found = self.by_name.get(_same_name(name), [])
        return found[0] if len(found) == 1 else found

    def find(self, line: Line) -> Row | ImportProblem | None:
        """The row of the month; None for somebody who is not marked and for whom nothing is filled in."""
        number = line.employee_number
        if number in self.absent:
            return self._not_marked(line, self.absent[number])
        if number not in self.rows:
            return self._unknown(line)
        group, row = self.rows[number]
        if line.name and _same_name(line.name) != _same_name(row.name):
            what = _("The employee number %(number)s belongs to %(name)s, and the row says %(other)s.") % {
                "number": number,
                "name": row.name,
                "other": line.name,
            }
            return line.problem("姓名", what, _("Put number, name and values of one person into one row."))
        if group.template_code != line.group.template_code:
            what = _("%(name)s is marked as %(own)s, not as %(other)s.") % {
                "name": row.name,
                "own": label(group.template_label),
                "other": label(line.group.template_label),
            }
            return line.problem("工号", what, _("Fill the person in on the sheet of their own category."))
        return row

    def _unknown(self, line: Line) -> ImportProblem:
        number = line.employee_number
        if number in ERRORS:
            return line.problem("工号", excel_error(number), _("Mend the formula or enter the value itself."))
        if number in self.without_zeros:
            what = _("“%(number)s” is unknown, but %(known)s is there: Excel dropped the zeros in front") % {
                "number": number,
                "known": self.without_zeros[number],
            }
            return line.problem("工号", what, _("Format the column as text and write the whole number."))
        what = _("Nobody with the employee number “%(number)s” is on this sheet.") % {"number": number[:40]}
        return line.problem("工号", what, _("Correct the number, or delete the row."))

    def _not_marked(self, line: Line, absent: Absent) -> ImportProblem | None:
        if line.is_blank:
            return None
        what = _("%(name)s is not marked this month (%(why)s).") % {"name": absent.name, "why": label(absent.label)}
        return line.problem("工号", what, _("Delete the row, or have the person take part again first."))


def _same_name(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def twice(line: Line, first: Line) -> ImportProblem:
    what = _("%(number)s stands on the sheet “%(sheet)s” in row %(row)s already.") % {
        "number": line.employee_number,
        "sheet": first.sheet,
        "row": first.row,
    }
    return line.problem("工号", what, _("Delete one of the two rows."))
