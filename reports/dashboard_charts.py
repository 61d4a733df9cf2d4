"""The dashboards' charts, made from what was read. A chart is a table first; None where there is nothing to show."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from flagship.categories import FlagCategory
from flagship.charts import Chart, Series
from flagship.periods import Month
from flagship.templatetags.house import label, month_short
from reports.quantiles import Spread
from reports.queries.dashboard.months import MonthFigures
from reports.queries.dashboard.people import Lagging
from reports.queries.dashboard.progress import Progress
from scoring.states import SheetState

TONES = dict(zip(FlagCategory, ("red", "gold", "good", "plain", "muted", "calm"), strict=True))


def _words(months: Iterable[Month]) -> list[str]:
    """Short words along the axis; the first month and every January name their year."""
    months = list(months)
    return [
        f"{month.year} {month_short(month)}" if at == 0 or month.number == 1 else month_short(month)
        for at, month in enumerate(months)
    ]


def progress_chart(progress: Mapping[Month, Progress]) -> Chart | None:
    """Month sheets by state, one stack a month; the late ones are in the table."""
    if not progress:
        return None
    tones = {
        SheetState.SETTLED: "good",
        SheetState.PUBLICISED: "gold",
        SheetState.DRAFT: "red",
        SheetState.VOID: "muted",
    }
    series = [
        Series(label(state), [one.states[state] for one in progress.values()], tone=tone)
        for state, tone in tones.items()
    ]
    late = Series(_("of these late"), [one.late for one in progress.values()], drawn=False)
    every = Series(_("Sheets"), [one.sheets for one in progress.values()], drawn=False)
    return Chart(_("Month sheets by state"), _words(progress), [*series, every, late], kind="stack", axis=_("Month"))


def mean_chart(figures: Mapping[Month, MonthFigures], months: Sequence[Month]) -> Chart | None:
    """The mean of everybody's totals."""
    if not figures:
        return None
    means = [figures[month].mean if month in figures else None for month in months]
    return Chart(
        _("Mean total of the last 12 months"),
        _words(months),
        [Series(_("Company"), means)],
        axis=_("Month"),
        decimals=2,
    )


def category_chart(figures: Mapping[Month, MonthFigures], months: Sequence[Month]) -> Chart | None:
    """The mean total of each category that anybody is in."""
    held = [category for category in FlagCategory if any(category in one.sums for one in figures.values())]
    if not held:
        return None
    series = [
        Series(
            label(category),
            [figures[month].mean_of(category) if month in figures else None for month in months],
            tone=TONES[category],
        )
        for category in held
    ]
    return Chart(_("Mean total by category"), _words(months), series, axis=_("Month"), decimals=2)


def points_chart(figures: Mapping[Month, MonthFigures], months: Sequence[Month]) -> Chart | None:
    """Star points given and taken; adjustments and the net stand in the table."""
    if not figures:
        return None

    def each(name: str) -> list:
        return [getattr(figures[month], name) if month in figures else None for month in months]

    series = [
        Series(_("Bonus"), each("given"), tone="gold"),
        Series(_("Deduction"), each("taken"), tone="bad"),
        Series(_("Adjustments"), each("adjusted"), drawn=False),
        Series(_("Net points"), each("net"), drawn=False),
    ]
    title = _("Star points given and taken")
    return Chart(title, _words(months), series, kind="bar", signed=True, axis=_("Month"))


def _box(title: str, axis: str, spreads: Sequence[tuple[str, Spread | None]]) -> Chart | None:
    if not any(spread for _name, spread in spreads):
        return None

    def each(name: str) -> list:
        return [getattr(spread, name) if spread else None for _name, spread in spreads]

    series = [
        Series(_("Lowest"), each("low")),
        Series(_("Lower quartile"), each("lower")),
        Series(_("Median"), each("median")),
        Series(_("Upper quartile"), each("upper")),
        Series(_("Highest"), each("high")),
        Series(_("Mean"), each("mean"), drawn=False),
        Series(_("People"), each("n"), drawn=False),
    ]
    return Chart(title, [name for name, _spread in spreads], series, kind="box", axis=axis, decimals=2)


def spread_chart(spreads: Mapping[FlagCategory, Spread]) -> Chart | None:
    """The spread of totals in each category."""
    rows = [(label(category), spread) for category, spread in spreads.items()]
    return _box(_("Distribution of marks by category"), _("Category"), rows)


def branch_chart(rows: Sequence[tuple[str, Spread | None]]) -> Chart | None:
    """The spread of totals in each branch of a page."""
    return _box(_("Distribution of marks by branch"), _("Branch"), rows)


def lagging_chart(lagging: Sequence[Lagging]) -> Chart | None:
    """The share of their marks that indicators reached, the lowest first."""
    if not lagging:
        return None
    series = [
        Series(_("Share of the marks, %"), [one.share for one in lagging], tone="red"),
        Series(_("Change, points"), [one.change for one in lagging], drawn=False),
        Series(_("People"), [one.people for one in lagging], drawn=False),
    ]
    title = _("Indicators with the lowest share of their marks")
    return Chart(title, [one.name for one in lagging], series, kind="flat", axis=_("Indicator"), decimals=1)
