"""Why somebody has these points: structured, so that it can be kept, and in one sentence for the reader."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from flagship.categories import Account
from flagship.formulas.text import figure

STAFF_STANDARD_ZH = "按《员工积分制管理积分标准》执行"
STAFF_STANDARD_EN = "scored under the Staff Points Standard (《员工积分制管理积分标准》)"

_ACCOUNT_ZH = {Account.STAR: "争星晋级考核", Account.STAFF: "员工积分"}
_ACCOUNT_EN = {Account.STAR: "star points", Account.STAFF: "staff points"}
_GROUP_ZH = {Account.STAR: "党员", Account.STAFF: "非党员职工"}
_GROUP_EN = {Account.STAR: "Party members", Account.STAFF: "non-Party employees"}


class ReasonCode(StrEnum):
    """What decided the points before any veto."""

    BONUS = "bonus"
    DEDUCTION = "deduction"
    NO_POINTS = "no_points"  # the place is worth nothing, or what the tied places are worth cancels out
    NO_TIERS = "no_tiers"  # there is no tier table for Party people yet
    STAFF_STANDARD = "staff_standard"  # non-Party, and there is no staff tier table yet
    NOT_RANKED = "not_ranked"  # non-Party people are shown only


class Side(StrEnum):
    """The end of the ranking that decided the points."""

    TOP = "top"
    BOTTOM = "bottom"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a standing has its points.

    `n` participants chose the tier row `span` with its `clause`; among `ranked` people the person stands at `rank`,
    shared by `sharing` people. `earned` are the points before a veto. `places` is the number of places that the
    deciding `side` has in the row. `tie_broken` and `positive_first` say that these rules made a difference. The
    three policies are those the pool was settled under.
    """

    code: ReasonCode
    account: Account
    n: int
    ranked: int
    rank: int | None
    rank_from_bottom: int | None
    sharing: int
    tie_broken: bool
    span: str
    clause: str
    side: Side
    places: int
    positive_first: bool
    earned: Decimal
    vetoed: bool
    tie_break: str
    tie_points: str
    non_party: str

    @property
    def averaged(self) -> bool:
        """Whether the points are the mean over the places that those who tie occupy."""
        return self.sharing > 1 and self.tie_points == "average"

    @property
    def last_place(self) -> int | None:
        """The last of the places that those at this rank occupy, counted from the top."""
        return None if self.rank is None else self.rank + self.sharing - 1

    @property
    def zh(self) -> str:
        return _chinese(self)

    @property
    def en(self) -> str:
        return _english(self)

    def __str__(self) -> str:
        return self.en

    def to_json(self) -> dict[str, Any]:
        """A JSON value; `earned` as a string. The sentences are not stored: they follow from the fields."""
        texts = {name: str(getattr(self, name)) for name in ("code", "account", "side", "earned")}
        return asdict(self) | texts

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        return cls(
            **data
            | {
                "code": ReasonCode(data["code"]),
                "account": Account(data["account"]),
                "side": Side(data["side"]),
                "earned": Decimal(data["earned"]),
            }
        )


def _chinese(reason: Reason) -> str:
    """E.g. 参加33人（31人及以上档），党员25人中排第2名：争星晋级考核加4分。依据五（三）1。"""
    if reason.rank is None:
        return f"非党员职工只列示成绩，不参加排名；{_unranked_zh(reason)}。"
    parts = [_taking_part_zh(reason), _place_zh(reason), "：", _points_zh(reason), _veto_zh(reason), "。"]
    if reason.clause and reason.earned:
        parts.append(f"依据{reason.clause}。")
    return "".join(parts)


def _english(reason: Reason) -> str:
    """E.g. “33 took part (tier ≥31); rank 2 of 25 Party members: star points +4. Clause 五（三）1.”"""
    if reason.rank is None:
        return f"Non-Party employees are shown only and not ranked; {_unranked_en(reason)}."
    parts = [_taking_part_en(reason), _place_en(reason), ": ", _points_en(reason), _veto_en(reason), "."]
    if reason.clause and reason.earned:
        parts.append(f" Clause {reason.clause}.")
    return "".join(parts)


def _unranked_zh(reason: Reason) -> str:
    return f"积分{STAFF_STANDARD_ZH}" if reason.code is ReasonCode.STAFF_STANDARD else "不加分、不扣分"


def _unranked_en(reason: Reason) -> str:
    return STAFF_STANDARD_EN if reason.code is ReasonCode.STAFF_STANDARD else "no points"


def _taking_part_zh(reason: Reason) -> str:
    return f"参加{reason.n}人" + (f"（{_span_zh(reason.span)}档）" if reason.span else "") + "，"


def _span_zh(span: str) -> str:
    return f"{span[1:]}人及以上" if span.startswith("≥") else span.replace("–", "—") + "人"


def _taking_part_en(reason: Reason) -> str:
    return f"{reason.n} took part" + (f" (tier {reason.span})" if reason.span else "") + "; "


def _place_zh(reason: Reason) -> str:
    among = f"{_GROUP_ZH[reason.account]}{reason.ranked}人中" if reason.ranked != reason.n else ""
    if reason.averaged:
        rank = f"{reason.sharing}人并列第{reason.rank}名，占第{reason.rank}—{reason.last_place}名"
    elif reason.sharing > 1:
        rank = f"{reason.sharing}人并列第{reason.rank}名"
    else:
        rank = f"排第{reason.rank}名"
    bottom = f"（倒数第{reason.rank_from_bottom}名）" if reason.side is Side.BOTTOM else ""
    broken = "（总分相同，定量得分率定先后）" if reason.tie_broken else ""
    return among + rank + bottom + broken


def _place_en(reason: Reason) -> str:
    among = f" of {reason.ranked} {_GROUP_EN[reason.account]}" if reason.ranked != reason.n else f" of {reason.ranked}"
    rank = f"rank {reason.rank}{among}"
    if reason.averaged:
        rank += f", shared by {reason.sharing} in places {reason.rank}–{reason.last_place}"
    elif reason.sharing > 1:
        rank += f", shared by {reason.sharing}"
    if reason.side is Side.BOTTOM:
        rank += f", {reason.rank_from_bottom} from the bottom"
    return rank + (", equal totals parted by the quantitative share" if reason.tie_broken else "")


def _points_zh(reason: Reason) -> str:
    match reason.code:
        case ReasonCode.STAFF_STANDARD:
            return f"员工积分{STAFF_STANDARD_ZH}"
        case ReasonCode.NO_TIERS:
            return "尚无加扣分档次，不加分、不扣分"
        case ReasonCode.NO_POINTS:
            return ("按所占名次平均，" if reason.averaged else "") + "不加分、不扣分"
    verb = "加" if reason.earned > 0 else "扣"
    mean = "按所占名次平均，" if reason.averaged else ""
    first = "（正向优先，不再扣分）" if reason.positive_first else ""
    return f"{mean}{_ACCOUNT_ZH[reason.account]}{verb}{figure(abs(reason.earned))}分{first}"


def _points_en(reason: Reason) -> str:
    match reason.code:
        case ReasonCode.STAFF_STANDARD:
            return STAFF_STANDARD_EN
        case ReasonCode.NO_TIERS:
            return "there is no tier table yet, no points"
        case ReasonCode.NO_POINTS:
            return "no points" + (" on the mean of these places" if reason.averaged else "")
    sign = "+" if reason.earned > 0 else "−"
    mean = " (mean of these places)" if reason.averaged else ""
    first = " (positive first: no deduction)" if reason.positive_first else ""
    return f"{_ACCOUNT_EN[reason.account]} {sign}{figure(abs(reason.earned))}{mean}{first}"


def _veto_zh(reason: Reason) -> str:
    if not reason.vetoed:
        return ""
    return "；一票否决，不予加分" if reason.earned > 0 else "；一票否决"


def _veto_en(reason: Reason) -> str:
    if not reason.vetoed:
        return ""
    return "; vetoed, the bonus is not given" if reason.earned > 0 else "; vetoed"
