"""How official papers write dates, numbers of parts and short lists. Chinese only."""

import datetime as dt
from collections.abc import Iterable

from flagship.periods import TZ

_DIGITS = "零一二三四五六七八九"


def day_zh(day: dt.date | None) -> str:
    """2026年4月9日, in Arabic figures as GB/T 9704 wants it; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def moment_zh(moment: dt.datetime | None) -> str:
    """2026年4月9日9时05分 on the clocks of Shanghai; empty for none."""
    if moment is None:
        return ""
    here = moment.astimezone(TZ)
    return f"{day_zh(here.date())}{here.hour}时{here.minute:02d}分"


def until_zh(moment: dt.datetime | None) -> str:
    """The end of a period: midnight is 24时 of the day before; empty for none."""
    if moment is None:
        return ""
    here = moment.astimezone(TZ)
    if (here.hour, here.minute) == (0, 0):
        return f"{day_zh(here.date() - dt.timedelta(days=1))}24时"
    return moment_zh(moment)


def numeral_zh(number: int) -> str:
    """一, 二, … 九十九: the number of a part. ValueError outside 1–99."""
    if not 1 <= number <= 99:
        raise ValueError(f"Parts are numbered from 1 to 99, not {number}.")
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")


def listed_zh(words: Iterable[str], most: int = 0) -> str:
    """甲、乙、丙; with `most`, 甲、乙等5个."""
    words = list(words)
    if most and len(words) > most:
        return f"{'、'.join(words[:most])}等{len(words)}个"
    return "、".join(words)
