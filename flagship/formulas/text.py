"""Figures as the explanations write them: true minus, no idle zeros, marks to two places."""

from decimal import Decimal

from flagship.formulas.base import round_half_up
from flagship.formulas.params import Band

MINUS = "−"


def figure(number: Decimal, places: int = 4) -> str:
    """A value: at most `places` decimals (half up, away from zero), trailing zeros dropped."""
    text = format(round_half_up(number, places), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def marks(number: Decimal) -> str:
    """Marks to 2 places, half up away from zero: 19.30."""
    return format(round_half_up(number), "f").replace("-", MINUS)


def percent(number: Decimal) -> str:
    """A percentage given in percent: 96.5%."""
    return f"{figure(number, 2)}%"


def amount(number: Decimal, unit: str) -> str:
    """A value with its unit: 96.5%, 12 万元, 12."""
    if unit in ("%", "‰"):
        return figure(number) + unit
    return f"{figure(number)} {unit}" if unit else figure(number)


def gap_zh(number: Decimal, unit: str) -> str:
    """How far two values are apart: 2.5 个百分点 between percentages, else as an amount."""
    return f"{figure(number)} 个百分点" if unit == "%" else amount(number, unit)


def gap_en(number: Decimal, unit: str) -> str:
    """The same in English: 2.5 percentage points."""
    return f"{figure(number)} percentage point{'' if number == 1 else 's'}" if unit == "%" else amount(number, unit)


def plus(number: Decimal) -> str:
    """` + 3` or ` − 3`, to be put behind another figure."""
    return f" {MINUS if number < 0 else '+'} {figure(abs(number))}"


def band_zh(band: Band, unit: str, *, low_closed: bool = True) -> str:
    """`80（含）至 90（不含）`, `60（不含）以下`, `90（含）以上`."""
    low_end, high_end = ("（含）", "（不含）") if low_closed else ("（不含）", "（含）")
    if band.low is None and band.high is None:
        return "全部"
    if band.low is None:
        return f"{amount(band.high, unit)}{high_end}以下"
    if band.high is None:
        return f"{amount(band.low, unit)}{low_end}以上"
    return f"{amount(band.low, unit)}{low_end}至 {amount(band.high, unit)}{high_end}"


def band_en(band: Band, unit: str, *, low_closed: bool = True) -> str:
    """`from 80 to below 90`, `below 60`, `90 or more`."""
    if band.low is None and band.high is None:
        return "everything"
    if band.low is None:
        return f"{'below' if low_closed else 'at most'} {amount(band.high, unit)}"
    if band.high is None:
        return f"{'at least' if low_closed else 'above'} {amount(band.low, unit)}"
    if low_closed:
        return f"from {amount(band.low, unit)} to below {amount(band.high, unit)}"
    return f"above {amount(band.low, unit)} to {amount(band.high, unit)}"
