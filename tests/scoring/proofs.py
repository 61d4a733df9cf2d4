"""A month of which evidence is asked."""

from flagship.categories import FlagCategory
from flagship.models import Indicator, IndicatorTemplate
from flagship.periods import Month
from flagship.states import TemplateState
from scoring.actions.evidence import attach_evidence
from tests.files import pdf
from tests.scoring.rows import ENTRY, declare, people


def twelve_who_prove(cast):
    """The people of branch B under a template like the simple one, whose only value needs evidence."""
    template = IndicatorTemplate.objects.create(
        category=FlagCategory.SAFETY, code="simple-safety", name="安全生产", valid_from=Month(2026, 1)
    )
    Indicator.objects.create(
        template=template,
        position=1,
        code="output",
        name="生产指标完成率",
        unit="%",
        weight=100,
        formula="ratio",
        params={"target": "100"},
        evidence_required=True,
    )
    IndicatorTemplate.objects.filter(pk=template.pk).update(state=TemplateState.PUBLISHED)
    declare(cast.secretary_b.person)
    return [cast.secretary_b.person, *people(cast.branch_b, 11, account=True)]


def proved(sheet, numbers=None, *, by, files=None):
    """Attach a file, or these, to the value of everybody or of these people."""
    rows = sheet.participants.select_related("member", "template").order_by("pk")
    if numbers is not None:
        rows = rows.filter(member__employee_number__in=numbers)
    return [
        kept
        for row in rows
        for kept in attach_evidence(
            participant=row, indicator=row.template.indicators.get(), files=files or [pdf()], by=by, now=ENTRY
        )
    ]
