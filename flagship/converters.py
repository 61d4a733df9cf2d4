"""Months and quarters in addresses: `2026-03`, `2026Q1`. Anything else is no address of ours (404)."""

from django.urls import register_converter

from flagship.periods import Month, Quarter


class MonthConverter:
    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        return Month.parse(value)

    def to_url(self, value: Month | str) -> str:
        return str(value)


class QuarterConverter:
    regex = r"\d{4}Q[1-4]"

    def to_python(self, value: str) -> Quarter:
        return Quarter.parse(value)

    def to_url(self, value: Quarter | str) -> str:
        return str(value)


register_converter(MonthConverter, "month")
register_converter(QuarterConverter, "quarter")
