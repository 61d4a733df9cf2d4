"""Whatever somebody typed is text: in every field that reaches a document it fetches nothing and breaks nothing."""

import dataclasses
import datetime as dt
import zipfile
from decimal import Decimal
from enum import Enum
from io import BytesIO

import pytest
from openpyxl import load_workbook

from flagship.categories import Account
from flagship.periods import TZ
from reports.actions.report import accept_report
from reports.builders import report_document, rollup_document, title_document
from reports.excel.honours import honours_book
from reports.excel.ledger import ledger_book
from reports.excel.lists import list_book, titles_listing
from reports.excel.month import month_book
from reports.excel.quarter import quarter_book
from reports.excel.rollup import rollup_book
from reports.excel.star_run import star_run_book
from reports.excel.statement import statement_book
from reports.excel.year import year_book
from reports.letterhead import Letterhead
from reports.models import QuarterReport
from reports.papers.certificate import certificate, certificate_paper, zipped
from reports.papers.honours import honours_paper
from reports.papers.month import month_paper
from reports.papers.paper import printed
from reports.papers.quarter import quarter_paper
from reports.papers.rollup import decision_paper, rollup_paper
from reports.papers.statement import statement_paper
from reports.papers.year import year_paper
from reports.provenance import Provenance
from reports.queries.honours import honour_document, summary_of
from reports.queries.ledger_lines import ledger_lines
from reports.queries.star_rows import StarRow
from reports.superseded import Superseded
from scoring.models import PointsEntry
from scoring.queries.points import my_points
from scoring.states import RevisionState
from tests.reports.measured import closed_up, reader, text_of
from tests.reports.rows import APRIL, Q1, settle_month
from tests.reports.test_pdf import CANARY, listener, planted  # noqa: F401 (fixtures)
from tests.reports.views.test_titles import make_title

ORIGIN = Provenance(by="陈书记", at=dt.datetime(2026, 4, 8, 9, 5, tzinfo=TZ), digest="0123456789abcdef")
HEAD = Letterhead(company="中共某公司委员会", scheme="党员闪光争旗创标", scheme_number="新升党发〔2020〕8号", red=False)

pytestmark = pytest.mark.django_db


def poisoned(value, text: str):
    """The same document with this text in place of every text in it."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return text
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.name not in KEPT]
        return dataclasses.replace(value, **{name: poisoned(getattr(value, name), text) for name in names})
    if isinstance(value, tuple):
        return tuple(poisoned(held, text) for held in value)
    return value


# Values that are no text, and words of ours.
KEPT = {"spec", "policy", "rules", "criteria", "position", "formula", "inputs", "kind", "code", "tier_span"}


@pytest.fixture
def documents(month, cast, filed, programme) -> dict:
    """One document of each kind, with two people where it holds many."""
    settled = month.settled
    few = tuple(dataclasses.replace(group, rows=group.rows[:2]) for group in settled.groups[:2])
    accept_report(filed, by=cast.officer, now=APRIL)
    honours = honour_document(summary_of(2026))
    assert [row for group in few for row in group.rows]
    assert honours.rows
    return {
        "month": dataclasses.replace(settled, groups=tuple(_without_reasons(group) for group in few)),
        "quarter": report_document(QuarterReport.objects.get()),
        "rollup": rollup_document(Q1),
        "title": title_document(make_title(cast, filed)),
        "points": my_points(cast.party_member.person, 2026),
        "superseded": Superseded(1, RevisionState.REOPENED, ORIGIN.at, "数据有误"),
        "line": next(lines_of_a_ledger(cast)),
        "honours": honours,
        "year": tuple(row.row for row in honours.rows),
        "star": StarRow("1001", "甲一", "机关党支部", Decimal(81), 1, 2, "晋级", "达到二星起点"),
    }


def lines_of_a_ledger(cast):
    people = {getattr(cast, name).person: total for name, total in (("secretary_a", "90"), ("clerk_a", "80"))}
    settle_month(cast.branch_a, Q1.months[2] + 1, people, by=cast.clerk_a)
    return ledger_lines(PointsEntry.objects.all())


def _without_reasons(group):
    return dataclasses.replace(group, rows=tuple(dataclasses.replace(row, reason=None) for row in group.rows))


def papers_of(documents: dict) -> dict[str, bytes]:
    made = {
        "month": month_paper(documents["month"], HEAD),
        "superseded": month_paper(documents["month"], HEAD, documents["superseded"]),
        "quarter": quarter_paper(documents["quarter"], HEAD),
        "rollup": rollup_paper(documents["rollup"], HEAD),
        "decision": decision_paper(documents["rollup"], HEAD),
        "certificate": certificate_paper([certificate(documents["title"], "https://flags.example/verify/X/")], HEAD),
        "statement": statement_paper(documents["points"], Account.STAR, documents["points"].name, HEAD),
    }
    year, honours = documents["year"], documents["honours"]
    made |= {"year": year_paper(2026, year, HEAD), "honours": honours_paper(honours, HEAD)}
    return {name: printed(paper, HEAD, ORIGIN) for name, paper in made.items()}


def books_of(documents: dict) -> dict[str, bytes]:
    return {
        "month": month_book(documents["month"], ORIGIN),
        "superseded": month_book(documents["month"], ORIGIN, documents["superseded"]),
        "ledger": ledger_book(
            [documents["line"]] * 2,
            title="台账",
            unit="部",
            scope=documents["line"].name,
            total=Decimal(6),
            origin=ORIGIN,
        ),
        "titles": list_book(titles_listing([documents["title"]], [("范围", documents["title"].name)]), ORIGIN),
        "quarter": quarter_book(documents["quarter"], ORIGIN),
        "rollup": rollup_book(documents["rollup"], ORIGIN),
        "statement": statement_book(documents["points"], Account.STAR, documents["points"].name, ORIGIN),
        "year": year_book(2026, documents["year"], ORIGIN),
        "honours": honours_book(documents["honours"], ORIGIN),
        "stars": star_run_book(documents["star"].name, documents["star"].name, [documents["star"]] * 2, ORIGIN),
    }


def with_text(documents: dict, text: str) -> dict:
    return {name: poisoned(document, text) for name, document in documents.items()}


def test_markup_is_printed_as_it_was_typed_and_fetches_nothing(documents, planted, listener):  # noqa: F811
    address, asked = listener
    file = (planted / "canary.svg").as_uri()
    text = f'</p><img src="{file}"><style>@import url({address}/a.css)</style>"\'){{{{ x }}}}'
    papers = papers_of(with_text(documents, text))

    assert asked == []
    for name, paper in papers.items():
        said = text_of(paper)
        assert CANARY not in said, name
        assert "<img" in said, name
        assert reader(paper).attachments == {}, name


def test_formulas_are_text_in_every_workbook(documents):
    for name, data in books_of(with_text(documents, "=cmd|'/c calc'!A1")).items():
        book = load_workbook(BytesIO(data))
        formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(formula.startswith(("=SUM(", "=ROUND(AVERAGE(")) for formula in formulas), name
        texts = [
            cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=cmd")
        ]
        assert texts, name
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts), name


ODD = {
    # Control characters, a turned direction, half a surrogate pair, marks upon marks, joined emoji, placeholders.
    "odd": "\x00\x07\x1b[2J\ufffe\u202egnirts\ud800" + "a\u0300" * 50 + "😀👩\u200d👩\u200d👧%s %(x)s {0} {{ x }}",
    "blank": " \t\n ",
    "empty": "",
    "long": "无" * 40_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_breaks_no_document(documents, text):
    changed = with_text(documents, text)

    for name, paper in papers_of(changed).items():
        assert len(reader(paper).pages) >= 1, name
        if name != "certificate":
            assert ORIGIN.digest in closed_up(text_of(paper)), name
    for name, data in books_of(changed).items():
        assert load_workbook(BytesIO(data)).sheetnames[0] == "封面", name


@pytest.mark.parametrize("text", [*ODD.values(), "../../etc/passwd", 'a/b\\c:*?"<>|'], ids=[*ODD, "path", "marks"])
def test_odd_text_leaves_no_folder_from_a_zip(documents, text):
    title = dataclasses.replace(documents["title"], name=text, number_zh=text)
    data = zipped([certificate(title, "https://flags.example/verify/X/")], HEAD, ORIGIN)
    [name] = zipfile.ZipFile(BytesIO(data)).namelist()

    assert name.endswith(".pdf")
    assert not set(name[:-4]) & set('/\\:*?"<>|.')
    assert len(name) < 120
