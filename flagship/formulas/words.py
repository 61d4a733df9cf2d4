"""The words within the parameters of an indicator, names of levels and factors: no figure depends on them."""

from collections.abc import Mapping
from typing import Any

_FACTORS = ("row_name", "column_name")


def param_words(params: Mapping[str, Any]) -> dict[str, str]:
    """Every word by its name: `levels.<code>.zh`, `levels.<code>.en`, `table.row_name`, `table.column_name`."""
    words = {
        f"levels.{level['code']}.{language}": str(level.get(language) or "")
        for level in params.get("levels") or ()
        for language in ("zh", "en")
    }
    if table := params.get("table"):
        words |= {f"table.{name}": str(table.get(name) or "") for name in _FACTORS}
    return words


def with_word(params: Mapping[str, Any], name: str, word: str) -> dict[str, Any]:
    """The parameters with one word replaced, everything else as it was. KeyError for a word that is not there."""
    if name not in param_words(params):
        raise KeyError(name)
    kind, _dot, place = name.partition(".")
    if kind == "table":
        return {**params, "table": {**params["table"], place: word}}
    code, _dot, language = place.rpartition(".")
    levels = [{**level, language: word} if level["code"] == code else level for level in params["levels"]]
    return {**params, "levels": levels}
