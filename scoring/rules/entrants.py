"""Those who enter a ranking."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Entrant:
    """One participant of a pool.

    `total` is the month's total in marks. `quantitative` is the quantitative share: quantitative marks ÷ applicable
    quantitative weight × 100, 2 places. `party` is true for Party and probationary members. `vetoed` is a confirmed
    一票否决 of the month. Whole numbers are taken as the Decimals they are; a float is refused by `check_entrants`.
    """

    key: Hashable
    total: Decimal
    quantitative: Decimal
    party: bool = True
    vetoed: bool = False

    def __post_init__(self) -> None:
        for name in ("total", "quantitative"):
            value = getattr(self, name)
            if isinstance(value, int) and not isinstance(value, bool):
                object.__setattr__(self, name, Decimal(value))


def check_entrants(entrants: Iterable[Entrant]) -> None:
    """Raise ValueError with one sentence for a person who enters twice or a figure that is no exact number."""
    seen = set()
    for entrant in entrants:
        if entrant.key in seen:
            raise ValueError(f"“{entrant.key}” enters the ranking twice; everyone stands in one pool once.")
        seen.add(entrant.key)
        for name in ("total", "quantitative"):
            value = getattr(entrant, name)
            if not isinstance(value, Decimal) or not value.is_finite():
                raise ValueError(f"The {name} of “{entrant.key}” must be an exact Decimal, not {value!r}.")


def key_order(key: Hashable) -> tuple[int, int, str, str]:
    """A sort key for keys of any kind: whole numbers by size, then everything else by its text."""
    if isinstance(key, int):
        return 0, key, "", ""
    return 1, 0, str(key), type(key).__name__
