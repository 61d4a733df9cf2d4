"""The Department's desk: what a quarter's roll-up shows above its table."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext_lazy

from flagship.categories import FlagCategory
from flagship.periods import Quarter
from flagship.policies import Policy
from flagship.templatetags.house import label
from reports.flags import FlagKind
from reports.models import Nomination, QuarterLine, QuarterReport
from reports.queries.eligibility import MONTHS_NEEDED
from reports.queries.filings import reporting
from reports.queries.flags import open_by_kind
from reports.states import EDITABLE_REPORT
from reports.wording import named
from scoring.models import Objection, Veto

NAMES_SHOWN = 3
CONCERNS = {
    "vetoed": gettext_lazy("Vetoed"),
    "objected": gettext_lazy("Objection open"),
    "few_months": gettext_lazy("Fewer than two months"),
    "disciplinary": gettext_lazy("Disciplinary period"),
    "not_party": gettext_lazy("Not a Party member"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Figures of the tiles. `missing` are the first few names of branches that have not filed.

    `waiting` lie with the Department; those a general branch has not forwarded yet are counted apart.
    """

    expected: int
    filed: int
    missing: tuple[str, ...]
    waiting: int
    waiting_since: dt.datetime | None
    with_general_branch: int
    accepted: int
    nominations: dict[FlagCategory, int]
    picked: dict[FlagCategory, int]
    concerns: dict[str, int]
    flags: dict[FlagKind, int]

    @property
    def missing_in_words(self) -> str:
        return named(self.missing, self.expected - self.filed)

    @property
    def nominated(self) -> int:
        return sum(self.nominations.values())

    @property
    def on_the_list(self) -> int:
        return sum(self.picked.values())

    @property
    def empty_categories(self) -> list[FlagCategory]:
        return [category for category, count in self.nominations.items() if not count] if self.nominated else []

    @property
    def concerns_in_words(self) -> list[tuple[str, int]]:
        """The open flags by kind, then what stands against nominations."""
        flags = [(label(kind), count) for kind, count in self.flags.items()]
        return flags + [(CONCERNS[name], count) for name, count in self.concerns.items() if count]

    @property
    def to_look_at(self) -> int:
        return sum(self.flags.values()) + sum(self.concerns.values())


def desk_of(quarter: Quarter, policy: Policy) -> Desk:
    """The desk's figures, in a fixed number of queries whatever the number of branches."""
    reports = QuarterReport.objects.filter(quarter=quarter).order_by()
    waiting = reports.with_department().aggregate(count=Count("pk"), since=Min("submitted_at"))
    filed = QuarterReport.objects.filter(quarter=quarter, branch=OuterRef("pk")).exclude(state__in=EDITABLE_REPORT)
    expected = reporting(quarter).count()
    missing = reporting(quarter).exclude(Exists(filed)).values_list("name", flat=True)[:NAMES_SHOWN]
    nominations, picked = _nominations(quarter)
    return Desk(
        expected=expected,
        filed=reports.filed().count(),
        missing=tuple(missing),
        waiting=waiting["count"],
        waiting_since=waiting["since"],
        with_general_branch=reports.with_general_branch().count(),
        accepted=reports.accepted().count(),
        nominations=nominations,
        picked=picked,
        concerns=_concerns(quarter, policy),
        flags=open_by_kind(quarter),
    )


def _nominations(quarter: Quarter) -> tuple[dict[FlagCategory, int], dict[FlagCategory, int]]:
    rows = (
        under_comparison(quarter)
        .order_by()
        .values("category")
        .annotate(count=Count("pk"), picked=Count("pk", filter=Q(proposed_by__isnull=False)))
    )
    found = {row["category"]: row for row in rows}
    return (
        {category: found[category]["count"] if category in found else 0 for category in FlagCategory},
        {category: found[category]["picked"] if category in found else 0 for category in FlagCategory},
    )


def under_comparison(quarter: Quarter):
    """The nominations of filed reports, and those the committee has decided on."""
    filed = ~Q(report__state__in=EDITABLE_REPORT)
    return Nomination.objects.filter(filed | Q(approved__isnull=False), quarter=quarter)


def _concerns(quarter: Quarter, policy: Policy) -> dict[str, int]:
    """How many nominations need a look, by reason; none is decided by it."""
    vetoed = Veto.objects.in_force().filter(member=OuterRef("member"), month__in=quarter.months)
    objected = Objection.objects.undecided().filter(about=OuterRef("member"), revision__sheet__month__in=quarter.months)
    line = QuarterLine.objects.filter(nomination=OuterRef("pk"))
    counts = {
        "vetoed": Count("pk", filter=Exists(vetoed)),
        "objected": Count("pk", filter=Exists(objected)),
        "few_months": Count("pk", filter=Exists(line.filter(months_taken__lt=MONTHS_NEEDED))),
        "disciplinary": Count("pk", filter=Q(in_disciplinary_period=True)),
    }
    if policy.titles_for == "party":
        counts["not_party"] = Count("pk", filter=Exists(line.exclude(status__in=["party", "probationary"])))
    return under_comparison(quarter).order_by().aggregate(**counts)
