"""Every point explains itself: value → marks → total → rank, n → tier row → entry, clause and policy in force."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from flagship.figures import fixed, plain, signed
from flagship.periods import TZ
from flagship.policies import Policy
from flagship.policy_words import policy_lines
from scoring.documents import Words
from scoring.models import PointsEntry, Standing
from scoring.queries.points import explanation
from scoring.rules import Reason
from scoring.rules.evidence import EvidenceFile
from scoring.rules.inputs import MonthInputs
from scoring.rules.lines import IndicatorLine

_DECIDING = ("non_party", "pool", "tie_break", "tie_points")


class Step(NamedTuple):
    """One step of the way to a point."""

    label: Words
    sentence: Words


def explain(standing: Standing) -> list[Step]:
    """The steps from what was entered to what the ledger holds, each in one sentence. Two queries."""
    lines = [IndicatorLine.from_json(line) for line in standing.lines]
    reason = Reason.from_json(standing.reason)
    return [
        *_of_template(standing),
        *(_of_indicator(line) for line in lines),
        _of_total(standing, lines),
        _of_share(standing),
        Step(Words("名次与加扣分", "Rank and points"), Words(reason.zh, reason.en)),
        *_of_policy(standing),
        *_of_ledger(standing),
    ]


def proofs_of(standing: Standing) -> list[tuple[str, str, tuple[EvidenceFile, ...]]]:
    """The evidence that the standing rests on, by indicator; the person is not named."""
    lines = [IndicatorLine.from_json(line) for line in standing.lines]
    return [("", line.name, line.evidence) for line in lines if line.evidence]


def _of_template(standing: Standing) -> Iterator[Step]:
    """By which template the person was marked, and why by this one: as it was frozen at submission."""
    inputs = MonthInputs.from_json(standing.revision.inputs)
    person = next((one for one in inputs.people if one.member_id == standing.member_id), None)
    template = inputs.template_of(person) if person else None
    if template is None:
        return
    layer_zh, layer_en = (f"，{person.layer.zh}层面", f", {person.layer.en}") if person.layer else ("", "")
    track_zh, track_en = (f"·{person.track.zh}", f" · {person.track.en}") if person.track else ("", "")
    yield Step(
        Words("指标模板", "Template"),
        Words(
            f"{person.category.zh}{track_zh}{layer_zh}。{person.template_reason_zh}",
            f"{person.category.en}{track_en}{layer_en}. {person.template_reason_en}",
        ),
    )


def _of_indicator(line: IndicatorLine) -> Step:
    value_zh = f"{line.text_zh}{line.unit}" if line.text_zh and not line.not_applicable else line.text_zh
    value_en = f"{line.text_en} {line.unit}".strip() if line.text_en and not line.not_applicable else line.text_en
    comment = f"（{line.comment}）" if line.comment else ""
    clause = f"依据{line.clause}。" if line.clause else ""
    target_zh, target_en = _target_of(line)
    return Step(
        Words(line.name, line.name),
        Words(f"{value_zh}：{line.zh}{comment}。{target_zh}{clause}", f"{value_en}: {line.en}{comment}.{target_en}"),
    )


def _target_of(line: IndicatorLine) -> tuple[str, str]:
    """The target that counted and where it was laid down."""
    if line.target is None or not line.target_from or line.not_applicable:
        return "", ""
    figure, origin = f"{plain(line.target)}{line.target_unit}", line.target_from
    return f"目标值{figure}（{origin.zh}）。", f" Target {figure} ({origin.en})."


def _of_total(standing: Standing, lines: list[IndicatorLine]) -> Step:
    marks = [line.marks for line in lines if line.marks is not None]
    earned = sum(marks, Decimal(0))
    addends = " + ".join(fixed(mark) for mark in marks)
    zh, en = f"{addends} = {fixed(earned)}", f"{addends} = {fixed(earned)}"
    if earned != standing.total:
        zh, en = f"{zh}，按规定计 {fixed(standing.total)}", f"{en}, counted as {fixed(standing.total)}"
    return Step(Words("总分", "Total"), Words(f"{zh} 分。", f"{en} marks."))


def _of_share(standing: Standing) -> Step:
    share = fixed(standing.quantitative)
    return Step(
        Words("定量得分率", "Quantitative share"),
        Words(f"定量指标得分率 {share}%。", f"{share} % of the quantitative weight."),
    )


def _of_policy(standing: Standing) -> Iterator[Step]:
    revision = standing.revision
    for line in policy_lines(Policy.from_json(revision.policy), _DECIDING):
        label = Words(f"{line.title_zh}（政策第{revision.policy_version}版）", line.title_en)
        yield Step(label, Words(line.zh, line.en))


def _of_ledger(standing: Standing) -> Iterator[Step]:
    """What was posted for the standing, and what was posted to it since."""
    label = Words("积分台账", "Ledger")
    entries = PointsEntry.objects.filter(member=standing.member_id, month=standing.month, account=standing.account)
    mine = [
        entry
        for entry in entries.select_related("standing", "reverses").order_by("posted_at", "pk")
        if _concerns(entry.reverses or entry, standing)
    ]
    if not mine:
        yield Step(label, Words("不加分、不扣分，不入账。", "No points, so nothing was posted."))
    for entry in mine:
        day, told = entry.posted_at.astimezone(TZ).date().isoformat(), explanation(entry)
        amount = signed(entry.amount)
        yield Step(
            label,
            Words(f"{day} 入账 {amount} 分。{told.zh}", f"Posted {amount} on {day}. {told.en}"),
        )


def _concerns(entry: PointsEntry, standing: Standing) -> bool:
    """Posted for this standing, or to it by a veto."""
    return entry.standing_id == standing.pk or entry.veto_id is not None
