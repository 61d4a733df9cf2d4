"""The table of `test_hundred_cases`: whole files, and what becomes of each.

A sentence (`Problem`), the preview in short (an empty list changes nothing), or `ASKED`: a table of the branch's own,
about whose columns the page asks. Branch B has p01–p03 under safety; p01 has 96. `NEW` means that p03's 95 came
through unharmed.
"""

import zipfile

from flagship.workbooks import Problem
from tests.scoring.workbook.odd_files import (
    OLE2,
    SHEET,
    bomb,
    book,
    cell,
    chart,
    chart_sheet,
    coloured,
    comments,
    compressed,
    cut,
    date_system,
    edited,
    encoded,
    filtered,
    flagged,
    grouped,
    just,
    linked,
    locked,
    many_parts,
    named,
    ole,
    own_table,
    part,
    prefixed,
    renamed_parts,
    table,
    thawed,
    understated,
    value,
    without_part,
    wrong_sum,
    zip_of,
)

ASKED = "asked what the columns hold"
NEW = ["p03 生产指标完成率 → 95"]
OUTPUT = "生产指标完成率（%）"
C6 = "!安全生产 6 C 生产指标完成率（%）："
NO_FIGURE = "不是一个数，请用阿拉伯数字填写一个数值。"
NO_HEADINGS = ["! 0 ：工作簿中没有一张工作表含有本月指标的表头。"]
XML = '<?xml version="1.0" encoding="UTF-8"?>'
LAUGHS = f'{XML}<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
FETCH = f'{XML}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
INCLUDE = (
    f'{XML}<worksheet xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></worksheet>'
)
LINK = (
    f'{XML}<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<externalBook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    "</externalLink>"
)

NO_WORKBOOK = {
    "nothing": (just(b""), Problem.EMPTY),
    "one byte": (just(b"\0"), Problem.NOT_A_WORKBOOK),
    "blanks": (just(b" " * 100), Problem.NOT_A_WORKBOOK),
    "a csv in UTF-8 called xlsx": (just("\ufeff工号,姓名,完成率\np01,p01,96\n".encode()), Problem.NOT_A_WORKBOOK),
    "a csv in GBK called xlsx": (just("工号,姓名,完成率\np01,p01,96\n".encode("gbk")), Problem.NOT_A_WORKBOOK),
    "a page saved as a workbook": (
        just("<html><table><tr><td>工号</td></tr></table></html>".encode()),
        Problem.NOT_A_WORKBOOK,
    ),
    "XML of Excel 2003": (
        just(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
        Problem.NOT_A_WORKBOOK,
    ),
    "JSON": (just(b'{"rows": []}'), Problem.NOT_A_WORKBOOK),
    "a PDF": (just(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), Problem.NOT_A_WORKBOOK),
    "a picture": (just(b"\x89PNG\r\n\x1a\n" + b"\0" * 100), Problem.NOT_A_WORKBOOK),
    "rich text": (just(b"{\\rtf1\\ansi}"), Problem.NOT_A_WORKBOOK),
    "a gzip archive": (just(b"\x1f\x8b\x08" + b"\0" * 60), Problem.NOT_A_WORKBOOK),
    "a 7z archive": (just(b"7z\xbc\xaf\x27\x1c" + b"\0" * 60), Problem.NOT_A_WORKBOOK),
    "a program": (just(b"MZ" + b"\0" * 200), Problem.NOT_A_WORKBOOK),
    "an xls": (ole("Workbook"), Problem.OLD_FORMAT),
    "an xls of 1995": (ole("Book"), Problem.OLD_FORMAT),
    "an xls from before OLE": (just(b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 60), Problem.NOT_A_WORKBOOK),
    "a Word document of 1997": (ole("WordDocument"), Problem.OLD_FORMAT),
    "an OLE file that ends at once": (just(OLE2), Problem.OLD_FORMAT),
    "a workbook with a password": (ole("EncryptedPackage"), Problem.ENCRYPTED),
    "only the two letters": (just(b"PK"), Problem.DAMAGED),
    "only the beginning of an archive": (just(b"PK\x03\x04" + b"\0" * 26), Problem.DAMAGED),
    "an empty archive": (just(b"PK\x05\x06" + b"\0" * 18), Problem.NOT_A_WORKBOOK),
    "an archive of photos": (zip_of(**{"photo.jpg": "x"}), Problem.NOT_A_WORKBOOK),
    "a Word document": (
        zip_of(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}),
        Problem.DAMAGED,
    ),
    "a spreadsheet of OpenDocument": (
        zip_of(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<office/>"}),
        Problem.NOT_A_WORKBOOK,
    ),
}
DAMAGED = {
    "a tenth of it": (cut(0.1), Problem.DAMAGED),
    "half of it": (cut(0.5), Problem.DAMAGED),
    "nine tenths of it": (cut(0.9), Problem.DAMAGED),
    "all but the last byte": (lambda data: data[:-1], Problem.DAMAGED),
    "something before it": (lambda data: b"HTTP/1.1 200 OK\r\n\r\n" + data, Problem.NOT_A_WORKBOOK),
    "something behind it": (lambda data: data + b"\r\n--boundary--", []),
    "wrong check sums": (wrong_sum, Problem.DAMAGED),
    "a part that is longer than it says": (understated, Problem.DAMAGED),
    "no workbook part": (without_part("xl/workbook.xml"), Problem.DAMAGED),
    "no relations": (without_part("xl/_rels/workbook.xml.rels"), Problem.DAMAGED),
    "no sheet part": (without_part(SHEET), Problem.DAMAGED),
    "no shared texts": (without_part("xl/sharedStrings.xml"), []),
    "no styles": (without_part("xl/styles.xml"), []),
    "no content types": (without_part("[Content_Types].xml"), Problem.NOT_A_WORKBOOK),
    "broken XML": (part(SHEET, "<worksheet><sheetData><row"), Problem.DAMAGED),
    "no XML": (part(SHEET, "nothing"), Problem.DAMAGED),
    "an empty part": (part(SHEET, b""), Problem.DAMAGED),
    "another root": (part(SHEET, f"{XML}<html><body/></html>"), NO_HEADINGS),
    "invalid UTF-8": (part(SHEET, f"{XML}<worksheet>".encode() + b"\xff\xfe\xfa</worksheet>"), Problem.DAMAGED),
    "zeros for a sheet": (part(SHEET, b"\0" * 1000), Problem.DAMAGED),
    "a text that is not there": (cell('<c r="C6"{s} t="s"><v>99999</v></c>'), Problem.DAMAGED),
    "a text of a negative number": (cell('<c r="C6"{s} t="s"><v>-1</v></c>'), Problem.DAMAGED),
    "a style that is not there": (cell('<c r="C6" s="99999"><v>95</v></c>'), NEW),
    "a kind of cell that is not there": (cell('<c r="C6"{s} t="zzz"><v>95</v></c>'), Problem.DAMAGED),
}
HOSTILE = {
    "a bomb": (bomb, Problem.SUSPICIOUS),
    "a hundred thousand parts' worth": (many_parts, Problem.SUSPICIOUS),
    "a path that leads out": (part("../../etc/passwd", "x"), Problem.SUSPICIOUS),
    "a path from the root": (part("/etc/passwd", "x"), Problem.SUSPICIOUS),
    "a path with a drive": (part("C:\\x.xml", "x"), Problem.SUSPICIOUS),
    "two parts that differ in capitals only": (
        lambda data: part("XL/Worksheets/Sheet2.xml", "<worksheet/>")(data),
        Problem.SUSPICIOUS,
    ),
    "encrypted parts": (flagged(1), Problem.ENCRYPTED),
    "a rare compression": (compressed(zipfile.ZIP_BZIP2), Problem.SUSPICIOUS),
    "another rare compression": (compressed(zipfile.ZIP_LZMA), Problem.SUSPICIOUS),
    "a document type": (part(SHEET, f"{XML}<!DOCTYPE worksheet><worksheet/>"), Problem.SUSPICIOUS),
    "a document type in UTF-16": (
        part(SHEET, f"{XML}<!DOCTYPE worksheet><worksheet/>".encode("utf-16")),
        Problem.SUSPICIOUS,
    ),
    "a billion laughs": (part(SHEET, LAUGHS), Problem.SUSPICIOUS),
    "a billion laughs among the texts": (part("xl/sharedStrings.xml", LAUGHS), Problem.SUSPICIOUS),
    "an entity from a file": (part(SHEET, FETCH), Problem.SUSPICIOUS),
    "an entity in a part nobody reads": (part("docProps/custom.xml", FETCH), Problem.SUSPICIOUS),
    "an inclusion": (part(SHEET, INCLUDE), NO_HEADINGS),
    "an endless prolog": (part(SHEET, "<!--" + "x" * 70_000 + "--><worksheet/>"), Problem.SUSPICIOUS),
    "a very deep nest": (
        part(SHEET, XML + "<worksheet>" + "<a>" * 50_000 + "</a>" * 50_000 + "</worksheet>"),
        NO_HEADINGS,
    ),
    "a cell at the far end": (cell('<c r="C6"{s}/><c r="XFD1048576"><v>1</v></c>'), Problem.TOO_HUNGRY),
    "a row beyond the last": (edited(SHEET, '<row r="6"', '<row r="99999999"'), []),
    "five thousand empty columns": (
        cell('<c r="C6"{s}><v>95</v></c><c r="GZZ6"><v>1</v></c>'),
        Problem.TOO_MANY_COLUMNS,
    ),
    "macros": (part("xl/vbaProject.bin", OLE2 + b"\0" * 500), []),
    "links to another workbook": (part("xl/externalLinks/externalLink1.xml", LINK), []),
    "a program inside": (part("xl/embeddings/oleObject1.bin", b"MZ" + b"\0" * 500), []),
    "a formula that calls a program": (cell("<c r=\"C6\"{s}><f>cmd|'/c calc'!A0</f><v>95</v></c>"), NEW),
    "a link that phones home": (cell('<c r="C6"{s}><f>WEBSERVICE("http://example.org")</f><v>95</v></c>'), NEW),
    "a text that begins like a formula": (value("=cmd|'/c calc'!A0"), [f"{C6}公式没有计算结果。"]),
}
CELLS = {
    "a plain number": (cell('<c r="C6"{s}><v>95</v></c>'), NEW),
    "a number with an exponent": (cell('<c r="C6"{s}><v>9.5E1</v></c>'), NEW),
    "1e308": (cell('<c r="C6"{s}><v>1e308</v></c>'), [f"{C6}p03：“10000000000000000109790…”太长，不是一个数。"]),
    "more than any number": (cell('<c r="C6"{s}><v>1e999</v></c>'), [f"{C6}p03：“inf”不是有限的数。"]),
    "less than any number": (cell('<c r="C6"{s}><v>-1e999</v></c>'), [f"{C6}p03：“-inf”不是有限的数。"]),
    "NaN": (cell('<c r="C6"{s}><v>NaN</v></c>'), [f"{C6}p03：“nan”不是有限的数。"]),
    "minus zero": (cell('<c r="C6"{s}><v>-0</v></c>'), ["p03 生产指标完成率 → 0"]),
    "the smallest number": (
        cell('<c r="C6"{s}><v>5e-324</v></c>'),
        [f"{C6}p03：“4.94065645841247e-324”是科学计数法，请写出全部数字。"],
    ),
    "seventeen digits": (cell('<c r="C6"{s}><v>95.00000000000001</v></c>'), NEW),
    "a number with blanks": (cell('<c r="C6"{s}><v> 95 </v></c>'), NEW),
    "an empty value": (cell('<c r="C6"{s}><v></v></c>'), []),
    "no reference": (edited(SHEET, ' r="[A-Z]+[0-9]+"', ""), []),
    "a truth value": (
        cell('<c r="C6"{s} t="b"><v>1</v></c>'),
        [f"{C6}p03：“TRUE”{NO_FIGURE}"],
    ),
    "an error": (cell('<c r="C6"{s} t="e"><v>#DIV/0!</v></c>'), [f"{C6}单元格是 Excel 的错误值 #DIV/0!。"]),
    "a date as text": (
        cell('<c r="C6"{s} t="d"><v>2026-03-01</v></c>'),
        [f"{C6}p03：“2026-03-01”{NO_FIGURE}"],
    ),
    "a text in the cell": (cell('<c r="C6"{s} t="inlineStr"><is><t>95</t></is></c>'), NEW),
    "a text in pieces": (cell('<c r="C6"{s} t="inlineStr"><is><r><t>9</t></r><r><t>5</t></r></is></c>'), NEW),
    "a text with its reading": (
        cell('<c r="C6"{s} t="inlineStr"><is><t>95</t><rPh sb="0" eb="1"><t>九</t></rPh></is></c>'),
        NEW,
    ),
    "an escaped control character": (cell('<c r="C6"{s} t="inlineStr"><is><t>95_x000D_</t></is></c>'), NEW),
    "a formula with a result": (cell('<c r="C6"{s}><f>90+5</f><v>95</v></c>'), NEW),
    "a formula with a text for a result": (cell('<c r="C6"{s} t="str"><f>"9"&amp;"5"</f><v>95</v></c>'), NEW),
    "a formula without a result": (cell('<c r="C6"{s}><f>90+5</f></c>'), [f"{C6}公式没有计算结果。"]),
    "a formula of a block": (cell('<c r="C6"{s}><f t="array" ref="C6:C8">A1:A2</f><v>95</v></c>'), NEW),
    "a formula shared": (cell('<c r="C6"{s}><f t="shared" si="0"/><v>95</v></c>'), NEW),
    "a cell twice": (cell('<c r="C6"{s}><v>94</v></c><c r="C6"{s}><v>95</v></c>'), NEW),
    "a naughty text": (
        value("'; DROP TABLE scoring_measurement;--"),
        [f"{C6}p03：“'; DROP TABLE scoring_m…”{NO_FIGURE}"],
    ),
    "a script": (
        value("<script>alert(1)</script>"),
        [f"{C6}p03：“<script>alert(1)</scrip…”{NO_FIGURE}"],
    ),
    "a template": (
        value("{{ 7*7 }}{% now %}%(x)s${x}"),
        [f"{C6}p03：“{{{{ 7*7 }}}}{{% now %}}%(x)s…”{NO_FIGURE}"],
    ),
    "letters that turn around": (value("\u202e59"), ["p03 生产指标完成率 → 59"]),
    "letters with marks by the dozen": (value("Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘"), [f"{C6}p03：“Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜…”{NO_FIGURE}"]),
    "figures of another script": (value("٩٥"), [f"{C6}p03：“٩٥”{NO_FIGURE}"]),
    "a family in one letter": (value("👨‍👩‍👧‍👦"), [f"{C6}p03：“👨 👩 👧 👦”{NO_FIGURE}"]),
    "thirty thousand letters": (
        value("长" * 30_000),
        [f"{C6}p03：“长长长长长长长长长长长长长长长长长长长长长长长…”太长，不是一个数。"],
    ),
}
DRESS = {
    "nothing changed": (lambda data: data, []),
    "a chart": (book(chart), NEW),
    "a sheet that is a chart": (book(chart_sheet), NEW),
    "comments": (book(comments), NEW),
    "colours and rules of colour": (book(coloured), NEW),
    "names of areas": (book(named), NEW),
    "a table object": (book(table), NEW),
    "links": (book(linked), NEW),
    "a filter and a hidden row": (book(filtered), NEW),
    "groups of rows and columns": (book(grouped), NEW),
    "a locked structure": (book(locked), NEW),
    "no validation, no panes, no protection": (book(thawed), NEW),
    "dates counted from 1904": (book(date_system), NEW),
    "parts that are not compressed": (compressed(zipfile.ZIP_STORED), []),
    "Windows separators": (renamed_parts(lambda name: name.replace("/", "\\")), []),
    "capitals in the names of parts": (renamed_parts(lambda name: name.replace("worksheets", "Worksheets")), []),
    "the sheet in UTF-16": (encoded("utf-16"), Problem.DAMAGED),
    "a mark before the sheet": (encoded("utf-8", b"\xef\xbb\xbf"), []),
    "a prefix before every element": (prefixed, []),
}
OWN = {
    "a table of the branch's own": (own_table(["姓名", "完成率"], ["p01", 95]), ASKED),
    "a table without headings": (own_table(["p01", 95], ["p02", 96]), ASKED),
    "a list of names": (own_table(["p01"], ["p02"]), ASKED),
    "one cell": (own_table(["x"]), ASKED),
    "no cells": (own_table(), Problem.NO_CELLS),
    "blanks only": (own_table([" ", "\u3000"], ["\n"]), Problem.NO_CELLS),
    "a roster": (own_table(["工号", "姓名", "部门"], ["p01", "p01", "一班"]), ASKED),
    "two hundred columns": (own_table(["姓名", *range(199)], ["p01", *range(199)]), ASKED),
    "more columns than can be read": (own_table(["x"] * 201), Problem.TOO_MANY_COLUMNS),
    "more rows than can be read": (own_table(*[["x"]] * 5_001), Problem.TOO_MANY_ROWS),
    "our headings in a workbook of one's own": (
        own_table(["工号", "姓名", OUTPUT, "个人违章（次）", "担当作为", "担当作为·评定理由"], ["p03", "p03", 95]),
        [*NEW, "2 missing", "*工作簿中没有下载时的记录，凡与系统不一致的均视为修改。"],
    ),
}
FILES = {**NO_WORKBOOK, **DAMAGED, **HOSTILE, **CELLS, **DRESS, **OWN}
