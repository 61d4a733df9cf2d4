"""From uploaded bytes to cells: archive check, then a limited child process, then plain values."""

import json
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from flagship.workbooks import limits
from flagship.workbooks.archive import archive_problem
from flagship.workbooks.problems import Problem, Unreadable

_PLACES = threading.BoundedSemaphore(limits.AT_ONCE)
_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[0][0]` is A1. Every cell is text as a person reads it: numbers in shortest form with a point,
    dates as 2026-03-01, truth values as TRUE and FALSE, Excel's errors as #N/A, empty cells as "", 0.965 in a cell
    that shows per cent as 96.5%. `uncalculated` are formulas without a result (they read as ""), as (row, column)
    from 0, and `errors` the cells that hold an error and not a text like it; `merged` the merged ranges as (top, left,
    bottom, right), of which only the first cell is filled.
    """

    name: str
    visible: bool
    rows: tuple[tuple[str, ...], ...]
    uncalculated: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in their order; at least one of them has a filled cell."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    @property
    def first(self) -> Sheet:
        """The first visible sheet with a filled cell."""
        filled = [sheet for sheet in self.sheets if any(any(row) for row in sheet.rows)]
        return next((sheet for sheet in filled if sheet.visible), filled[0])


def read_workbook(upload: UploadedFile | bytes) -> Workbook:
    """The cells of an uploaded .xlsx. Raises Unreadable with a sentence for the person who uploaded it."""
    if not isinstance(upload, bytes):
        if upload.size and upload.size > limits.PACKED_BYTES:
            raise Unreadable(Problem.TOO_BIG)
        upload.seek(0)
        upload = upload.read()
    if problem := archive_problem(upload):
        raise Unreadable(problem)
    answer = _in_turn(upload)
    if "problem" in answer:
        raise Unreadable(Problem(answer["problem"]))
    book = Workbook(tuple(_sheet(sheet) for sheet in answer["sheets"]))
    if not any(any(row) for sheet in book.sheets for row in sheet.rows):
        raise Unreadable(Problem.NO_CELLS)
    return book


def _in_turn(data: bytes) -> dict:
    """A few children at a time, for each may take much memory."""
    if not _PLACES.acquire(timeout=limits.WAIT_SECONDS):
        raise Unreadable(Problem.BUSY)
    try:
        return _ask_child(data)
    finally:
        _PLACES.release()


def _sheet(answer: dict) -> Sheet:
    return Sheet(
        name=answer["name"],
        visible=answer["visible"],
        rows=tuple(tuple(row) for row in answer["rows"]),
        uncalculated=frozenset((row, column) for row, column in answer.get("uncalculated", ())),
        errors=frozenset((row, column) for row, column in answer.get("errors", ())),
        merged=tuple(tuple(area) for area in answer.get("merged", ())),
    )


def _ask_child(data: bytes) -> dict:
    try:
        child = subprocess.run(  # noqa: S603 (our own file, no shell)
            [sys.executable, "-I", "-X", "utf8", str(_CHILD)],
            input=data,
            capture_output=True,
            env={},
            timeout=limits.WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise Unreadable(Problem.TOO_SLOW) from slow
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Unreadable(Problem.TOO_SLOW)
    if child.returncode < 0:  # the reader aborts when it cannot get the memory it asks for
        raise Unreadable(Problem.TOO_HUNGRY)
    try:
        return json.loads(child.stdout)
    except ValueError as broken:
        raise Unreadable(Problem.DAMAGED) from broken
