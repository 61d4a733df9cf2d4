"""Earlier submissions of a month as files: as they were, and marked as no longer in force."""

from decimal import Decimal

import pytest

from flagship.models import AuditEvent
from scoring.actions.reopen import reopen
from tests.reports.filled_month import filled_month, fresh
from tests.reports.measured import closed_up, reader, text_of
from tests.reports.views.test_exports import cells, filename, workbook

PAGE = "/branches/b/months/2026-03/revisions/1/"


@pytest.fixture
def march(cast, programme):
    """March of branch B, settled once and reopened since."""
    made = filled_month(cast, count=8)
    reopen(sheet=fresh(made.sheet), reason="数据有误", by=cast.officer)
    return made


def test_a_reopened_submission_is_printed_as_it_was_and_says_that_it_no_longer_counts(cast, march, signed_in):
    client = signed_in(cast.secretary_b)
    paper, book, table = (client.get(f"{PAGE}{name}") for name in ("report.pdf", "workbook.xlsx", "standings.csv"))
    text = closed_up(text_of(paper.content))
    standings = cells(workbook(book)["名次表"])[3:-1]

    assert [filename(answer) for answer in (paper, book, table)] == [
        "机关党支部2026年3月考核评选情况通报（第1次提交，已重开）.pdf",
        "机关党支部2026年3月考核评选情况（第1次提交，已重开）.xlsx",
        "机关党支部2026年3月考核评选名次表（第1次提交，已重开）.csv",
    ]
    assert all("不再有效" in page.extract_text() for page in reader(paper.content).pages)
    assert "本件为第1次提交的结果，已重开" in text
    assert "原因：数据有误" in text
    assert "考〔2026〕3号" not in text
    [(_pool, rows)] = march.settled.rankings
    assert [(line[1], Decimal(str(line[5]))) for line in standings] == [(row.name, row.total) for row in rows]
    cover = {row[0]: row[1] for row in cells(workbook(book)["封面"])}
    assert (cover["状态"], cover["版本"]) == ("已重开", "第1次提交")
    assert any(str(row[0]).startswith("本件为第1次提交的结果，已重开") for row in cells(workbook(book)["封面"]))
    assert len({event.detail["digest"] for event in AuditEvent.objects.filter(act="export")}) == 1


def test_the_submission_in_force_is_not_marked(cast, programme, signed_in):
    filled_month(cast, count=4)
    response = signed_in(cast.secretary_b).get(f"{PAGE}report.pdf")

    assert filename(response) == "机关党支部2026年3月考核评选情况通报.pdf"
    assert "不再有效" not in text_of(response.content)


@pytest.mark.parametrize("name", ["report.pdf", "workbook.xlsx", "standings.csv"])
def test_a_submission_that_never_was_has_no_files(cast, march, signed_in, name):
    assert signed_in(cast.secretary_b).get(f"/branches/b/months/2026-03/revisions/9/{name}").status_code == 404
