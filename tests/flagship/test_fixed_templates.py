"""The database itself keeps what was published, on both engines; words and retirement pass."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from flagship.actions.templates import correct_wording, next_version, publish_template, retire_template
from flagship.append_only import missing_triggers
from flagship.categories import FlagCategory
from flagship.fixed_templates import INDICATORS, TEMPLATES, trigger_names
from flagship.models import Indicator, IndicatorTemplate
from flagship.periods import Month
from tests.guards import unguarded
from tests.scoring.rows import full_template, published

SQLITE = connection.vendor == "sqlite"
LEVEL, FACTOR = '{"levels": [{"code": "good", "zh": "优", "en": "Good", "marks": "30"}]}', '{"levels": []}'
CHANGES = [
    f"UPDATE {INDICATORS} SET weight = 61 WHERE code = 'output'",
    f"UPDATE {INDICATORS} SET formula = 'steps' WHERE code = 'output'",
    f"UPDATE {INDICATORS} SET quantitative = NOT quantitative WHERE code = 'output'",
    f"UPDATE {INDICATORS} SET params = '{{\"target\": \"99\"}}' WHERE code = 'output'",
    f"UPDATE {INDICATORS} SET params = '{LEVEL}' WHERE code = 'attitude'",
    f"UPDATE {INDICATORS} SET params = '{FACTOR}' WHERE code = 'attitude'",
    f"UPDATE {INDICATORS} SET floor = -1, cap = 5 WHERE code = 'breach'",
    f"UPDATE {INDICATORS} SET cap = 5 WHERE code = 'breach'",
    f"UPDATE {INDICATORS} SET code = 'other' WHERE code = 'breach'",
    f"DELETE FROM {INDICATORS} WHERE code = 'breach'",
    f"UPDATE {TEMPLATES} SET over_achievement = NOT over_achievement WHERE code = 'full-safety'",
    f"UPDATE {TEMPLATES} SET category = 'lean' WHERE code = 'full-safety'",
    f"UPDATE {TEMPLATES} SET valid_from = '2027-01' WHERE code = 'full-safety'",
    f"UPDATE {TEMPLATES} SET version = 7 WHERE code = 'full-safety'",
    f"UPDATE {TEMPLATES} SET state = 'draft' WHERE code = 'full-safety'",
]


@pytest.fixture
def template(db):
    return full_template()


def run(sql: str, *params) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def rows() -> tuple:
    return list(IndicatorTemplate.objects.order_by("pk").values()), list(Indicator.objects.order_by("pk").values())


@pytest.mark.parametrize("statement", CHANGES)
def test_raw_changes_of_a_published_template_are_refused(template, statement):
    before = rows()
    with pytest.raises(IntegrityError, match="never changes"):
        run(statement)
    assert rows() == before


@pytest.mark.parametrize("statement", CHANGES)
def test_without_the_triggers_it_would_be_changed(template, statement):
    """The negative control: the refusals above come from the triggers and from nothing else."""
    before = rows()
    with unguarded():
        run(statement)
    assert rows() != before


@pytest.mark.parametrize("statement", CHANGES)
def test_a_draft_is_free(template, statement):
    with unguarded():
        run(f"UPDATE {TEMPLATES} SET state = 'draft'")
    before = rows()
    run(statement.replace("SET state = 'draft'", "SET layer = 'office'"))
    assert rows() != before


def test_a_published_template_takes_no_line_and_is_not_deleted(template):
    line = template.indicators.get(code="breach")
    line.pk, line.code = None, "more"
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        line.save(force_insert=True)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        template.delete()
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        IndicatorTemplate.objects.filter(pk=template.pk)._raw_delete(using="default")
    draft = IndicatorTemplate.objects.create(code="d", name="草稿", category="safety")
    line.template = draft
    line.save(force_insert=True)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Indicator.objects.filter(pk=line.pk).update(template=template)
    draft.delete()


@pytest.mark.skipif(not SQLITE, reason="INSERT OR REPLACE is SQLite's")
def test_replacing_a_row_is_refused(template):
    before = rows()
    for table, changed in ((TEMPLATES, "name"), (INDICATORS, "weight")):
        model = {TEMPLATES: IndicatorTemplate, INDICATORS: Indicator}[table]
        columns = [field.column for field in model._meta.concrete_fields]
        for kept in (columns, columns[1:]):
            chosen = ", ".join("9" if column == changed else column for column in kept)
            with pytest.raises(IntegrityError, match="never changes"):
                run(f"INSERT OR REPLACE INTO {table} ({', '.join(kept)}) SELECT {chosen} FROM {table} LIMIT 1")
    assert rows() == before


@pytest.mark.skipif(SQLITE, reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [TEMPLATES, INDICATORS])
def test_truncating_is_refused(template, table):
    run("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked would stop TRUNCATE before the trigger does
    with pytest.raises(IntegrityError, match="never changes"):
        run(f"TRUNCATE {table} CASCADE")


def test_words_may_be_corrected_and_marks_not_along_with_them(template, cast):
    judged = template.indicators.get(code="attitude")
    words = {judged.pk: {"name": "担当", "description": "说明", "clause": "四（二）", "levels.fair.zh": "合格"}}
    correct_wording(template=template, name="新名", wording=words, by=cast.officer)
    judged.refresh_from_db()
    assert (judged.name, judged.params["levels"][1]["zh"]) == ("担当", "合格")
    smuggled = json.loads(json.dumps(judged.params).replace('"marks": "20"', '"marks": "21"'))
    assert smuggled != judged.params
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Indicator.objects.filter(pk=judged.pk).update(params=smuggled)


def test_the_factors_of_a_table_may_be_renamed_and_its_cells_not(db):
    table = {"row_name": "甲", "column_name": "乙", "row_edges": ["1"], "column_edges": ["1"], "cells": [["0"] * 2] * 2}
    rows = [("both", "双因素", "%", 100, True, "matrix", {"table": table})]
    line = published(FlagCategory.LEAN, rows, code="matrix").indicators
    line.update(params={"table": table | {"row_name": "完成率", "column_name": "回款率"}})
    for part in ({"cells": [["0", "0"], ["0", "9"]]}, {"row_edges": ["2"]}):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            line.update(params={"table": table | part})


def test_a_template_is_published_renewed_and_retired_as_ever(programme, cast):
    safety = IndicatorTemplate.objects.get(code="safety")
    draft = next_version(template=safety, by=cast.officer)
    month = Month.parse("2099-01")
    publish_template(template=draft, valid_from=month, by=cast.officer)
    retire_template(template=draft, last=Month.parse("2099-06"), reason="合并", by=cast.officer)
    draft.refresh_from_db()
    assert (draft.state, str(draft.valid_until)) == ("retired", "2099-06")
    for change in ("state = 'published'", "valid_until = NULL", "valid_until = '2100-01'"):
        with pytest.raises(IntegrityError, match="never changes"):
            run(f"UPDATE {TEMPLATES} SET {change} WHERE id = {draft.pk}")


def test_the_triggers_are_in_place_and_a_missing_one_is_noticed(db):
    assert missing_triggers(connection) == []
    name = sorted(trigger_names(connection.vendor))[0]
    run(f"DROP TRIGGER {name}" + ("" if SQLITE else f" ON {name.partition('_fixed_')[0]}"))
    assert missing_triggers(connection) == [name]
