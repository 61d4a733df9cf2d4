"""Evidence (佐证材料): which files prove a value, and where one is needed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from flagship.formulas.base import Value


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that proves a value. `id` leads to its row, `digest` is the SHA-256 of its bytes, `size` counts them."""

    id: int
    name: str
    size: int
    digest: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**data)


def claims_something(value: Value, marks) -> bool:
    """Whether a value earns marks by something that happened: nothing done and nothing earned prove nothing."""
    if not marks or value.choice == "no":
        return False
    return bool(value.choice or value.number or value.second)
