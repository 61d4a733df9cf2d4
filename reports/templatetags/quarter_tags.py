"""Small words of this room's templates."""

from django import template
from django.utils.translation import get_language

from flagship.categories import FlagCategory
from flagship.periods import Month
from reports.documents import PersonMonth, PersonQuarter
from reports.wording import listed

register = template.Library()
register.filter("listed", listed)


@register.filter
def of_month(person: PersonQuarter, month: Month) -> PersonMonth | None:
    """What a person did in one month of the quarter; None without a settled month."""
    return person.in_month(month)


@register.filter
def flag_title(category: FlagCategory) -> str:
    """市场营销旗手, or Flag-bearer: Marketing."""
    chinese = (get_language() or "zh").startswith("zh")
    return category.title_zh if chinese else f"Flag-bearer: {category.en}"
