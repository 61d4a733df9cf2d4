"""评先树优: criteria, list, freezing; by page and by action."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from flagship.categories import FlagCategory
from flagship.models import Programme
from flagship.moves import AlreadyDone, Refused
from flagship.periods import Month
from reports.actions.report import return_report
from reports.actions.year import freeze_year, set_criteria
from reports.models import QuarterReport, YearLine, YearSummary
from reports.queries.honours import honour_document, summary_of
from reports.states import YearState
from reports.year_criteria import YearCriteria
from scoring.actions.points import adjust_points
from scoring.actions.reopen import reopen
from scoring.models import MonthSheet
from scoring.states import SheetState
from tests.factories import MemberFactory
from tests.queries import queries_of
from tests.reports.measured import closed_up, text_of
from tests.reports.rows import Q1, at, settle_month
from tests.reports.views.test_exports import cells, workbook
from tests.reports.views.test_years import accept_quarter

PAGE = "/years/2026/honours/"
DECISION = {"decision_date": dt.date(2027, 1, 12), "decision_number": "新升党发〔2027〕3号"}
CRITERIA = YearCriteria(min_quarters=2, distinction=True, first_months=3, no_veto=True, top=1)
NEXT_YEAR = at("2027-01-20 09:00")


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(NEXT_YEAR, tick=False):
        yield


@pytest.fixture
def full_year(cast, programme, people):
    """Four accepted quarters: the first of four people leads throughout, the last one only once."""
    one, two, three, four = people
    for number in range(4):
        accept_quarter(cast, Q1 + number, {one: "90", two: "80", three: "70", four: "60"})
    return people


def names(response) -> list[tuple]:
    return [(honour.row.name, honour.place) for honour, _unmet in response.context["rows"]]


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def frozen(cast, **changed) -> YearSummary:
    set_criteria(year=2026, criteria=CRITERIA, by=cast.officer)
    return freeze_year(year=2026, by=cast.officer, **(DECISION | changed))


def test_before_criteria_are_set_everybody_is_listed(cast, full_year, signed_in):
    page = signed_in(cast.auditor).get(PAGE)
    assert names(page) == [("甲一", 1), ("乙二", 2), ("丙三", 3), ("丁四", 4)]
    assert "尚未设定条件" in page.text
    assert page.context["criteria_form"] is None


def test_the_department_sets_criteria_and_each_is_a_sentence_on_page_paper_and_workbook(cast, full_year, signed_in):
    client = signed_in(cast.officer)
    typed = {"min_quarters": "2", "distinction": "on", "first_months": "3", "no_veto": "on", "top": "1"}
    page = client.post(f"{PAGE}criteria/", typed, follow=True)
    assert YearSummary.objects.get().rules == CRITERIA
    assert names(page) == [("甲一", 1)]
    others = client.get(f"{PAGE}?who=others")
    assert [(row.row.name, [line.code for line in unmet]) for row, unmet in others.context["rows"]] == [
        ("乙二", ["distinction"]),
        ("丙三", ["distinction"]),
        ("丁四", ["distinction"]),
    ]
    paper = closed_up(text_of(client.get(f"{PAGE}list.pdf").content))
    book = str(cells(workbook(client.get(f"{PAGE}list.xlsx"))["封面"]))
    for sentence in CRITERIA.sentences():
        assert sentence.zh in page.text
        assert sentence.zh in paper
        assert sentence.zh in book


def test_page_workbook_and_csv_tell_the_same_figures(cast, full_year, signed_in):
    client = signed_in(cast.officer)
    document = honour_document(summary_of(2026))
    table = cells(workbook(client.get(f"{PAGE}list.xlsx"))["评先树优"])[3:7]
    assert [(row[2], row[7], row[11]) for row in table] == [
        (one.row.name, float(one.row.score), float(one.row.net)) for one in document.rows
    ]
    lines = client.get(f"{PAGE}list.csv").content.decode("utf-8-sig").splitlines()[1:5]
    assert [line.split(",")[2] for line in lines] == [one.row.name for one in document.rows]


def test_a_frozen_year_keeps_its_list_and_adjustments_stand_beside_it(cast, full_year, signed_in):
    frozen(cast)
    before = honour_document(summary_of(2026))
    assert [one.row.name for one in before.rows] == ["甲一"]
    assert YearLine.objects.count() == 4
    with time_machine.travel(at("2027-02-01 09:00"), tick=False):
        adjust_points(
            member=full_year[0],
            month=Month(2026, 5),
            amount=Decimal(-2),
            reason="更正",
            document_number="5号",
            by=cast.officer,
        )
        after = honour_document(summary_of(2026))
        page = signed_in(cast.officer).get(PAGE)
    assert after.rows[0].row == before.rows[0].row
    assert (before.rows[0].since_frozen, after.rows[0].since_frozen) == (0, -2)
    assert "新升党发〔2027〕3号" in page.text
    assert "−2" in page.text
    assert page.context["criteria_form"] is None


def test_the_database_keeps_a_frozen_line(cast, full_year):
    frozen(cast)
    for change in (lambda rows: rows.update(score=100), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(YearLine.objects.all())


def test_a_frozen_year_takes_no_reopening_no_return_no_criteria_and_no_second_freezing(cast, full_year):
    frozen(cast)
    with pytest.raises(Refused, match="已冻结"):
        reopen(sheet=MonthSheet.objects.first(), reason="x", by=cast.officer)
    with pytest.raises(Refused, match="已冻结"):
        return_report(QuarterReport.objects.first(), reason="x", by=cast.officer)
    with pytest.raises(AlreadyDone):
        set_criteria(year=2026, criteria=YearCriteria(), by=cast.officer)
    with pytest.raises(AlreadyDone):
        freeze_year(year=2026, by=cast.officer, **DECISION)
    assert Programme.objects.get(year=2026).frozen_at == NEXT_YEAR


def test_freezing_waits_for_months_reports_and_the_end_of_the_year(cast, full_year, people):
    with pytest.raises(Refused, match="请先设定名单条件"):
        freeze_year(year=2026, by=cast.officer, **DECISION)
    set_criteria(year=2026, criteria=CRITERIA, by=cast.officer)
    new_years_eve = {"now": at("2026-12-31 23:59"), "decision_date": dt.date(2026, 12, 30)}
    with pytest.raises(Refused, match="早于所决定年度"):
        freeze_year(year=2026, by=cast.officer, **(DECISION | new_years_eve))
    settle_month(cast.branch_b, Month(2026, 12), {MemberFactory(branch=cast.branch_b): "90"}, by=cast.clerk_a)
    MonthSheet.objects.filter(branch=cast.branch_b).update(state=SheetState.DRAFT)
    with pytest.raises(Refused, match="机关党支部"):
        freeze_year(year=2026, by=cast.officer, **DECISION)
    MonthSheet.objects.filter(branch=cast.branch_b).update(state=SheetState.VOID)
    return_report(QuarterReport.objects.last(), reason="请补充", by=cast.officer)
    with pytest.raises(Refused, match="机电党支部"):
        freeze_year(year=2026, by=cast.officer, **DECISION)
    assert YearSummary.objects.get().state is YearState.OPEN


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"decision_date": dt.date(2027, 3, 1)}, "尚未到来"),
        ({"decision_date": dt.date(2026, 12, 31)}, "早于"),
        ({"decision_number": " "}, "决定文号"),
    ],
)
def test_a_decision_is_dated_and_numbered(cast, full_year, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        frozen(cast, **wrong)
    assert not YearLine.objects.exists()


@pytest.mark.parametrize("who", ["recorder", "auditor", "secretary_a", "admin"])
def test_only_the_department_sets_and_freezes(cast, full_year, signed_in, who):
    user, client = getattr(cast, who), signed_in(getattr(cast, who))
    with pytest.raises(PermissionDenied):
        set_criteria(year=2026, criteria=CRITERIA, by=user)
    assert client.post(f"{PAGE}criteria/", {"top": "3"}).status_code == 403
    assert client.post(f"{PAGE}freeze/", {"decision_date": "2027-01-12", "decision_number": "1"}).status_code == 403
    set_criteria(year=2026, criteria=CRITERIA, by=cast.officer)
    with pytest.raises(PermissionDenied):
        freeze_year(year=2026, by=user, **DECISION)


def test_the_page_freezes_and_says_why_not(cast, full_year, signed_in):
    client = signed_in(cast.officer)
    typed = {"decision_date": "2027-01-12", "decision_number": "3号"}
    assert "请先设定名单条件" in said(client.post(f"{PAGE}freeze/", typed, follow=True))
    client.post(f"{PAGE}criteria/", {"top": "2"})
    assert "已冻结" in client.post(f"{PAGE}freeze/", typed, follow=True).text
    assert "已被他人处理" in said(client.post(f"{PAGE}freeze/", typed, follow=True))
    assert "名单不再变动" in said(client.post(f"{PAGE}criteria/", {"top": "9"}, follow=True))


def test_somebody_in_two_categories_stands_in_that_of_most_months(cast, programme, people):
    one, two, *_ = people
    accept_quarter(cast, Q1, {one: "90", two: "80"})
    accept_quarter(cast, Q1 + 1, {one: "70", two: "80"}, category=FlagCategory.LEAN)
    accept_quarter(cast, Q1 + 2, {one: "80", two: "80"}, category=FlagCategory.LEAN)
    rows = honour_document(summary_of(2026)).rows
    assert [(row.row.name, row.category, row.row.score, row.row.quarters) for row in rows] == [
        ("甲一", FlagCategory.LEAN, Decimal("80.00"), 3),
        ("乙二", FlagCategory.LEAN, Decimal("80.00"), 3),
    ]


def test_of_three_categories_the_one_of_most_months_counts_and_not_the_sum_of_two(cast, programme, people):
    one, *_ = people
    for number, category in enumerate(
        (FlagCategory.SAFETY, FlagCategory.LEAN, FlagCategory.SERVICE, FlagCategory.SERVICE)
    ):
        accept_quarter(cast, Q1 + number, {one: "90"}, category=category)
    (row,) = honour_document(summary_of(2026)).rows
    assert (row.category, row.row.quarters, row.row.months_taken) == (FlagCategory.SERVICE, 4, 12)


def test_the_list_takes_the_same_queries_for_one_and_for_four(cast, full_year, signed_in):
    client = signed_in(cast.officer)
    four = queries_of(lambda: client.get(PAGE))
    set_criteria(year=2026, criteria=YearCriteria(top=1), by=cast.officer)
    assert queries_of(lambda: client.get(PAGE)) <= four
