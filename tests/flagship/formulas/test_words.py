"""The words within parameters can be told and replaced; nothing else moves."""

import pytest

from flagship.formulas.words import param_words, with_word
from tests.flagship.formulas.making import LEVELS, TABLE


def test_the_words_of_levels_and_tables():
    assert param_words({"levels": LEVELS[:1]}) == {"levels.a.zh": "国家级", "levels.a.en": "National"}
    assert param_words({"table": TABLE}) == {"table.row_name": "完成率", "table.column_name": "回款率"}
    assert param_words({"target": "100"}) == {}


def test_one_word_is_replaced_and_everything_else_stays():
    params = {"levels": LEVELS, "table": TABLE, "target": "1"}
    other = with_word(with_word(params, "levels.b.zh", "省级"), "table.row_name", "完成")
    assert param_words(other) == param_words(params) | {"levels.b.zh": "省级", "table.row_name": "完成"}
    assert other["table"]["cells"] == TABLE["cells"]
    assert [level["marks"] for level in other["levels"]] == [level["marks"] for level in LEVELS]
    assert params["table"]["row_name"] == "完成率"


@pytest.mark.parametrize("name", ["levels.x.zh", "levels.a.marks", "table.cells", "target"])
def test_what_is_no_word_cannot_be_replaced(name):
    with pytest.raises(KeyError):
        with_word({"levels": LEVELS, "table": TABLE, "target": "1"}, name, "9")
