"""The shipped standard as data: templates (四（二）), tier table (五（三）), an example star scheme.

The data stand in `data/*.toml`, every number as text, each with its clause of the company's document.
"""

from flagship.standard.checks import template_problems
from flagship.standard.reading import document_tiers, example_stars, shipped_templates
from flagship.standard.shapes import IndicatorData, StarBand, StarSchemeData, TemplateData

__all__ = [
    "IndicatorData",
    "StarBand",
    "StarSchemeData",
    "TemplateData",
    "document_tiers",
    "example_stars",
    "shipped_templates",
    "template_problems",
]
