"""What people type into a cell: every line is a text, the indicator's unit, and what must come of it."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flagship.numbers import NumberProblem, parse_number

D = Decimal

UNDERSTOOD = [
    ("0", "", "0"),
    ("-0", "", "0"),
    ("(0)", "", "0"),
    ("0.0000", "", "0"),
    ("5", "件", "5"),
    ("05", "", "5"),
    ("96.5", "%", "96.5"),
    ("96.5%", "%", "96.5"),
    ("96.5 %", "%", "96.5"),
    ("９６．５％", "%", "96.5"),
    ("96.5﹪", "％", "96.5"),
    ("96.5", "％", "96.5"),
    ("120%", "%", "120"),
    ("0.05%", "%", "0.05"),
    ("3‰", "‰", "3"),
    ("１２３", "", "123"),
    ("１，２３４", "", "1234"),
    ("1,234", "", "1234"),
    ("1，234", "", "1234"),
    ("1,234,567.89", "元", "1234567.89"),
    ("12,345", "", "12345"),
    ("-1,234.5", "", "-1234.5"),
    ("12万元", "万元", "12"),
    ("12 万元", "万元", "12"),
    ("12万", "万元", "12"),
    ("1,200.5万元", "万元", "1200.5"),
    ("12（万元）", "万元", "12"),
    ("¥12万", "万元", "12"),
    ("5元", "元", "5"),
    ("￥5", "元", "5"),
    ("¥ 5.20元", "元", "5.2"),
    ("-¥5", "元", "-5"),
    ("¥-5", "元", "-5"),
    ("（¥5）", "元", "-5"),
    ("3亿", "亿元", "3"),
    ("95分", "分", "95"),
    ("95分", "", "95"),
    ("3件", "件", "3"),
    ("3 件", "", "3"),
    ("3个", "项", "3"),
    ("2人次", "人次", "2"),
    ("8小时", "小时", "8"),
    ("8h", "小时", "8"),
    ("8 H", "小时", "8"),
    ("3日", "天", "3"),
    ("5公斤", "kg", "5"),
    ("12.5元/吨", "元/吨", "12.5"),
    ("12.5元／吨", "元/吨", "12.5"),
    ("7台次", "台次", "7"),
    ("5个百分点", "百分点", "5"),
    ("+5", "", "5"),
    ("＋5", "", "5"),
    ("-5", "", "-5"),
    ("－5", "", "-5"),
    ("−5", "", "-5"),
    ("–5", "", "-5"),
    ("- 5", "", "-5"),
    ("-5%", "%", "-5"),
    ("(5)", "", "-5"),
    ("（1,234.5）", "", "-1234.5"),
    ("(5%)", "%", "-5"),
    (".5", "", "0.5"),
    ("-.5", "", "-0.5"),
    ("  5\t", "", "5"),
    ("\u30005\u00a0", "", "5"),
    ("5\r\n", "", "5"),
    ("\ufeff5\u200b", "", "5"),
    ("1.2345", "", "1.2345"),
    ("1.50000", "", "1.5"),
    ("99999999999999.9999", "", "99999999999999.9999"),
    ("00000000000000000001", "", "1"),
]

COMMA = "含义不明"
WORD = "不是数：没有发生请填 0"
NO_NUMBER = "不是一个数，请用阿拉伯数字"
REFUSED = [
    ("", "", "没有填写；空白不等于 0"),
    ("   ", "", "没有填写；空白不等于 0"),
    ("\u3000\u200b", "", "没有填写；空白不等于 0"),
    ("-", "", WORD),
    ("－", "", WORD),
    ("—", "", WORD),
    ("——", "", WORD),
    ("/", "", WORD),
    ("／", "", WORD),
    ("无", "件", WORD),
    ("暂无", "", WORD),
    ("N/A", "", WORD),
    ("null", "", WORD),
    ("不适用", "", WORD),
    ("1,5", "", COMMA),
    ("1，5", "", COMMA),
    ("1,23", "", COMMA),
    ("1,2345", "", COMMA),
    ("12,34,567", "", COMMA),
    ("0,123", "", COMMA),
    ("1.234,56", "", COMMA),
    (",5", "", COMMA),
    ("5,", "", COMMA),
    ("1.234.567", "", NO_NUMBER),
    ("5.", "", NO_NUMBER),
    ("1。5", "", NO_NUMBER),
    ("1 234", "", NO_NUMBER),
    ("5\n6", "", NO_NUMBER),
    ("1/2", "", NO_NUMBER),
    ("3~5", "", NO_NUMBER),
    ("3-5", "", NO_NUMBER),
    ("3+5", "", NO_NUMBER),
    (">5", "", NO_NUMBER),
    ("约5", "", NO_NUMBER),
    ("--5", "", NO_NUMBER),
    ("+-5", "", NO_NUMBER),
    ("(-5)", "", NO_NUMBER),
    ("((5))", "", NO_NUMBER),
    ("(5", "", NO_NUMBER),
    ("5-", "", NO_NUMBER),
    ("¥¥5", "元", NO_NUMBER),
    ("¥5¥", "元", NO_NUMBER),
    ("¥5%", "%", NO_NUMBER),
    ("一百二十", "", NO_NUMBER),
    ("abc", "", NO_NUMBER),
    ("0x10", "", NO_NUMBER),
    ("٣", "", NO_NUMBER),
    ("²", "", NO_NUMBER),
    ("10²", "", "末尾的“²”无法识别"),
    ("①", "", NO_NUMBER),
    ("½", "", NO_NUMBER),
    ("1_000", "", NO_NUMBER),
    ("2026-03-01", "", NO_NUMBER),
    ("5左右", "件", "末尾的“左右”无法识别"),
    ("5以上", "件", "末尾的“以上”无法识别"),
    ("5%%", "%", "末尾的“%%”无法识别"),
    ("=1+1", "", NO_NUMBER),
    ("#DIV/0!", "", "是 Excel 的错误值"),
    ("#N/A", "", "是 Excel 的错误值"),
    ("NaN", "", "不是有限的数"),
    ("-Infinity", "", "不是有限的数"),
    ("inf", "", "不是有限的数"),
    ("∞", "", "不是有限的数"),
    ("1e5", "", "是科学计数法"),
    ("1E999", "", "是科学计数法"),
    ("1.2E+05", "", "是科学计数法"),
    ("1e-999999999", "", "是科学计数法"),
    ("100000000000000", "", "太大，小数点前最多 14 位"),
    ("1.23456", "", "的小数超过 4 位"),
    ("0.00001%", "%", "的小数超过 4 位"),
    ("9" * 5000, "", "太长，不是一个数"),
    ("12万元", "元", "的单位是“万元”，而本指标以“元”计，请换算后填写"),
    ("12元", "万元", "的单位是“元”，而本指标以“万元”计"),
    ("¥12", "万元", "的单位是“元”，而本指标以“万元”计"),
    ("12万", "元", "的单位是“万”，而本指标以“元”计"),
    ("1.2万", "件", "的单位是“万”，而本指标以“件”计"),
    ("3亿", "万元", "的单位是“亿”，而本指标以“万元”计"),
    ("5%", "件", "的单位是“%”，而本指标以“件”计"),
    ("5%", "", "带有单位“%”，而本指标没有单位"),
    ("5‰", "%", "的单位是“‰”，而本指标以“%”计"),
    ("5件", "%", "的单位是“件”，而本指标以“%”计"),
    ("5件", "次", "的单位是“件”，而本指标以“次”计"),
    ("5个", "%", "的单位是“个”，而本指标以“%”计"),
    ("5分", "分钟", "的单位是“分”，而本指标以“分钟”计"),
    ("5天", "小时", "的单位是“天”，而本指标以“小时”计"),
    ("5天", "", "带有单位“天”，而本指标没有单位"),
    ("5个百分点", "%", "的单位是“个百分点”，而本指标以“%”计"),
    ("5吨", "万吨", "的单位是“吨”，而本指标以“万吨”计"),
]


@pytest.mark.parametrize(("text", "unit", "number"), UNDERSTOOD)
def test_a_typed_number_is_understood(text, unit, number):
    assert parse_number(text, unit=unit) == D(number)
    assert not parse_number(text, unit=unit).is_signed() or D(number) < 0  # no negative zero


@pytest.mark.parametrize(("text", "unit", "sentence"), REFUSED)
def test_what_could_be_misread_is_refused_by_name(text, unit, sentence):
    with pytest.raises(NumberProblem) as refused:
        parse_number(text, unit=unit)
    assert sentence in refused.value.zh
    assert refused.value.zh.endswith("。")
    assert refused.value.en.endswith((".", "it."))


def test_a_refusal_quotes_the_text_shortly_and_printably():
    with pytest.raises(NumberProblem) as refused:
        parse_number("\x00\x1babc" + "x" * 50)
    assert refused.value.zh == "“abc" + "x" * 20 + "…”不是一个数，请用阿拉伯数字填写一个数值。"


def test_the_tables_are_long_enough_to_mean_something():
    assert len(UNDERSTOOD) + len(REFUSED) >= 80
    assert len({json.dumps(case[:2]) for case in UNDERSTOOD + REFUSED}) == len(UNDERSTOOD) + len(REFUSED)


amounts = st.integers(-(10**18) + 1, 10**18 - 1).map(lambda number: D(number).scaleb(-4))


@given(amounts, st.sampled_from(["", "%", "万元", "元", "件"]), st.booleans())
def test_every_number_of_eighteen_digits_reads_back_as_it_was_written(number, unit, grouped):
    written = f"{number:,f}" if grouped else f"{number:f}"
    assert parse_number(written + unit, unit=unit) == number


@given(st.text(max_size=80), st.sampled_from(["", "%", "万元", "件"]))
def test_any_text_at_all_is_a_number_or_a_sentence(text, unit):
    try:
        number = parse_number(text, unit=unit)
    except NumberProblem:
        return
    assert number.is_finite()
    assert abs(number) < D(10) ** 14


@given(st.text("0123456789.,+-−()%万元eE ", max_size=12), st.sampled_from(["", "%", "万元", "元"]))
def test_what_is_accepted_holds_the_very_digits_that_were_typed(text, unit):
    try:
        number = parse_number(text, unit=unit)
    except NumberProblem:
        return
    digits = "".join(letter for letter in text if letter in "0123456789.").strip("0.")
    assert format(abs(number), "f").strip("0.") in (digits, digits.rstrip("0"))
