"""The rows of the desk's table: a quarter, where it stands, how those before it were, what to look at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from flagship.periods import Quarter
from flagship.policies import Policy
from reports.documents import RollupRow
from reports.models import IntegrityFlag, Nomination, QuarterLine
from reports.queries.desk_view import DeskView
from reports.queries.eligibility import Obstacle, obstacles, with_what_a_check_needs
from reports.queries.flags import flags_beside
from reports.queries.rollup_rows import rollup_row

QUARTERS_BACK = 3
PAGE = 50


@dataclass(frozen=True, slots=True)
class DeskRow:
    """`earlier` are the scores of the three quarters before in the same category, oldest first, None where none."""

    row: RollupRow
    earlier: tuple[Decimal | None, ...]
    against: list[Obstacle]
    flags: list[IntegrityFlag]

    @property
    def change(self) -> Decimal | None:
        """How the score departs from that of the last quarter before that has one."""
        before = [score for score in self.earlier if score is not None]
        return self.row.score - before[-1] if before else None


def earlier_quarters(quarter: Quarter) -> list[Quarter]:
    return [quarter - back for back in range(QUARTERS_BACK, 0, -1)]


def desk_rows(quarter: Quarter, view: DeskView, policy: Policy, lines: Iterable[QuarterLine], chosen: QuerySet):
    """These lines as rows; `chosen` selects the same lines in the database, so that long lists need no long questions.

    The same number of queries whatever the number of lines.
    """
    lines = list(lines)
    places = places_of(quarter, view, [line.pk for line in lines])
    nominations = Nomination.objects.filter(line__in=chosen.order_by().values("pk"))
    against = obstacles(with_what_a_check_needs(nominations), policy)
    flags = flags_beside(lines, chosen)
    earlier = _earlier_scores(quarter, view, chosen)
    return [
        DeskRow(
            row=rollup_row(line, places[line.pk]),
            earlier=tuple(earlier[line.member_id].get(before) for before in earlier_quarters(quarter)),
            against=against.get(line.nomination_id, []),
            flags=flags[line.pk],
        )
        for line in lines
    ]


def with_what_a_row_prints(lines: QuerySet) -> QuerySet:
    return lines.select_related("member", "report__branch", "nomination__title").defer("report__content")


def places_of(quarter: Quarter, view: DeskView, pks: list[int]) -> dict[int, int]:
    """The place of these lines in their category over the whole company. One query.

    The database counts over everybody; for a page it hands out the places of the page alone.
    """
    lines = QuarterLine.objects.filter(quarter=quarter, category=view.category).under_comparison().in_order()
    if len(pks) <= PAGE:
        # Joined with a condition on the place, the choice is made after the counting and not before it.
        lines = lines.filter(Q(pk__in=pks) | Q(place=0))
    return dict(lines.values_list("pk", "place"))


def _earlier_scores(quarter: Quarter, view: DeskView, chosen: QuerySet) -> dict[int, dict[Quarter, Decimal]]:
    """What the accepted reports of the quarters before say. One query."""
    lines = QuarterLine.objects.accepted().filter(
        quarter__in=earlier_quarters(quarter),
        category=view.category,
        member__in=chosen.order_by().values("member"),
    )
    found: dict[int, dict[Quarter, Decimal]] = defaultdict(dict)
    for member_id, before, score in lines.values_list("member_id", "quarter", "score"):
        found[member_id][before] = score
    return found
