"""Reading the numbers people type: understood, or refused by name; never silently misread.

Full-width digits, thousands separators, a percent sign, a currency sign, the indicator's own unit behind the number,
a true minus and accountants' parentheses are understood. Everything that could mean two things is refused with a
sentence in Chinese and English.
"""

import re
from decimal import Decimal

MOST_DIGITS = 14
MOST_PLACES = 4
_LONGEST = 60

_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_INVISIBLE = dict.fromkeys(map(ord, _UNSEEN))
_SPLIT_UNSEEN = re.compile(rf"[0-9０-９.,．，][{_UNSEEN}]+[0-9０-９.,．，]")
_SAME = str.maketrans(
    "０１２３４５６７８９，．％﹪＋－−‐‑‒–﹣（）￥／\u00a0\u2007\u2009\u202f\u3000\t\r\n",
    "0123456789,.%%+-------()¥/" + " " * 8,
)

_WORDS = "- -- — —— / // \\ . * 无 没有 暂无 未统计 未填 空 同上 不适用 不详 待定 n/a na none null nil tbd"
_NOT_A_FIGURE = frozenset(_WORDS.split())
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞|无穷大?)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[+-]?[0-9.,]+\s*[eE]\s*[+-]?[0-9]+")
_WHOLE = re.compile(r"(¥?) ?([+-]?) ?(¥?) ?([0-9.,]*[0-9][0-9.,]*) ?(.*)")
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")

_ALIASES = {
    "元": "元 圆 块 元整 人民币 rmb cny",
    "千元": "千元",
    "万元": "万元 万",
    "百万元": "百万元",
    "亿元": "亿元 亿",
    "%": "%",
    "‰": "‰",
    "百分点": "百分点 个百分点",
    "分钟": "分钟 min",
    "小时": "小时 个小时 h",
    "天": "天 日",
    "工作日": "工作日 个工作日",
    "月": "月 个月",
    "吨": "吨 t",
    "万吨": "万吨",
    "千克": "千克 公斤 kg",
    "千瓦时": "千瓦时 度 kwh",
}
_UNIT_OF = {alias: unit for unit, aliases in _ALIASES.items() for alias in aliases.split()}
_MONEY = frozenset({"元", "千元", "万元", "百万元", "亿元"})
_MEASURE_WORDS = "个 件 次 项 人 户 起 条 家 台 份 篇 场 例 处 批 套 名 人次 班 组 期"
_COUNTED = frozenset(_MEASURE_WORDS.split())
_MARKS = "分"


class NumberProblem(ValueError):
    """A text that is no number, or could be two: one sentence in Chinese and English. The caller says where."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def parse_number(text: str, *, unit: str = "") -> Decimal:
    """The number that was typed, in `unit` (the indicator's: `%`, `万元`, `件`, … or nothing).

    `96.5%` for an indicator in % is 96.5. At most 14 digits before the point and 4 after it; nothing is rounded.
    Raises NumberProblem for a blank, a word, a range, a foreign unit, an ambiguous comma, NaN, or too many digits.
    """
    shown = _shown(text)
    if len(text.strip()) > _LONGEST:
        raise NumberProblem(f"“{shown}”太长，不是一个数。", f"“{shown}” is too long to be a number.")
    if _SPLIT_UNSEEN.search(text):
        raise NumberProblem(
            f"“{shown}”的数字中间有看不见的字符，可能是两个数，请重新输入。",
            f"“{shown}” has an invisible character between its digits and may be two numbers; type it again.",
        )
    cleaned = re.sub(" +", " ", text.translate(_INVISIBLE).translate(_SAME)).strip()
    _refuse_words(cleaned, shown)
    body, negative = _outside_parentheses(cleaned)
    match = _WHOLE.fullmatch(body)
    if match is None or (match[1] and match[3]) or (negative and match[2]):
        raise _no_number(shown)
    before, sign, after, digits, suffix = match.groups()
    _check_unit(suffix, unit, shown, currency=bool(before or after))
    number = _exact(digits, shown)
    return -number if number and (negative or sign == "-") else number


def _shown(text: str) -> str:
    """The text as a sentence may quote it: printable and short."""
    quoted = "".join(letter if letter.isprintable() else " " for letter in text[:_LONGEST]).strip()
    return quoted if len(quoted) <= 24 else quoted[:23] + "…"


def _refuse_words(cleaned: str, shown: str) -> None:
    """Blanks, dashes and words that stand where a number should."""
    if not cleaned:
        raise NumberProblem(
            "没有填写；空白不等于 0，没有发生请填 0。", "It is blank; a blank is not 0, enter 0 if it is."
        )
    if cleaned.lower() in _NOT_A_FIGURE:
        raise NumberProblem(
            f"“{shown}”不是数：没有发生请填 0，不适用请标明“不适用”并说明理由。",
            f"“{shown}” is not a number: enter 0 if nothing happened, or mark it as not applicable with a reason.",
        )
    if cleaned.startswith("#"):
        raise NumberProblem(
            f"“{shown}”是 Excel 的错误值，请改正公式或填写数值。",
            f"“{shown}” is an Excel error; mend the formula or enter the number.",
        )
    if _NOT_FINITE.fullmatch(cleaned):
        raise NumberProblem(f"“{shown}”不是有限的数。", f"“{shown}” is not a finite number.")
    if _SCIENTIFIC.fullmatch(cleaned):
        raise NumberProblem(
            f"“{shown}”是科学计数法，请写出全部数字。", f"“{shown}” is in scientific notation; write the number out."
        )


def _outside_parentheses(cleaned: str) -> tuple[str, bool]:
    """Accountants' (1,234) means −1,234."""
    if cleaned.startswith("(") and cleaned.endswith(")"):
        return cleaned[1:-1].strip(), True
    return cleaned, False


def _no_number(shown: str) -> NumberProblem:
    return NumberProblem(
        f"“{shown}”不是一个数，请用阿拉伯数字填写一个数值。", f"“{shown}” is not a number; enter one number in digits."
    )


def _unit_name(text: str) -> str:
    name = text.translate(_INVISIBLE).translate(_SAME).strip()
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1].strip()
    return _UNIT_OF.get(name.lower(), name)


def _check_unit(suffix: str, unit: str, shown: str, *, currency: bool) -> None:
    """What stands behind the number must be the indicator's own unit; ¥ alone says 元."""
    if currency and not suffix:
        suffix = "元"
    typed, own = _unit_name(suffix), _unit_name(unit)
    if currency and typed not in _MONEY:
        raise _no_number(shown)
    counts = _COUNTED | {_MARKS}
    if typed in ("", own) or (not own and typed in counts) or (typed == "个" and own in _COUNTED):
        return
    if typed in counts or typed in _ALIASES:
        raise _foreign_unit(shown, suffix, own)
    if re.search(r"[0-9~/*×^:;<>+\-,.]", typed):
        raise _no_number(shown)
    raise NumberProblem(
        f"“{shown}”末尾的“{typed}”无法识别。", f"The “{typed}” at the end of “{shown}” is not understood."
    )


def _foreign_unit(shown: str, suffix: str, own: str) -> NumberProblem:
    if not own:
        return NumberProblem(
            f"“{shown}”带有单位“{suffix}”，而本指标没有单位，请只填数值。",
            f"“{shown}” carries the unit “{suffix}”, but this indicator has none; enter the number alone.",
        )
    return NumberProblem(
        f"“{shown}”的单位是“{suffix}”，而本指标以“{own}”计，请换算后填写。",
        f"“{shown}” is in “{suffix}”, but this indicator is counted in “{own}”; convert it first.",
    )


def _exact(digits: str, shown: str) -> Decimal:
    """Digits, a point and separators as a Decimal without loss."""
    if "," in digits and not _GROUPED.fullmatch(digits):
        raise NumberProblem(
            f"“{shown}”中的逗号含义不明：小数请用“.”，千位分隔须每三位一个。",
            f"The comma in “{shown}” is ambiguous: write decimals with “.”, and separate thousands in threes.",
        )
    plain = digits.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise _no_number(shown)
    whole, _, places = plain.partition(".")
    whole, places = whole.lstrip("0"), places.rstrip("0")
    if len(whole) > MOST_DIGITS:
        raise NumberProblem(
            f"“{shown}”太大，小数点前最多 {MOST_DIGITS} 位。",
            f"“{shown}” is too large: at most {MOST_DIGITS} digits before the point.",
        )
    if len(places) > MOST_PLACES:
        raise NumberProblem(
            f"“{shown}”的小数超过 {MOST_PLACES} 位，请四舍五入后填写。",
            f"“{shown}” has more than {MOST_PLACES} decimals; round it before you enter it.",
        )
    return Decimal(f"{whole or '0'}.{places}" if places else whole or "0")
