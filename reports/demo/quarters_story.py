"""The quarters: reported by the branches, forwarded, accepted; compiled, decided, conferred."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from flagship.categories import FlagCategory
from flagship.periods import Quarter
from reports.actions.decision import Vote, record_decision
from reports.actions.nominate import nominate
from reports.actions.report import accept_report, forward_report, return_report, submit_report, write_report
from reports.actions.rollup import note_on, pick, propose
from reports.actions.titles import confer, publicise
from reports.builders import people_of
from reports.demo.agenda import Event
from reports.demo.citations import citation_of, summary_of
from reports.demo.company import GENERAL_SECRETARY, OFFICER, RECORDER, SECOND_OFFICER, Company
from reports.demo.files import portrait_of
from reports.demo.months_story import course_of
from reports.demo.units import Unit
from reports.documents import PersonQuarter
from reports.models import Nomination, QuarterReport
from reports.queries.deadlines import policy_of
from reports.queries.eligibility import MONTHS_NEEDED, obstacles, with_what_a_check_needs
from scoring.models import MonthSheet
from scoring.states import SheetState

# In the quarter that is being compiled; the others are accepted.
MISSING, RETURNED, SUBMITTED = ("weixiu",), ("shichang",), ("jidian",)
NOT_YET_FORWARDED, FORWARDED = ("laogan2",), ("laogan1",)
_HOUR = dt.timedelta(hours=1)


def quarters(company: Company) -> Iterator[Event]:
    """Every quarter of which all months are settled."""
    for quarter in company.quarters:
        compiling = quarter == company.quarters[-1]
        for unit in company.units:
            if not (compiling and unit.code in MISSING):
                yield from _report(company, unit, quarter, compiling)
        yield from (_compilation(company, quarter) if compiling else _decision(company, quarter))


# --- the branches' reports ------------------------------------------------------------------------------------------


def _report(company: Company, unit: Unit, quarter: Quarter, compiling: bool) -> Iterator[Event]:
    later, what = company.days.later, f"{unit.code} {quarter}"
    filed = later(course_of(company, unit, quarter.months[2]).settles, 1, 10, what)
    yield Event(filed, partial(_file, company, unit, quarter))
    if compiling and unit.code in SUBMITTED + NOT_YET_FORWARDED:
        return
    if unit.below_general:
        yield Event(later(filed, 1, 9, what), partial(_forward, company, unit, quarter))
    if compiling and unit.code in FORWARDED:
        return
    answer = _return if compiling and unit.code in RETURNED else _accept
    yield Event(later(filed, 2, 15, what), partial(answer, company, unit, quarter))


def _file(company: Company, unit: Unit, quarter: Quarter, now: dt.datetime) -> None:
    branch, secretary = company.branches[unit.code], company.secretary(unit)
    people = people_of(branch, quarter)
    chosen = [person for person in _best(company, people, unit) if _belongs(company, person, unit, quarter)]
    for person in chosen:
        nominate(
            branch=branch,
            quarter=quarter,
            member=company.member(person.employee_number),
            category=person.category,
            citation=citation_of(person, quarter),
            photo=portrait_of(person.employee_number),
            by=secretary,
            now=now,
        )
    summary = summary_of(unit.name, quarter, len(people), [person.name for person in chosen])
    missing = _why_missing(company, unit, quarter)
    write_report(branch=branch, quarter=quarter, summary=summary, missing_reason=missing, by=secretary)
    submit_report(branch=branch, quarter=quarter, by=secretary, now=now)


def _best(company: Company, people: list[PersonQuarter], unit: Unit) -> Iterator[PersonQuarter]:
    """The first of every category with at least three people, the first two of a large one; holders of office aside."""
    officers = {OFFICER, SECOND_OFFICER, RECORDER, GENERAL_SECRETARY, f"{unit.number}01"}
    for category in FlagCategory:
        rows = [person for person in people if person.category is category]
        fit = [
            person
            for person in rows
            if person.status.is_party
            and person.months_taken >= MONTHS_NEEDED
            and not person.vetoed
            and person.employee_number not in officers
        ]
        if len(rows) >= 3:
            yield from fit[: 2 if len(rows) >= 12 else 1]


def _belongs(company: Company, person: PersonQuarter, unit: Unit, quarter: Quarter) -> bool:
    branch = company.member(person.employee_number).branch_on(quarter.last_day)
    return branch is not None and branch.code == unit.code


def _why_missing(company: Company, unit: Unit, quarter: Quarter) -> str:
    """A month before the story began, or one in which nobody was assessed."""
    before = [month.zh for month in quarter.months if month < company.months[0]]
    sheets = MonthSheet.objects.filter(branch__code=unit.code, month__in=quarter.months, state=SheetState.VOID)
    reasons = [f"{sheet.month.zh}服务站搬迁停业，全员未参加考核，经党群工作部同意按未考核处理。" for sheet in sheets]
    if before:
        reasons.insert(0, f"{'、'.join(before)}尚未启用本系统，按原纸质台账考核，不计入本报告。")
    return "".join(reasons)


def _row(unit: Unit, quarter: Quarter) -> QuarterReport:
    return QuarterReport.objects.select_related("branch__parent").get(branch__code=unit.code, quarter=quarter)


def _forward(company: Company, unit: Unit, quarter: Quarter, now: dt.datetime) -> None:
    forward_report(_row(unit, quarter), by=company.user(GENERAL_SECRETARY), now=now)


def _accept(company: Company, unit: Unit, quarter: Quarter, now: dt.datetime) -> None:
    accept_report(_row(unit, quarter), by=company.second_officer, now=now)


def _return(company: Company, unit: Unit, quarter: Quarter, now: dt.datetime) -> None:
    report = _row(unit, quarter)
    nominee = report.nominations.order_by("pk").first()
    about = f"{nominee.member.name}同志事迹材料" if nominee else "事迹材料"
    reason = f"请补充{about}的效益数据，并附财务部门确认单后重新报送。"
    return_report(report, by=company.second_officer, reason=reason, now=now)


# --- the company's roll-up ------------------------------------------------------------------------------------------


def _decision(company: Company, quarter: Quarter) -> Iterator[Event]:
    """Proposed before the month ends, decided early in the next one, conferred after the publicity."""
    days, reporting = company.days, quarter.months[2] + 1
    what = str(quarter)
    picked = days.last_before(reporting.last_day, 9, what)
    decided = days.nth(reporting + 1, 6, 16, what)
    published = days.later(decided, 1, 9, what)
    yield Event(picked, partial(_pick_all, company, quarter))
    yield Event(picked + 6 * _HOUR, partial(_propose, company, quarter))
    yield Event(decided, partial(_decide, company, quarter))
    yield Event(published, lambda now: publicise(quarter=quarter, by=company.officer, now=now))
    conferred = days.after_title_publicity(published, 10, what)
    yield Event(conferred, lambda now: confer(quarter=quarter, by=company.officer, now=now))


def _nominations(quarter: Quarter) -> list[Nomination]:
    """Those nothing stands against, best first in each category."""
    found = list(with_what_a_check_needs(Nomination.objects.filter(quarter=quarter)))
    against = obstacles(found, policy_of(quarter))
    fit = [row for row in found if not against[row.pk]]
    return sorted(fit, key=lambda row: (list(FlagCategory).index(row.category), -row.line.score, row.member_id))


def _pick_all(company: Company, quarter: Quarter, now: dt.datetime) -> None:
    """As many as there are titles; research stays vacant in the oldest quarter."""
    limit, taken = policy_of(quarter).titles_per_category, dict.fromkeys(FlagCategory, 0)
    if quarter == company.whole_quarters[0]:
        taken[FlagCategory.RESEARCH] = limit
    for row in _nominations(quarter):
        if taken[row.category] < limit:
            taken[row.category] += 1
            pick(row, by=company.officer, now=now)
            _note(row, company, now)


def _note(row: Nomination, company: Company, now: dt.datetime) -> None:
    note_on(
        row,
        remark="各支部细则不同，跨支部比较时参考本组百分位。" if row.category is FlagCategory.SERVICE else "",
        discipline_opinion="无信访反映和违纪问题，同意推荐。",
        safety_opinion="无违章记录，同意推荐。" if row.category is FlagCategory.SAFETY else "无意见。",
        personnel_opinion="同意推荐。",
        in_disciplinary_period=False,
        by=company.officer,
        now=now,
    )


def _propose(company: Company, quarter: Quarter, now: dt.datetime) -> None:
    picked = Nomination.objects.filter(quarter=quarter).picked().exists()
    reason = "" if picked else "系统启用不满两个月，无符合条件人选，各类旗手均空缺。"
    propose(quarter=quarter, by=company.officer, reason=reason, now=now)


def _decide(company: Company, quarter: Quarter, now: dt.datetime) -> None:
    """All approved but the last one of lean, of which there would be three."""
    picked = list(Nomination.objects.filter(quarter=quarter).picked().order_by("pk"))
    votes = {row.pk: Vote(True) for row in picked}
    lean = [row for row in picked if row.category is FlagCategory.LEAN]
    if len(lean) == policy_of(quarter).titles_per_category:
        votes[lean[-1].pk] = Vote(False, "事迹以日常工作为主，示范带动作用尚不突出，本季度不授予。")
    record_decision(
        quarter=quarter,
        decision_date=now.date(),
        minutes_number=f"新升党会纪〔{now.year}〕{now.month * 2}号",
        votes=votes,
        by=company.user(RECORDER),
        now=now,
    )


def _compilation(company: Company, quarter: Quarter) -> Iterator[Event]:
    """The Department has begun with its list: the best of two categories."""
    begun = company.days.last_before((quarter.months[2] + 1).last_day, 15, "begun")
    yield Event(begun, partial(_pick_some, company, quarter))


def _pick_some(company: Company, quarter: Quarter, now: dt.datetime) -> None:
    rows = _nominations(quarter)
    for category in (FlagCategory.SERVICE, FlagCategory.SAFETY):
        first = next((row for row in rows if row.category is category), None)
        if first:
            pick(first, by=company.officer, now=now)
            _note(first, company, now)
