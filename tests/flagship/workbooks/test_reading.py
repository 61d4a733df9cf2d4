"""What the safe reader gives back, and what it refuses in one sentence."""

import datetime as dt
import threading
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook as Book

from flagship.workbooks import Problem, Unreadable, limits, read_workbook, reading
from flagship.workbooks.archive import archive_problem
from tests.workbooks import SHEET, packed, sheet_xml, with_part, workbook_of


def problem_of(data: bytes) -> Problem:
    with pytest.raises(Unreadable) as refusal:
        read_workbook(data)
    assert str(refusal.value) == refusal.value.problem.sentence
    return refusal.value.problem


def test_cells_are_text_as_a_person_reads_it():
    rows = [["姓名", None, "分数"], ["张三", 98.5, 30], [True, 0.1 + 0.2, dt.date(2026, 3, 1)], ["0012", -0.0, 1e-7]]
    assert read_workbook(workbook_of(*rows)).first.rows == (
        ("姓名", "", "分数"),
        ("张三", "98.5", "30"),
        ("TRUE", "0.3", "2026-03-01"),
        ("0012", "0", "0.0000001"),
    )


def test_rows_keep_their_numbers_below_empty_rows():
    book = Book()
    book.active["C3"] = "x"
    assert read_workbook(packed(book)).first.rows == (("", "", ""), ("", "", ""), ("", "", "x"))


def test_an_uploaded_file_is_read_from_its_beginning():
    upload = SimpleUploadedFile("a.xlsx", workbook_of(["x"]))
    upload.read()
    assert read_workbook(upload).first.rows == (("x",),)


def test_the_first_visible_filled_sheet_is_the_one_meant():
    book = Book()
    book.create_sheet("隐藏").append(["secret"])
    book["隐藏"].sheet_state = "hidden"
    book.create_sheet("花名册").append(["x"])
    workbook = read_workbook(packed(book))
    assert workbook.first.name == "花名册"
    assert [sheet.name for sheet in workbook.sheets] == ["Sheet", "隐藏", "花名册"]
    assert workbook.sheet("nowhere") is None


def test_invisible_characters_vanish():
    part = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>王\u200b书\ufffe记 </t></is></c></row>')
    assert read_workbook(with_part(workbook_of(["x"]), SHEET, part)).first.rows == (("王书记",),)


GOOD = workbook_of(["姓名"], ["张三"])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", Problem.EMPTY, id="nothing"),
        pytest.param("姓名,工号".encode(), Problem.NOT_A_WORKBOOK, id="a csv called xlsx"),
        pytest.param(b"PK\x03\x04 nonsense", Problem.DAMAGED, id="only begins like an archive"),
        pytest.param(GOOD[: len(GOOD) // 2], Problem.DAMAGED, id="truncated"),
        pytest.param(
            bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "Workbook".encode("utf-16-le"),
            Problem.OLD_FORMAT,
            id="xls renamed",
        ),
        pytest.param(
            bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            Problem.ENCRYPTED,
            id="protected by a password",
        ),
        pytest.param(with_part(GOOD, "xl/zeros.bin", b"\0" * 5_000_000), Problem.SUSPICIOUS, id="bomb by ratio"),
        pytest.param(with_part(GOOD, "../etc/passwd", b"x"), Problem.SUSPICIOUS, id="a name that leads out"),
        pytest.param(with_part(GOOD, "C:/x", b"x"), Problem.SUSPICIOUS, id="a name with a drive"),
        pytest.param(
            with_part(GOOD, SHEET, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'),
            Problem.SUSPICIOUS,
            id="document type",
        ),
        pytest.param(
            with_part(GOOD, SHEET, '<?xml version="1.0"?><!DOCTYPE x []><worksheet/>'.encode("utf-16")),
            Problem.SUSPICIOUS,
            id="document type in UTF-16",
        ),
        pytest.param(
            with_part(GOOD, SHEET, b"<!--" + b"x" * 70_000 + b"--><worksheet/>"),
            Problem.SUSPICIOUS,
            id="endless prolog",
        ),
        pytest.param(with_part(GOOD, SHEET, b"<worksheet><sheetData><row"), Problem.DAMAGED, id="broken XML"),
        pytest.param(with_part(GOOD, SHEET, b"no markup"), Problem.DAMAGED, id="no XML at all"),
        pytest.param(packed(Book()), Problem.NO_CELLS, id="no cells"),
        pytest.param(workbook_of(*[["x"]] * (limits.ROWS + 1)), Problem.TOO_MANY_ROWS, id="too many rows"),
        pytest.param(workbook_of(["x"] * (limits.COLUMNS + 1)), Problem.TOO_MANY_COLUMNS, id="too many columns"),
        pytest.param(
            with_part(
                GOOD,
                SHEET,
                sheet_xml(
                    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
                ),
            ),
            Problem.TOO_HUNGRY,
            id="a cell at the far end asks for hundreds of gigabytes",
        ),
    ],
)
def test_every_odd_file_gets_one_sentence(data, problem):
    assert problem_of(data) is problem


def test_a_zip_of_something_else_is_no_workbook():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.txt", "x")
    assert problem_of(out.getvalue()) is Problem.NOT_A_WORKBOOK


def test_two_parts_of_one_name_are_refused():
    out = BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, "<worksheet/>")
    assert archive_problem(out.getvalue()) is Problem.SUSPICIOUS


def test_too_many_parts_are_refused():
    out = BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        for n in range(limits.ENTRIES):
            archive.writestr(f"xl/{n}.bin", "x")
    assert archive_problem(out.getvalue()) is Problem.SUSPICIOUS


def test_a_file_above_the_size_limit_is_not_even_read():
    class Huge(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("read")

    upload = Huge("a.xlsx", b"")
    upload.size = limits.PACKED_BYTES + 1
    with pytest.raises(Unreadable) as refusal:
        read_workbook(upload)
    assert refusal.value.problem is Problem.TOO_BIG


def test_too_many_sheets_are_refused():
    book = Book()
    for n in range(limits.SHEETS):
        book.create_sheet(f"s{n}").append(["x"])
    assert problem_of(packed(book)) is Problem.TOO_MANY_SHEETS


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        pytest.param("import time; time.sleep(60)", Problem.TOO_SLOW, id="never answers"),
        pytest.param("import os; os.abort()", Problem.TOO_HUNGRY, id="aborts"),
        pytest.param("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Problem.TOO_SLOW, id="is killed"),
        pytest.param("print('{')", Problem.DAMAGED, id="answers nonsense"),
    ],
)
def test_however_the_child_ends_the_parent_answers(monkeypatch, tmp_path, script, problem):
    child = tmp_path / "child.py"
    child.write_text(script)
    monkeypatch.setattr(reading, "_CHILD", child)
    monkeypatch.setattr(limits, "WALL_SECONDS", 1)
    assert problem_of(GOOD) is problem


def test_the_child_sees_nothing_of_its_parents_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "canary")
    child = tmp_path / "child.py"
    child.write_text(
        "import json, os; print(json.dumps({'sheets': [{'name': 's', 'visible': True, 'rows': [[str(os.environ)]]}]}))"
    )
    monkeypatch.setattr(reading, "_CHILD", child)
    assert "canary" not in read_workbook(GOOD).first.rows[0][0]


def test_only_a_few_are_read_at_once_and_the_place_is_given_back(monkeypatch):
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(reading, "_PLACES", places)
    monkeypatch.setattr(limits, "WAIT_SECONDS", 0.01)
    with places:
        assert problem_of(GOOD) is Problem.BUSY
    assert problem_of(with_part(GOOD, SHEET, b"<worksheet><sheetData><row")) is Problem.DAMAGED
    assert read_workbook(GOOD).first.rows == (("姓名",), ("张三",))


def test_every_problem_is_a_finished_sentence():
    for problem in Problem:
        assert problem.sentence.endswith((".", "。", "）"))
        assert "%" not in problem.sentence
