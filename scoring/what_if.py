"""What other rules would have given, as values: page, workbook and CSV print these and compute nothing."""

from dataclasses import dataclass
from decimal import Decimal

from flagship.categories import Account
from flagship.periods import Month


@dataclass(frozen=True, slots=True)
class Figure:
    """Where somebody stands: total in marks, rank (None when not ranked), points."""

    total: Decimal
    rank: int | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class WhatIfLine:
    """One person in one month, as settled and as it would be. `excused` says that the person could not be marked."""

    member_id: int
    employee_number: str
    name: str
    branch_name: str
    month: Month
    account: Account
    before: Figure
    after: Figure
    excused: bool = False

    @property
    def points(self) -> Decimal:
        """What would be gained (above 0) or lost."""
        return self.after.points - self.before.points

    @property
    def differs(self) -> bool:
        """Whether rank or points would be others. A total alone decides nothing."""
        return (self.before.rank, self.before.points) != (self.after.rank, self.after.points)


@dataclass(frozen=True, slots=True)
class WhatIfSum:
    """Lines taken together, of one branch or one person, on one account: points as settled and as they would be."""

    name: str
    detail: str
    account: Account
    lines: int
    people: int
    before: Decimal
    after: Decimal
    gained: Decimal
    lost: Decimal
    differing: tuple[WhatIfLine, ...] = ()

    @property
    def points(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class TierUse:
    """How many pools fall into a row of the tier table, before and after; `span` as `TierRow.span`."""

    span: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Settled months under other rules. `changes` says them, Chinese and English; `accounts` sums each account.

    `lines` holds everybody who was ranked; `branches` and `people` only where something differs. Nothing is stored.
    """

    changes: tuple[tuple[str, str], ...]
    since: Month
    until: Month
    branch_names: tuple[str, ...]
    months: int
    lines: tuple[WhatIfLine, ...]
    accounts: tuple[WhatIfSum, ...]
    branches: tuple[WhatIfSum, ...]
    people: tuple[WhatIfSum, ...]
    tiers: tuple[TierUse, ...]

    @property
    def differing(self) -> tuple[WhatIfLine, ...]:
        """The lines in which rank or points would be others."""
        return tuple(line for line in self.lines if line.differs)

    @property
    def people_differing(self) -> int:
        return len({line.member_id for line in self.lines if line.differs})
