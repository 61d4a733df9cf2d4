"""Our own HTML and CSS to PDF. The only module that knows WeasyPrint.

Nothing is fetched, from nowhere: styles are read from `templates/print`, pictures stand in the HTML as SVG. So nothing
that somebody typed can make the renderer open a file or an address.

One thread of a process renders, because the font configuration must be kept (it costs memory and time) and must not
be shared between threads.
"""

import logging
import os
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from flagship.moves import Refused
from reports import progress
from reports.clean import printable
from reports.print_fonts import font_rules

STYLES = Path(settings.BASE_DIR, "templates", "print")
VARIANT = "pdf/ua-1"  # tagged, with title and language
LONGEST_WAIT = 100  # seconds, the documents of others included
LOOK_EVERY = 0.5  # seconds between two looks at how far the renderer is


class TooSlow(Refused):
    """The document was not ready in time; nothing is wrong with it."""


def to_pdf(html: str, *styles: str, pages: int | None = None) -> bytes:
    """A tagged PDF of this HTML, laid out by these files of `templates/print`.

    Tells the pages it has laid out, of `pages` where their number is known. Raises TooSlow when the renderer is busy
    for longer than `LONGEST_WAIT`; whoever follows the progress waits as long as it takes.
    """
    sheet = Sheet()
    until = float("inf") if progress.is_followed() else time.monotonic() + LONGEST_WAIT
    waiting: Future[bytes] = _renderer().submit(_render, printable(html), styles, sheet)
    try:
        return _awaited(waiting, sheet, pages, until)
    except BaseException:
        sheet.unwanted = True
        waiting.cancel()
        raise


def _awaited(waiting: Future[bytes], sheet: "Sheet", pages: int | None, until: float) -> bytes:
    while (left := until - time.monotonic()) > 0:
        try:
            return waiting.result(timeout=min(LOOK_EVERY, left))
        except NotInTime:
            progress.tell(sheet.number, pages)
    raise TooSlow(_("Many documents are being made at the moment; please try again in a minute."))


class Sheet:
    """The page the renderer is at, told to the thread that waits for it, which may say that it waits no longer."""

    number = 0
    unwanted = False


class _Follow(logging.Handler):
    """Listens to the renderer, which writes into its log when it begins a page."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(level=logging.INFO)
        self.sheet = sheet

    def emit(self, line: logging.LogRecord) -> None:
        if self.sheet.unwanted:
            raise CancelledError
        if "Page" in str(line.msg) and line.args:
            self.sheet.number = int(line.args[0])


@cache
def _renderer() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")


# A forked worker has none of its parent's threads.
os.register_at_fork(after_in_child=lambda: (_renderer.cache_clear(), _fonts.cache_clear(), _style.cache_clear()))


def _render(html: str, styles: tuple[str, ...], sheet: Sheet) -> bytes:
    sheets = [_style(None), *(_style(name) for name in styles)]
    nothing = URLFetcher(allowed_protocols=())
    follow = _Follow(sheet)
    _log().addHandler(follow)
    try:
        return HTML(string=html, url_fetcher=nothing).write_pdf(
            font_config=_fonts(), stylesheets=sheets, pdf_variant=VARIANT
        )
    finally:
        _log().removeHandler(follow)


@cache
def _log() -> logging.Logger:
    """The renderer's own log of its steps, which nobody else reads."""
    log = logging.getLogger("weasyprint.progress")
    log.setLevel(logging.INFO)
    log.propagate = False
    return log


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _style(name: str | None) -> CSS:
    """A stylesheet of ours; None gives the fonts of this machine."""
    text = font_rules() if name is None else (STYLES / name).read_text(encoding="utf-8")
    return CSS(string=text, font_config=_fonts(), url_fetcher=URLFetcher(allowed_protocols=()))
