"""Other rules for a month that is settled: what its frozen inputs would give, without touching it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from flagship.formulas import reweighed
from flagship.policies import Policy, Tiers
from scoring.rules.inputs import MonthInputs, TemplateInput

KNOBS = ("tie_break", "tie_points", "pool", "min_pool", "non_party", "total_cap")
"""The policies a settled month can be tried under: those by which people are ranked and points are given."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is tried. `policies` holds those of `KNOBS` that change; `tiers` another table for Party people, or None.

    `weights` are marks by indicator code, for the version of a template with the id `template`.
    """

    policies: Mapping[str, Any] = field(default_factory=dict)
    tiers: Tiers | None = None
    template: int | None = None
    weights: Mapping[str, Decimal] = field(default_factory=dict)

    def policy(self, frozen: Policy) -> Policy:
        """The month's policies with the changed ones. ValueError for a value that a policy cannot have."""
        return replace(frozen, **self.policies)

    def inputs(self, frozen: MonthInputs) -> MonthInputs:
        """The month's inputs, one template reweighed; everything an indicator says in marks follows its weight."""
        if not self.weights:
            return frozen
        return replace(frozen, templates=tuple(self._reweighed(template) for template in frozen.templates))

    def _reweighed(self, template: TemplateInput) -> TemplateInput:
        if template.id != self.template:
            return template
        indicators = tuple(
            replace(at, spec=reweighed(at.spec, self.weights.get(at.spec.code, at.spec.weight)))
            for at in template.indicators
        )
        return replace(template, indicators=indicators)
