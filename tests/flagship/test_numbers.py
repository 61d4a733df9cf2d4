"""What people type into a cell: every line is a text, the indicator's unit, and what must come of it."""

import contextlib
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


UNITS = ("", "%", "万元", "元", "件", "分", "天", "次", "吨", "项/月", "kg", "小时")
FOREIGN_EVERYWHERE = """
    96,5% 96，5 96、5 1'234 1’234 1´234 1`234 1ʼ234 1٬234 1٫5 1·5 1｡5 1。 5。 1..5 1.5. .5. . 5,00
    5,0000 50,00.0 1,234,5 0,5 00,123 01,234 1,234.5.6 5%％ ％ 5. % 5percent 5pct 百分之五 5成 五 伍 5w
    5W 5k 5K 5千 5百 5十 5百万 5千万 5亿元 5万元人民币 5万元整 5块钱 5毛 5元5角 5角 5.5元. RMB5 CNY5 $5 5$ 5美元 5US$ €5
    5m 5M 5mm 5斤 5g 5克 5hr 5:30 5：30 5h30 5h30m 5分钟 5分30秒 5′ 5° 5℃ 分 5分。 5分, 5点 5点5 5折 5级 5等 5位
    5次/月 5次／月 5件/人 5件次 第5 第5名 No.5 №5 #5 5# (5)% -(5) (+5) [5] {5} 【5】 <5 ≤5 ≥5 5+ 5- +5- 5以内 5余
    近5 约5 ~5 ～5 5~6 5～6 5-6 5—6 5–6 5至6 5到6 5/6 5∕6 5⁄6 5÷6 5×6 5*6 5x6 5^2 5² 5³ 5₂ ½ 5½ ¼ ⅔ ①
    ⑤ ⒌ ㈤ Ⅴ ⅴ 𝟓 𝟝 5️⃣ ٥ ५ ໕ 〇 零 O o l I 1O 1l 1o0 5a 5b 0x1F 0b1 0o7 1_000 1e3 1E3 1e+3 1.5e3 e
    １ｅ３ 1ｅ3 1d3 1^3 10^3 NaN nan -nan inf -inf +Infinity TRUE FALSE true 是 否 yes √ × 有 合格 达标 =5
    =A1 '5 ’5 “5” ‘5’ 5' @5 5%- ↑ 5%↑ ↑5% 5↑ ↓5 上升5 下降5% 增长5% 负5 减5 正5 ±5 ∓5 5±1 --5 ++5 - -－5
    5−− 2026年 2026-03 3月 3月5日 2026/3/1 2026.3.1 1,2,3 1;2 1；2 1，2，3 1,234;5 234,5 1.234,5
    1.234.567,8 12.345.678 1234,567 12345,678 1,234567 999,999,999,999,999 0.00005 0.00004
    5.00001 1.99999 ５️ 5́ 5⃣ ％5 %5 分5 万5
""".split()  # noqa: SIM905  a list of these would be read by nobody
"""Odd things that are no number of any of these units, or might be another one."""

UNSEEN = [
    '5"',
    '"5"',
    "5\u202c",
    "5\u2066",
    "\u202e5",
    "5\u202e1",
    "5\u000b6",
    "5\u0000",
    "\u00005",
    "5\u00a0000",
    "5\u202f000",
    "5\u2009000",
    "5\t000",
    "5\n000",
    "5 000",
    "1 234",
    "5 \u00a5",
    "\uff085\uff09 %",
    "1 e 3",
    "5 \u202f000",
    "1 ,234",
    "1, 234",
    "12. 5",
    "12 .5",
    "5 \u4e2a \u767e\u5206\u70b9",
    "5 \u5143/\u5428",
    "5 \u5143 / \u5428",
]


@pytest.mark.parametrize("unit", UNITS)
def test_oddities_are_refused_whatever_the_unit(unit):
    read = {}
    for text in (*FOREIGN_EVERYWHERE, *UNSEEN):
        with contextlib.suppress(NumberProblem):
            read[text] = parse_number(text, unit=unit)
    assert read == {}


@pytest.mark.parametrize("text", ["5\u200b5", "5\u00ad0", "1,\u200b234", "5\u200f.5", "１\u2060２"])
def test_an_invisible_character_between_digits_is_told(text):
    with pytest.raises(NumberProblem, match="invisible"):
        parse_number(text)


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
