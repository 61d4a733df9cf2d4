from django.db import models
from django.db.models import Q

from flagship.categories import FlagCategory, InnovationTrack, WorkLayer
from flagship.fields import MonthField, TermField
from flagship.models.stateful import Stateful
from flagship.periods import Month
from flagship.states import TemplateState


class IndicatorTemplateQuerySet(models.QuerySet):
    def company(self) -> "IndicatorTemplateQuerySet":
        """The templates open to everybody; a branch's own are reached through its plan."""
        return self.filter(company_wide=True)

    def published(self) -> "IndicatorTemplateQuerySet":
        return self.filter(state=TemplateState.PUBLISHED)

    def published_or_retired(self) -> "IndicatorTemplateQuerySet":
        """What has been in force at some time: everything but drafts."""
        return self.exclude(state=TemplateState.DRAFT)

    def in_force(self, month: Month) -> "IndicatorTemplateQuerySet":
        """Published (also if retired since) and valid in a month, newest version first."""
        return (
            self.filter(valid_from__lte=month)
            .exclude(state=TemplateState.DRAFT)
            .filter(Q(valid_until=None) | Q(valid_until__gte=month))
            .order_by("code", "-version")
        )


class IndicatorTemplate(Stateful):
    """指标模板: one version of what a category measures. A published version is never edited; see 四（二）."""

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=80)
    category = TermField(terms=FlagCategory)
    track = TermField(terms=InnovationTrack, blank=True)
    layer = TermField(terms=WorkLayer, blank=True)
    state = TermField(terms=TemplateState, default=TemplateState.DRAFT)
    company_wide = models.BooleanField(default=True)
    over_achievement = models.BooleanField(default=False, help_text="Caps may reach 120 % of the weight.")
    sample_weights = models.BooleanField(default=False, help_text="示例权重: not yet set by the company or a branch.")
    adapted_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="adaptations"
    )
    clause = models.CharField(max_length=40, blank=True)
    valid_from = MonthField(null=True, blank=True)
    valid_until = MonthField(null=True, blank=True)

    objects = IndicatorTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["category", "track", "layer", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_template_version"),
            models.CheckConstraint(
                condition=Q(track="") | Q(category=FlagCategory.INNOVATION.value), name="track_only_for_innovation"
            ),
            models.CheckConstraint(
                condition=Q(state=TemplateState.DRAFT.value) | Q(valid_from__isnull=False),
                name="published_template_has_a_first_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"

    def document_order(self) -> tuple:
        """Sorts templates as the document lists the categories (四（二）), innovation by its tracks."""
        return (
            list(FlagCategory).index(self.category),
            list(InnovationTrack).index(self.track) if self.track else -1,
            self.layer,
            self.code,
            -self.version,
        )

    @property
    def ordered_indicators(self):
        return self.indicators.order_by("position")
