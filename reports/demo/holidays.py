"""The working calendar: what the State Council's General Office announced, 放假安排 of each year.

2024: 国办发明电〔2023〕7号. 2025: 国办发明电〔2024〕12号. 2026: 国办发明电〔2025〕7号.
For 2027 only the statutory days of 《全国年节及纪念日放假办法》 are certain; the Department enters the arrangement
when it is announced.
"""

import datetime as dt
from collections.abc import Iterator

# Name of the holiday: first and last day off.
_OFF = {
    2024: {
        "元旦": ("01-01", "01-01"),
        "春节": ("02-10", "02-17"),
        "清明节": ("04-04", "04-06"),
        "劳动节": ("05-01", "05-05"),
        "端午节": ("06-10", "06-10"),
        "中秋节": ("09-15", "09-17"),
        "国庆节": ("10-01", "10-07"),
    },
    2025: {
        "元旦": ("01-01", "01-01"),
        "春节": ("01-28", "02-04"),
        "清明节": ("04-04", "04-06"),
        "劳动节": ("05-01", "05-05"),
        "端午节": ("05-31", "06-02"),
        "国庆节、中秋节": ("10-01", "10-08"),
    },
    2026: {
        "元旦": ("01-01", "01-03"),
        "春节": ("02-15", "02-23"),
        "清明节": ("04-04", "04-06"),
        "劳动节": ("05-01", "05-05"),
        "端午节": ("06-19", "06-21"),
        "中秋节": ("09-25", "09-27"),
        "国庆节": ("10-01", "10-07"),
    },
    2027: {
        "元旦": ("01-01", "01-01"),
        "春节": ("02-05", "02-08"),
        "清明节": ("04-05", "04-05"),
        "劳动节": ("05-01", "05-02"),
        "端午节": ("06-09", "06-09"),
        "中秋节": ("09-15", "09-15"),
        "国庆节": ("10-01", "10-03"),
    },
}
_MAKE_UP = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def calendar_days() -> Iterator[tuple[dt.date, bool, str]]:
    """Every day that departs from Monday to Friday: the day, whether it is worked, and why."""
    for year, holidays in _OFF.items():
        for name, (first, last) in holidays.items():
            day = _day(year, first)
            while day <= _day(year, last):
                yield day, False, name
                day += dt.timedelta(days=1)
        for text in _MAKE_UP.get(year, "").split():
            yield _day(year, text), True, "调休上班"


def _day(year: int, text: str) -> dt.date:
    return dt.date.fromisoformat(f"{year}-{text}")
