"""The house's styles for cells, as named styles of a workbook."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

FAMILY = "宋体"
HEADINGS = "黑体"
RED, INK, MUTED, GROUND, LINE = "B7141A", "23201C", "6B645A", "F3EEE6", "A79F92"

_WHOLE_POINTS = '+0;"−"0;0'
_SPLIT_POINTS = '+0.00;"−"0.00;0'


class Style(StrEnum):
    """What a cell holds. Points with places have a style of their own, so that +3 is not written +3.00."""

    PLAIN = "房-空"
    TITLE = "房-标题"
    NOTE = "房-说明"
    HEAD = "房-表头"
    KEY = "房-项目"
    TEXT = "房-文字"
    LONG = "房-长文字"
    MID = "房-居中"
    MARKS = "房-得分"
    NUMBER = "房-数值"
    POINTS = "房-加扣分"
    SPLIT_POINTS = "房-加扣分小数"
    COUNT = "房-计数"
    DAY = "房-日期"
    MOMENT = "房-时间"
    FACT_DAY = "房-项目日期"
    FACT_MOMENT = "房-项目时间"
    FACT_NUMBER = "房-项目数值"
    FOOT = "房-合计"
    FOOT_MARKS = "房-合计得分"
    FOOT_POINTS = "房-合计加扣分"
    FOOT_SPLIT_POINTS = "房-合计加扣分小数"
    FOOT_COUNT = "房-合计计数"

    def for_value(self, value: object) -> "Style":
        """The style for this value: split points keep their places; text among numbers stands in the middle."""
        if isinstance(value, Decimal) and value != value.to_integral_value():
            return {Style.POINTS: Style.SPLIT_POINTS, Style.FOOT_POINTS: Style.FOOT_SPLIT_POINTS}.get(self, self)
        if isinstance(value, str) and self in _NUMERIC:
            return Style.MID
        if isinstance(value, dt.datetime) and self is Style.DAY:
            return Style.MOMENT
        return self


_NUMERIC = (Style.MARKS, Style.NUMBER, Style.POINTS, Style.COUNT)

_FORMATS = {
    Style.MARKS: "0.00",
    Style.NUMBER: "#,##0.####",
    Style.POINTS: _WHOLE_POINTS,
    Style.SPLIT_POINTS: _SPLIT_POINTS,
    Style.COUNT: "0",
    Style.DAY: "yyyy-mm-dd",
    Style.MOMENT: "yyyy-mm-dd hh:mm",
    Style.FACT_DAY: "yyyy-mm-dd",
    Style.FACT_MOMENT: "yyyy-mm-dd hh:mm",
    Style.FACT_NUMBER: "General",
    Style.FOOT_MARKS: "0.00",
    Style.FOOT_POINTS: _WHOLE_POINTS,
    Style.FOOT_SPLIT_POINTS: _SPLIT_POINTS,
    Style.FOOT_COUNT: "0",
}
_LEFT = (
    *(Style.TEXT, Style.LONG, Style.NOTE, Style.PLAIN, Style.KEY),
    *(Style.FACT_DAY, Style.FACT_MOMENT, Style.FACT_NUMBER),
)
_RIGHT = (Style.MARKS, Style.NUMBER, Style.POINTS, Style.SPLIT_POINTS, Style.COUNT)
_FEET = (Style.FOOT, Style.FOOT_MARKS, Style.FOOT_POINTS, Style.FOOT_SPLIT_POINTS, Style.FOOT_COUNT)
WRAPPED = (Style.HEAD, Style.LONG, Style.TEXT, Style.MID)
_UNLINED = (Style.PLAIN, Style.TITLE, Style.NOTE)


def styled(book: Workbook) -> dict[Style, NamedStyle]:
    """Add every style to a workbook."""
    made = {style: _named(style) for style in Style}
    for named in made.values():
        book.add_named_style(named)
    return made


def _named(style: Style) -> NamedStyle:
    side = Side(style="thin", color=LINE)
    named = NamedStyle(name=style.value, font=_font(style), number_format=_FORMATS.get(style, "General"))
    if style is Style.TEXT or style is Style.LONG:
        named.number_format = "@"
    named.alignment = Alignment(
        horizontal="left" if style in _LEFT else "right" if style in (*_RIGHT, *_FEET) else "center",
        vertical="center",
        wrap_text=style in WRAPPED,
    )
    if style not in _UNLINED:
        named.border = Border(left=side, right=side, top=side, bottom=side)
    if style in (Style.HEAD, Style.KEY, *_FEET):
        named.fill = PatternFill("solid", start_color=GROUND, end_color=GROUND)
    return named


def _font(style: Style) -> Font:
    if style is Style.TITLE:
        return Font(name=HEADINGS, size=16, bold=True, color=RED)
    if style is Style.NOTE:
        return Font(name=FAMILY, size=10, color=MUTED)
    if style in (Style.HEAD, Style.KEY):
        return Font(name=HEADINGS, size=11, color=INK)
    return Font(name=FAMILY, size=11, color=INK, bold=style in _FEET)
