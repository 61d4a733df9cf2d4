"""Whom to call about a branch."""

from collections import defaultdict
from collections.abc import Iterable

from flagship import clock
from flagship.permissions import Role
from members.models import Appointment


def secretaries_of(branch_codes: Iterable[str]) -> dict[str, str]:
    """The names of the secretaries in office by branch code. One query."""
    in_office = Appointment.objects.in_office(clock.today()).filter(
        role=Role.SECRETARY, branch__code__in=list(branch_codes)
    )
    names: dict[str, list[str]] = defaultdict(list)
    for code, name in in_office.order_by("since").values_list("branch__code", "user__name"):
        names[code].append(name)
    return {code: "、".join(of) for code, of in names.items()}
