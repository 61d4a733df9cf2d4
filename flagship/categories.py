"""The scheme's own vocabulary as pure enumerations.

Every member carries its official Chinese label (`zh`, the wording of the company's document) and a plain
English one (`en`). Nothing here needs Django, so the rules can use it; models use `choices_of` as a callable.
"""

from enum import StrEnum


class Term(StrEnum):
    """A word of the scheme: a stable identifier with a Chinese and an English label."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> "Term":
        term = str.__new__(cls, value)
        term._value_ = value
        term.zh = zh
        term.en = en
        return term


class FlagCategory(Term):
    """旗手类别: the six flagship categories (四（二））."""

    MARKETING = "marketing", "市场营销", "Marketing"
    RESEARCH = "research", "科技研发", "Research and development"
    INNOVATION = "innovation", "创新创效", "Innovation"
    SERVICE = "service", "服务发展", "Service"
    LEAN = "lean", "精益市场", "Lean market"
    SAFETY = "safety", "安全生产", "Work safety"

    @property
    def title_zh(self) -> str:
        """The flag title as the document writes it, e.g. 市场营销旗手."""
        return f"{self.zh}旗手"


class InnovationTrack(Term):
    """创新类别: the three tracks of the innovation category (四（二）3)."""

    TECHNICAL = "technical", "技术创新", "Technical innovation"
    MANAGEMENT = "management", "管理创新", "Management innovation"
    MASS = "mass", "群众创新", "Grass-roots innovation"


class WorkLayer(Term):
    """层面: the three layers of 五（二）."""

    OFFICE = "office", "机关部（科）室", "Head-office departments"
    OPERATIONS = "operations", "生产经营", "Production and operations"
    SERVICE_WINDOW = "service_window", "窗口服务", "Service windows"


class PoliticalStatus(Term):
    """政治面貌, as far as the scheme distinguishes it."""

    PARTY = "party", "党员", "Party member"
    PROBATIONARY = "probationary", "预备党员", "Probationary member"
    NON_PARTY = "non_party", "非党员", "Non-Party employee"

    @property
    def is_party(self) -> bool:
        """Whether star points are a matter of this person (Party and probationary members)."""
        return self is not PoliticalStatus.NON_PARTY


class BranchKind(Term):
    """The kinds of unit in the tree. Only `branch` has month sheets."""

    COMMITTEE = "committee", "公司党委", "Party committee"
    GENERAL_BRANCH = "general_branch", "党总支", "General branch"
    BRANCH = "branch", "党支部", "Party branch"


class Account(Term):
    """The two ledgers' accounts (五（三）)."""

    STAR = "star", "争星晋级考核分", "Star-rating points"
    STAFF = "staff", "员工积分", "Staff points"


def choices_of(terms: type[Term]) -> list[tuple[str, str]]:
    """Model choices of a vocabulary: identifier and English label (pages translate through `label`)."""
    return [(term.value, term.en) for term in terms]
