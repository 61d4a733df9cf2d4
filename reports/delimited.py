"""Tables as CSV beside the workbooks: UTF-8 with a mark that Excel understands, figures as they are stored."""

import csv
import datetime as dt
from decimal import Decimal
from io import StringIO

from flagship.periods import TZ
from reports.clean import printable
from reports.excel.book import Formula, Table, Value
from reports.excel.text import is_like_a_formula

MEDIA_TYPE = "text/csv; charset=utf-8"


def as_csv(table: Table) -> bytes:
    """The table's headings and rows. Text that a spreadsheet would compute is led by an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f"{column.over} {column.title}".strip() for column in table.columns])
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value | Formula) -> str:
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, str):
        text = printable(value)
        return f"'{text}" if is_like_a_formula(text) else text
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(TZ):%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
