"""The figures of a quarter, worked by hand."""

from decimal import Decimal

from flagship.categories import FlagCategory, PoliticalStatus
from reports.builders import build_content, people_of, report_document
from reports.documents import ReportContent
from reports.models import QuarterReport
from scoring.models import PointsEntry
from tests.factories import MemberFactory
from tests.reports.rows import FEBRUARY, JANUARY, MARCH, Q1, confirmed_veto, settle_month, settle_quarter

SAFETY, MARKETING = FlagCategory.SAFETY, FlagCategory.MARKETING


def figures(person):
    return person.name, person.category, person.months_taken, person.score, person.net, person.months_first


def test_a_quarter_is_the_mean_of_its_settled_months(cast, people):
    one, two, three, four = people
    by = cast.secretary_a
    settle_month(cast.branch_a, JANUARY, {one: "90", two: "80", three: "70", four: "60"}, by=by)
    settle_month(cast.branch_a, FEBRUARY, {one: "91", two: "95", three: "70", four: "60"}, by=by)
    settle_month(cast.branch_a, MARCH, {one: "91", two: "80", three: "70.02", four: "60"}, by=by)

    # n = 4: the first has +3, the second +2, the last −2.
    assert [figures(person) for person in people_of(cast.branch_a, Q1)] == [
        ("甲一", SAFETY, 3, Decimal("90.67"), Decimal(8), 2),  # (90 + 91 + 91) ÷ 3; +3 +2 +3
        ("乙二", SAFETY, 3, Decimal("85.00"), Decimal(7), 1),  # +2 +3 +2
        ("丙三", SAFETY, 3, Decimal("70.01"), Decimal(0), 0),
        ("丁四", SAFETY, 3, Decimal("60.00"), Decimal(-6), 0),
    ]


def test_two_categories_in_a_quarter_are_two_lines_on_their_own_months(cast, people):
    one, two, *_ = people
    by = cast.secretary_a
    settle_month(cast.branch_a, JANUARY, {one: (MARKETING, "90"), two: "80"}, by=by)
    settle_month(cast.branch_a, FEBRUARY, {one: (SAFETY, "70"), two: "80"}, by=by)

    assert [figures(person)[:4] for person in people_of(cast.branch_a, Q1)] == [
        ("甲一", MARKETING, 1, Decimal("90.00")),
        ("乙二", SAFETY, 2, Decimal("80.00")),
        ("甲一", SAFETY, 1, Decimal("70.00")),
    ]


def test_net_points_equal_the_ledger_after_a_late_veto(cast, people):
    one, two, three, four = people
    settle_quarter(cast.branch_a, {one: "90", two: "80", three: "70", four: "60"}, by=cast.secretary_a)
    confirmed_veto(one, FEBRUARY, by=cast.officer, adjustment="-3")

    best = people_of(cast.branch_a, Q1)[0]
    assert (best.bonus, best.deduction, best.adjustment, best.net) == (9, 0, -3, 6)
    assert best.net == PointsEntry.objects.filter(member=one).balance()
    assert (best.months_first, best.vetoed) == (2, True)
    assert [month.points for month in best.months] == [3, 0, 3]


def test_who_moved_stands_in_the_report_of_the_branch_at_quarter_end_with_all_months(cast, people):
    one, two, *_ = people
    settle_month(cast.branch_a, JANUARY, {one: "90", two: "80"}, by=cast.secretary_a)
    move(one, cast.branch_b, on=FEBRUARY.first_day)
    settle_month(cast.branch_b, FEBRUARY, {one: "70"}, by=cast.secretary_b)

    assert [person.name for person in people_of(cast.branch_a, Q1)] == ["乙二"]
    [person] = people_of(cast.branch_b, Q1)
    assert figures(person)[:4] == ("甲一", SAFETY, 2, Decimal("80.00"))
    assert [month.branch_name for month in person.months] == ["机电党支部", "机关党支部"]


def test_who_left_the_company_stays_in_the_report_of_the_last_branch(cast, people):
    one, *_ = people
    settle_month(cast.branch_a, JANUARY, {one: "90"}, by=cast.secretary_a)
    one.memberships.update(until=MARCH.first_day)

    assert [person.name for person in people_of(cast.branch_a, Q1)] == ["甲一"]


def test_percentile_and_z_are_means_of_the_months_that_have_one(cast):
    five = {MemberFactory(branch=cast.branch_a): total for total in ("90", "80", "70", "60", "50")}
    best = next(iter(five))
    settle_month(cast.branch_a, JANUARY, five, by=cast.secretary_a)
    settle_month(cast.branch_a, FEBRUARY, {best: "90"}, by=cast.secretary_a)  # alone: no position

    person = people_of(cast.branch_a, Q1)[0]
    assert (person.percentile, person.z_score) == (Decimal("100.00"), Decimal("1.41"))


def test_content_survives_its_json(cast, people):
    settle_quarter(cast.branch_a, dict.fromkeys(people, "88.5"), by=cast.secretary_a)
    content = build_content(QuarterReport(branch=cast.branch_a, quarter=Q1))

    assert ReportContent.from_json(content.to_json()) == content
    assert content.people[0].status is PoliticalStatus.PARTY


def test_months_say_what_the_sheets_say(cast, people):
    one, two, three, four = people
    settle_month(cast.branch_a, JANUARY, {one: "90", two: "80", three: "70", four: "60"}, by=cast.secretary_a)

    january, february, _ = report_document(QuarterReport(branch=cast.branch_a, quarter=Q1)).content.months
    assert (january.ranked, january.mean, january.bonus, january.deduction) == (4, Decimal("75.00"), 5, -2)
    assert (january.is_missing, february.is_missing) == (False, True)


def move(member, branch, *, on):
    member.memberships.update(until=on)
    member.memberships.create(branch=branch, since=on)
