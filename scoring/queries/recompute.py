"""Replaying settled months from what was frozen, and telling every difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scoring.models import SheetRevision
from scoring.queries.assessed import assessed_revision
from scoring.queries.standing_figures import figures_of, stored_figures


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that does not come out again."""

    revision: SheetRevision
    name: str
    what: str
    stored: Any
    recomputed: Any

    def __str__(self) -> str:
        sheet = self.revision.sheet
        return (
            f"{sheet.branch.code} {sheet.month} r{self.revision.number} {self.name}: "
            f"{self.what} is {self.stored}, recomputed {self.recomputed}"
        )


def settled_revisions():
    """Every revision that was ever settled, reopened ones included, oldest month first."""
    return (
        SheetRevision.objects.exclude(settled_at=None)
        .select_related("sheet__branch")
        .prefetch_related("standings")
        .order_by("sheet__month", "sheet__branch__path", "number")
    )


def differences(revision: SheetRevision) -> Iterator[Difference]:
    """Where the stored standings of a revision are not what its frozen inputs give under the vetoes of its time."""
    stored = {standing.member_id: standing for standing in revision.standings.all()}
    vetoed = frozenset(member for member, standing in stored.items() if standing.vetoed)
    found = assessed_revision(revision, vetoed=vetoed).assessment
    recomputed = {one.person.member_id: one for one in found.ranked}
    for member in sorted({*stored, *recomputed}):
        standing, one = stored.get(member), recomputed.get(member)
        if standing is None or one is None:
            name = standing.name if standing else one.person.name
            yield Difference(
                revision, name, "standing", "there" if standing else "missing", "there" if one else "missing"
            )
            continue
        then, now = _compared(stored_figures(standing)), _compared(figures_of(one, found))
        for what in then:
            if then[what] != now[what]:
                yield Difference(revision, standing.name, what, then[what], now[what])


def _compared(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures without the wording of their explanations, which a later release may better."""
    lines = [
        {name: line[name] for name in ("code", "weight", "marks", "target", "not_applicable")}
        for line in figures["lines"]
    ]
    return figures | {"lines": lines}
