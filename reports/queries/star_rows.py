"""A list of star ratings person by person, as it is exported."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.models import StarRun
from scoring.star_words import why_this_star


@dataclass(frozen=True, slots=True)
class StarRow:
    """One person of a run, in Chinese as printed. `before` and `star` are None without a star."""

    employee_number: str
    name: str
    branch_name: str
    balance: Decimal
    before: int | None
    star: int | None
    change: str
    why: str


def star_rows(run: StarRun) -> list[StarRow]:
    """Everybody of the run in the order of the branches. One query."""
    rules = run.star_rules
    return [
        StarRow(
            employee_number=row.member.employee_number,
            name=row.name,
            branch_name=row.branch.name,
            balance=row.balance,
            before=row.before,
            star=row.result,
            change=row.change.zh,
            why=why_this_star(rules, row).zh,
        )
        for row in run.people.select_related("member", "branch")
    ]
