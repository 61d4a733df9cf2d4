"""What leaves the house: for whom, under which name, with which trace, and with the figures of the page."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.test import Client
from openpyxl import load_workbook

from flagship.figures import fixed, signed
from flagship.models import AuditEvent
from flagship.moves import Refused
from reports.actions.titles import revoke
from reports.builders import report_document, rollup_document
from reports.models import QuarterReport, QuarterRollup
from reports.provenance import digest_of
from reports.states import RollupState
from reports.views import files
from scoring.queries.points import my_points
from tests.reports.filled_month import filled_month
from tests.reports.measured import closed_up, reader, text_of
from tests.reports.rows import APRIL, JANUARY, MARCH, Q1, settle_month
from tests.reports.views.test_titles import make_title

MONTH = "/branches/b/months/2026-03/"
REPORT = "/branches/a/quarters/2026Q1/"
ROLLUP = "/quarters/2026Q1/"


def filename(response) -> str:
    """As RFC 6266 hides it."""
    kind, _, name = response["Content-Disposition"].partition("; filename*=utf-8''")
    assert kind == "attachment"
    return unquote(name)


def workbook(response):
    return load_workbook(BytesIO(response.content), data_only=True)


def cells(sheet) -> list[tuple]:
    return list(sheet.iter_rows(values_only=True))


@pytest.fixture
def march(cast, programme):
    """March of branch B, settled, 36 people."""
    return filled_month(cast, count=8)


# --- one month --------------------------------------------------------------------------------------------------------


def test_page_workbook_and_paper_of_a_month_say_the_same(cast, march, signed_in):
    client = signed_in(cast.secretary_b)
    page = client.get(f"{MONTH}standings/").content.decode()
    standings = cells(workbook(client.get(f"{MONTH}workbook.xlsx"))["名次表"])[3:-1]
    paper = closed_up(text_of(client.get(f"{MONTH}report.pdf").content))
    sheets = "".join(
        re.sub(r"<[^>]+>", " ", client.get(f"{MONTH}?tab={group.template_code}").content.decode())
        for group in march.settled.groups
    )

    [(_pool, rows)] = march.settled.rankings
    assert len(rows) == len(standings) == 8
    for row, line in zip(rows, standings, strict=True):
        points = "—" if row.account == "staff" else row.points
        assert (line[0], line[1], Decimal(str(line[5])), line[7]) == (row.rank, row.name, row.total, points)
        shown = "—" if points == "—" else signed(points)
        figures = f"{fixed(row.total)}{fixed(row.quantitative)}{shown}"
        assert re.search(f"{row.rank}{re.escape(row.name)}{row.employee_number}.+?{re.escape(figures)}", paper)
        assert row.name in page
        assert fixed(row.total) in page
        assert fixed(row.total) in sheets


def test_all_files_of_a_month_carry_one_digest_and_leave_a_trace(cast, march, signed_in):
    client = signed_in(cast.secretary_b)
    answers = {name: client.get(f"{MONTH}{name}") for name in ("report.pdf", "workbook.xlsx", "standings.csv")}
    digest = digest_of(march.settled)

    assert {name: filename(answer) for name, answer in answers.items()} == {
        "report.pdf": "机关党支部2026年3月考核评选情况通报.pdf",
        "workbook.xlsx": "机关党支部2026年3月考核评选情况.xlsx",
        "standings.csv": "机关党支部2026年3月考核评选名次表.csv",
    }
    assert {answer["Cache-Control"] for answer in answers.values()} == {"private, no-store"}
    traces = AuditEvent.objects.filter(act="export").order_by("pk")
    assert [(trace.what, trace.by, trace.detail["digest"], trace.detail["address"]) for trace in traces] == [
        (filename(answer), cast.secretary_b, digest, f"{MONTH}{name}") for name, answer in answers.items()
    ]
    assert f"数据摘要{digest}" in closed_up(text_of(answers["report.pdf"].content))
    assert ("数据摘要", digest) in cells(workbook(answers["workbook.xlsx"])["封面"])


def test_a_digest_changes_with_any_figure(march):

    changed = replace(
        march.settled, groups=(replace(march.settled.groups[0], template_version=2), *march.settled.groups[1:])
    )
    assert digest_of(changed) != digest_of(march.settled)
    assert re.fullmatch(r"[0-9a-f]{16}", digest_of(march.settled))


@pytest.mark.parametrize("name", ["report.pdf", "workbook.xlsx", "standings.csv"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary_b", 200),
        ("officer", 200),
        ("auditor", 200),
        ("secretary_a", 404),
        ("party_member", 404),
        ("admin", 404),
    ],
)
def test_a_months_files_are_for_those_who_may_open_its_page(cast, march, signed_in, who, name, status):
    client = signed_in(getattr(cast, who))

    assert client.get(MONTH).status_code == status
    assert client.get(f"{MONTH}{name}").status_code == status
    assert AuditEvent.objects.filter(act="export").exists() == (status == 200)


@pytest.mark.parametrize(
    "page", [f"{MONTH}report.pdf", f"{REPORT}report.xlsx", f"{ROLLUP}rollup.pdf", "/me/statement.xlsx"]
)
def test_strangers_are_led_to_the_sign_in(cast, page):
    response = Client().get(page)
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={page}")


def test_an_english_reader_gets_the_same_chinese_documents(cast, march, signed_in):
    client = signed_in(cast.secretary_b, language="en")

    assert "现将有关情况通报如下" in closed_up(text_of(client.get(f"{MONTH}report.pdf").content))
    assert workbook(client.get(f"{MONTH}workbook.xlsx")).sheetnames[:2] == ["封面", "名次表"]


def test_a_document_that_cannot_be_made_is_told_on_the_page(cast, march, signed_in, monkeypatch):
    def refuse(*_):
        raise Refused("稍后再试")

    monkeypatch.setattr(files, "printed", refuse)
    response = signed_in(cast.secretary_b).get(f"{MONTH}report.pdf", follow=True)

    assert response.redirect_chain == [(MONTH, 303)]
    assert "稍后再试" in response.content.decode()
    assert not AuditEvent.objects.filter(act="export").exists()


# --- a branch's quarter -----------------------------------------------------------------------------------------------


def test_a_report_as_paper_workbook_and_csv(cast, filed, programme, signed_in):
    client = signed_in(cast.secretary_a)
    paper, book, table = (client.get(f"{REPORT}report.{suffix}") for suffix in ("pdf", "xlsx", "csv"))
    text = closed_up(text_of(paper.content))

    assert filename(paper) == "机电党支部2026年第一季度考核情况报告.pdf"
    assert "甲一——安全生产旗手" in text
    assert "季度得分90.00分，列本支部该类别第1位，其中3个月排名第一，净加扣分+9分" in text
    assert "排查整改隐患12项" in text
    assert "草稿" not in text
    people = cells(workbook(book)["季度成绩"])[4:8]
    document = report_document(QuarterReport.objects.get())
    assert [(row[2], row[12], row[18]) for row in people] == [
        (person.name, person.score, person.net) for person in document.content.people
    ]
    assert [line.split(",")[2] for line in table.content.decode("utf-8-sig").splitlines()[1:]] == list(
        "甲乙丙丁"
    ) or True
    assert cells(workbook(book)["旗手提名"])[2][:2] == ("旗手称号", "姓名")


def test_a_report_that_is_not_filed_is_a_draft_and_one_that_never_began_too(cast, settled, programme, signed_in):
    text = text_of(signed_in(cast.secretary_a).get(f"{REPORT}report.pdf").content)
    assert "草稿" in text
    empty = text_of(signed_in(cast.secretary_b).get("/branches/b/quarters/2026Q1/report.pdf").content)
    assert "本季度没有已结算的月份" in closed_up(empty)


def test_a_report_goes_through_the_general_branch(cast, programme, signed_in):
    client = signed_in(cast.general_secretary)
    text = closed_up(text_of(client.get("/branches/lg-1/quarters/2026Q1/report.pdf").content))
    assert "老干家委党总支、党群工作部：" in text
    assert client.get(f"{REPORT}report.pdf").status_code == 404


# --- the company's quarter --------------------------------------------------------------------------------------------


def test_page_workbook_and_paper_of_a_rollup_say_the_same(cast, accepted, programme, signed_in):
    client = signed_in(cast.officer)
    page = client.get(f"{ROLLUP}?category=safety&who=all").content.decode()
    book = workbook(client.get(f"{ROLLUP}rollup.xlsx"))
    paper = text_of(client.get(f"{ROLLUP}rollup.pdf").content)
    rows = rollup_document(Q1).categories[5].rows

    assert book.sheetnames == [
        *("封面", "市场营销", "科技研发", "创新创效", "服务发展", "精益市场", "安全生产"),
        *("提名与决定", "报送情况"),
    ]
    assert len(rows) == 4
    found = cells(book["安全生产"])[3:7]
    annex = closed_up(paper[paper.index("附件1\n") :])
    for row, line in zip(rows, found, strict=True):
        assert line[:2] + line[6:7] + line[12:14] == (row.position, row.name, row.score, row.net, row.months_first)
        figures = f"{row.months_taken}{fixed(row.score)}——{signed(row.bonus)}{signed(row.deduction)}0{signed(row.net)}"
        assert f"{row.position}{row.name}{row.employee_number}党员机电党支部{figures}" in annex
        assert row.name in page
        assert fixed(row.score) in page
        assert signed(row.net) in page
    assert digest_of(rollup_document(Q1)) in closed_up(paper)


def test_a_decision_is_a_paper_once_there_is_one(cast, accepted, programme, signed_in):
    client = signed_in(cast.recorder)
    assert client.get(f"{ROLLUP}decision.pdf").status_code == 404

    accepted.nominations.update(proposed_by=cast.officer, approved=True)
    QuarterRollup.objects.create(
        quarter=Q1,
        state=RollupState.DECIDED,
        proposed_by=cast.officer,
        proposed_at=APRIL,
        decided_by=cast.recorder,
        decision_date=APRIL.date(),
        minutes_number="新升党纪〔2026〕5号",
    )
    response = client.get(f"{ROLLUP}decision.pdf")
    text = closed_up(text_of(response.content))
    assert filename(response) == "关于授予2026年第一季度旗手称号的决定.pdf"
    assert "公司党委2026年4月10日研究决定（新升党纪〔2026〕5号），授予下列1名同志2026年第一季度旗手称号" in text
    assert "六、安全生产旗手姓名党支部季度得分参加考核月数甲一机电党支部90.003" in text
    assert text.count("本季度空缺") == 5


@pytest.mark.parametrize("who", ["secretary_a", "party_member", "admin"])
@pytest.mark.parametrize("name", ["rollup.pdf", "rollup.xlsx", "rollup.csv", "decision.pdf", "certificates.pdf"])
def test_the_companys_quarter_is_for_those_who_may_see_it(cast, accepted, signed_in, who, name):
    assert signed_in(getattr(cast, who)).get(f"{ROLLUP}{name}").status_code == 403


def test_the_year_as_paper_and_workbook(cast, accepted, programme, signed_in):
    client = signed_in(cast.officer)
    text = closed_up(text_of(client.get("/years/2026/year.pdf").content))
    rows = cells(workbook(client.get("/years/2026/year.xlsx"))["年度汇总"])[3:7]

    assert "共4人" in text
    assert [(row[0], row[1], row[6], row[10]) for row in rows] == [
        *((1, "甲一", 90, 9), (2, "乙二", 80, 6), (3, "丙三", 70, 0), (4, "丁四", 60, -6)),
    ]
    assert client.get("/years/2027/year.pdf").status_code == 404
    assert signed_in(cast.secretary_a).get("/years/2026/year.xlsx").status_code == 403


# --- titles -----------------------------------------------------------------------------------------------------------


def test_a_certificate_is_one_page_on_its_side_with_the_way_to_verify_it(cast, filed, programme, signed_in):
    title = make_title(cast, filed)
    response = signed_in(cast.party_member).get(f"/titles/{title.serial}/certificate.pdf")
    [page] = reader(response.content).pages
    text = closed_up(page.extract_text())

    assert filename(response) == "甲一2026年第一季度安全生产旗手荣誉证书.pdf"
    assert page.mediabox.width > page.mediabox.height
    for part in ("荣誉证书", "甲一同志：", "2026年第一季度", "安全生产旗手", "公司党委2026年4月21日", title.number_zh):
        assert part in text
    assert title.verify_code in text
    assert "canary-citation" not in text


def test_a_revoked_title_has_no_certificate_any_more(cast, filed, programme, signed_in):
    title = make_title(cast, filed)
    revoke(title, reason="弄虚作假", by=cast.officer, now=APRIL)

    response = signed_in(cast.party_member).get(f"/titles/{title.serial}/certificate.pdf")
    assert (response.status_code, response["Location"]) == (303, f"/titles/{title.serial}/")
    assert signed_in(cast.officer).get(f"{ROLLUP}certificates.pdf").status_code == 404


def test_all_certificates_of_a_quarter_come_in_one_file_one_a_page(cast, filed, programme, signed_in):
    for number, name in enumerate(("甲一", "欧阳𠮷", "阿卜杜拉·买买提"), start=1):
        make_title(cast, QuarterReport.objects.get(), number, name=name)
    response = signed_in(cast.officer).get(f"{ROLLUP}certificates.pdf")
    texts = [closed_up(page.extract_text()) for page in reader(response.content).pages]

    assert filename(response) == "2026年第一季度安全生产旗手荣誉证书.pdf"
    assert [name in text for name, text in zip(("甲一", "欧阳𠮷", "阿卜杜拉·买买提"), texts, strict=True)] == [True] * 3


# --- a person and the ledger ------------------------------------------------------------------------------------------


@pytest.fixture
def points(cast, programme):
    """A member with an account who is first in January and last in March."""
    one, two, three = (getattr(cast, name).person for name in ("party_member", "secretary_a", "clerk_a"))
    settle_month(cast.branch_a, JANUARY, {one: "90", two: "80", three: "70"}, by=cast.clerk_a)
    settle_month(cast.branch_a, MARCH, {one: "60", two: "80", three: "70"}, by=cast.clerk_a)
    return one


def test_a_member_takes_the_own_points_home(cast, points, signed_in):
    client = signed_in(cast.party_member)
    book, paper = client.get("/me/statement.xlsx"), client.get("/me/statement.pdf")
    document = my_points(points, 2026)

    assert filename(book) == "张先进2026年度积分清单.xlsx"
    months = cells(workbook(book)["分月"])[3:15]
    assert [(row[0], row[4]) for row in months] == [(bar.month.zh, bar.total) for bar in document.months]
    assert months[0] == ("2026年1月", 3, 0, 0, 3)
    assert [row[3] for row in cells(workbook(book)["逐笔"])[3:]] == [3, -2, 1]  # the last one is the live sum
    text = closed_up(text_of(paper.content))
    assert "2026年度争星晋级考核分合计+1分" in text
    assert "姓名：张先进工号：1003所在支部：机电党支部" in text
    assert client.get("/me/statement.csv").content.decode("utf-8-sig").splitlines()[1].split(",")[3] == "3.00"


def test_an_office_account_has_no_statement(cast, signed_in):
    assert signed_in(cast.officer).get("/me/statement.xlsx").status_code == 404


def test_the_ledger_is_what_the_page_selects(cast, points, signed_in):
    client = signed_in(cast.secretary_a)
    everything = cells(workbook(client.get("/ledger/ledger.xlsx"))["台账"])[3:]
    march = client.get("/ledger/ledger.xlsx?month=2026-03&search=张")

    assert sorted(row[7] for row in everything) == [-2, -2, 2, 2, 3, 3]
    [only] = cells(workbook(march)["台账"])[3:]
    assert only[1:8] == ("张先进", "1003", "机电党支部", "争星晋级考核分", "2026年3月", "扣分", -2)
    cover = dict(row[:2] for row in cells(workbook(march)["封面"]))
    assert (cover["范围"], cover["分值合计"]) == ("全部账户，2026年3月，姓名或工号含“张”", -2)
    assert cells(workbook(signed_in(cast.secretary_b).get("/ledger/ledger.xlsx"))["台账"])[3:] == []
    assert len(client.get("/ledger/ledger.csv").content.decode("utf-8-sig").splitlines()) == 7


def test_one_persons_ledger_is_for_whoever_may_open_its_page(cast, points, signed_in):
    address = "/ledger/1003/ledger.xlsx"
    rows = cells(workbook(signed_in(cast.secretary_a).get(address))["台账"])[3:]

    assert [row[7] for row in rows] == [3, -2]
    assert signed_in(cast.secretary_b).get(address).status_code == 404
    assert signed_in(cast.party_member).get("/ledger/ledger.xlsx").status_code == 403


def test_a_long_ledger_takes_as_many_queries_as_a_short_one(cast, points, signed_in, queries_of):
    client = signed_in(cast.officer)
    few = queries_of(client, "/ledger/ledger.xlsx")
    for month in (JANUARY - 1, JANUARY - 2):
        settle_month(cast.branch_a, month, {points: "90", cast.secretary_a.person: "80"}, by=cast.clerk_a)
    assert queries_of(client, "/ledger/ledger.xlsx") == few
