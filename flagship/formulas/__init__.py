"""Formulas (计分方法): from a raw value to marks, exact and pure.

`FORMULAS` holds them by code. To add one, put a file into this package with a function under `@formula(...)`; nothing
else has to be named anywhere. `compute` marks one value; `spec_problems` says what is wrong with an indicator.
"""

import importlib
import pkgutil

from flagship.formulas.base import (
    OVER_ACHIEVEMENT,
    IndicatorSpec,
    Mark,
    Problem,
    SpecProblem,
    TargetProblem,
    Value,
    ValueProblem,
    exact,
    round_half_up,
)
from flagship.formulas.compute import (
    compute,
    input_labels,
    is_blank,
    rises,
    spec_problems,
    target_problem,
    value_problem,
)
from flagship.formulas.params import Option, ParamField
from flagship.formulas.registry import FORMULAS, Formula, in_menu_order
from flagship.formulas.scaling import reweighed

for _module in pkgutil.iter_modules(__path__, prefix=f"{__name__}."):
    importlib.import_module(_module.name)
in_menu_order()

__all__ = [
    "FORMULAS",
    "OVER_ACHIEVEMENT",
    "Formula",
    "IndicatorSpec",
    "Mark",
    "Option",
    "ParamField",
    "Problem",
    "SpecProblem",
    "TargetProblem",
    "Value",
    "ValueProblem",
    "compute",
    "exact",
    "input_labels",
    "is_blank",
    "reweighed",
    "rises",
    "round_half_up",
    "spec_problems",
    "target_problem",
    "value_problem",
]
