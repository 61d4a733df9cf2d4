"""The rules of the scheme as functions from values to values: marks, pools, ranks, points, quarter, stars, deadlines.

Nothing here knows a model, a request or a page; it runs without Django. `docs/rules.md` says what the numbers mean.
"""

from flagship.policies import Policy
from scoring.rules.caps import cap_totals, pool_cap
from scoring.rules.checks import OverPlaces, everyone_ties, over_places
from scoring.rules.entrants import Entrant
from scoring.rules.items import Item, MarkLine, PersonMarks
from scoring.rules.marks import mark_people, must_be_excused
from scoring.rules.months import WorkCalendar
from scoring.rules.pools import Contender, Pool, split_pools
from scoring.rules.positions import Position, pool_positions, positions
from scoring.rules.quarter import MonthFigures, QuarterFigures, QuarterPlace, mean_quarter, order_category
from scoring.rules.reasons import Reason, ReasonCode, Side
from scoring.rules.settle import settle
from scoring.rules.standings import Standing
from scoring.rules.stars import StarPosition, StarRules, star_balance, star_position

__all__ = [
    "Contender",
    "Entrant",
    "Item",
    "MarkLine",
    "MonthFigures",
    "OverPlaces",
    "PersonMarks",
    "Policy",
    "Pool",
    "Position",
    "QuarterFigures",
    "QuarterPlace",
    "Reason",
    "ReasonCode",
    "Side",
    "Standing",
    "StarPosition",
    "StarRules",
    "WorkCalendar",
    "cap_totals",
    "everyone_ties",
    "mark_people",
    "mean_quarter",
    "must_be_excused",
    "order_category",
    "over_places",
    "pool_cap",
    "pool_positions",
    "positions",
    "settle",
    "split_pools",
    "star_balance",
    "star_position",
]
