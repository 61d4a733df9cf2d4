"""What the standing of a ranked person says: its columns, as stored and as assessed."""

from typing import Any

from scoring.models import Standing
from scoring.rules.assess import Assessment
from scoring.rules.marked import Marked

FIGURES = (
    "name",
    "status",
    "category",
    "track",
    "layer",
    "pool",
    "n",
    "total",
    "quantitative",
    "rank",
    "rank_from_bottom",
    "tied",
    "percentile",
    "z_score",
    "account",
    "points",
    "vetoed",
    "lines",
    "reason",
)


def stored_figures(standing: Standing) -> dict[str, Any]:
    """Everything a standing says, by the name of its column."""
    return {name: getattr(standing, name) for name in FIGURES}


def figures_of(one: Marked, found: Assessment) -> dict[str, Any]:
    """The same of an assessed person. Settlement writes these, recomputation compares them."""
    person, standing = one.person, one.standing
    return {
        "name": person.name,
        "status": person.status,
        "category": person.category,
        "track": person.track,
        "layer": person.layer,
        "pool": found.pools[one.pool].pool.code,
        "n": standing.n,
        "total": one.marks.total,
        "quantitative": one.marks.quantitative,
        "rank": standing.rank,
        "rank_from_bottom": standing.rank_from_bottom,
        "tied": standing.reason.sharing,
        "percentile": one.position.percentile,
        "z_score": one.position.z,
        "account": standing.account,
        "points": standing.points,
        "vetoed": standing.reason.vetoed,
        "lines": [line.to_json() for line in one.lines],
        "reason": standing.reason.to_json(),
    }
