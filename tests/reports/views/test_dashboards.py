"""The dashboards: figures reckoned by hand, equal to those of other pages, and only for those who may see them."""

from decimal import Decimal

import pytest

from flagship.categories import Account, FlagCategory
from flagship.periods import Month
from reports.queries.dashboard.months import month_figures
from reports.queries.dashboard.people import look_at_branch
from reports.queries.dashboard.tiers import tier_use
from scoring.models import MonthSheet, PointsEntry, SheetRevision
from scoring.states import SheetState
from tests.factories import BranchFactory, MemberFactory
from tests.reports.rows import FEBRUARY, JANUARY, MARCH, at, confirmed_veto, settle_month

COMPANY = "/dashboard/company/"


def cells(chart) -> dict[str, list[str]]:
    """A chart's table: its words by row."""
    return {place: [text for _value, text in row] for place, row in chart.rows}


@pytest.fixture
def crew(cast):
    return [MemberFactory(name=name, branch=cast.branch_a) for name in ("甲一", "乙二", "丙三", "丁四")]


@pytest.fixture
def months(cast, crew):
    """January and February of branch A, February of a branch below the general branch."""
    by = cast.clerk_a
    first, second, third, fourth = crew
    settle_month(cast.branch_a, JANUARY, dict(zip(crew, ("90", "80", "70", "60"), strict=True)), by=by)
    lean = FlagCategory.LEAN
    february = {first: "91", second: (lean, "85.50"), third: (lean, "60"), fourth: "75"}
    settle_month(cast.branch_a, FEBRUARY, february, by=by)
    general = [MemberFactory(branch=cast.general_one) for _ in range(2)]
    settle_month(cast.general_one, FEBRUARY, dict(zip(general, ("70", "80"), strict=True)), by=by)
    return cast


def test_means_and_points_by_hand(months):
    company = month_figures(months.company, [JANUARY, FEBRUARY, MARCH])
    assert list(company) == [JANUARY, FEBRUARY]
    january, february = company[JANUARY], company[FEBRUARY]
    assert (january.mean, january.people) == (75, 4)
    # Four people: +3 +2 … −2, as every pool below ten.
    assert (january.given, january.taken, january.net) == (5, -2, 3)
    # (91 + 85.50 + 60 + 75 + 70 + 80) ÷ 6 = 76.9166…
    assert (february.mean, february.people) == (Decimal("76.92"), 6)
    assert february.mean_of(FlagCategory.LEAN) == Decimal("72.75")
    assert february.mean_of(FlagCategory.SAFETY) == 79
    assert february.mean_of(FlagCategory.SERVICE) is None
    # The pool of two gives +3 and +2 and takes nothing: positive first.
    assert (february.given, february.taken) == (10, -2)


def test_points_of_a_month_are_what_the_ledger_holds(months, crew):
    confirmed_veto(crew[0], JANUARY, by=months.officer, adjustment="-3")
    figures = month_figures(months.company, [JANUARY, FEBRUARY])
    assert figures[JANUARY].adjusted == -3
    ledger = PointsEntry.objects.on(Account.STAR)
    assert {month: one.net for month, one in figures.items()} == {
        month: ledger.between(month, month).balance() for month in (JANUARY, FEBRUARY)
    }


def test_a_unit_counts_what_is_below_it_alone(months):
    general = month_figures(months.general_branch, [JANUARY, FEBRUARY])
    assert {month: (one.mean, one.people, one.given) for month, one in general.items()} == {FEBRUARY: (75, 2, 5)}


def test_tiers_by_the_number_of_the_pool(months):
    crew = [MemberFactory(branch=months.branch_b) for _ in range(12)]
    settle_month(months.branch_b, FEBRUARY, {one: str(60 + at) for at, one in enumerate(crew)}, by=months.clerk_a)
    found = [(use.tier.span, use.pools, use.people, use.given, use.taken) for use in tier_use(months.company, FEBRUARY)]
    assert found == [("1–9", 2, 6, 10, -2), ("10–30", 1, 12, 9, -5)]


def test_who_rises_and_who_falls_against_the_months_before(months, crew):
    settle_month(
        months.branch_a, MARCH, dict(zip(crew, ("80.50", "90", "65", "67.50"), strict=True)), by=months.clerk_a
    )
    look = look_at_branch(months.branch_a, MARCH)
    # 90 and 91 → 90.50; 80 and 85.50 → 82.75; 70 and 60 → 65; 60 and 75 → 67.50
    assert [(mover.name, mover.before, mover.change) for mover in look.movers] == [
        ("乙二", Decimal("82.75"), Decimal("7.25")),
        ("丙三", Decimal("65.00"), 0),
        ("丁四", Decimal("67.50"), 0),
        ("甲一", Decimal("90.50"), Decimal("-10.00")),
    ]
    assert [mover.name for mover in look.rising] == ["乙二"]
    assert [mover.name for mover in look.falling] == ["甲一"]


def line(code: str, weight: str, marks: str | None) -> dict:
    words = dict.fromkeys(("unit", "clause", "text_zh", "text_en", "zh", "en", "comment"), "")
    not_applicable = marks is None
    head = {"code": code, "name": f"指标{code}", "weight": weight, "quantitative": True}
    return {**head, **words, "marks": marks, "not_applicable": not_applicable, "target": None}


def test_indicators_that_lag_on_the_marks_that_could_be_reached(cast, crew, monkeypatch):
    lines = {
        JANUARY: [[line("x", "60", "30"), line("y", "40", "40")], [line("x", "60", "60"), line("y", "40", "30")]],
        # The second person's x does not apply: y then counts for 100.
        FEBRUARY: [[line("x", "60", "24"), line("y", "40", "40")], [line("x", "60", None), line("y", "40", "58")]],
    }
    real = SheetRevision.standings.rel.related_model.objects.create
    for month, of in lines.items():
        pending = iter(of)
        monkeypatch.setattr(
            "scoring.models.Standing.objects.create",
            lambda pending=pending, **columns: real(**columns | {"lines": next(pending)}),
        )
        settle_month(cast.branch_a, month, {crew[0]: "90", crew[1]: "80"}, by=cast.clerk_a)
    lagging = look_at_branch(cast.branch_a, FEBRUARY).lagging
    assert [(one.name, one.people, one.share, one.change) for one in lagging] == [
        ("指标x", 1, Decimal("40.0"), Decimal("-35.0")),  # 24 of 60; before 90 of 120
        ("指标y", 2, Decimal("70.0"), Decimal("-17.5")),  # 98 of 140; before 70 of 80
    ]


def test_the_page_of_the_company_shows_these_figures(months, signed_in):
    MonthSheet.objects.create(branch=months.branch_b, month=MARCH, opened_at=at("2026-04-01 08:00"))
    SheetRevision.objects.filter(sheet__branch=months.branch_a, sheet__month=JANUARY).update(late=True)
    page = signed_in(months.officer).get(COMPANY).context
    assert page["month"] == FEBRUARY
    assert cells(page["trend"])["2月"] == ["76.92"]
    assert cells(page["categories"])["2月"] == ["72.75", "79.00"]
    assert cells(page["points"])["2月"] == ["+10", "−2", "0", "+8"]
    # settled, publicised, draft, void, all, late
    assert cells(page["progress"]) == {
        "2026 1月": ["1", "0", "0", "0", "1", "1"],
        "2月": ["2", "0", "0", "0", "2", "0"],
        "3月": ["0", "0", "1", "0", "1", "0"],
    }
    assert cells(page["spread"]) == {
        "精益市场": ["60.00", "66.38", "72.75", "79.13", "85.50", "72.75", "2"],
        "安全生产": ["70.00", "73.75", "77.50", "82.75", "91.00", "79.00", "4"],
    }
    branches = cells(page["by_branch"])
    assert branches["机电党支部"] == ["60.00", "71.25", "80.25", "86.88", "91.00", "77.88", "4"]
    assert branches["机关党支部"] == ["—"] * 7


def test_another_month_is_asked_for_in_the_address(months, signed_in):
    client = signed_in(months.officer)
    assert client.get(f"{COMPANY}?month=2026-01").context["figures"].mean == 75
    assert client.get(f"{COMPANY}?month=1999-01").context["month"] == FEBRUARY
    assert client.get(f"{COMPANY}?month=2025-11").context["figures"] is None


@pytest.mark.parametrize(
    ("who", "leads_to"),
    [
        ("officer", "/dashboard/company/"),
        ("recorder", "/dashboard/company/"),
        ("auditor", "/dashboard/company/"),
        ("general_secretary", "/dashboard/lg/"),
        ("secretary_a", "/dashboard/a/"),
        ("clerk_a", "/dashboard/a/"),
    ],
)
def test_everybody_is_led_to_the_widest_unit_they_may_see(months, signed_in, who, leads_to):
    assert signed_in(getattr(months, who)).get("/dashboard/").url == leads_to


def test_who_may_not_see_marks_sees_no_dashboard(months, signed_in):
    def statuses(who, *codes):
        client = signed_in(getattr(months, who))
        return [client.get(f"/dashboard/{code}/").status_code for code in codes]

    assert statuses("secretary_a", "a", "b", "lg", "company") == [200, 404, 404, 404]
    assert statuses("general_secretary", "lg", "lg-1", "a", "company") == [200, 200, 404, 404]
    assert [signed_in(getattr(months, who)).get("/dashboard/").status_code for who in ("admin", "party_member")] == [
        403,
        403,
    ]


def test_a_branch_names_its_people_and_not_those_of_others(months, signed_in, crew):
    page = signed_in(months.secretary_a).get("/dashboard/a/")
    assert page.context["single"]
    assert {mover.name for mover in page.context["look"].movers} == {one.name for one in crew}
    assert "老干第一党支部" not in page.content.decode()


def test_a_company_without_settled_months_says_so(cast, signed_in):
    page = signed_in(cast.officer).get(COMPANY)
    assert "2026年3月尚无已结算的考核表。" in page.content.decode()
    assert [page.context[name] for name in ("progress", "trend", "categories", "spread", "points", "by_branch")] == [
        None
    ] * 6


def test_a_year_of_months_names_its_year_once(months, signed_in):
    words = list(cells(signed_in(months.officer).get(COMPANY).context["points"]))
    assert words[0] == "2025 3月"
    assert "2026 1月" in words
    assert len(set(words)) == len(words) == 12


def test_reopened_months_count_no_more(months, signed_in):
    sheet = MonthSheet.objects.get(branch=months.general_one, month=FEBRUARY)
    MonthSheet.objects.filter(pk=sheet.pk).update(state=SheetState.DRAFT)
    SheetRevision.objects.filter(sheet=sheet).update(state="reopened")
    assert month_figures(months.company, [FEBRUARY])[FEBRUARY].people == 4


def test_the_pages_take_the_same_queries_for_few_and_for_many(months, signed_in, queries_of):
    client = signed_in(months.officer)
    few = [queries_of(client, address) for address in (COMPANY, "/dashboard/a/")]
    for _ in range(4):
        branch = BranchFactory(parent=months.company)
        people = {MemberFactory(branch=branch): str(60 + at) for at in range(5)}
        for month in (Month(2025, 12), JANUARY, FEBRUARY):
            settle_month(branch, month, people, by=months.clerk_a)
    for month in (Month(2025, 11), Month(2025, 12)):
        settle_month(months.branch_a, month, {MemberFactory(branch=months.branch_a): "80"}, by=months.clerk_a)
    assert [queries_of(client, address) for address in (COMPANY, "/dashboard/a/")] == few
