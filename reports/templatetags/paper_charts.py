"""The drawn column of a chart on paper: boxes placed by their share of the axis, drawn as vectors."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from flagship.figures import rounded
from reports.spreads import Spread

register = template.Library()


def share(value: Decimal | int, low: Decimal | int, high: Decimal | int) -> Decimal:
    """Where a value lies between the ends of an axis, in per cent with 2 places."""
    return rounded((Decimal(value) - low) * 100 / (Decimal(high) - low)) if high != low else Decimal(0)


@register.simple_tag
def bar(value: Decimal | int, highest: Decimal | int) -> SafeString:
    """A bar from 0."""
    return format_html(
        '<div class="plot"><div class="plot-bar" style="width: {}%"></div></div>', share(value, 0, highest)
    )


@register.simple_tag
def signed_bar(value: Decimal, most: Decimal) -> SafeString:
    """A bar to the right of the middle for points gained, to the left for points lost; `most` is the widest."""
    half = share(abs(value), 0, most) / 2
    left = 50 if value >= 0 else 50 - half
    tone = "plus" if value >= 0 else "minus"
    return format_html(
        '<div class="plot plot-signed"><div class="plot-bar plot-{}" style="left: {}%; width: {}%"></div></div>',
        tone,
        left,
        half,
    )


@register.simple_tag
def span(one: Spread, low: Decimal, high: Decimal) -> SafeString:
    """A line from the lowest to the highest score with a mark at the mean."""
    start, end = share(one.low, low, high), share(one.high, low, high)
    return format_html(
        '<div class="plot"><div class="plot-line" style="left: {}%; width: {}%"></div>'
        '<div class="plot-mean" style="left: {}%"></div></div>',
        start,
        end - start,
        share(one.mean, low, high),
    )
