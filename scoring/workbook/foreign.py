"""Reading a table of the branch's own, of which somebody has said what its columns mean.

A blank cell there means nothing and leaves the month as it is, because such a table was never filled from the month.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from flagship.templatetags.house import label
from flagship.workbooks import Sheet
from scoring.documents import Group, SheetDocument
from scoring.workbook.layouts import NAME, NUMBER, Columns, Target, headings_at, targets_of
from scoring.workbook.lines import ImportProblem, Line, Reading, Typed, cell_faults, column_words, text_at
from scoring.workbook.people import People

_SHARE = re.compile(r"[01]?\.[0-9]+|[01]")
_NO_PERSON = (
    "合计",
    "总计",
    "小计",
    "累计",
    "平均",
    "均值",
    "备注",
    "说明",
    "注:",
    "填表",
    "制表",
    "审核",
    "total",
    "sum",
)


def read_foreign(sheet: Sheet, head: int, columns: Columns, document: SheetDocument) -> Reading:
    """Every row below the headings; whoever cannot be told or has a value out of place is a problem of that row."""
    reading = Reading(key=None)
    table = _Foreign(sheet, head, columns, document)
    reading.problems += cell_faults(sheet, head, sorted(columns))
    passed: list[str] = []
    for index in range(head + 1, len(sheet.rows)):
        table.read_row(index, reading, passed)
    if passed:
        reading.notes.append(
            _("These rows were not read, because they are nobody's: %(rows)s.") % {"rows": "、".join(passed[:20])}
        )
    reading.notes += table.like_shares()
    if not reading.lines and not reading.problems:
        what = _("Below the headings there is no row of a person.")
        reading.problems.append(ImportProblem(sheet.name, head + 1, "", what, _("Choose the row of the headings.")))
    reading.notes.append(_("Blank cells of this table leave the month as it is."))
    return reading


class _Foreign:
    """The table with what its columns mean."""

    def __init__(self, sheet: Sheet, head: int, columns: Columns, document: SheetDocument) -> None:
        self.sheet, self.head = sheet, head
        self.people = People(document)
        self.first_group = document.groups[0]
        self.headings = headings_at(sheet, head)
        targets = targets_of(document)
        self.number = next((place for place, what in columns.items() if what == NUMBER), None)
        self.name = next((place for place, what in columns.items() if what == NAME), None)
        self.values = {place: targets[what] for place, what in sorted(columns.items()) if what in targets}

    def words(self, place: int) -> str:
        return column_words(place, self.headings[place] if place < len(self.headings) else "")

    def like_shares(self) -> Iterator[str]:
        """Columns of an indicator in per cent whose figures all look like 0.95: they would count as 0.95 %."""
        for place, target in self.values.items():
            texts = [text for row in self.sheet.rows[self.head + 1 :] if (text := text_at(row, place))]
            shares = [text for text in texts if _SHARE.fullmatch(text)]
            if _is_per_cent(target) and len(shares) > 1 and len(shares) == len(texts):
                yield _(
                    "Column %(column)s: “%(heading)s” is counted in %%, but the figures look like shares (%(text)s); "
                    "as they stand they mean %(text)s%%. Show the column in per cent if that is wrong."
                ) % {"column": self.words(place), "heading": target.heading, "text": shares[0]}

    def read_row(self, index: int, reading: Reading, passed: list[str]) -> None:
        row = self.sheet.rows[index]
        number = unicodedata.normalize("NFKC", text_at(row, self.number)).strip()
        name = text_at(row, self.name)
        texts = {place: text for place in self.values if (text := text_at(row, place))}
        who = number or name
        if not who and not texts:
            return
        first = next(text for text in row if text)
        if not self.people.knows(number, name) and (not texts or _is_nobody(who) or _is_nobody(first)):
            passed.append(f"{index + 1} {(who or first)[:12]}")
            return
        found = number or self.people.number_of(name)
        line = Line(self._group(found), self.sheet.name, index + 1, str(found), name, {})
        if isinstance(found, list):
            reading.problems.append(self._who(line, name, found))
            return
        line.cells.update(self._cells(index, texts, line, reading))
        reading.lines.append(line)

    def _group(self, number: str | list[str]) -> Group:
        found = self.people.rows.get(number) if isinstance(number, str) else None
        return found[0] if found else self.first_group

    def _who(self, line: Line, name: str, found: list[str]) -> ImportProblem:
        """A name that nobody bears, or more than one."""
        place = self.words(self.name if self.name is not None else self.number)
        if found:
            what = _("%(count)d people of this sheet are called %(name)s (%(numbers)s).") % {
                "count": len(found),
                "name": name,
                "numbers": "、".join(found),
            }
            return line.problem(place, what, _("Add a column with the employee numbers."))
        if not name:
            return line.problem(
                place, _("The row has values, but no person."), _("Fill it in, or clear the whole row.")
            )
        what = _("Nobody called “%(name)s” is on this sheet.") % {"name": name[:40]}
        return line.problem(place, what, _("Correct the name, or delete the row."))

    def _cells(self, index: int, texts: dict[int, str], line: Line, reading: Reading) -> Iterator[tuple]:
        found = self.people.rows.get(line.employee_number)
        for place, text in texts.items():
            target: Target = self.values[place]
            field = target.fields.get(line.group.template_code)
            if found is None:
                field = next(iter(target.fields.values()))
            typed = Typed(text, self.words(place), (index, place) in self.sheet.errors)
            if field is not None:
                yield (field.column.code, field.part), typed
            else:
                what = _("%(name)s is marked as %(own)s, which has no “%(heading)s”.") % {
                    "name": found[1].name,
                    "own": label(line.group.template_label),
                    "heading": target.heading,
                }
                reading.problems.append(line.problem(typed.place, what, _("Clear the cell.")))


def _is_per_cent(target: Target) -> bool:
    columns = [field.column for field in target.fields.values()]
    return target.part == "number" and all(column.unit == "%" for column in columns)


def _is_nobody(text: str) -> bool:
    """A row of totals or a remark where a person should stand."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold().startswith(_NO_PERSON)
