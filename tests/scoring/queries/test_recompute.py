"""A settled month answers for itself: whatever changes afterwards, it recomputes to the same figures."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from branches.actions.own_templates import adapt_template
from branches.actions.plans import accept_plan, file_plan, start_plan, write_plan
from branches.actions.tree import rename
from flagship.actions.indicators import add_indicator, weigh_indicators, write_indicator
from flagship.actions.programme import add_tiers, set_day, set_policies
from flagship.actions.templates import correct_wording, next_version, publish_template, retire_template
from flagship.categories import Account, PoliticalStatus, WorkLayer
from flagship.models import IndicatorTemplate, Programme
from flagship.periods import TZ, Month
from flagship.policies import Policy, TierRow, Tiers
from members.actions.people import change_details, change_status, transfer
from members.models import Member
from scoring.models import PointsEntry, Standing
from scoring.queries.assessed import assessed_revision
from scoring.queries.recompute import differences, settled_revisions
from scoring.queries.standing_figures import figures_of, stored_figures
from tests.scoring.queries.test_ledger import run

MAY = dt.datetime(2026, 5, 6, 9, tzinfo=TZ)
JUNE = dt.datetime(2026, 6, 3, 9, tzinfo=TZ)


@pytest.fixture
def template(settled_month):
    return IndicatorTemplate.objects.get(code="simple-safety")


def year() -> Programme:
    return Programme.objects.get(year=2026)


def renewed(template, cast, now, **columns) -> IndicatorTemplate:
    """The next version in force: its one line marked differently, another weighing half."""
    draft = next_version(template=template, by=cast.officer)
    line = draft.ordered_indicators.first()
    write_indicator(indicator=line, by=cast.officer, **columns)
    if draft.indicators.count() == 1:
        weigh_indicators(template=draft, weights={line.pk: Decimal(50)}, by=cast.officer)
        half = {"name": "产品质量合格率", "weight": Decimal(50), "formula": "ratio", "params": {"target": "1"}}
        add_indicator(template=draft, by=cast.officer, **half)
    IndicatorTemplate.objects.filter(code="safety", state="published").update(
        state="retired", valid_until=Month(2026, 1)
    )
    return publish_template(template=draft, valid_from=Month.of(now), by=cast.officer, now=now)


def new_versions(cast, template):
    second = renewed(template, cast, MAY, params={"target": "150"})
    third = renewed(second, cast, JUNE, name="产量", formula="deduction", params={"rate": "1"})
    assert (second.version, third.version) == (2, 3)


def other_words(cast, template):
    line = template.ordered_indicators.first()
    words = {line.pk: {"name": "canary", "description": "canary", "clause": "canary"}}
    correct_wording(template=template, name="canary", wording=words, by=cast.officer)


def another_plan(cast, template):
    branch = cast.branch_b
    for now in (MAY, JUNE):
        plan = start_plan(branch=branch, programme=year(), by=cast.secretary_b, now=now)
        used = [one.template for one in plan.plan_templates.all()] or [template]
        plan = write_plan(plan=plan, summary="改", templates=[template], pool="category", by=cast.secretary_b, now=now)
        own = adapt_template(plan=plan, template=used[0] if not used[0].company_wide else template, by=cast.secretary_b)
        plan.plan_templates.exclude(template=own).delete()
        line = own.ordered_indicators.first()
        write_indicator(indicator=line, by=cast.secretary_b, params={"target": str(now.month * 100)})
        accept_plan(plan=file_plan(plan=plan, by=cast.secretary_b, now=now), by=cast.officer, now=now)


def retirement(cast, template):
    retire_template(template=template, last=Month(2026, 4), reason="合并", by=cast.officer, now=MAY)


def other_tiers(cast, template):
    tiers = Tiers((TierRow(1, None, bonus=(Decimal(50),), deduction=(Decimal(40),)),))
    for account in Account:
        add_tiers(programme=year(), account=account, valid_from=Month(2026, 2), tiers=tiers, by=cast.officer)


def other_policies(cast, template):
    policy = Policy(tie_break="none", tie_points="average", non_party="separate", pool="category", plan_pool="fixed")
    set_policies(programme=year(), policy=policy, by=cast.officer)


def other_people(cast, template):
    for member in Member.objects.filter(employee_number__startswith="p"):
        change_details(member=member, name=f"改名{member.pk}", post="canary", layer=WorkLayer.OFFICE, by=cast.officer)
        change_status(member=member, status=PoliticalStatus.NON_PARTY, since=dt.date(2026, 3, 1), by=cast.officer)
        transfer(member=member, branch=cast.branch_a, on=dt.date(2026, 3, 2), by=cast.officer)
    rename(branch=cast.branch_b, name="新名党支部", layer=WorkLayer.SERVICE_WINDOW, by=cast.officer)


def another_calendar(cast, template):
    for day in range(1, 11):
        set_day(date=dt.date(2026, 4, day), working=False, note="canary", by=cast.officer)


CHANGES = (
    new_versions,
    other_words,
    another_plan,
    other_tiers,
    other_policies,
    other_people,
    another_calendar,
    retirement,
)


def figures() -> dict:
    """Marks, ranks and points as recomputed, by employee number."""
    (revision,) = settled_revisions()
    found = assessed_revision(revision, vetoed=frozenset()).assessment
    return {one.person.employee_number: figures_of(one, found) for one in found.ranked}


def proves_itself(before, posted):
    assert [str(one) for revision in settled_revisions() for one in differences(revision)] == []
    assert figures() == before
    assert list(PointsEntry.objects.order_by("pk").values_list("member", "amount")) == posted
    assert run("recompute") == "1 settled months recomputed, no difference.\n"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_one_change_leaves_a_settled_month_as_it_was(cast, template, change):
    before, posted = figures(), list(PointsEntry.objects.order_by("pk").values_list("member", "amount"))
    change(cast, template)
    proves_itself(before, posted)


def test_all_changes_together_leave_it_as_it_was(cast, template):
    before, posted = figures(), list(PointsEntry.objects.order_by("pk").values_list("member", "amount"))
    stored = {one.member_id: stored_figures(one) for one in Standing.objects.all()}
    for change in (
        another_plan,
        other_words,
        other_tiers,
        other_policies,
        other_people,
        another_calendar,
        new_versions,
    ):
        change(cast, template)
    proves_itself(before, posted)
    assert {one.member_id: stored_figures(one) for one in Standing.objects.all()} == stored


def test_the_proof_notices_a_month_that_reads_the_living_rules(cast, template):
    """The negative control: frozen inputs that follow the new version are found at once."""
    before = figures()
    (revision,) = settled_revisions()
    third = renewed(template, cast, MAY, params={"target": "300"})
    target = third.ordered_indicators.first().params["target"]
    frozen = json.dumps(revision.inputs)
    revision.inputs = json.loads(frozen.replace('"target": "100"', f'"target": "{target}"'))
    assert json.dumps(revision.inputs) != frozen
    revision.save()
    assert figures() != before
    assert [str(one) for revision in settled_revisions() for one in differences(revision)] != []
