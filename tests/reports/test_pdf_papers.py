"""Official papers, measured: GB/T 9704-2012 where it gives figures, and what printers and screen readers need."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from django.utils import translation

from flagship.figures import fixed, signed
from flagship.periods import TZ
from flagship.policies import Policy
from reports.builders import rollup_document
from reports.documents import ReportContent, ReportDocument
from reports.letterhead import Letterhead
from reports.papers.month import month_paper
from reports.papers.paper import printed
from reports.papers.quarter import quarter_paper
from reports.papers.rollup import rollup_paper
from reports.provenance import Provenance
from reports.states import ReportState
from tests.reports.filled_month import NAMES, RARE
from tests.reports.measured import (
    boxes_in,
    closed_up,
    empty_glyphs,
    fonts_of,
    reader,
    tags_of,
    text_of,
    words_of,
)
from tests.reports.rows import Q1

HEAD = Letterhead(company="中共某公司委员会", scheme="党员闪光争旗创标", scheme_number="新升党发〔2020〕8号", red=False)
ORIGIN = Provenance(by="陈书记", at=dt.datetime(2026, 4, 8, 9, 5, tzinfo=TZ), digest="0123456789abcdef")
WITHIN = 0.5  # mm

# Also for what only reads values: the fixture of the module needs a test database, which is made where a test asks.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def paper(month) -> bytes:
    """The publicity notice."""
    return printed(month_paper(month.publicised, HEAD), HEAD, ORIGIN)


@pytest.fixture(scope="module")
def words(paper):
    return words_of(paper)


def bare(document):
    """The document without its people, which is faster to print."""
    return replace(document, groups=(), pools=(), absent=())


# --- the page ---------------------------------------------------------------------------------------------------------


def is_upright(page) -> bool:
    return page.mediabox.width < page.mediabox.height


def test_every_page_is_a4(paper):
    sizes = {
        tuple(sorted(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])) for page in reader(paper).pages
    }
    assert sizes == {(210, 297)}


def test_upright_pages_keep_the_type_area_of_the_standard(paper, words):
    """156 mm wide, 28 mm from the binding edge, which is on the left of odd pages; 37 mm of head, 225 mm high."""
    upright = {number for number, page in enumerate(reader(paper).pages, start=1) if is_upright(page)}
    outside = []
    for word in words:
        if word.page not in upright or word.text in ("—", str(word.page)):
            continue
        left = 28 if word.page % 2 else 26
        inside = left - WITHIN <= word.left and word.right <= left + 156 + WITHIN
        if not (inside and word.top >= 37 - WITHIN and word.bottom <= 37 + 225 + WITHIN):
            outside.append(word)
    assert outside == []
    lines = [word.left for word in words if word.page == 1]
    assert min(lines) == pytest.approx(28, abs=WITHIN)


def body_lines() -> list:
    """The full text lines of a report that is nothing but text."""
    content = ReportContent("机电党支部", "工" * 28 * 60, "", months=(), groups=(), nominations=())
    document = ReportDocument(
        branch_code="a",
        branch_name="机电党支部",
        parent_name="",
        quarter=Q1,
        state=ReportState.ACCEPTED,
        version=1,
        due=dt.date(2026, 4, 25),
        late=False,
        submitted_at=ORIGIN.at,
        submitted_by="王书记",
        accepted_at=None,
        accepted_by="",
        content=content,
    )
    made = words_of(printed(quarter_paper(document, HEAD), HEAD, ORIGIN))
    return [word for word in made if set(word.text) == {"工"} and len(word.text) > 20]


def test_a_line_has_28_characters_and_a_page_22_lines_of_28_99_points():
    lines = body_lines()
    second = [line for line in lines if line.page == 2]

    assert {len(line.text) for line in second} == {28}
    assert {round(line.right - line.left, 1) for line in second} == {round(28 * 15.75 / 72 * 25.4, 1)}
    assert len(second) == 22
    pitches = [below.middle - above.middle for above, below in pairwise(second)]
    assert pitches == pytest.approx([28.99 / 72 * 25.4] * 21, abs=0.02)


def is_at_foot(word, page) -> bool:
    """Whether a word stands below the type area; at its left where the page is turned."""
    return word.top > 37 + 225 if is_upright(page) else word.right < 35


def test_page_numbers_stand_below_the_outer_edge_between_dashes(paper, words):
    pages = reader(paper).pages
    numbers = []
    for number, page in enumerate(pages, start=1):
        foot = [word for word in words if word.page == number and is_at_foot(word, page)]
        dashes, [between] = [word for word in foot if word.text == "—"], [word for word in foot if word.text != "—"]
        numbers.append(between.text)
        if is_upright(page):
            left, right = (28, 184) if number % 2 else (26, 182)
            assert dashes[0].middle == pytest.approx(37 + 225 + 7, abs=1)
            edge = right - dashes[1].right if number % 2 else dashes[0].left - left
            assert edge == pytest.approx(14 / 72 * 25.4, abs=1)  # 空一字
        else:  # turned on its side: at the left, where the foot of an upright page is
            assert all(word.left > 35 - 14 and word.right < 35 for word in dashes)
            assert (between.middle > 105) == bool(number % 2)
    assert numbers == [str(number) for number in range(1, len(pages) + 1)]


def test_wide_tables_stand_on_pages_turned_on_their_side(paper):
    turned = [number for number, page in enumerate(reader(paper).pages, start=1) if not is_upright(page)]
    texts = [closed_up(page.extract_text()) for page in reader(paper).pages]

    assert len(turned) >= 2
    assert all(("附件2" in texts[number - 1]) == (number == turned[0]) for number in turned)


def test_the_head_of_a_table_is_repeated_on_every_page(paper, words):
    pages = {word.page for word in words if re.fullmatch(r"E\d{3}", word.text)}  # the employee numbers of annex 1
    heads = Counter(word.page for word in words if word.text == "政治面貌")

    assert len(pages) >= 2
    assert pages <= set(heads)


def test_a_draft_says_on_every_page_that_it_is_one(month):
    made = printed(month_paper(bare(month.draft), HEAD), HEAD, ORIGIN)

    assert all("草稿" in page.extract_text() for page in reader(made).pages)
    assert "公示期" not in text_of(made)


def test_a_red_head_names_the_issuer_above_a_red_line(month):
    red = replace(HEAD, red=True)
    made = printed(month_paper(bare(month.publicised), red), red, ORIGIN)
    [issuer, *_] = [word for word in words_of(made) if word.text == month.publicised.branch_name]

    assert issuer.bottom - issuer.top > 10
    assert issuer.middle < 90
    assert b"0.843" in reader(made).pages[0].get_contents().get_data()  # of #d7000f


# --- letters ----------------------------------------------------------------------------------------------------------


def test_all_fonts_are_embedded_as_subsets(paper):
    fonts = fonts_of(paper)

    assert len(fonts) >= 3  # body, headings, title
    assert all(fonts.values()), fonts


def test_no_character_is_a_box(paper):
    assert boxes_in(paper) == []


def test_the_search_for_boxes_finds_one(month):
    unknown = replace(bare(month.publicised), over_places_reason="没有字体收录的\U0003fff0")

    assert boxes_in(printed(month_paper(unknown, HEAD), HEAD, ORIGIN)) != []


def test_rare_names_are_drawn_and_can_be_copied(paper):
    text = closed_up(text_of(paper))

    assert empty_glyphs(paper, f"{RARE}·") == []
    assert [name for name in NAMES[:35] if name not in text] == []


# --- for whoever cannot see the page ----------------------------------------------------------------------------------


def test_a_paper_is_tagged_and_says_title_and_language(paper, month):
    document = reader(paper)
    root = document.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == "机关党支部关于2026年3月“党员闪光争旗创标”活动考核评选结果的公示"
    assert document.metadata.author == "机关党支部"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    tags = Counter(tags_of(paper))
    assert tags["/H1"] == 1
    assert {"/H2", "/P", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Caption"} <= set(tags)


def test_text_comes_out_in_reading_order(paper):
    text = closed_up(text_of(paper))
    places = [
        text.index(part)
        for part in (
            "考核评选结果的公示",
            "机关党支部考〔2026〕3号",
            "一、参加情况",
            "二、加分、扣分情况",
            "三、公示期限和意见反映",
            "附件：1.考核评选名次表",
            "机关党支部2026年4月2日",
            "附件1考核评选名次表",
            "附件2考核得分明细表",
            "附件3本月执行的考核政策",
            "陈书记于2026年4月8日9时05分导出",
        )
    ]
    assert places == sorted(places)
    assert "公示期至2026年4月7日24时止" in text


# --- figures ----------------------------------------------------------------------------------------------------------


def test_the_paper_says_of_every_person_what_the_document_says(paper, month):
    text = text_of(paper)
    annex = closed_up(
        text[text.index("考核评选名次表", text.index("附件1")) : text.index("附件2", text.index("附件1"))]
    )
    missing = []
    for _pool, rows in month.publicised.rankings:
        for row in rows:
            points = "—" if row.account == "staff" else signed(row.points)
            line = f"{row.rank}{row.name}{row.employee_number}{row.status.zh}"
            figures = f"{fixed(row.total)}{fixed(row.quantitative)}{points}"
            if not re.search(f"{re.escape(line)}.{{4}}{re.escape(figures)}", annex):
                missing.append(f"{line} {figures}")
    assert missing == []


def test_english_readers_get_the_same_chinese_paper(month):
    paper = month_paper(bare(month.settled), HEAD)
    with translation.override("en"):
        made = printed(paper, HEAD, ORIGIN)
    assert text_of(made) == text_of(printed(paper, HEAD, ORIGIN))


@pytest.mark.parametrize("policy", [Policy(), Policy(pool="category", min_pool=2), Policy(non_party="together")])
def test_every_policy_in_force_is_printed(month, policy):
    text = closed_up(text_of(printed(month_paper(replace(bare(month.settled), policy=policy), HEAD), HEAD, ORIGIN)))
    words = {"branch": "全支部一组排名", "category": "按旗手类别分组排名，不足2人的类别合并"}
    assert words[policy.pool] in text
    assert ("合并排名，非党员职工占用名次" in text) == (policy.non_party == "together")


def test_a_quarter_of_nobody_is_a_paper_all_the_same():
    text = closed_up(text_of(printed(rollup_paper(rollup_document(Q1), HEAD), HEAD, ORIGIN)))
    assert "应报送党支部0个，已报送0个" in text
    assert "本季度没有提名" in text
