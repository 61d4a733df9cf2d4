"""Months that did not go smoothly: objections, a reopened month, vetoes, ties, a late sheet, a month without people."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from flagship.periods import Month
from reports.demo.agenda import Event
from reports.demo.company import Company
from reports.demo.months_story import course_of, ordinary
from reports.demo.sheet_work import best_of, excuse_some, fill, settle_sheet, submit_sheet, type_in
from reports.demo.units import Unit, unit_of
from reports.demo.values import rivals, twins
from scoring.actions.decide_objection import answer_objection, appeal, decide_objection
from scoring.actions.excuse import approve_excuse, excuse
from scoring.actions.raise_objection import raise_objection
from scoring.actions.reopen import reopen
from scoring.actions.veto import decide_veto, lift_veto, propose_veto
from scoring.actions.void import void
from scoring.models import Objection, Veto
from scoring.rules.entries import Entry
from scoring.states import ObjectionKind, VetoKind

Story = Callable[[Company, Unit, Month], Iterator[Event]]
_HOUR = dt.timedelta(hours=1)


def special_months(company: Company) -> dict[tuple[str, Month], Story]:
    """Which branch lives through what in which month. They stand in the quarters, so they move with them."""
    whole = company.whole_quarters
    if not whole:
        return {}
    oldest, newest, decided = whole[0], whole[-1], whole[max(len(whole) - 2, 0)]
    return {
        ("cailiao", oldest.months[0]): reopened,
        ("wuliu", oldest.months[1]): partial(ordinary, late=8),
        ("laogan2", oldest.months[1]): nobody_there,
        ("weixiu", decided.months[0]): objection_upheld,
        ("shichang", decided.months[1]): objection_dismissed,
        ("jidian", decided.months[1]): vetoed,
        ("weixiu", newest.months[0]): veto_lifted,
        ("jiawei", newest.months[0]): partial(ordinary, change=lambda entries: rivals(entries, "2303", "2304")),
        ("laogan2", newest.months[1]): partial(ordinary, change=lambda entries: twins(entries, "2203", "2204")),
        ("anjian", newest.months[1]): secretary_excused,
    }


def reopened(company: Company, unit: Unit, month: Month) -> Iterator[Event]:
    """Settled, reopened by the Department, corrected, settled again: the ledger shows the reversals."""
    yield from ordinary(company, unit, month)
    days, what = company.days, f"reopened {unit.code}"
    opened = days.later(course_of(company, unit, month).settles, 2, 9, what)
    submitted = days.later(opened, 1, 11, what)
    yield Event(opened, partial(_reopen, company, unit, month))
    yield Event(opened + 5 * _HOUR, partial(_correct, company, unit, month, "output", Decimal("104.6")))
    yield Event(submitted, partial(submit_sheet, company, unit, month))
    yield Event(days.after_publicity(submitted, 10, what), partial(settle_sheet, company, unit, month))


def _reopen(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    reason = "生产部更正了本月产量统计口径，涉及一名参与人员的生产指标完成率，须重新核算。"
    reopen(sheet=company.sheet(unit, month), reason=reason, by=company.officer, now=now)


def _correct(company: Company, unit: Unit, month: Month, code: str, figure: Decimal, now: dt.datetime) -> None:
    """One figure of the first person, other than the clerk and the secretary, who has the indicator."""
    sheet = company.sheet(unit, month)
    rows = sheet.participants.ranked().filter(template__indicators__code=code).select_related("member")
    number = next(row.member.employee_number for row in rows if row.member.employee_number[2:] > "02")
    type_in(company, unit, sheet, [Entry(number, code, number=figure, comment="按更正后的统计数据填报")], now)


def objection_upheld(company: Company, unit: Unit, month: Month) -> Iterator[Event]:
    """Logged from paper by the Department, upheld by the secretary; the sheet is corrected and shown again."""
    course, days, what = course_of(company, unit, month), company.days, f"upheld {unit.code}"
    logged = days.later(course.submits, 1, 10, what)
    upheld = days.later(course.submits, 2, 9, what)
    again = upheld + 6 * _HOUR
    yield Event(course.fills - _HOUR, partial(excuse_some, company, unit, month))
    yield Event(course.fills, partial(fill, company, unit, month))
    yield Event(course.submits, partial(submit_sheet, company, unit, month))
    yield Event(logged, partial(_object_on_paper, company, unit, month))
    yield Event(
        upheld, partial(_answer, company, unit, month, True, "经查，一处隐患已于月末完成整改，漏记一项，予以更正。")
    )
    yield Event(upheld + 3 * _HOUR, partial(_correct, company, unit, month, "hazards", Decimal(5)))
    yield Event(again, partial(submit_sheet, company, unit, month))
    yield Event(days.after_publicity(again, 10, what), partial(settle_sheet, company, unit, month))


def _object_on_paper(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    sheet = company.sheet(unit, month)
    rows = sheet.participants.ranked().filter(template__indicators__code="hazards").select_related("member")
    person = next(row.member for row in rows if row.member.employee_number[2:] > "02")
    raise_objection(
        sheet=sheet,
        kind=ObjectionKind.MARK,
        about=person,
        by_member=person,
        indicator_code="hazards",
        text="本月整改隐患应为5项，其中28日的一项没有登记。",
        by=company.officer,
        now=now,
    )


def objection_dismissed(company: Company, unit: Unit, month: Month) -> Iterator[Event]:
    """Dismissed by the secretary, reviewed by the Department and dismissed finally; the month settles as it was."""
    yield from ordinary(company, unit, month)
    submits, later = course_of(company, unit, month).submits, company.days.later
    refused = "回款到账日以银行回单为准，该笔款项到账日为次月2日，计入次月考核。"
    yield Event(later(submits, 1, 9, "dismissed"), partial(_object_to_collection, company, unit, month))
    yield Event(later(submits, 2, 9, "dismissed"), partial(_answer, company, unit, month, False, refused))
    yield Event(later(submits, 2, 15, "appeal"), partial(_appeal, company, unit, month))
    yield Event(later(submits, 3, 10, "final"), partial(_decide, company, unit, month))


def _object_to_collection(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    raise_objection(
        sheet=company.sheet(unit, month),
        kind=ObjectionKind.MARK,
        about=company.member("1208"),
        indicator_code="collection",
        text="有一笔回款已于29日到账，请计入本月回款率。",
        by=company.user("1208"),
        now=now,
    )


def _objection(unit: Unit, month: Month) -> Objection:
    return Objection.objects.select_related("branch").get(branch__code=unit.code, revision__sheet__month=month)


def _answer(company: Company, unit: Unit, month: Month, uphold: bool, answer: str, now: dt.datetime) -> None:
    answer_objection(
        objection=_objection(unit, month), uphold=uphold, answer=answer, by=company.secretary(unit), now=now
    )


def _appeal(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    text = "用户承兑汇票29日已经签收，请党群工作部复核。"
    appeal(objection=_objection(unit, month), text=text, by=company.user("1208"), now=now)


def _decide(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    answer = "经与财务部核对，承兑汇票于次月2日入账，按统一口径计入次月，维持支部答复。"
    decide_objection(objection=_objection(unit, month), uphold=False, answer=answer, by=company.officer, now=now)


def vetoed(company: Company, unit: Unit, month: Month) -> Iterator[Event]:
    """A safety violation, confirmed while the results are public: the person's points become at most 0."""
    yield from ordinary(company, unit, month)
    submits, later = course_of(company, unit, month).submits, company.days.later
    evidence = "检修作业未执行停送电制度，带电拆接线路，被安监部现场查处，见《安全检查通报》第9期。"
    yield Event(
        later(submits, 1, 9, "veto"), partial(_propose, company, unit, month, VetoKind.SAFETY, evidence, "1414")
    )
    yield Event(later(submits, 2, 9, "veto"), partial(_confirm, company, month, 7))


def veto_lifted(company: Company, unit: Unit, month: Month) -> Iterator[Event]:
    """Confirmed after the month was settled, lifted when it turned out otherwise: two adjustments in the ledger."""
    yield from ordinary(company, unit, month)
    settles, later = course_of(company, unit, month).settles, company.days.later
    evidence = "群众来信反映其在物资领用中弄虚作假，经初步核实属实。"
    yield Event(
        later(settles, 1, 9, "veto"), partial(_propose, company, unit, month, VetoKind.BASIC_STANDARD, evidence, "")
    )
    yield Event(later(settles, 2, 9, "veto"), partial(_confirm, company, month, 11))
    yield Event(later(settles, 9, 9, "veto"), partial(_lift, company, month))


def waiting_veto(company: Company) -> Iterator[Event]:
    """Proposed for the month that is being filled in; the Department has not decided yet."""
    if "weixiu" in company.branches_told:
        unit, evidence = unit_of("weixiu"), "违章指挥吊装作业，钢丝绳断股仍继续使用，险些造成设备坠落。"
        proposed = min(company.days.last_before(company.today, 16, "veto"), company.present - _HOUR)
        yield Event(proposed, partial(_propose, company, unit, company.last, VetoKind.SAFETY, evidence, "1614"))


def _propose(company, unit: Unit, month: Month, kind: VetoKind, evidence: str, number: str, now: dt.datetime) -> None:
    """About the person with the number, or else the best of the settled month."""
    member = company.member(number) if number else best_of(company, unit, month).member
    propose_veto(member=member, month=month, kind=kind, evidence=evidence, by=company.secretary(unit), now=now)


def _confirm(company: Company, month: Month, paper: int, now: dt.datetime) -> None:
    number = f"新升党群〔{now.year}〕{paper}号"
    decide_veto(veto=_veto(month), confirm=True, document_number=number, by=company.officer, now=now)


def _lift(company: Company, month: Month, now: dt.datetime) -> None:
    reason = "经公司纪委复查，领用手续齐全，来信反映的问题不属实，予以解除并恢复名誉。"
    number = f"新升党群〔{now.year}〕12号"
    lift_veto(veto=_veto(month), reason=reason, document_number=number, by=company.officer, now=now)


def _veto(month: Month) -> Veto:
    return Veto.objects.select_related("branch").get(month=month)


def secretary_excused(company: Company, unit: Unit, month: Month) -> Iterator[Event]:
    """The secretary was away; the excuse of whoever answers for the sheet needs the Department."""
    yield from ordinary(company, unit, month)
    fills = course_of(company, unit, month).fills
    yield Event(fills - dt.timedelta(minutes=10), partial(_excuse_secretary, company, unit, month))
    yield Event(fills + _HOUR / 2, partial(_approve_excuse, company, unit, month))


def _excuse_secretary(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    row = company.sheet(unit, month).participants.get(member=company.secretary(unit).person)
    excuse(participant=row, reason="参加省委党校基层党组织书记培训班", by=company.clerk(unit), now=now)


def _approve_excuse(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    row = company.sheet(unit, month).participants.get(member=company.secretary(unit).person)
    approve_excuse(participant=row, by=company.officer, now=now)


def nobody_there(company: Company, unit: Unit, month: Month) -> Iterator[Event]:
    """未考核: everybody is excused, and the Department sets the month aside."""
    fills, later = course_of(company, unit, month).fills, company.days.later
    yield Event(fills, partial(_excuse_everybody, company, unit, month))
    yield Event(later(fills, 1, 10, "void"), partial(_set_aside, company, unit, month))


def _excuse_everybody(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    rows = company.sheet(unit, month).participants.ranked().select_related("sheet__branch")
    for row in rows:
        excuse(participant=row, reason="老干服务站搬迁停业，全员参加搬迁", by=company.secretary(unit), now=now)


def _set_aside(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    reason = "服务站搬迁停业，全员未参加考核，经党群工作部同意按未考核处理。"
    void(sheet=company.sheet(unit, month), reason=reason, by=company.officer, now=now)
