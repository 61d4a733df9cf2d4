"""An official paper: a title, a template of `templates/print`, and values. Always Chinese."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from branches.models import Branch
from flagship.models import Programme
from reports.pdf import to_pdf
from reports.provenance import Provenance

DEPARTMENT = "党群工作部"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose papers these are, and the company's document they rest on."""

    company: str
    scheme: str
    scheme_number: str
    red: bool
    department: str = DEPARTMENT


@dataclass(frozen=True, slots=True)
class Paper:
    """What to print. `title` holds the lines of the heading, `name` names the file; `issuer` answers for it.

    `number` is the 发文字号, left out when empty. `styles` are files of `templates/print`.
    """

    title: tuple[str, ...]
    name: str
    template: str
    issuer: str
    values: dict[str, Any] = field(default_factory=dict)
    number: str = ""
    styles: tuple[str, ...] = ("official.css",)

    @property
    def heading(self) -> str:
        return "".join(self.title)


def letterhead(year: int) -> Letterhead:
    """The company's name and the document of a programme year. Two queries."""
    programme = Programme.objects.filter(year=year).first() or Programme(year=year)
    root = Branch.objects.root()
    return Letterhead(
        company=root.name if root else "",
        scheme=programme.title,
        scheme_number=programme.document_number,
        red=settings.PRINT_RED_HEAD,
    )


def printed(paper: Paper, head: Letterhead, origin: Provenance) -> bytes:
    """The paper as PDF. Raises `reports.pdf.TooSlow`."""
    with translation.override("zh-hans"):
        html = render_to_string(
            f"print/{paper.template}", {"paper": paper, "head": head, "origin": origin, **paper.values}
        )
    return to_pdf(html, *paper.styles)
