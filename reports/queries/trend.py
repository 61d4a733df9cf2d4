"""The mean total of the last twelve months, of one unit and of the company."""

from decimal import Decimal

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from flagship.charts import Chart, Series
from flagship.periods import Month
from flagship.templatetags.house import month_short
from reports.queries.dashboard.below import below
from scoring.models import Standing
from scoring.rules.quarter import mean

MONTHS = 12


def means_by_month(first: Month, last: Month, unit=None) -> dict[Month, Decimal]:
    """The mean of all totals in force by month, 2 places; of a unit and everything below it when one is given."""
    standings = Standing.objects.in_force().filter(below(unit), month__gte=first, month__lte=last)
    sums = standings.order_by().values_list("month").annotate(sum=Sum("total"), count=Count("pk"))
    return {month: mean([Decimal(total) / count]) for month, total, count in sums}


def trend_of(unit, last: Month) -> Chart | None:
    """A unit's line beside the company's; the company's alone without a unit. None while nothing is settled."""
    months = [last - back for back in reversed(range(MONTHS))]
    company = means_by_month(months[0], last)
    if not company:
        return None
    series = [Series(_("Company"), [company.get(month) for month in months], tone="muted" if unit else "red")]
    title = _("Mean total of the last 12 months")
    if unit is not None:
        own = means_by_month(months[0], last, unit)
        series.insert(0, Series(unit.name, [own.get(month) for month in months]))
    return Chart(title, [month_short(month) for month in months], series, axis=_("Month"), decimals=2)
