"""The result of a settled pool for one person."""

from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.categories import Account
from scoring.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's standing in a pool of `n` participants.

    `rank` counts from the top, ties shared and the next ranks skipped; `rank_from_bottom` is its mirror image. Both
    are None for somebody who is shown only. `points` go to `account`; 0 points post nothing. `reason` says why.
    """

    key: Hashable
    n: int
    rank: int | None
    rank_from_bottom: int | None
    tied: bool
    points: Decimal
    account: Account
    reason: Reason

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings. ValueError for a key that JSON cannot give back (text and numbers can)."""
        if not isinstance(self.key, str | int):
            raise ValueError(f"The key {self.key!r} cannot be stored; use a text or a whole number.")
        return {
            "key": self.key,
            "n": self.n,
            "rank": self.rank,
            "rank_from_bottom": self.rank_from_bottom,
            "tied": self.tied,
            "points": str(self.points),
            "account": self.account.value,
            "reason": self.reason.to_json(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`."""
        return cls(
            **data
            | {
                "points": Decimal(data["points"]),
                "account": Account(data["account"]),
                "reason": Reason.from_json(data["reason"]),
            }
        )
