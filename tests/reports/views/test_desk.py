"""A view of the desk's table: filtered, kept under a name, exported exactly as it stands; and the trend beside it."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from flagship.categories import FlagCategory
from reports.actions.flags import look_at
from reports.actions.report import accept_report, submit_report
from reports.actions.rollup import note_on
from reports.flags import FlagKind
from reports.models import IntegrityFlag, SavedView
from reports.queries.desk_view import DeskView
from tests.factories import AppointmentFactory, BranchFactory, MemberFactory
from tests.reports.rows import APRIL, Q1, at, settle_quarter

DESK = "/quarters/2026Q1/"
EVERYBODY = f"{DESK}?category=safety&who=all"
Q4 = Q1 - 1


def address(page: str, **more) -> str:
    return reverse(f"reports:{page}", kwargs={"quarter": Q1, **more})


def file_quarter(branch, totals: dict, cast, *, quarter=Q1, now=APRIL):
    settle_quarter(branch, totals, by=cast.clerk_a, quarter=quarter)
    secretary = AppointmentFactory(role="secretary", branch=branch).user
    return accept_report(submit_report(branch=branch, quarter=quarter, by=secretary, now=now), by=cast.officer, now=now)


@pytest.fixture
def other(cast, accepted):
    """A second branch, below the general branch, whose first report raises a hint."""
    people = [MemberFactory(name=name, branch=cast.general_one) for name in ("戊五", "己六", "庚七")]
    settle_quarter(cast.general_one, {person: "75" for person in people}, by=cast.clerk_a)
    secretary = AppointmentFactory(role="secretary", branch=cast.general_one).user
    report = submit_report(branch=cast.general_one, quarter=Q1, by=secretary, now=APRIL)
    type(report).objects.filter(pk=report.pk).update(state="accepted")
    return report


def names(client, query: str) -> list[str]:
    return [item.row.name for item in client.get(EVERYBODY + query).context["rows"]]


def test_filters_choose_rows_and_change_no_number(cast, other, signed_in):
    client = signed_in(cast.officer)
    ours, theirs = ["甲一", "乙二", "丙三", "丁四"], ["戊五", "己六", "庚七"]
    assert sorted(names(client, "")) == sorted(ours + theirs)
    assert names(client, "&unit=lg") == theirs
    assert names(client, "&unit=a") == ours
    assert names(client, "&unit=nowhere") == []
    assert names(client, "&q=乙二") == ["乙二"]
    assert names(client, "&q=机电 丁") == ["丁四"]
    assert names(client, "&q=%25") == []
    assert sorted(names(client, "&months=3")) == sorted(ours + theirs)
    assert names(client, "&sort=branch")[0] in theirs
    every = {item.row.member_id: item.row for item in client.get(EVERYBODY).context["rows"]}
    some = client.get(f"{EVERYBODY}&unit=lg").context["rows"]
    assert [every[item.row.member_id] for item in some] == [item.row for item in some]


def test_rows_with_hints_until_they_are_looked_at_and_rows_with_a_remark(cast, other, signed_in):
    client = signed_in(cast.officer)
    assert IntegrityFlag.objects.filter(report=other, kind=FlagKind.ALL_TIED).exists()
    assert names(client, "&mark=flagged&unit=lg") == ["戊五", "己六", "庚七"]
    assert names(client, "&mark=unflagged&unit=lg") == []
    for flag in IntegrityFlag.objects.filter(report=other):
        look_at(flag, remark="已核实", by=cast.officer)
    assert names(client, "&mark=unflagged&unit=lg") == ["戊五", "己六", "庚七"]

    nomination = cast.branch_a.quarter_reports.get().nominations.get()
    assert names(client, "&mark=remarked") == []
    opinions = dict.fromkeys(("discipline_opinion", "safety_opinion", "personnel_opinion"), "")
    note_on(nomination, remark="任务饱满", in_disciplinary_period=False, **opinions, by=cast.officer)
    assert names(client, "&mark=remarked") == ["甲一"]
    shown = client.get(f"{EVERYBODY}&mark=remarked")
    assert "任务饱满" in shown.content.decode()
    assert [(item.row.score, item.row.net) for item in shown.context["rows"]] == [(Decimal("90.00"), 9)]


def test_the_trend_is_what_the_accepted_reports_of_earlier_quarters_say(cast, signed_in):
    branch = BranchFactory(parent=cast.company)
    person, newcomer = MemberFactory(name="老将", branch=branch), MemberFactory(name="新兵", branch=branch)
    file_quarter(branch, {person: "81.50"}, cast, quarter=Q4, now=at("2026-01-12 09:00"))
    file_quarter(branch, {person: "84", newcomer: "70"}, cast)
    rows = {item.row.name: item for item in signed_in(cast.officer).get(EVERYBODY).context["rows"]}
    assert rows["老将"].earlier == (None, None, Decimal("81.50"))
    assert rows["老将"].change == Decimal("2.50")
    assert (rows["新兵"].earlier, rows["新兵"].change) == ((None, None, None), None)


def test_the_export_is_exactly_the_view(cast, other, signed_in):
    client = signed_in(cast.officer)
    query = "?category=safety&who=all&sort=net&unit=a"
    shown = [(item.row.position, item.row.name, item.row.score) for item in client.get(DESK + query).context["rows"]]
    book = load_workbook(BytesIO(client.get(address("desk_excel") + query).content), data_only=True)
    sheet = [row for row in book["安全生产"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[0], row[1], Decimal(str(row[6]))) for row in sheet] == shown
    lines = client.get(address("desk_csv") + query).content.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[1] for line in lines] == [name for _place, name, _score in shown]


def test_a_view_is_kept_for_its_user_alone_and_opens_any_quarter(cast, accepted, signed_in):
    officer = signed_in(cast.officer)
    officer.post(address("save_view"), {"name": " 安全  组 ", "query": "category=safety&who=all&sort=z&page=7&x=1"})
    view = SavedView.objects.get()
    assert (view.user, view.name, view.query) == (cast.officer, "安全 组", "category=safety&who=all&sort=z")
    assert "安全 组" in officer.get(DESK).content.decode()
    assert "安全 组" in officer.get("/quarters/2025Q4/").content.decode()
    assert "安全 组" not in signed_in(cast.second_officer).get(DESK).content.decode()

    officer.post(address("save_view"), {"name": "安全 组", "query": "category=lean"})
    assert SavedView.objects.get().query == "category=lean&sort=score"
    assert signed_in(cast.second_officer).post(address("forget_view", pk=view.pk)).status_code == 404
    officer.post(address("forget_view", pk=view.pk))
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_and_one_too_many_are_refused_in_a_sentence(cast, accepted, signed_in):
    officer = signed_in(cast.officer)
    for number in range(20):
        officer.post(address("save_view"), {"name": f"第{number}", "query": ""})
    officer.get(DESK)  # reads what was said so far
    messages = [
        [str(message) for message in answer.context["messages"]]
        for answer in (
            officer.post(address("save_view"), {"name": "  ", "query": ""}, follow=True),
            officer.post(address("save_view"), {"name": "又一个", "query": ""}, follow=True),
        )
    ]
    assert messages == [["请填写视图名称。"], ["已保存20个视图，请先删除一个。"]]
    assert SavedView.objects.count() == 20


def test_what_an_address_asks_for_in_vain_is_left_out():
    asked = {"category": "nonsense", "who": "x", "sort": "'", "months": "9", "mark": "?", "q": "a" * 99}
    view = DeskView.read(asked, FlagCategory.LEAN)
    assert view == DeskView(category=FlagCategory.LEAN, text="a" * 40)


def test_only_the_company_keeps_and_exports_views(cast, accepted, signed_in):
    secretary = signed_in(cast.secretary_a)
    answers = {
        secretary.post(address("save_view"), {"name": "x"}).status_code,
        secretary.get(address("desk_excel")).status_code,
        secretary.get(address("desk_csv")).status_code,
    }
    assert answers == {403}


def test_the_desk_takes_the_same_queries_for_few_and_for_many(cast, accepted, signed_in, queries_of):
    client = signed_in(cast.officer)
    few = queries_of(client, EVERYBODY), queries_of(client, address("desk_csv") + "?category=safety&who=all")
    for _ in range(3):
        branch = BranchFactory(parent=cast.company)
        file_quarter(branch, {MemberFactory(branch=branch): "70", MemberFactory(branch=branch): "60"}, cast)
    many = queries_of(client, EVERYBODY), queries_of(client, address("desk_csv") + "?category=safety&who=all")
    assert many == few
