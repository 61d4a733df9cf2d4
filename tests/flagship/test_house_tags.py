"""Figures, labels and parts as templates write them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from flagship.categories import FlagCategory
from flagship.looks import LOOKS, Look
from flagship.periods import Month, Quarter
from scoring.states import SheetState


def drawn(source: str, language: str = "zh-hans", **context) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "+3"),
        (-2, "−2"),
        (0, "0"),
        (Decimal("2.50"), "+2.50"),
        (Decimal("1.665"), "+1.67"),
        (Decimal("-1.665"), "−1.67"),
        (Decimal("-0.004"), "0"),
        (Decimal("4.00"), "+4"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_points_carry_their_sign_and_a_true_minus(value, text):
    assert drawn("{{ value|points }}", value=value) == text


def test_points_are_coloured_by_their_sign():
    assert [drawn("{% points value %}", value=value) for value in (4, -2, 0)] == [
        '<span class="pts plus">+4</span>',
        '<span class="pts minus">−2</span>',
        '<span class="pts muted">0</span>',
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("96.5"), "96.50"),
        (Decimal("96.545"), "96.55"),
        (100, "100.00"),
        (Decimal("-0.5"), "−0.50"),
        (None, "—"),
    ],
)
def test_marks_have_two_places_rounded_away_from_zero(value, text):
    assert drawn("{{ value|marks }}", value=value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("103.400"), "103.4"),
        (Decimal("439.00"), "439"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.00"), "0"),
        (None, "—"),
    ],
)
def test_raw_values_lose_trailing_zeros_and_nothing_else(value, text):
    assert drawn("{{ value|number }}", value=value) == text


def test_per_cent_takes_what_already_is_per_cent():
    assert drawn("{{ value|percent }} {{ value|percent:0 }}", value=Decimal("98.25")) == "98.3% 98%"


def test_a_label_follows_the_readers_language():
    source = "{{ value|label }}"
    assert drawn(source, value=FlagCategory.SAFETY) == "安全生产"
    assert drawn(source, "en", value=FlagCategory.SAFETY) == "Work safety"
    assert drawn(source, value=Month(2026, 10)) == "2026年10月"
    assert drawn(source, value=None) == ""
    assert drawn(source, value="as it is") == "as it is"


def test_months_and_quarters_are_read_from_values_dates_and_addresses():
    for month in (Month(2026, 10), dt.date(2026, 10, 31), "2026-10"):
        assert drawn("{{ m|month }} {{ m|month_short }}", m=month) == "2026年10月 10月"
        assert drawn("{{ m|month }} {{ m|month_short }}", "en", m=month) == "October 2026 Oct"
    for quarter in (Quarter(2026, 3), dt.date(2026, 9, 30), "2026Q3"):
        assert drawn("{{ q|quarter }}", q=quarter) == "2026年第三季度"
        assert drawn("{{ q|quarter }}", "en", q=quarter) == "Q3 2026"


def test_a_state_has_a_colour_an_icon_and_a_word():
    html = drawn('{% state_chip "late" %}')
    assert 'class="chip chip-bad"' in html
    assert "#clock" in html
    assert html.endswith("逾期</span>")


def test_a_states_own_label_wins_over_the_table_and_a_given_word_over_both():
    assert drawn("{% state_chip s %}", s=SheetState.DRAFT).endswith("填报中</span>")
    assert drawn("{% state_chip s %}", "en", s=SheetState.DRAFT).endswith("Draft</span>")
    assert drawn('{% state_chip s "还差 2 格" %}', s=SheetState.DRAFT).endswith("还差 2 格</span>")


def test_texts_are_escaped_in_chips_notes_and_page_heads():
    nasty = "<b>&"
    for source in (
        "{% chip x %}",
        '{% state_chip "late" x %}',
        "{% icon 'flag' label=x %}",
        "{% note %}{{ x }}{% endnote %}",
        "{% page_head title=x lead=x %}{% endpage_head %}",
        "{% card title=x %}{{ x }}{% endcard %}",
        "{% frame label=x %}{{ x }}{% endframe %}",
    ):
        html = drawn(source, x=nasty)
        assert nasty not in html, source
        assert "&lt;b&gt;&amp;" in html, source


@pytest.mark.parametrize(("value", "width"), [(98, 98), (Decimal("60.4"), 60), (130, 100), (-5, 0), (None, 0)])
def test_a_bar_stays_inside_its_track(value, width):
    assert f'class="meter-fill" width="{width}"' in drawn("{% meter value %}", value=value)


def test_stars_are_read_as_one_sentence():
    html = drawn("{% stars 4 %}")
    assert 'aria-label="4 星（共 5 星）"' in html
    assert html.count("icon on") == 4


def test_a_page_head_links_its_crumbs_and_has_one_heading():
    crumbs = [("机电党支部", "/branches/a/"), "2026年10月"]
    html = drawn("{% page_head title='考核表' crumbs=crumbs %}<i>chip</i>{% endpage_head %}", crumbs=crumbs)
    assert html.count("<h1>") == 1
    assert '<a href="/branches/a/">机电党支部</a>' in html
    assert "<li>2026年10月</li>" in html
    assert "<i>chip</i>" in html


def test_looks_use_known_tones_only():
    tones = {"plain", "draft", "wait", "good", "bad", "gold"}
    assert {look.tone for look in LOOKS.values()} <= tones
    assert all(isinstance(look, Look) for look in LOOKS.values())
