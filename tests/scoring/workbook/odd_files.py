"""Files that somebody might upload for a month, good and hostile; every maker is handed the workbook downloaded."""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from tests.workbooks import packed, with_part, workbook_of

Maker = Callable[[bytes], bytes]
SHEET = "xl/worksheets/sheet2.xml"
"""The part of 安全生产; p03's first value stands in C6."""
OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
SAFETY = "安全生产"


def just(data: bytes) -> Maker:
    """The same file whatever was downloaded."""
    return lambda downloaded: data


def ole(stream: str) -> Maker:
    return just(OLE2 + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 900)


def zip_of(**parts: str) -> Maker:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return just(out.getvalue())


def cut(share: float) -> Maker:
    return lambda data: data[: int(len(data) * share)]


def part(name: str, content: bytes | str) -> Maker:
    """One part replaced or added."""
    return lambda data: with_part(data, name, content if isinstance(content, bytes) else content.encode())


def edited(name: str, old: str, new: str) -> Maker:
    """A pattern in one part replaced."""

    def make(data: bytes) -> bytes:
        text = read_part(data, name).decode()
        found, count = re.subn(old, lambda match: match.expand(new) if "\\" in new else new, text, flags=re.DOTALL)
        assert count, f"{old} is not in {name}"
        return with_part(data, name, found.encode())

    return make


def read_part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def cell(xml: str) -> Maker:
    """p03's first value as raw XML; `{s}` is its style."""
    return edited(SHEET, r'<c r="C6"( s="\d+")?[^>]*?(/>|>.*?</c>)', xml.replace("{s}", r"\1"))


def encoded(codec: str, mark: bytes = b"") -> Maker:
    """The sheet in another encoding."""

    def make(data: bytes) -> bytes:
        text = read_part(data, SHEET).decode().partition("?>")[2] or read_part(data, SHEET).decode()
        return with_part(data, SHEET, mark + f'<?xml version="1.0" encoding="{codec}"?>{text}'.encode(codec))

    return make


def book(change: Callable[[Workbook], object]) -> Maker:
    """Changed by hand, with 95 for p03."""

    def make(data: bytes) -> bytes:
        opened = load_workbook(BytesIO(data))
        opened[SAFETY]["C6"] = 95
        change(opened)
        return packed(opened)

    return make


def renamed_parts(rename: Callable[[str], str]) -> Maker:
    def make(data: bytes) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                new.writestr(rename(entry.filename), old.read(entry))
        return out.getvalue()

    return make


def without_part(name: str) -> Maker:
    def make(data: bytes) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                if entry.filename != name:
                    new.writestr(entry.filename, old.read(entry))
        return out.getvalue()

    return make


def compressed(method: int) -> Maker:
    def make(data: bytes) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
            for entry in old.infolist():
                new.writestr(entry.filename, old.read(entry), compress_type=method)
        return out.getvalue()

    return make


def flagged(bit: int) -> Maker:
    """A general purpose flag set in every entry of the directory."""

    def make(data: bytes) -> bytes:
        found = bytearray(data)
        for match in re.finditer(re.escape(b"PK\x01\x02"), data):
            place = match.start() + 8
            found[place : place + 2] = struct.pack("<H", struct.unpack("<H", found[place : place + 2])[0] | bit)
        return bytes(found)

    return make


def wrong_sum(data: bytes) -> bytes:
    """The check sum of every entry is wrong in the directory and before the data."""
    found = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        for match in re.finditer(re.escape(mark), data):
            found[match.start() + place : match.start() + place + 4] = b"\1\2\3\4"
    return bytes(found)


def understated(data: bytes) -> bytes:
    """A part that unpacks to more than the directory says."""
    zeros = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_part = zeros.compress(b" " * 30_000_000) + zeros.flush()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != SHEET:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(SHEET, b"x")
    raw = out.getvalue()
    start = raw.index(SHEET.encode(), raw.rindex(b"PK\x03\x04")) + len(SHEET)
    return raw[:start] + packed_part[: len(raw) - start] + raw[start + min(len(packed_part), len(raw) - start) :]


def bomb(data: bytes) -> bytes:
    return with_part(data, "xl/media/picture.bin", b"\0" * 20_000_000)


def many_parts(data: bytes) -> bytes:
    out = BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(501):
            archive.writestr(f"xl/media/{number}.bin", "x")
    return out.getvalue()


def prefixed(data: bytes) -> bytes:
    """A prefix before every element of the sheet, as some programs write it."""
    text = read_part(data, SHEET).decode()
    text = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text).replace(" xmlns=", " xmlns:x=", 1)
    return with_part(data, SHEET, text.encode())


def chart(opened: Workbook) -> None:
    picture = BarChart()
    picture.add_data(Reference(opened[SAFETY], min_col=3, min_row=4, max_row=6))
    opened[SAFETY].add_chart(picture, "A20")


def chart_sheet(opened: Workbook) -> None:
    picture = BarChart()
    picture.add_data(Reference(opened[SAFETY], min_col=3, min_row=4, max_row=6))
    opened.create_chartsheet("图").add_chart(picture)


def comments(opened: Workbook) -> None:
    opened[SAFETY]["C6"].comment = Comment("96 才对", "陈")


def coloured(opened: Workbook) -> None:
    opened[SAFETY]["C6"].fill = PatternFill("solid", start_color="FF0000")
    opened[SAFETY].conditional_formatting.add("C4:C9", CellIsRule(operator="lessThan", formula=["60"]))


def named(opened: Workbook) -> None:
    opened.defined_names["成绩"] = DefinedName("成绩", attr_text=f"'{SAFETY}'!$C$4:$C$9")


def table(opened: Workbook) -> None:
    opened[SAFETY].add_table(Table(displayName="T1", ref="A3:C6"))


def linked(opened: Workbook) -> None:
    opened[SAFETY]["B6"].hyperlink = "https://example.org/"
    opened[SAFETY]["B6"].value = "p03"


def filtered(opened: Workbook) -> None:
    opened[SAFETY].auto_filter.ref = "A3:C6"
    opened[SAFETY].row_dimensions[5].hidden = True


def thawed(opened: Workbook) -> None:
    """Everything that guided the typing is gone: validations, frozen panes, protection, widths."""
    for sheet in opened:
        sheet.data_validations.dataValidation = []
        sheet.freeze_panes = None
        sheet.protection.sheet = False
        sheet.column_dimensions.clear()


def locked(opened: Workbook) -> None:
    opened.security.workbookPassword = "ABCD"
    opened.security.lockStructure = True


def grouped(opened: Workbook) -> None:
    opened[SAFETY].column_dimensions.group("C", "D", hidden=True)
    opened[SAFETY].row_dimensions.group(4, 5, hidden=True)


def date_system(opened: Workbook) -> None:
    opened.epoch = CALENDAR_MAC_1904


def value(new) -> Maker:
    """p03's first value."""
    return book(lambda opened: opened[SAFETY].__setitem__("C6", new))


def own_table(*rows) -> Maker:
    """A workbook that was not downloaded here."""
    return just(workbook_of(*rows, title="台账"))
