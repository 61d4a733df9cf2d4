"""The flags of a quarter as the desk shows them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from flagship.periods import Quarter
from reports.flags import FlagKind
from reports.models import IntegrityFlag, Nomination, QuarterLine


def flags_of_quarter(quarter: Quarter):
    """All flags of the reports filed for a quarter, with what a row prints."""
    return (
        IntegrityFlag.objects.in_force()
        .filter(report__quarter=quarter)
        .select_related("report__branch", "member", "looked_by")
        .defer("report__content")
    )


def open_by_kind(quarter: Quarter) -> dict[FlagKind, int]:
    """How many nobody has looked at yet, by kind. One query."""
    rows = flags_of_quarter(quarter).open().order_by().values_list("kind").annotate(count=Count("pk"))
    found = dict(rows)
    return {kind: found[kind] for kind in FlagKind if kind in found}


def flags_beside(lines: Iterable[QuarterLine], chosen: QuerySet) -> dict[int, list[IntegrityFlag]]:
    """The open flags that concern the people of these lines or the whole month of their branch. One query.

    `chosen` selects the same lines in the database. Of several flags of one kind only the latest month's stands
    beside a line.
    """
    reports, people = chosen.order_by().values("report"), chosen.order_by().values("member")
    rows = IntegrityFlag.objects.in_force().open().filter(report__in=reports)
    of_report = defaultdict(list)
    for flag in rows.filter(Q(member=None) | Q(member__in=people)).order_by("kind", "month"):
        of_report[flag.report_id].append(flag)
    return {
        line.pk: list(
            {flag.kind: flag for flag in of_report[line.report_id] if flag.member_id in (None, line.member_id)}.values()
        )
        for line in lines
    }


def flags_about(nomination: Nomination) -> list[IntegrityFlag]:
    """Every flag of the nominating report about this person or everybody, looked at or not, as evidence for a title."""
    rows = IntegrityFlag.objects.in_force().filter(report=nomination.report_id).select_related("looked_by")
    return list(rows.filter(Q(member=None) | Q(member=nomination.member_id)).order_by("month", "kind"))
