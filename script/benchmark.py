"""Exports beside the bare library doing the same: seconds and peak memory, each in a process of its own.

    .venv/bin/python script/benchmark.py [runs]

300 certificates in one file: the house's paper against WeasyPrint given the same HTML and styles.
A ledger of 50,000 rows: the house's workbook, with styles, row heights and formulas, against openpyxl in its
write-only mode given the same values and nothing else.
"""

import datetime as dt
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CERTIFICATES, ROWS = 300, 50_000
PAIRS = (("certificates", "weasyprint"), ("ledger", "openpyxl"))


def certificates() -> Callable[[], bytes]:
    """The house's certificates."""
    from reports.papers.certificate import certificate, certificate_paper
    from reports.papers.paper import printed

    def make() -> bytes:
        made = [certificate(one, f"https://flags.example/verify/{one.verify_code}/") for one in _titles()]
        return printed(certificate_paper(made, _head()), _head(), _origin())

    return make


def weasyprint() -> Callable[[], bytes]:
    """The same HTML, made beforehand, through the bare library."""
    from django.template.loader import render_to_string
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from reports.papers.certificate import certificate, certificate_paper
    from reports.print_fonts import font_rules

    made = [certificate(one, f"https://flags.example/verify/{one.verify_code}/") for one in _titles()]
    paper = certificate_paper(made, _head())
    values = {"paper": paper, "head": _head(), "origin": _origin(), **paper.values}
    html = render_to_string("print/certificate.html", values)
    style = (ROOT / "templates/print/certificate.css").read_text(encoding="utf-8")

    def make() -> bytes:
        fonts = FontConfiguration()
        sheets = [CSS(string=text, font_config=fonts) for text in (font_rules(), style)]
        return HTML(string=html).write_pdf(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1")

    return make


def ledger() -> Callable[[], bytes]:
    """The house's workbook."""
    from reports.excel.ledger import ledger_book

    def make() -> bytes:
        words = {"title": "积分台账", "unit": "党群工作部", "scope": "全部"}
        return ledger_book(_lines(), **words, total=Decimal(0), origin=_origin())

    return make


def openpyxl() -> Callable[[], bytes]:
    """The same values, bare."""
    from openpyxl import Workbook

    from reports.excel.ledger import ledger_table

    def make() -> bytes:
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in ledger_table(_lines(), "积分台账").rows:
            sheet.append([one.replace(tzinfo=None) if isinstance(one, dt.datetime) else one for one in row])
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def _origin():
    from flagship.periods import TZ
    from reports.provenance import Provenance

    return Provenance(by="孙党群", at=dt.datetime(2026, 4, 8, 9, 5, tzinfo=TZ), digest="0123456789abcdef")


def _head():
    from reports.letterhead import Letterhead

    return Letterhead(company="公司党委", scheme="党员闪光争旗创标", scheme_number="新升党发〔2020〕8号", red=False)


def _titles() -> list:
    from flagship.categories import FlagCategory
    from flagship.periods import Quarter
    from reports.documents import TitleDocument

    names, categories = ("张伟", "王芳", "欧阳𠮷", "阿卜杜拉·买买提"), list(FlagCategory)
    return [
        TitleDocument(
            serial=f"2026Q1-{number:03}",
            number_zh=f"旗手〔2026〕1-{categories[number % 6].zh}-{number:03}",
            name=names[number % 4],
            branch_name=f"第{number % 60}党支部",
            category=categories[number % 6],
            quarter=Quarter(2026, 1),
            citation="",
            conferred_on=dt.date(2026, 4, 21),
            decision_date=None,
            minutes_number="",
            verify_code=f"{number:020}",
            revoked_on=None,
            revoke_reason="",
        )
        for number in range(CERTIFICATES)
    ]


def _lines() -> Iterator:
    from flagship.categories import Account
    from flagship.periods import Month
    from reports.queries.ledger_lines import LedgerLine
    from scoring.documents import Words
    from scoring.states import EntryKind

    at = _origin().at
    for number in range(ROWS):
        rank, points = number % 36 + 1, number % 5 - 2
        yield LedgerLine(
            entry_id=number,
            employee_number=f"E{number % 3000:05}",
            name="张伟",
            branch_name=f"第{number % 60}党支部",
            account=Account.STAR,
            month=Month(2026, number % 12 + 1),
            kind=EntryKind.BONUS if points >= 0 else EntryKind.DEDUCTION,
            amount=Decimal(points),
            explanation=Words(f"参加36人（31人及以上档），排第{rank}名：争星晋级考核{points:+}分。依据五（三）1。", ""),
            clause="五（三）1",
            document_number="",
            posted_at=at,
            posted_by="陈书记",
            reversed=False,
        )


def run(name: str) -> dict:
    """One case in this process: seconds of the making alone, on the clock and of the processor; peak memory in MB."""
    import django

    django.setup()
    make = globals()[name]()
    began, worked = time.perf_counter(), time.process_time()
    made = make()
    return {
        "seconds": time.perf_counter() - began,
        "cpu": time.process_time() - worked,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": len(made) / 1024,
    }


def measured(name: str, runs: int) -> dict:
    """The medians of some runs, each in a fresh process."""
    command = [sys.executable, __file__, "--one", name]
    found = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(runs)]
    return {key: statistics.median(one[key] for one in found) for key in found[0]}


def main(runs: int) -> None:
    """Print each case beside its yardstick."""
    print(f"{'':14}{'seconds':>9}{'cpu':>9}{'peak MB':>9}{'file kB':>9}")
    for house, bare in PAIRS:
        ours, theirs = measured(house, runs), measured(bare, runs)
        for name, one in ((house, ours), (bare, theirs)):
            print(f"{name:14}{one['seconds']:9.2f}{one['cpu']:9.2f}{one['peak']:9.0f}{one['size']:9.0f}")
        print(f"{'ratio':14}" + "".join(f"{ours[key] / theirs[key]:9.2f}" for key in ("seconds", "cpu", "peak")))


if __name__ == "__main__":
    os.environ.setdefault("FLAGSHIP_ENV", "test")
    os.environ["DJANGO_SETTINGS_MODULE"] = "flagship.settings"
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(run(sys.argv[2])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
