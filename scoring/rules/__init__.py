"""The rules of the scheme as functions from values to values: who is ranked with whom, points, quarter, stars.

Nothing here knows a model, a request or a page; it runs without Django. `docs/rules.md` says what the numbers mean.
"""

from flagship.policies import Policy
from scoring.rules.entrants import Entrant
from scoring.rules.reasons import Reason, ReasonCode, Side
from scoring.rules.settle import settle
from scoring.rules.standings import Standing

__all__ = ["Entrant", "Policy", "Reason", "ReasonCode", "Side", "Standing", "settle"]
