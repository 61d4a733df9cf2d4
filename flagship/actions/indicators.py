"""The indicators of a draft: added, written, weighed, moved up and down, removed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from flagship.actions.templates import open_draft
from flagship.models import Indicator, IndicatorTemplate
from flagship.moves import Refused


@transaction.atomic
def add_indicator(*, template: IndicatorTemplate, by, **columns) -> Indicator:
    """One more line at the end of a draft, under the first free code."""
    draft = open_draft(template)
    present = list(draft.ordered_indicators)
    codes = {indicator.code for indicator in present}
    code = next(f"i{number}" for number in range(1, len(codes) + 2) if f"i{number}" not in codes)
    position = max((indicator.position for indicator in present), default=0) + 1
    return Indicator.objects.create(template=draft, code=code, position=position, **columns)


@transaction.atomic
def write_indicator(*, indicator: Indicator, by, **columns) -> Indicator:
    """Change a line of a draft; its code stays, so that versions can be compared."""
    open_draft(indicator.template)
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    for name, value in columns.items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(columns))
    return indicator


@transaction.atomic
def weigh_indicators(*, template: IndicatorTemplate, weights: Mapping[int, Decimal], by) -> None:
    """Set the weights of a draft's lines by their ids; they need not sum to 100 before it is published."""
    draft = open_draft(template)
    for indicator in draft.indicators.filter(pk__in=weights):
        indicator.weight = weights[indicator.pk]
        indicator.save(update_fields=["weight"])


@transaction.atomic
def shift_indicator(*, indicator: Indicator, up: bool, by) -> None:
    """One place up or down; at the end of the list nothing happens."""
    draft = open_draft(indicator.template)
    order = list(draft.ordered_indicators)
    place = order.index(indicator)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    _number(order)


@transaction.atomic
def order_indicators(*, template: IndicatorTemplate, order: Sequence[int], by) -> None:
    """Put the lines of a draft into the order of their ids. Refused when they are not the lines there are now."""
    draft = open_draft(template)
    lines = {indicator.pk: indicator for indicator in draft.indicators.all()}
    if sorted(order) != sorted(lines):
        raise Refused(_("Lines were added or removed meanwhile; put them in order once more."))
    _number([lines[key] for key in order])


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by) -> None:
    """Take a line out of a draft."""
    draft = open_draft(indicator.template)
    indicator.delete()
    _number(list(draft.ordered_indicators))


def _number(order: list[Indicator]) -> None:
    for position, indicator in enumerate(order, start=1):
        indicator.position = position
    Indicator.objects.bulk_update(order, ["position"])
