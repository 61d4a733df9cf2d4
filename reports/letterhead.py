"""Whose papers these are."""

from dataclasses import dataclass

from django.conf import settings

from branches.models import Branch
from flagship.models import Programme

DEPARTMENT = "党群工作部"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose papers these are, and the company's document they rest on."""

    company: str
    scheme: str
    scheme_number: str
    red: bool
    department: str = DEPARTMENT


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
