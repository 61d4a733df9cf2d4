"""What the templates of official papers need beside the house's own figures. Chinese only."""

from django import template

from reports import chinese
from reports.lists import row_remark

register = template.Library()

register.filter("day", chinese.day_zh)
register.filter("moment", chinese.moment_zh)
register.filter("until", chinese.until_zh)
register.filter("numeral", chinese.numeral_zh)
register.filter("row_remark", row_remark)


@register.filter
def clip(text: str, most: int = 60) -> str:
    """At most so many characters of what somebody typed, for a narrow cell; the rest shows as …"""
    text = " ".join(str(text).split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of what somebody typed, without empty ones."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]
