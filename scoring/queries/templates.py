"""By which template a person is marked, and why by this one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from branches.models import Branch, BranchPlan
from branches.states import PlanState
from flagship.categories import FlagCategory, InnovationTrack, WorkLayer
from flagship.models import IndicatorTemplate
from flagship.periods import Month
from flagship.states import TemplateState


@dataclass(frozen=True, slots=True)
class Choice:
    """The template (None when no template is in force) and one sentence why, in Chinese and English."""

    template: IndicatorTemplate | None
    zh: str
    en: str

    @property
    def reason(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class TemplateBook:
    """The templates in force in a month: those of the branches' accepted plans, and the company's."""

    plans: dict[int, tuple[BranchPlan, list[IndicatorTemplate]]]
    company: list[IndicatorTemplate]

    @classmethod
    def of(cls, month: Month, branches: Iterable[Branch]) -> Self:
        """Three queries for any number of branches."""
        newest_last = (
            BranchPlan.objects.filter(
                branch__in=branches, state=PlanState.ACCEPTED, valid_from__lte=month, programme__year=month.year
            )
            .order_by("branch_id", "valid_from", "version")
            .prefetch_related("plan_templates__template")
        )
        plans = {
            plan.branch_id: (plan, [one.template for one in plan.plan_templates.all() if _usable(one.template)])
            for plan in newest_last
        }
        return cls(plans, list(IndicatorTemplate.objects.company().in_force(month)))

    def choose(
        self, branch_id: int, category: FlagCategory, track: InnovationTrack | str, layer: WorkLayer | str
    ) -> Choice:
        """The branch plan's template, else the company's newest; one for the person's layer goes before a general one.

        Without an accepted plan the company's templates apply, and the sentence says so (五（一）).
        """
        plan, own = self.plans.get(branch_id, (None, []))
        if template := _best(own, category, track, layer):
            return Choice(
                template,
                f"按本支部考核细则（第{plan.version}版）采用“{template.name}”{_for_layer_zh(template)}。",
                f"The branch's plan (version {plan.version}) uses “{template.name}”{_for_layer_en(template)}.",
            )
        zh = f"本支部考核细则未列“{category.zh}”" if plan else "本支部尚无已备案的考核细则"
        en = f"The branch's plan has nothing for “{category.en}”" if plan else "The branch has no accepted plan"
        if template := _best(self.company, category, track, layer):
            return Choice(
                template,
                f"{zh}，按公司指标模板“{template.name}”（第{template.version}版）执行{_for_layer_zh(template)}。",
                f"{en}; the company's “{template.name}” (version {template.version}) applies{_for_layer_en(template)}.",
            )
        return Choice(None, f"{zh}，公司也没有适用的有效模板。", f"{en}, and no company template is in force.")


def template_for(
    *,
    category: FlagCategory,
    track: InnovationTrack | str,
    layer: WorkLayer | str,
    branch: Branch,
    month: Month,
) -> Choice:
    """The template of one person of a branch in a month, with the reason."""
    return TemplateBook.of(month, [branch]).choose(branch.pk, category, track, layer)


def _usable(template: IndicatorTemplate) -> bool:
    return template.state != TemplateState.DRAFT


def _best(templates: list[IndicatorTemplate], category, track, layer) -> IndicatorTemplate | None:
    fitting = [
        template
        for template in templates
        if template.category == category and template.track in ("", track) and template.layer in ("", layer)
    ]
    return max(fitting, key=_preference, default=None)


def _preference(template: IndicatorTemplate) -> tuple:
    """For this layer, for this track, the newest; the code only so that the answer is always the same."""
    return bool(template.layer), bool(template.track), template.valid_from, template.version, template.code


def _for_layer_zh(template: IndicatorTemplate) -> str:
    return f"（适用于{template.layer.zh}层面）" if template.layer else ""


def _for_layer_en(template: IndicatorTemplate) -> str:
    return f" ({template.layer.en})" if template.layer else ""
