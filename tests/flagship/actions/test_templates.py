"""The life of a template: a draft is written on, a published version never."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from flagship.actions import indicators as lines
from flagship.actions import templates as verbs
from flagship.categories import FlagCategory, WorkLayer
from flagship.models import AuditEvent, Indicator, IndicatorTemplate, Transition
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ, Month
from flagship.states import TemplateState
from scoring.queries.templates import template_for
from tests.scoring.rows import full_template

MARCH = dt.datetime(2026, 3, 2, 9, tzinfo=TZ)
pytestmark = pytest.mark.usefixtures("programme", "in_english")


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def safety(programme):
    return IndicatorTemplate.objects.get(code="safety")


@pytest.fixture
def draft(safety, cast):
    return verbs.next_version(template=safety, by=cast.officer)


def published(draft, cast, month=None):
    return verbs.publish_template(template=draft, valid_from=month or Month.of(MARCH), by=cast.officer, now=MARCH)


def said(template) -> list[tuple]:
    columns = (
        *verbs.WORDING,
        "code",
        "position",
        "weight",
        "formula",
        "params",
        "floor",
        "cap",
        "unit",
        "quantitative",
    )
    return list(template.ordered_indicators.values_list(*columns))


def test_the_next_version_begins_with_what_the_former_says(safety, draft, cast):
    assert (draft.code, draft.version, draft.state, draft.adapted_from) == ("safety", 2, TemplateState.DRAFT, safety)
    assert said(draft) == said(safety)
    assert verbs.next_version(template=safety, by=cast.officer) == draft


def test_a_published_version_holds_from_its_month_on(safety, draft, cast):
    published(draft, cast)

    def chosen(month):
        asked = {"category": FlagCategory.SAFETY, "track": "", "layer": WorkLayer.OPERATIONS}
        return template_for(**asked, branch=cast.branch_a, month=month).template

    assert [chosen(Month(2026, m)) for m in (2, 3)] == [safety, draft]
    (step,) = Transition.objects.of(draft)
    assert (step.move, step.by) == ("publish", cast.officer)


@pytest.mark.parametrize("who", ["secretary_a", "auditor", "admin", "recorder", "employee"])
def test_only_the_department_publishes(draft, cast, who):
    with pytest.raises(PermissionDenied):
        verbs.publish_template(template=draft, valid_from=Month(2026, 3), by=getattr(cast, who), now=MARCH)


def test_a_month_that_is_over_cannot_be_its_first(draft, cast):
    with pytest.raises(Refused, match="2026-02: that month is over; choose 2026-03"):
        published(draft, cast, Month(2026, 2))


def test_a_version_cannot_begin_before_the_former_one(safety, draft, cast):
    published(draft, cast, Month(2026, 6))
    third = verbs.next_version(template=draft, by=cast.officer)
    with pytest.raises(Refused, match="Version 2 holds from 2026-06"):
        published(third, cast, Month(2026, 5))


def spoil(draft, code, **columns):
    Indicator.objects.filter(template=draft, code=code).update(**columns)


BANDS = [{"low": None, "high": "60", "marks": "0"}, {"low": "50", "high": None, "marks": "5"}]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"weight": Decimal(1)}, "The weights must sum to 100"),
        ({"formula": "ratio", "params": {"target": "0"}}, "The target must be greater than 0"),
        ({"formula": "steps", "params": {"bands": BANDS}}, "two bands overlap from 50"),
        ({"formula": "ratio", "params": {"target": "100"}, "cap": Decimal(30)}, "has a cap above its weight"),
    ],
)
def test_publishing_is_refused_with_a_sentence(draft, cast, columns, sentence):
    draft.over_achievement = False
    draft.save()
    spoil(draft, draft.ordered_indicators.first().code, **columns)
    with pytest.raises(Refused, match=sentence):
        published(draft, cast)
    draft.refresh_from_db()
    assert (draft.state, draft.valid_from) == (TemplateState.DRAFT, None)


def test_quantitative_must_lead_and_deductions_must_not(draft, cast):
    rubric = [{"code": "a", "zh": "好", "marks": "1"}, {"code": "b", "zh": "差", "marks": "0"}]
    draft.indicators.update(quantitative=False, formula="rubric", params={"levels": rubric}, cap=None, floor=0)
    with pytest.raises(Refused, match="Quantitative weight 0 must exceed qualitative weight 100"):
        published(draft, cast)
    draft.indicators.update(quantitative=True, formula="deduction", params={"rate": "1"})
    with pytest.raises(Refused, match="Deduct-only weight 100 must not exceed"):
        published(draft, cast)


def test_people_of_one_kind_have_one_template(safety, cast):
    copy = verbs.copy_template(template=safety, name="安全另版", by=cast.officer)
    assert copy.code == "safety-2"
    with pytest.raises(Refused, match=f"“{safety.name}” is for the same people"):
        published(copy, cast)
    verbs.write_head(template=copy, by=cast.officer, layer=WorkLayer.OFFICE)
    copy.refresh_from_db()
    assert published(copy, cast).state is TemplateState.PUBLISHED


EDITS = {
    "head": lambda t, by: verbs.write_head(template=t, by=by, name="canary"),
    "discard": lambda t, by: verbs.discard_template(template=t, by=by),
    "add": lambda t, by: lines.add_indicator(template=t, by=by, name="canary", weight=1, formula="ratio"),
    "write": lambda t, by: lines.write_indicator(indicator=t.ordered_indicators.first(), by=by, name="canary"),
    "weigh": lambda t, by: lines.weigh_indicators(template=t, weights={t.ordered_indicators.first().pk: 1}, by=by),
    "shift": lambda t, by: lines.shift_indicator(indicator=t.ordered_indicators.first(), up=False, by=by),
    "remove": lambda t, by: lines.remove_indicator(indicator=t.ordered_indicators.first(), by=by),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_published_version_is_never_edited_or_deleted(safety, draft, cast, edit):
    stale = IndicatorTemplate.objects.get(pk=draft.pk)
    published(draft, cast)
    before = said(draft)
    for template in (safety, draft, stale):
        with pytest.raises(AlreadyDone, match="never changes"):
            EDITS[edit](template, cast.officer)
    assert said(draft) == before


@pytest.mark.parametrize("edit", EDITS)
def test_the_same_edits_change_a_draft(draft, cast, edit):
    before = said(draft), draft.name
    EDITS[edit](draft, cast.officer)
    again = IndicatorTemplate.objects.filter(pk=draft.pk).first()
    assert again is None or (said(again), again.name) != before


def test_indicators_are_moved_added_and_removed(draft, cast):
    def order():
        return list(draft.ordered_indicators.values_list("code", flat=True))

    first, second, *rest = order()
    row = draft.indicators.get(code=first)
    lines.shift_indicator(indicator=row, up=True, by=cast.officer)
    assert order() == [first, second, *rest]
    lines.shift_indicator(indicator=row, up=False, by=cast.officer)
    assert order() == [second, first, *rest]
    new = lines.add_indicator(template=draft, by=cast.officer, name="新指标", weight=Decimal(5), formula="ratio")
    lines.remove_indicator(indicator=row, by=cast.officer)
    assert order() == [second, *rest, new.code]
    assert list(draft.ordered_indicators.values_list("position", flat=True)) == list(range(1, len(rest) + 3))


def test_lines_are_put_in_any_order_at_once(draft, cast):
    keys = [line.pk for line in draft.ordered_indicators]
    lines.order_indicators(template=draft, order=keys[::-1], by=cast.officer)
    assert [(line.pk, line.position) for line in draft.ordered_indicators] == [
        (key, place) for place, key in enumerate(keys[::-1], start=1)
    ]
    for wrong in (keys[1:], [*keys, keys[0]], [*keys[1:], 10**6]):
        with pytest.raises(Refused, match="added or removed meanwhile"):
            lines.order_indicators(template=draft, order=wrong, by=cast.officer)
    assert [line.pk for line in draft.ordered_indicators] == keys[::-1]


def test_a_later_version_is_for_the_same_people(draft, cast):
    with pytest.raises(Refused, match="same people"):
        verbs.write_head(template=draft, by=cast.officer, category=FlagCategory.LEAN)


def test_retiring_ends_all_versions_and_no_older_one_comes_back(safety, draft, cast):
    published(draft, cast)
    with pytest.raises(Refused, match="2026-03 at the earliest"):
        verbs.retire_template(template=draft, last=Month(2026, 1), reason="合并", by=cast.officer, now=MARCH)
    verbs.retire_template(template=draft, last=Month(2026, 4), reason="合并", by=cast.officer, now=MARCH)
    safety.refresh_from_db()
    assert (safety.state, draft.state) == (TemplateState.RETIRED, TemplateState.RETIRED)
    in_force = IndicatorTemplate.objects.filter(code="safety")
    assert [in_force.in_force(Month(2026, m)).count() for m in (4, 5)] == [2, 0]


def test_a_wording_correction_changes_no_number_and_is_recorded(safety, cast):
    first = safety.ordered_indicators.first()
    before, name = said(safety), first.name
    verbs.correct_wording(
        template=safety,
        name=safety.name,
        wording={first.pk: {"name": "生产指标完成率（月）", "weight": "1"}},
        by=cast.officer,
    )
    after = said(safety)
    assert after[0][0] == "生产指标完成率（月）"
    assert [row[3:] for row in after] == [row[3:] for row in before]
    event = AuditEvent.objects.get(act="correct_wording")
    assert event.by == cast.officer
    assert event.detail["changed"] == {f"{first.code}.name": [name, "生产指标完成率（月）"]}


def test_the_names_of_levels_and_factors_can_be_corrected_and_their_marks_cannot(cast):
    template = full_template()
    judged = template.indicators.get(code="attitude")
    words = {"levels.fair.zh": "合格", "levels.fair.en": "Passable", "levels.fair.marks": "30", "params": "{}"}
    changed = verbs.correct_wording(template=template, name=template.name, wording={judged.pk: words}, by=cast.officer)
    assert changed == {"attitude.levels.fair.zh": ["较好", "合格"], "attitude.levels.fair.en": ["Fair", "Passable"]}
    after = template.indicators.get(code="attitude").params["levels"]
    assert [(level["code"], level["zh"], level["marks"]) for level in after] == [
        ("good", "好", "30"),
        ("fair", "合格", "20"),
        ("poor", "一般", "10"),
    ]
    twice = {judged.pk: {"levels.poor.zh": "好"}}
    with pytest.raises(Refused, match="appears twice"):
        verbs.correct_wording(template=template, name=template.name, wording=twice, by=cast.officer)


def test_names_do_not_change_places_under_the_name_of_a_correction(cast):
    """Good for poor would be other marks for what was meant, whatever the codes say."""
    template = full_template()
    output, breach, judged = template.ordered_indicators
    swaps = (
        {judged.pk: {"levels.good.zh": "一般", "levels.poor.zh": "好"}},
        {judged.pk: {"levels.good.en": "Fair", "levels.fair.en": "Poor", "levels.poor.en": "Good"}},
        {output.pk: {"name": breach.name}, breach.pk: {"name": output.name}},
    )
    for swap in swaps:
        with pytest.raises(Refused, match="change places"):
            verbs.correct_wording(template=template, name=template.name, wording=swap, by=cast.officer)
    clauses = {output.pk: {"clause": "四（二）1"}, breach.pk: {"clause": "四（二）2"}}
    verbs.correct_wording(template=template, name=template.name, wording=clauses, by=cast.officer)


def test_names_stay_and_stay_apart_in_a_wording_correction(safety, cast):
    first, second, *_rest = safety.ordered_indicators
    for text, sentence in (("  ", "needs a name"), (second.name, "same name")):
        with pytest.raises(Refused, match=sentence):
            verbs.correct_wording(template=safety, name="x", wording={first.pk: {"name": text}}, by=cast.officer)
    safety.refresh_from_db()
    assert safety.name != "x"
    assert not AuditEvent.objects.filter(act="correct_wording").exists()
