"""Search: several words, months by name, paged by kind; and nobody finds what they may not see."""

import pytest

from flagship.categories import FlagCategory
from flagship.periods import Month, Quarter
from reports.models import QuarterReport
from reports.queries.search import asked_for
from scoring.models import MonthSheet
from tests.factories import BranchFactory, MemberFactory
from tests.reports.rows import JANUARY, MARCH, Q1, at, settle_month
from tests.reports.views.test_titles import make_title


def found(client, text: str, **more) -> dict[str, list[str]]:
    """What is found by kind, as the rows say it."""
    page = client.get("/search/", {"q": text, **more})
    return {one["kind"]: [str(row) for row in one["page"]] for one in page.context["found"]}


@pytest.mark.parametrize(
    ("text", "month", "quarter", "year", "words"),
    [
        ("2026年9月 市场", Month(2026, 9), None, None, ("市场",)),
        ("市场 2026-09", Month(2026, 9), None, None, ("市场",)),
        ("2026.3", Month(2026, 3), None, None, ()),
        ("3月 机电", Month(2026, 3), None, None, ("机电",)),
        ("9月", Month(2025, 9), None, None, ()),  # this year's has not begun in April
        ("2026年第一季度 机电", None, Quarter(2026, 1), None, ("机电",)),
        ("2026Q3", None, Quarter(2026, 3), None, ()),
        ("四季度", None, Quarter(2025, 4), None, ()),
        ("2025年度 张", None, None, 2025, ("张",)),
        ("王 机电 王", None, None, None, ("王", "机电")),
        ("13月", None, None, None, ("13月",)),
        ("m00042", None, None, None, ("m00042",)),
        ("", None, None, None, ()),
    ],
)
def test_months_quarters_and_years_are_read_out_of_the_words(text, month, quarter, year, words):
    asked = asked_for(text)
    assert (asked.month, asked.quarter, asked.year, asked.words) == (month, quarter, year, words)


def test_people_by_name_number_post_and_branch_every_word_of_it(cast, signed_in):
    MemberFactory(name="王小明", employee_number="7788", post="钳工", branch=cast.branch_b)
    client = signed_in(cast.officer)
    assert found(client, "王小明") == {"people": ["王小明"]}
    assert found(client, "778") == {"people": ["王小明"]}
    assert found(client, "钳工 王") == {"people": ["王小明"]}
    assert found(client, "王 机关") == {"people": ["王小明"]}
    assert found(client, "王 机电") == {"people": ["王书记"]}
    assert found(client, "王 不在") == {}


def test_percent_and_underscore_are_letters(cast, signed_in):
    assert found(signed_in(cast.officer), "%") == found(signed_in(cast.officer), "_") == {}


def test_units_by_name_code_and_unit_above(cast, signed_in):
    client = signed_in(cast.officer)
    assert found(client, "机电")["units"] == ["机电党支部"]
    assert found(client, "lg-1")["units"] == ["老干第一党支部"]
    assert found(client, "老干家委 第二")["units"] == ["老干第二党支部"]


def test_titles_by_name_category_and_quarter(cast, accepted, signed_in):
    title = make_title(cast, accepted)
    client = signed_in(cast.party_member)
    assert found(client, "甲一") == {"titles": [str(title)]}
    assert found(client, "安全生产旗手 2026年第一季度") == {"titles": [str(title)]}
    assert found(client, "2026年2月")["titles"] == [str(title)]
    assert found(client, "市场营销旗手") == {}
    assert found(client, "甲一 2025年") == {}


def test_a_month_and_a_branch_lead_to_the_sheet_and_a_quarter_to_the_report(cast, accepted, signed_in):
    client = signed_in(cast.officer)
    assert found(client, "2026年1月 机电") == {"months": ["机电党支部 2026年1月"]}
    assert found(client, "2026年第一季度 机电") == {"quarters": ["机电党支部 2026年第一季度"]}
    assert set(found(client, "2026年 机电")) == {"people", "units", "months", "quarters"}


def test_nothing_asked_and_nothing_found_are_told_apart(cast, signed_in):
    client = signed_in(cast.officer)
    assert "要找什么？" in client.get("/search/").content.decode()
    assert "没有找到“查无此人”" in client.get("/search/?q=查无此人").content.decode()


@pytest.fixture
def canaries(cast):
    """Something of every kind in branch B and in the branch below the general branch, all of one name."""
    for branch in (cast.branch_b, cast.general_one):
        person = MemberFactory(name="金丝雀", branch=branch)
        settle_month(branch, JANUARY, {person: "80"}, by=cast.clerk_a)
        QuarterReport.objects.create(branch=branch, quarter=Q1)
    MonthSheet.objects.create(branch=cast.branch_a, month=MARCH, opened_at=at("2026-04-01 08:00"))
    return cast


ASKED = ("金丝雀", "党支部", "2026年1月", "2026Q1", "2026年")
BRANCHES_OF = {
    "officer": {"机关党支部", "老干第一党支部"},
    "secretary_b": {"机关党支部"},
    "general_secretary": {"老干第一党支部"},
    "secretary_a": set(),
    "clerk_a": set(),
    "party_member": set(),
    "employee": set(),
}


@pytest.mark.parametrize("who", BRANCHES_OF)
def test_nobody_finds_what_they_may_not_see(canaries, signed_in, who):
    client = signed_in(getattr(canaries, who))
    pages = [
        client.get("/search/", {"q": text, "kind": kind}).content.decode()
        for text in ASKED
        for kind in ("", "people", "months")
    ]
    seen = {name for name in ("机关党支部", "老干第一党支部") if any(name in page for page in pages)}
    assert seen == BRANCHES_OF[who]
    assert any(">金丝雀<" in page for page in pages) == bool(BRANCHES_OF[who])


def test_the_administrator_finds_people_and_units_and_no_month(canaries, signed_in):
    client = signed_in(canaries.admin)
    assert set(found(client, "金丝雀")) == {"people"}
    assert found(client, "2026年1月") == found(client, "2026Q1") == {}


def test_each_kind_is_paged_by_itself(cast, signed_in):
    for number in range(35):
        MemberFactory(name=f"多多{number}", branch=cast.branch_b)
    client = signed_in(cast.officer)
    few = client.get("/search/?q=多多")
    assert len(few.context["found"][0]["page"]) == 6
    assert "全部35项" in few.content.decode()
    assert len(found(client, "多多", kind="people")["people"]) == 30
    assert len(found(client, "多多", kind="people", page=2)["people"]) == 5


def test_the_box_stands_in_the_bar_for_whoever_is_signed_in(cast, signed_in, client):
    assert 'action="/search/"' in signed_in(cast.party_member).get("/titles/").content.decode()
    assert client.get("/search/?q=x").url.startswith("/login/")


def test_search_takes_the_same_queries_for_few_and_for_many(cast, accepted, signed_in, queries_of):
    client = signed_in(cast.officer)
    make_title(cast, accepted)
    addresses = ("/search/?q=党支部", "/search/?q=2026年 党支部", "/search/?q=职工", "/search/?q=党支部&kind=people")
    few = [queries_of(client, address) for address in addresses]
    for _ in range(5):
        branch = BranchFactory(parent=cast.general_branch)
        settle_month(branch, JANUARY, {MemberFactory(branch=branch): "80"}, by=cast.clerk_a, category=FlagCategory.LEAN)
        QuarterReport.objects.create(branch=branch, quarter=Q1)
    assert [queries_of(client, address) for address in addresses] == few
