"""Why somebody stands at a star, in one sentence."""

from decimal import Decimal

from flagship.figures import plain
from scoring.documents import Words
from scoring.models.star_run import StarFigures
from scoring.rules import StarRules
from scoring.rules.stars import star_position
from scoring.states import StarChange

_CHANGE_EN = {
    StarChange.FIRST: "the first rating.",
    StarChange.UP: "one goes up from {before}.",
    StarChange.DOWN: "below the band of {before}, so one goes down.",
    StarChange.SAME: "as before.",
}


def why_this_star(rules: StarRules, row: StarFigures) -> Words:
    """The balance against its band, then what becomes of the star of before."""
    zh, en = _reached(rules, row.balance)
    match row.change:
        case StarChange.EXEMPT:
            kept = f"{row.before}星不变" if row.before is not None else "本期不评定"
            kept_en = f"{row.before} stars stay" if row.before is not None else "not rated this time"
            return Words(f"{zh}；豁免，{kept}：{row.exempt_reason}", f"{en}; exempted, {kept_en}: {row.exempt_reason}")
        case StarChange.DOWN:
            return Words(f"{zh}；低于{row.before}星起点，由{row.before}星降级。", f"{en}; {_en(row)}")
        case StarChange.UP:
            return Words(f"{zh}；由{row.before}星晋级。", f"{en}; {_en(row)}")
        case StarChange.SAME:
            return Words(f"{zh}；星级不变。", f"{en}; {_en(row)}")
    return Words(f"{zh}；首次评定。", f"{en}; {_en(row)}")


def _en(row: StarFigures) -> str:
    return _CHANGE_EN[row.change].format(before=f"{row.before} stars")


def _reached(rules: StarRules, balance: Decimal) -> tuple[str, str]:
    star = star_position(rules, balance).star
    has = plain(balance)
    if star == 0:
        least = plain(rules.bands[0])
        return f"积分{has}分，未达到1星（{least}分起）", f"{has} points, below one star (from {least})"
    least = plain(rules.bands[star - 1])
    return f"积分{has}分，达到{star}星（{least}分起）", f"{has} points reach {star} stars (from {least})"
