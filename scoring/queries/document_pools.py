"""The head of a standings list: who is ranked with whom, and what must be said about it."""

from collections.abc import Iterator

from flagship.formulas.base import HUNDRED
from flagship.policies import Policy, Tiers
from scoring.documents import PoolSummary, StaffTier, Words
from scoring.rules.assess import PoolResult


def pool_summary(result: PoolResult, policy: Policy, staff_tiers: Tiers | None) -> PoolSummary:
    """One pool as it is printed; `notes` say what a reader would otherwise have to ask."""
    row = result.row
    return PoolSummary(
        code=result.pool.code,
        name=Words(result.pool.zh, result.pool.en),
        n=result.n,
        party=result.party,
        staff=result.staff,
        tier_span=row.span if row else "",
        bonus=row.bonus if row else (),
        deduction=row.deduction if row else (),
        clause=row.clause if row else "",
        notes=tuple(_notes(result, policy, staff_tiers)),
        for_staff=_for_staff(result, policy, staff_tiers),
    )


def _for_staff(result: PoolResult, policy: Policy, staff_tiers: Tiers | None) -> StaffTier | None:
    """The row of those outside the Party; none where nobody is ranked by one."""
    if not result.staff or policy.non_party == "unranked" or staff_tiers is None:
        return None
    n = result.staff if policy.non_party == "separate" else result.n
    row = staff_tiers.row_for(n)
    return StaffTier(n, row.span, row.bonus, row.deduction) if row else None


def _notes(result: PoolResult, policy: Policy, staff_tiers: Tiers | None) -> Iterator[Words]:
    yield _taking_part(result, policy)
    if result.staff and not (staff_tiers and staff_tiers.rows):
        yield Words(
            "非党员职工积分按《员工积分制管理积分标准》执行。",
            "Non-Party employees are scored under the Staff Points Standard (《员工积分制管理积分标准》).",
        )
    if result.cap != HUNDRED:
        yield Words(f"本组模板均允许超额计分，总分封顶 {result.cap} 分。", f"Totals are capped at {result.cap} marks.")
    for over in result.over_places:
        yield Words(over.zh, over.en)
    if result.everyone_ties:
        yield Words("本组得分全部并列，须经党群工作部同意。", "Everyone in the pool ties; the Department must consent.")


def _taking_part(result: PoolResult, policy: Policy) -> Words:
    """参加33人，其中党员25人 – and how the others count."""
    party, staff, everyone = result.party, result.staff, result.party + result.staff
    if not staff:
        return Words(f"参加{party}人，均为党员。", f"{party} take part, all of them Party members.")
    match policy.non_party:
        case "separate":
            return Words(
                f"党员{party}人、非党员职工{staff}人，分别排名、分别定档。",
                f"{party} Party members and {staff} others, ranked apart, each with their own tier.",
            )
        case "unranked":
            return Words(
                f"参加{party}人；另有非党员职工{staff}人，只列示成绩，不参加排名。",
                f"{party} take part; {staff} non-Party employees are shown only and not ranked.",
            )
        case "together":
            return Words(
                f"参加{everyone}人，其中党员{party}人，合并排名。",
                f"{everyone} take part, {party} of them Party members; all are ranked together.",
            )
    return Words(
        f"参加{everyone}人，其中党员{party}人；党员与非党员职工分别排名。",
        f"{everyone} take part, {party} of them Party members, who are ranked among themselves.",
    )
