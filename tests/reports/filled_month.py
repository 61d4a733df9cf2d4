"""A month of branch B as real ones are: several templates, ties, somebody excused, rare names, a cell left out."""

from dataclasses import dataclass

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.models import Indicator
from flagship.permissions import Role
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import excuse
from scoring.documents import SheetDocument
from scoring.models import MonthSheet, Participant
from scoring.queries.sheet_document import sheet_document
from scoring.rules.entries import Entry
from tests.factories import AppointmentFactory, DeclarationFactory, MemberFactory, UserFactory
from tests.scoring.rows import ENTRY, open_sheet, settled, submitted

# 𠮷 lies beyond the Basic Multilingual Plane, 䶮 and 㛃 in its first extension.
RARE = "𠮷䶮㛃"
NAMES = (
    *("欧阳𠮷", "㛃䶮", "阿卜杜拉·买买提", "张伟", "王芳", "李娜", "刘洋", "陈杰", "杨敏", "黄磊", "赵强", "周静"),
    *("吴鹏", "徐丽", "孙浩", "马超", "朱琳", "胡斌", "郭晶", "何苗", "高翔", "林涛", "罗刚", "谢军"),
    *("韩雪", "唐宁", "冯刚", "董洁", "萧然", "程前", "曹云", "袁方", "邓超", "许诺", "傅强", "沈冰"),
)
CATEGORIES = (FlagCategory.SAFETY, FlagCategory.MARKETING, FlagCategory.LEAN)


@dataclass(frozen=True)
class Filled:
    """The sheet of March 2026 with its three documents, as it went."""

    sheet: MonthSheet
    draft: SheetDocument
    publicised: SheetDocument
    settled: SheetDocument


def filled_month(cast, *, count: int = len(NAMES)) -> Filled:
    """Enter, submit and settle the month. 36 people: the upper tier."""
    clerk = UserFactory(username="8001", name="钱考核")
    AppointmentFactory(user=clerk, role=Role.CLERK, branch=cast.branch_b)
    DeclarationFactory(member=cast.secretary_b.person, branch=cast.branch_b, category=FlagCategory.SERVICE)
    for number, name in enumerate(NAMES[:count]):
        status = PoliticalStatus.NON_PARTY if number % 6 == 5 else PoliticalStatus.PARTY
        member = MemberFactory(employee_number=f"E{number:03}", name=name, branch=cast.branch_b, status=status)
        DeclarationFactory(member=member, branch=cast.branch_b, category=CATEGORIES[number % 3])
    sheet = open_sheet(cast.branch_b)
    participants = list(Participant.objects.filter(sheet=sheet).select_related("member", "template").order_by("pk"))
    entries = [
        _entry(participant, indicator, number)
        for number, participant in enumerate(participants)
        for indicator in Indicator.objects.filter(template=participant.template)
    ]
    enter_values(sheet=sheet, entries=entries, by=clerk, now=ENTRY)
    excuse(participant=participants[-1], reason="借调集团总部", by=clerk, now=ENTRY)
    draft = sheet_document(fresh(sheet), now=ENTRY)
    submitted(sheet, by=cast.secretary_b, over_places_reason="两人业绩完全相同")
    publicised = sheet_document(fresh(sheet))
    settled(sheet, by=cast.secretary_b)
    return Filled(fresh(sheet), draft, publicised, sheet_document(fresh(sheet)))


def fresh(sheet) -> MonthSheet:
    return MonthSheet.objects.select_related("branch").get(pk=sheet.pk)


def _entry(participant: Participant, indicator: Indicator, number: int) -> Entry:
    who, code = participant.member.employee_number, indicator.code
    if number == 7 and code == "violations":
        return Entry(who, code, not_applicable=True, na_reason="本月脱产培训")
    match indicator.formula:
        case "levels" | "rubric":
            levels = indicator.params["levels"]
            return Entry(who, code, choice=levels[number % len(levels)]["code"], comment="群众评价较好")
        case "growth":
            return Entry(who, code, number=str(101 + number % 9), second="100")
        case "deduction":
            return Entry(who, code, number=str(number % 2))
        case "per_unit" | "rank_linear":
            return Entry(who, code, number=str(2 + number % 4))
    if indicator.unit == "项":
        return Entry(who, code, number=str(3 + number % 3))
    return Entry(who, code, number=f"{90 + number % 11}.{number % 10}")
