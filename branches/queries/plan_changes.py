"""What a version of a plan says differently from the accepted one before it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from branches.models import BranchPlan
from branches.states import PlanState
from flagship.descriptions import Words
from flagship.differences import Change, Difference, Line, differences
from flagship.models import Indicator, IndicatorTemplate

_POOLS = {
    "": Words("按活动年度政策", "as the programme says"),
    "branch": Words("全支部为一个排名组", "the whole branch is one pool"),
    "category": Words("按旗手类别分组排名", "one pool for each category"),
}


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """The template for one category, track and layer; `former` None when it is new, `template` None when left out."""

    kind: Literal["added", "removed", "changed"]
    template: IndicatorTemplate | None
    former: IndicatorTemplate | None
    differences: tuple[Difference, ...] = ()

    @property
    def name(self) -> str:
        return (self.template or self.former).name


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """Against `former`: single things, and templates that differ in any indicator."""

    former: BranchPlan
    changes: tuple[Change, ...]
    templates: tuple[TemplateChange, ...]

    def __bool__(self) -> bool:
        return bool(self.changes or self.templates)


def plan_changes(plan: BranchPlan) -> PlanChanges | None:
    """None for the first version; otherwise against the newest earlier one that was accepted. Five queries at most."""
    earlier = BranchPlan.objects.filter(branch=plan.branch_id, programme=plan.programme_id, version__lt=plan.version)
    former = earlier.filter(state=PlanState.ACCEPTED).select_related("document").order_by("-version").first()
    if former is None:
        return None
    return PlanChanges(former, tuple(_single(former, plan)), tuple(_of_templates(former, plan)))


def _single(former: BranchPlan, plan: BranchPlan):
    sides = (
        (Words("生效月份", "Holds from"), _month(former), _month(plan)),
        (Words("排名分组", "Who is ranked with whom"), _POOLS[former.pool], _POOLS[plan.pool]),
        (Words("方案正文", "Summary"), _text(former.summary), _text(plan.summary)),
        (Words("所附文件", "Document"), _file(former), _file(plan)),
    )
    return (Change(what, before, after) for what, before, after in sides if before != after)


def _month(plan: BranchPlan) -> Words:
    return Words(plan.valid_from.zh, str(plan.valid_from))


def _text(text: str) -> Words:
    """The whole text: two that differ must not look the same."""
    return Words(text.strip() or "—", text.strip() or "—")


def _file(plan: BranchPlan) -> Words:
    if plan.document is None:
        return Words("无", "none")
    told = f"{plan.document.name}（{plan.document.digest[:8]}）"
    return Words(told, told)


def _of_templates(former: BranchPlan, plan: BranchPlan):
    """Templates are matched by whom they are for; a company version that replaced another is compared, too."""
    was, now = _used(former), _used(plan)
    lines = _lines({template.pk for template in (*was.values(), *now.values())})
    for whom, template in sorted(now.items(), key=lambda pair: pair[1].document_order()):
        before = was.get(whom)
        if before is None:
            yield TemplateChange("added", template, None)
        elif before.pk != template.pk and (found := differences(lines[before.pk], lines[template.pk])):
            yield TemplateChange("changed", template, before, tuple(found))
    for whom in was.keys() - now.keys():
        yield TemplateChange("removed", None, was[whom])


def _used(plan: BranchPlan) -> dict[tuple, IndicatorTemplate]:
    used = (one.template for one in plan.plan_templates.select_related("template"))
    return {(template.category, template.track, template.layer): template for template in used}


def _lines(templates: set[int]) -> dict[int, list[Line]]:
    found = defaultdict(list)
    for one in Indicator.objects.filter(template__in=templates).order_by("position"):
        found[one.template_id].append(Line(one.spec, one.description, one.evidence_required))
    return found
