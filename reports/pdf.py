"""Our own HTML and CSS to PDF. The only module that knows WeasyPrint.

Nothing is fetched, from nowhere: styles are read from `templates/print`, pictures stand in the HTML as SVG. So nothing
that somebody typed can make the renderer open a file or an address.

One thread of a process renders, because the font configuration must be kept (it costs memory and time) and must not
be shared between threads.
"""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from flagship.moves import Refused
from reports.clean import printable
from reports.print_fonts import font_rules

STYLES = Path(settings.BASE_DIR, "templates", "print")
VARIANT = "pdf/ua-1"  # tagged, with title and language
LONGEST_WAIT = 100  # seconds, the documents of others included


class TooSlow(Refused):
    """The document was not ready in time; nothing is wrong with it."""


def to_pdf(html: str, *styles: str) -> bytes:
    """A tagged PDF of this HTML, laid out by these files of `templates/print`.

    Raises TooSlow when the renderer is busy for longer than `LONGEST_WAIT`.
    """
    waiting: Future[bytes] = _renderer().submit(_render, printable(html), styles)
    try:
        return waiting.result(timeout=LONGEST_WAIT)
    except NotInTime:
        waiting.cancel()
        raise TooSlow(_("Many documents are being made at the moment; please try again in a minute.")) from None


@cache
def _renderer() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")


# A forked worker has none of its parent's threads.
os.register_at_fork(after_in_child=lambda: (_renderer.cache_clear(), _fonts.cache_clear(), _style.cache_clear()))


def _render(html: str, styles: tuple[str, ...]) -> bytes:
    sheets = [_style(None), *(_style(name) for name in styles)]
    nothing = URLFetcher(allowed_protocols=())
    return HTML(string=html, url_fetcher=nothing).write_pdf(
        font_config=_fonts(), stylesheets=sheets, pdf_variant=VARIANT
    )


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _style(name: str | None) -> CSS:
    """A stylesheet of ours; None gives the fonts of this machine."""
    text = font_rules() if name is None else (STYLES / name).read_text(encoding="utf-8")
    return CSS(string=text, font_config=_fonts(), url_fetcher=URLFetcher(allowed_protocols=()))
