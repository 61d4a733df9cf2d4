"""Putting the shipped standard into the database. Idempotent: what is there is left as it is."""

from django.db import transaction

from flagship.actions.audit import record
from flagship.categories import Account
from flagship.models import Indicator, IndicatorTemplate, Programme, StarScheme, TierTable
from flagship.periods import Month
from flagship.standard import StarSchemeData, TemplateData, document_tiers, example_stars, shipped_templates
from flagship.states import TemplateState

IN_FORCE_SINCE = Month(2020, 1)  # the month of the company's document


@transaction.atomic
def load_standard(*, year: int, by=None) -> Programme:
    """Make the programme of a year with the document's tier table, the example star scheme and the shipped templates.

    A year, table, scheme or template code that exists is not touched, whatever became of it since.
    """
    programme, _ = Programme.objects.get_or_create(year=year)
    TierTable.objects.get_or_create(
        programme=programme,
        account=Account.STAR,
        valid_from=Month(year, 1),
        defaults={"rows": document_tiers().to_json(), "note": "五（三）"},
    )
    StarScheme.objects.get_or_create(programme=programme, defaults=_star_columns(example_stars()))
    known = set(IndicatorTemplate.objects.values_list("code", flat=True))
    new = [template for template in shipped_templates() if template.code not in known]
    _publish(new)
    record("load_standard", f"{year}", by=by, templates=[template.code for template in new])
    return programme


def _star_columns(stars: StarSchemeData) -> dict:
    return {
        "base": stars.base,
        "window": stars.window,
        "carry_over": stars.carry_over,
        "cap": stars.cap,
        "bands": [str(band.least) for band in stars.bands],
        "is_example": stars.example,
    }


def _publish(templates: list[TemplateData]) -> None:
    rows = [
        IndicatorTemplate(
            code=template.code,
            name=template.name,
            category=template.category,
            track=template.track or "",
            layer=template.layer or "",
            state=TemplateState.DRAFT,
            over_achievement=any(spec.allows_over_achievement for spec in template.specs),
            sample_weights=template.sample_weights,
            clause=template.clause,
            valid_from=IN_FORCE_SINCE,
        )
        for template in templates
    ]
    rows = IndicatorTemplate.objects.bulk_create(rows)
    Indicator.objects.bulk_create(
        Indicator(
            template=row,
            position=position,
            description=indicator.description,
            evidence_required=indicator.evidence_required,
            **_spec_columns(indicator.spec),
        )
        for row, template in zip(rows, templates, strict=True)
        for position, indicator in enumerate(template.indicators, start=1)
    )
    # Only now: the database adds no indicator to a published template.
    IndicatorTemplate.objects.filter(pk__in=[row.pk for row in rows]).update(state=TemplateState.PUBLISHED)


def _spec_columns(spec) -> dict:
    names = ("code", "name", "unit", "weight", "quantitative", "formula", "params", "floor", "cap", "clause")
    return {name: getattr(spec, name) for name in names}
