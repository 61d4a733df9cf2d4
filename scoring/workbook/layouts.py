"""A table of the branch's own: where its headings are, what its columns may mean, and how it is recognised again."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flagship.workbooks import Sheet, Workbook
from scoring.documents import SheetDocument
from scoring.workbook.columns import SERVICE_SHEETS, Field, bare, fields_of, is_name_heading, is_number_heading

NUMBER, NAME = "@number", "@name"
"""What a column may be, apart from a value: the employee number, the person's name."""
HEAD_WITHIN = 30  # rows from the top
MOST_COLUMNS = 100
_ALIKE = 0.45
"""From here on two headings are taken for the same, as a first guess."""
_TIME = re.compile(r"(20\d\d|\d\d)年|\d{1,2}月份?|第?[一二三四1234]季度|20\d\d[-./]\d{1,2}")

Columns = dict[int, str]
"""What stands in a column, by its place from 0: NUMBER, NAME, or the heading of a target."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may hold: a part of an indicator, in every template that has it under this heading."""

    heading: str
    part: str
    fields: Mapping[str, Field]


def targets_of(document: SheetDocument) -> dict[str, Target]:
    """Everything the month asks for, by heading; `fields` by the template's code."""
    found: dict[str, dict[str, Field]] = {}
    for group in document.groups:
        for field in fields_of(group):
            found.setdefault(field.heading, {})[group.template_code] = field
    return {heading: Target(heading, next(iter(fields.values())).part, fields) for heading, fields in found.items()}


def headings_at(sheet: Sheet, head: int) -> tuple[str, ...]:
    """The headings of a row; a blank one takes the text of the merged cells it belongs to."""
    row = list(sheet.rows[head][:MOST_COLUMNS]) if head < len(sheet.rows) else []
    for top, left, bottom, right in sheet.merged:
        if top <= head <= bottom and left < len(row):
            text = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
            for place in range(left, min(right + 1, len(row))):
                row[place] = row[place] or text
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def fingerprint(headings: Sequence[str]) -> str:
    """The same for next month's table: years, months and quarters in the headings do not count."""
    plain = [_TIME.sub("", bare(text)) for text in headings]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def candidates(book: Workbook) -> list[Sheet]:
    """The sheets that may hold values."""
    return [sheet for sheet in book.sheets if sheet.name not in SERVICE_SHEETS and any(any(row) for row in sheet.rows)]


def recognised(book: Workbook, known: Mapping[str, object]) -> tuple[Sheet, int, str] | None:
    """The sheet and row whose headings have one of the known fingerprints, and which."""
    for sheet in candidates(book):
        for head in range(min(HEAD_WITHIN, len(sheet.rows))):
            if len(headings := headings_at(sheet, head)) > 1 and (mark := fingerprint(headings)) in known:
                return sheet, head, mark
    return None


def likely_head(sheets: Sequence[Sheet], targets: Mapping[str, Target]) -> tuple[Sheet, int]:
    """The sheet and row that look most like headings: a person, then indicators, then words. Needs a filled sheet."""
    known = {_plain(heading) for heading in targets}

    def fit(place: tuple[Sheet, int]) -> tuple:
        sheet, head = place
        headings = headings_at(sheet, head)
        person = any(is_number_heading(text) or is_name_heading(text) for text in headings)
        words = sum(bool(text) and not _is_figure(text) for text in set(headings))
        return person, sum(_plain(text) in known for text in headings), sheet.visible, min(words, 3), -head

    return max(((sheet, head) for sheet in sheets for head in range(min(HEAD_WITHIN, len(sheet.rows)))), key=fit)


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[-+0-9.,%]+", text))


def guesses(headings: Sequence[str], targets: Mapping[str, Target], remembered: Mapping[str, str]) -> Columns:
    """What the columns probably are: as the branch said of the same heading before, or by the likeness of the names.

    Every target is guessed once, the most alike first. `remembered` by bare heading.
    """
    alike = sorted(
        (
            (likeness, -place, what)
            for place, text in enumerate(headings)
            if text
            for what in (NUMBER, NAME, *targets)
            if (likeness := _likeness(text, what, remembered)) >= _ALIKE
        ),
        reverse=True,
    )
    found: Columns = {}
    for _alike, place, what in alike:
        if -place not in found and what not in found.values():
            found[-place] = what
    return found


def _likeness(text: str, what: str, remembered: Mapping[str, str]) -> float:
    if (said := remembered.get(bare(text))) is not None:
        return 2.0 if said == what else 0.0
    if what in (NUMBER, NAME):
        return float((is_number_heading if what == NUMBER else is_name_heading)(text))
    if bare(text) == bare(what):
        return 1.0
    own, other = _plain(text), _plain(what)
    if own == other:
        return 0.95
    if min(len(own), len(other)) < 2:
        return 0.0
    alike = SequenceMatcher(None, own, other, autojunk=False)
    return 0.9 * alike.ratio() if alike.quick_ratio() >= _ALIKE else 0.0


def _plain(text: str) -> str:
    """A heading without its unit, and without the time it is about."""
    return re.sub(r"\([^)]*\)", "", _TIME.sub("", bare(text)))


def matching_problems(columns: Columns, targets: Mapping[str, Target]) -> list[str]:
    """What is missing or said twice, as codes: `nobody`, `nothing`, `twice`, `unknown`."""
    said = list(columns.values())
    found = []
    if not {NUMBER, NAME} & set(said):
        found.append("nobody")
    if not any(what in targets for what in said):
        found.append("nothing")
    if len(set(said)) != len(said):
        found.append("twice")
    if any(what not in targets and what not in (NUMBER, NAME) for what in said):
        found.append("unknown")
    return found
