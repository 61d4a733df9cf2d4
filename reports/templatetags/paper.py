"""What the templates of official papers need beside the house's own figures. Chinese only."""

from django import template

from reports import chinese
from reports.documents import RollupRow

register = template.Library()

register.filter("day", chinese.day_zh)
register.filter("moment", chinese.moment_zh)
register.filter("until", chinese.until_zh)
register.filter("numeral", chinese.numeral_zh)


@register.filter
def clip(text: str, most: int = 60) -> str:
    """At most so many characters of what somebody typed, for a narrow cell; the rest shows as …"""
    text = " ".join(str(text).split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of what somebody typed, without empty ones."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


@register.filter
def row_remark(row: RollupRow) -> str:
    """What must be said beside a person's quarter."""
    said = []
    if row.vetoed:
        said.append("一票否决")
    if row.in_disciplinary_period:
        said.append("处分影响期内")
    if row.approved is not None:
        said.append("同意授予" if row.approved else "不予授予")
    elif row.picked:
        said.append("建议人选")
    elif row.nomination_id:
        said.append("已提名")
    return "；".join(said)
