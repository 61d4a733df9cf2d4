"""One view of the desk's table as a value: which rows, in which order. Page, exports and saved views share it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, Subquery

from branches.models import Branch
from flagship.categories import FlagCategory
from flagship.periods import Quarter
from reports.models import IntegrityFlag, QuarterLine

SORTS = {
    "score": (F("score").desc(), F("percentile").desc(nulls_last=True), F("months_first").desc()),
    "percentile": (F("percentile").desc(nulls_last=True), F("score").desc()),
    "z": (F("z_score").desc(nulls_last=True), F("score").desc()),
    "net": (F("net").desc(), F("score").desc()),
    "first": (F("months_first").desc(), F("score").desc()),
    "branch": (F("report__branch__path").asc(), F("score").desc()),
}
MARKS = ("flagged", "unflagged", "remarked")
LONGEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class DeskView:
    """`who` is "" for the nominees or "all"; `unit` the code of a unit whose branches are shown; `text` is looked for
    in name, number and branch; `months` is the fewest months taken part; `mark` one of MARKS or "".
    """

    category: FlagCategory
    who: str = ""
    sort: str = "score"
    unit: str = ""
    text: str = ""
    months: int = 0
    mark: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str], category: FlagCategory) -> Self:
        """What an address asks for; what it does not know is left out. `category` stands in for a missing one."""

        def one_of(name: str, values, otherwise: str) -> str:
            return asked.get(name, "") if asked.get(name, "") in values else otherwise

        return cls(
            category=FlagCategory(one_of("category", list(FlagCategory), category)),
            who=one_of("who", ("all",), ""),
            sort=one_of("sort", SORTS, "score"),
            unit=asked.get("unit", "").strip()[:30],
            text=" ".join(asked.get("q", "").split())[:LONGEST_TEXT],
            months=int(one_of("months", ("2", "3"), "0")),
            mark=one_of("mark", MARKS, ""),
        )

    @property
    def query(self) -> str:
        """As it stands in an address; what says nothing is left out."""
        said = {
            "category": self.category,
            "who": self.who,
            "sort": self.sort,
            "unit": self.unit,
            "q": self.text,
            "months": self.months or "",
            "mark": self.mark,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def filtered(self) -> bool:
        return bool(self.unit or self.text or self.months or self.mark)

    def of(self, category: FlagCategory) -> "DeskView":
        """The same for another category."""
        return replace(self, category=category)


def lines_of(quarter: Quarter, view: DeskView):
    """The rows of a view, sorted. Numbers are never changed, only their order."""
    lines = QuarterLine.objects.filter(quarter=quarter, category=view.category).under_comparison()
    if view.who != "all":
        lines = lines.filter(nomination__isnull=False)
    if view.unit:
        lines = lines.filter(report__branch__path__startswith=Subquery(_path_of(view.unit)))
    for word in view.text.split():
        lines = lines.filter(
            Q(name__icontains=word)
            | Q(member__employee_number__icontains=word)
            | Q(report__branch__name__icontains=word)
        )
    if view.months:
        lines = lines.filter(months_taken__gte=view.months)
    if view.mark == "remarked":
        lines = lines.exclude(nomination=None).exclude(nomination__remark="")
    elif view.mark:
        flagged = Exists(open_flags_of_a_line())
        lines = lines.filter(flagged if view.mark == "flagged" else ~flagged)
    return lines.order_by(*SORTS[view.sort], "member__employee_number")


def _path_of(code: str):
    return Branch.objects.filter(code=code).values("path")[:1]


def open_flags_of_a_line():
    """The flags nobody has looked at that concern the person of a line, or the whole month of the branch."""
    about = Q(member=None) | Q(member=OuterRef("member"))
    return IntegrityFlag.objects.in_force().open().filter(about, report=OuterRef("report"))
