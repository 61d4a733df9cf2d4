"""An official paper: a title, a template of `templates/print`, and values. Always Chinese."""

from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from reports.letterhead import Letterhead
from reports.pdf import to_pdf
from reports.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Paper:
    """What to print. `title` holds the lines of the heading, `name` names the file; `issuer` answers for it.

    `number` is the 发文字号, left out when empty. `styles` are files of `templates/print`. `pages` is how many there
    will be, where that is known before.
    """

    title: tuple[str, ...]
    name: str
    template: str
    issuer: str
    values: dict[str, Any] = field(default_factory=dict)
    number: str = ""
    styles: tuple[str, ...] = ("official.css",)
    pages: int | None = None

    @property
    def heading(self) -> str:
        return "".join(self.title)


def printed(paper: Paper, head: Letterhead, origin: Provenance) -> bytes:
    """The paper as PDF. Raises `reports.pdf.TooSlow`."""
    with translation.override("zh-hans"):
        html = render_to_string(
            f"print/{paper.template}", {"paper": paper, "head": head, "origin": origin, **paper.values}
        )
    return to_pdf(html, *paper.styles, pages=paper.pages)
