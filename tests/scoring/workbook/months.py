"""Months as people might fill them in, for round trips."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

from hypothesis import strategies as st

from flagship.actions.load_standard import load_standard
from scoring.actions.import_values import Wanted, import_values
from scoring.models import MonthSheet
from scoring.rules.entries import Entry
from scoring.workbook.checks import Plan
from scoring.workbook.columns import KEY
from tests.cast import build_cast
from tests.scoring.rows import ENTRY, open_sheet, people
from tests.scoring.workbook.rows import INDICATORS, changed, rich_template

CODES = [code for code, *_more in INDICATORS]
FIGURES = st.decimals("0", "99999999", places=4) | st.integers(0, 10**9).map(Decimal)
WORDS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "_x0041_", "'quoted", "<a>&amp;", "1", "TRUE", "2026-03-01", "#N/A?", "  x  ", "a\nb"]
)


@st.composite
def entries(draw, number: str, code: str) -> Entry:
    """Something a cell of this indicator may hold."""
    reason = draw(st.none() | WORDS.filter(lambda text: any(one.isprintable() and one != " " for one in text)))
    if reason is not None:
        return Entry(number, code, not_applicable=True, na_reason=reason)
    target = draw(st.none() | st.decimals("0.01", "1000", places=2)) if code in ("output", "sales", "growth") else None
    match code:
        case "growth" | "both":
            return Entry(number, code, number=draw(FIGURES), second=draw(FIGURES), target=target)
        case "drill":
            return Entry(number, code, choice=draw(st.sampled_from(["yes", "no"])))
        case "award":
            return Entry(number, code, choice=draw(st.sampled_from(["none", "first"])))
        case "attitude":
            return Entry(number, code, choice=draw(st.sampled_from(["good", "fair", ""])), comment=draw(WORDS))
        case "breach":
            return Entry(number, code, number=draw(st.integers(0, 99).map(Decimal)))
    return Entry(number, code, number=draw(FIGURES), target=target)


FOLK = ["p01", "p02", "p03"]
MONTHS = st.fixed_dictionaries(
    {}, optional={(number, code): entries(number, code) for number in FOLK for code in CODES}
).map(lambda cells: list(cells.values()))


def made() -> tuple[MonthSheet, object]:
    cast = build_cast()
    load_standard(year=2026)
    rich_template()
    people(cast.branch_b, 3)
    return open_sheet(cast.branch_b), cast.secretary_b


def store(sheet: MonthSheet, found: Plan, *, by) -> int:
    cells = [Wanted(one.row.employee_number, one.column.code, one.wanted, one.seen) for one in found.changes]
    return len(import_values(sheet=sheet, cells=cells, by=by, now=ENTRY))


def without_key(data: bytes) -> bytes:
    return changed(data, lambda book: book.remove(book[KEY]))


_INLINE = re.compile(r'<c ([^>]*?)t="inlineStr"([^>]*)><is><t[^>]*>(.*?)</t></is></c>', re.DOTALL)
_SHARED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def saved_by_another_program(data: bytes) -> bytes:
    """What other programs make of a workbook: the texts in one part, no validations, no protection, no styles, no
    dimension, attributes and parts in another order, UTF-8 marked."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts: list[str] = []
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        parts[name] = _rewritten(parts[name].decode(), texts).encode("utf-8-sig")
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<?xml version="1.0"?><sst xmlns="{main}">{items}</sst>'.encode()
    kind = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind.encode())
    link = f'<Relationship Id="rIdTexts" Type="{_SHARED}" Target="sharedStrings.xml"/></Relationships>'
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", parts[relations])
    parts[relations] = parts[relations].replace(b"</Relationships>", link.encode())
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in reversed(list(parts)):
            archive.writestr(name, parts[name])
    return out.getvalue()


def _rewritten(sheet: str, texts: list[str]) -> str:
    def shared(match: re.Match) -> str:
        texts.append(match[3])
        return f'<c t="s" {match[1]}{match[2]}><v>{len(texts) - 1}</v></c>'

    sheet = _INLINE.sub(shared, sheet)
    sheet = re.sub(r"<(dataValidations|cols)\b.*?</\1>", "", sheet, flags=re.DOTALL)
    sheet = re.sub(r"<(sheetProtection|dimension)\b[^>]*/>", "", sheet)
    return re.sub(r' s="[0-9]+"', "", sheet)
