"""The shapes of the shipped standard: frozen values, ready to be made into rows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flagship.categories import FlagCategory, InnovationTrack, WorkLayer
from flagship.formulas import IndicatorSpec


@dataclass(frozen=True, slots=True)
class IndicatorData:
    """One shipped indicator: how it is marked, and what a branch must know to fill it in."""

    spec: IndicatorSpec
    name_en: str
    description: str
    evidence_required: bool = False


@dataclass(frozen=True, slots=True)
class TemplateData:
    """One shipped template, worth 100 marks. `layer` None: every layer. `name` is Chinese.

    `sample_weights`: weights and scales are examples (示例权重), for the document names indicators only.
    """

    code: str
    category: FlagCategory
    track: InnovationTrack | None
    layer: WorkLayer | None
    name: str
    name_en: str
    clause: str
    indicators: tuple[IndicatorData, ...]
    sample_weights: bool = True

    @property
    def specs(self) -> tuple[IndicatorSpec, ...]:
        return tuple(indicator.spec for indicator in self.indicators)


@dataclass(frozen=True, slots=True)
class StarBand:
    """`stars` stars from a balance of `least` points on."""

    stars: int
    least: Decimal


@dataclass(frozen=True, slots=True)
class StarSchemeData:
    """A star rule: everyone starts a window with `base` points; `cap` None is no cap; bands ascend.

    `promoter` is the role that promotes; `example` marks what the company has not adopted.
    """

    name: str
    name_en: str
    base: Decimal
    window: Literal["month", "quarter", "year"]
    carry_over: bool
    cap: Decimal | None
    bands: tuple[StarBand, ...]
    promoter: str
    example: bool
