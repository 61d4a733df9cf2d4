"""Parameters as boxes, and back."""

import pytest

from flagship.forms.params import boxes_of, params_of
from flagship.formulas import FORMULAS
from flagship.standard import shipped_templates

SPECS = [spec for template in shipped_templates() for spec in template.specs]


def filled(boxes) -> dict[str, str]:
    """What a browser sends back untouched."""
    sent = {}
    for one in boxes:
        if one.grid:
            grid = one.grid
            edges = [edge for edge, _cells in grid.rows if edge]
            cells = [cell for _edge, row in grid.rows for cell in row]
            for box in (grid.row_name, grid.column_name, *grid.column_edges, *edges, *cells):
                sent[box.name] = box.value
            sent |= {f"{one.name}-row-count": str(len(edges)), f"{one.name}-column-count": str(len(grid.column_edges))}
        elif one.rows:
            sent |= {box.name: box.value for row in one.rows for box in row}
            sent[f"{one.name}-count"] = str(len(one.rows))
        else:
            sent[one.name] = one.value
    return sent


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.code}-{spec.formula}")
@pytest.mark.parametrize("more", ["", "levels", "bands", "rows"])
def test_every_shipped_indicator_goes_through_the_form_unchanged(spec, more):
    schema = FORMULAS[spec.formula].params_schema
    given, problems = params_of(schema, filled(boxes_of(schema, spec.params, more=more)))
    defaults = {one.name: one.default for one in schema if one.default}
    assert problems == []
    assert given == defaults | spec.params


def test_a_matrix_grows_by_a_row_and_loses_the_one_whose_edge_is_emptied():
    schema = FORMULAS["matrix"].params_schema
    table = {
        "row_name": "完成率",
        "column_name": "回款率",
        "row_edges": ["80", "100"],
        "column_edges": ["90"],
        "cells": [["0", "2"], ["4", "6"], ["8", "10"]],
    }
    sent = filled(boxes_of(schema, {"table": table}, more="rows"))
    assert sent["p-table-row-count"] == "3"
    assert params_of(schema, sent) == ({"table": table}, [])
    sent |= {"p-table-row-1": ""}
    smaller = table | {"row_edges": ["100"], "cells": [["0", "2"], ["8", "10"]]}
    assert params_of(schema, sent) == ({"table": smaller}, [])


def test_numbers_are_read_as_people_type_them():
    schema = FORMULAS["ratio"].params_schema
    assert params_of(schema, {"p-target": "１,２００．５"})[0]["target"] == "1200.5"


def test_what_is_no_number_is_said_with_its_place_and_kept():
    schema = FORMULAS["steps"].params_schema
    sent = {"p-bands-count": "2", "p-bands-0-high": "60", "p-bands-0-marks": "0", "p-bands-1-low": "六十"}
    params, (problem,) = params_of(schema, sent)
    assert (problem.field, problem.en[:14]) == ("bands", "“Bands”, row 2")
    assert params["bands"][1]["low"] == "六十"


def test_new_levels_get_codes_and_old_ones_keep_theirs():
    schema = FORMULAS["levels"].params_schema
    sent = {"p-levels-count": "3", "p-levels-0-code": "l1", "p-levels-0-zh": "省级", "p-levels-0-marks": "5"}
    sent |= {"p-levels-2-zh": "公司级", "p-levels-2-marks": "3"}
    levels = params_of(schema, sent)[0]["levels"]
    assert [(level["code"], level["zh"], level["en"]) for level in levels] == [
        ("l1", "省级", "省级"),
        ("l2", "公司级", "公司级"),
    ]


@pytest.mark.parametrize("count", ["", "-1", "99999999", "x"])
def test_a_forged_number_of_rows_reads_nothing_or_little(count):
    assert params_of(FORMULAS["steps"].params_schema, {"p-bands-count": count}) == ({}, [])
