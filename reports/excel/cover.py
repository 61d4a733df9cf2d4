"""The first sheet of every workbook: what it is, where it comes from, and by which policies."""

from collections.abc import Sequence
from dataclasses import dataclass

from flagship.policy_words import PolicyLine
from reports.excel.book import Book, Formula, Style, Value
from reports.provenance import Provenance

RECORD = "本工作簿是系统中已有数据的记录，改动其中的数字不会影响系统。"


@dataclass(frozen=True, slots=True)
class Cover:
    """`facts` are pairs of name and value; `policies` those in force, with their version."""

    title: str
    unit: str
    facts: Sequence[tuple[str, Value | Formula]]
    origin: Provenance
    policies: Sequence[PolicyLine] = ()
    policy_version: int | None = None
    notes: Sequence[str] = (RECORD,)


def new_book(cover: Cover) -> Book:
    """A workbook whose properties and printed footers come from the cover."""
    footer = f"{cover.unit}　{cover.title}　数据摘要 {cover.origin.digest}"
    return Book(title=cover.title, author=cover.origin.by, created=cover.origin.at, footer=footer)


def cover_sheet(book: Book):
    """The sheet a cover is written on, the next one of the book."""
    return book.sheet("封面", (18, 70), landscape=False)


def write_cover(book: Book, cover: Cover, *, sheet=None) -> None:
    """The cover as the next sheet, or on one that was kept free for it."""
    sheet = sheet or cover_sheet(book)
    lines: list[tuple[Sequence[Value | Formula], Sequence[Style], float]] = [
        ((cover.title, None), (Style.TITLE, Style.PLAIN), 40)
    ]
    lines += [((name, value), (Style.KEY, style_of(value)), 0) for name, value in _facts(cover)]
    lines += [((note, None), (Style.NOTE, Style.PLAIN), 18) for note in cover.notes]
    if cover.policies:
        version = f"（第{cover.policy_version}版）" if cover.policy_version else ""
        lines.append(((f"执行的政策{version}", None), (Style.TITLE, Style.PLAIN), 36))
        lines += [((line.title_zh, line.zh), (Style.KEY, Style.LONG), 0) for line in cover.policies]
    for number, (values, styles, height) in enumerate(lines, start=1):
        book.write(sheet, number, values, styles, height)
        if values[1] is None:
            sheet.merged_cells.add(f"A{number}:B{number}")
    sheet.print_area = f"A1:B{len(lines)}"


def _facts(cover: Cover) -> list[tuple[str, Value | Formula]]:
    origin = cover.origin
    return [
        ("单位", cover.unit),
        *cover.facts,
        ("导出人", origin.by),
        ("导出时间", origin.at),
        ("数据摘要", origin.digest),
    ]


def style_of(value: Value | Formula) -> Style:
    """How a fact stands in its cell: dates and numbers as such, at the left like the texts around them."""
    named = type(value.value if isinstance(value, Formula) else value).__name__
    return {"date": Style.FACT_DAY, "datetime": Style.FACT_MOMENT, "Decimal": Style.FACT_NUMBER}.get(named, Style.LONG)
