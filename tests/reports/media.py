"""A roll-up's figures read back from what leaves the house: page, workbook, paper, CSV and programming interface.

Each reader gives {(employee number, column): text}. A figure is written as official papers write it (90.00, +9, −2, 0,
“—” for none), so that two media can be held against each other cell by cell. A new medium is one more reader.
"""

import csv
import re
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO, StringIO

from django.utils import translation
from django.utils.translation import gettext
from openpyxl import load_workbook

from flagship.categories import FlagCategory
from flagship.figures import NOTHING, fixed, signed
from tests.reports.measured import text_of

Cells = dict[tuple[str, str], str]

# The columns every medium but the page prints, in the order of papers.
COLUMNS = (
    *("place", "months", "score", "percentile", "z"),
    *("bonus", "deduction", "adjustment", "net", "first"),
)
ON_THE_PAGE = {"place", "score", "percentile", "z", "net", "first"}
_MARKS, _POINTS = {"score", "percentile", "z"}, {"bonus", "deduction", "adjustment", "net"}


def written(column: str, value) -> str:
    """A value as papers write it."""
    if value is None or value == "":
        return NOTHING
    number = Decimal(str(value))
    if column in _MARKS:
        assert number == round(number, 2), f"{column} has more than two places: {value}"
        return fixed(number)
    return signed(number) if column in _POINTS else str(int(number))


def on_page(client, address: str) -> Cells:
    """Every page of every category of the desk's table."""
    found: Cells = {}
    for category in FlagCategory:
        at, more = 1, True
        while more:
            response = client.get(f"{address}?category={category}&who=all&page={at}")
            reader = _Rows()
            reader.feed(response.content.decode())
            rows = response.context["rows"]
            assert len(reader.rows) == len(rows), "a row of the table for each row of the document"
            for cells, item in zip(reader.rows, rows, strict=True):
                assert cells["name"].startswith(item.row.name)
                found |= {(item.row.employee_number, column): cells[column] for column in ON_THE_PAGE}
            more, at = response.context["page"].has_next(), at + 1
    return found


class _Rows(HTMLParser):
    """The cells of the desk's table by the heading that stands beside them on phones."""

    HEADS = {
        "Place": "place",
        "Quarter score": "score",
        "Percentile in own pool": "percentile",
        "z-score": "z",
        "Net points": "net",
        "Months first": "first",
    }

    def __init__(self):
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self.table = self.cell = None
        self.small = 0
        with translation.override("zh-hans"):
            self.heads = {gettext(head): column for head, column in self.HEADS.items()}

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "table":
            self.table = "desk" in attrs.get("class", "").split()
        if not self.table:
            return
        if tag == "tr":
            self.row = {}
        elif tag == "th" and attrs.get("scope") == "row":
            self._begin("name")
            self.rows.append(self.row)
        elif tag == "td":
            self._begin(self.heads.get(attrs.get("data-label", "")))
        elif tag == "small":
            self.small += 1

    def _begin(self, name):
        self.cell = name
        if name:
            self.row[name] = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None
        elif tag == "small" and self.small:
            self.small -= 1
        elif tag == "table":
            self.table = None

    def handle_data(self, data):
        if self.table and self.cell and not self.small:
            self.row[self.cell] += data.strip()


# Where the workbook and the CSV have the columns.
_HEADS = dict(
    zip(
        ("位次", "参加月数", "季度得分", "平均百分位", "平均Z分数", "加分", "扣分", "调整", "净加扣分", "第一名月数"),
        COLUMNS,
        strict=True,
    )
)


def in_workbook(data: bytes) -> Cells:
    """The sheets of all categories, with the figures a spreadsheet shows for its formulas."""
    found: Cells = {}
    book = load_workbook(BytesIO(data), data_only=True)
    for category in FlagCategory:
        rows = list(book[category.zh].iter_rows(values_only=True))
        at = next((place for place, row in enumerate(rows) if "工号" in row), None)
        assert at is not None, f"no heads on the sheet {category.zh}"
        found |= _below(rows[at], [row for row in rows[at + 1 :] if isinstance(row[0], int)])
    return found


def in_csv(data: bytes) -> Cells:
    heads, *rows = csv.reader(StringIO(data.decode("utf-8-sig")))
    return _below(heads, rows)


def _below(heads, rows) -> Cells:
    person = list(heads).index("工号")
    return {
        (row[person], _HEADS[head]): written(_HEADS[head], row[at])
        for row in rows
        for at, head in enumerate(heads)
        if head in _HEADS
    }


def on_paper(data: bytes, numbers: list[str]) -> Cells:
    """The people with these numbers, out of the text of the first annex."""
    text = text_of(data)
    annex = text[text.index("附件1\n") : text.rindex("附件2\n")]
    found: Cells = {}
    for number in numbers:
        # place, name, number, status and branch, then nine figures
        row = re.search(rf"(\d+)\s+\S+\s+{number}\s+\S+\s+\S*?党支部\s+" + r"(\S+)\s+" * 8 + r"(\d+)", annex)
        assert row, f"{number} is not on paper"
        found |= {(number, column): figure for column, figure in zip(COLUMNS, row.groups(), strict=True)}
    return found


_KEYS = {
    **{name: name for name in ("score", "percentile", "bonus", "deduction", "adjustment", "net")},
    "position": "place",
    "months_taken": "months",
    "z_score": "z",
    "months_first": "first",
}


def from_interface(ask) -> Cells:
    """What a program reads; `ask(path)` gives the JSON of an address."""
    found: Cells = {}
    for category in FlagCategory:
        at, more = 1, True
        while more:
            answer = ask(f"people?category={category}&page={at}&size=50")
            for row in answer["items"]:
                found |= {(row["employee_number"], _KEYS[key]): written(_KEYS[key], row[key]) for key in _KEYS}
            more, at = at < answer["pages"], at + 1
    return found
