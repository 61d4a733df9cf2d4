"""Other rules for settled months: every knob worked out by hand, nothing changed by looking."""

from decimal import Decimal

import pytest

from flagship.categories import Account, FlagCategory, PoliticalStatus
from flagship.models import IndicatorTemplate
from flagship.moves import Refused
from flagship.periods import Month
from flagship.policies import TierRow, Tiers
from scoring.actions.enter_values import enter_values
from scoring.queries import what_if as room
from scoring.queries.what_if import templates_of, triable_sheets, what_if
from scoring.rules.entries import Entry
from scoring.rules.what_if import Changes
from tests.queries import queries_of
from tests.scoring.rows import (
    ENTRY,
    MARCH,
    declare,
    fill,
    full_template,
    open_sheet,
    people,
    settled,
    simple_template,
    submitted,
)

D = Decimal


def tried(user, *, since=MARCH, until=MARCH, branches=(), **changes):
    return what_if(user, since=since, until=until, branches=branches, changes=Changes(**changes))


def moved(found) -> dict[str, tuple]:
    """By employee number: rank and points as settled, rank and points as they would be."""
    return {
        line.employee_number: (line.before.rank, line.before.points, line.after.rank, line.after.points)
        for line in found.differing
    }


def sums(found, account=Account.STAR) -> tuple:
    """Points as settled, then, gained, lost."""
    (one,) = [one for one in found.accounts if one.account is account]
    return one.before, one.after, one.gained, one.lost


@pytest.fixture
def march(cast, programme, clerk_b):
    """`march(totals)` settles March of branch B under the simple template."""

    def settle_it(totals, *, by_category=None, template=simple_template, staff=()):
        template()
        declare(cast.secretary_b.person)
        declared = {number: FlagCategory.SAFETY for number in totals if number != "2001"} | (by_category or {})
        for category in set(by_category.values()) if by_category else ():
            template(category)
        for number, category in sorted(declared.items()):
            status = PoliticalStatus.NON_PARTY if number in staff else PoliticalStatus.PARTY
            people(cast.branch_b, 1, category=category, status=status, prefix=f"{number}-")
        sheet = open_sheet(cast.branch_b)
        named = {number if number == "2001" else f"{number}-01": total for number, total in totals.items()}
        fill(sheet, named, by=clerk_b)
        return settled(submitted(sheet, by=cast.secretary_b, over_places_reason="并列"), by=cast.secretary_b)

    return settle_it


@pytest.fixture
def tied(march):
    """97, 95, 95, 90: fewer than ten, so +3 +2 / −2, the tied two at rank 2."""
    return march({"2001": "97", "a": "95", "b": "95", "c": "90"})


@pytest.fixture
def judged(cast, programme, clerk_b):
    """84 and 84 by different ways, 50 below: completion 60, breaches 10, judgement 30."""
    full_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 2)
    sheet = open_sheet(cast.branch_b)
    typed = {"p01": ("90", "0", "fair"), "p02": ("80", "2", "good"), "2001": ("50", "0", "poor")}
    entries = [
        entry
        for number, (output, breaches, choice) in typed.items()
        for entry in (
            Entry(number, "output", number=output),
            Entry(number, "breach", number=breaches),
            Entry(number, "attitude", choice=choice, comment="见记录"),
        )
    ]
    enter_values(sheet=sheet, entries=entries, by=clerk_b, now=ENTRY)
    return settled(submitted(sheet, by=cast.secretary_b, over_places_reason="并列"), by=cast.secretary_b)


def test_unchanged_rules_change_nothing(cast, tied):
    found = tried(cast.officer)
    assert (moved(found), found.people_differing, found.branches, found.people) == ({}, 0, (), ())
    assert sums(found) == (5, 5, 0, 0)
    assert [(use.span, use.before, use.after) for use in found.tiers] == [("1–9", 1, 1)]
    assert len(found.lines) == 4


def test_tie_points_average_gives_the_two_the_mean_of_places_2_and_3(cast, tied):
    """(2 + 0) ÷ 2 = 1 each."""
    found = tried(cast.officer, policies={"tie_points": "average"})
    assert moved(found) == {"a-01": (2, 2, 2, 1), "b-01": (2, 2, 2, 1)}
    assert sums(found) == (5, 3, 0, -2)
    (branch,) = found.branches
    assert (branch.name, branch.people, branch.points) == (cast.branch_b.name, 2, -2)


def test_another_tier_table_gives_other_points_at_the_same_ranks(cast, tied):
    """+10 +5 / −1 for everybody."""
    tiers = Tiers((TierRow(1, None, bonus=(D(10), D(5)), deduction=(D(1),)),))
    found = tried(cast.officer, tiers=tiers)
    assert moved(found) == {
        "2001": (1, 3, 1, 10),
        "a-01": (2, 2, 2, 5),
        "b-01": (2, 2, 2, 5),
        "c-01": (4, -2, 4, -1),
    }
    assert sums(found) == (5, 19, 14, 0)
    assert {use.span: (use.before, use.after) for use in found.tiers} == {"1–9": (1, 0), "≥1": (0, 1)}


def test_without_the_tie_break_equal_totals_share_the_first_rank(cast, judged):
    """Both 84; 64 of 70 quantitative marks go before 54 of 70 only while the tie break holds."""
    found = tried(cast.officer, policies={"tie_break": "none"})
    assert moved(found) == {"p02": (2, 2, 1, 3)}
    assert sums(found) == (3, 4, 1, 0)


def test_other_weights_carry_rates_and_levels_along(cast, judged):
    """40 : 10 : 50. p01 36 + 10 + 33.33 = 79.33, p02 32 + 6 + 50 = 88: they change places."""
    template = IndicatorTemplate.objects.get(code="full-safety")
    found = tried(cast.officer, template=template.pk, weights={"output": D(40), "attitude": D(50)})
    assert moved(found) == {"p01": (1, 3, 2, 2), "p02": (2, 2, 1, 3)}
    assert {line.employee_number: line.after.total for line in found.lines} == {
        "p01": D("79.33"),
        "p02": D("88.00"),
        "2001": D("46.67"),
    }
    assert moved(tried(cast.officer, template=template.pk + 1, weights={"output": D(40), "attitude": D(50)})) == {}


def test_pools_by_category_rank_each_category_by_itself(cast, march):
    """One pool of six: 99 97 95 93 91 90. By category 97 95 90 and 99 93 91, each +3 +2 / −2."""
    lean = dict.fromkeys(("q", "r", "s"), FlagCategory.LEAN)
    march({"2001": "97", "a": "95", "b": "90", "q": "99", "r": "93", "s": "91"}, by_category=lean)
    found = tried(cast.officer, policies={"pool": "category"})
    assert moved(found) == {
        "2001": (2, 2, 1, 3),
        "a-01": (3, 0, 2, 2),
        "b-01": (6, -2, 3, -2),
        "r-01": (4, 0, 2, 2),
        "s-01": (5, 0, 3, -2),
    }
    assert sums(found) == (3, 6, 5, -2)
    assert [(use.before, use.after) for use in found.tiers] == [(1, 2)]
    assert moved(tried(cast.officer, policies={"pool": "category", "min_pool": 4})) == {}


def test_non_party_people_in_one_ranking_take_ranks_from_party_people(cast, march):
    """Apart 97 and 95 are first and second of the Party people; together 99 stands before them."""
    march({"2001": "97", "a": "95", "e": "99", "f": "80"}, staff={"e", "f"})
    found = tried(cast.officer, policies={"non_party": "together"})
    assert moved(found) == {"2001": (1, 3, 2, 2), "a-01": (2, 2, 3, 0), "f-01": (2, 0, 4, 0)}
    assert sums(found) == (5, 2, 0, -3)
    assert sums(found, Account.STAFF) == (0, 0, 0, 0)


def test_the_cap_of_totals_decides_where_totals_alone_do(cast, march):
    """118 and 115 are both 110 under the cap; they share the first rank once the tie break does not part them."""

    def generous(category=FlagCategory.SAFETY):
        return simple_template(category, over_achievement=True, cap=D(120))

    march({"2001": "118", "a": "115", "b": "90"}, template=generous)
    assert moved(tried(cast.officer, policies={"tie_break": "none"})) == {"a-01": (2, 2, 1, 3)}
    found = tried(cast.officer, policies={"tie_break": "none", "total_cap": D(120)})
    assert moved(found) == {}
    assert sorted(line.after.total for line in found.lines) == [90, 115, 118]


def test_a_person_who_could_no_longer_be_marked_is_said_so(cast, judged):
    """Where the judgement weighs 60 and does not apply, more than half of the weight is gone."""
    template = IndicatorTemplate.objects.get(code="full-safety")
    revision = judged.current_revision
    for person in revision.inputs["people"]:
        if person["employee_number"] == "p02":
            person["cells"]["attitude"] |= {"not_applicable": True, "na_reason": "借调"}
    revision.save()
    found = tried(cast.officer, template=template.pk, weights={"output": D(30), "attitude": D(60)})
    (line,) = [line for line in found.lines if line.excused]
    assert (line.employee_number, line.after.rank, line.after.points) == ("p02", None, 0)


def test_a_reader_tries_only_the_months_in_reach(cast, tied):
    assert [sheet.branch for sheet in triable_sheets(cast.secretary_b)] == [cast.branch_b]
    assert list(triable_sheets(cast.secretary_a)) == []
    with pytest.raises(Refused, match="No month is settled there"):
        tried(cast.secretary_a)
    with pytest.raises(Refused, match="No month is settled there"):
        tried(cast.secretary_a, branches=[cast.branch_b])


def test_only_templates_people_were_marked_by_can_be_reweighed(cast, tied):
    assert [template.code for template in templates_of(triable_sheets(cast.officer))] == ["simple-safety"]


def test_a_selection_too_large_is_refused_with_its_size(cast, tied, monkeypatch):
    monkeypatch.setattr(room, "MOST_MONTHS", 0)
    with pytest.raises(Refused, match="1 settled months are too many"):
        tried(cast.officer)


def test_three_months_take_as_many_queries_as_one(cast, tied, clerk_b):
    def look():
        return tried(cast.officer, until=Month(2026, 5), policies={"tie_points": "average"})

    one = queries_of(look)
    for month in (Month(2026, 4), Month(2026, 5)):
        now = ENTRY.replace(month=month.number + 1, day=11)
        sheet = open_sheet(cast.branch_b, month, now=now)
        totals = {"2001": "97", "a-01": "95", "b-01": "95", "c-01": "90"}
        entries = [Entry(number, "output", number=total) for number, total in totals.items()]
        enter_values(sheet=sheet, entries=entries, by=clerk_b, now=now)
        submitted(sheet, by=cast.secretary_b, now=now, over_places_reason="并列")
        settled(sheet, by=cast.secretary_b, now=now.replace(day=20), meeting=now.date())
    assert (look().months, queries_of(look)) == (3, one)
    (person, _other) = look().people
    assert (len(person.differing), person.points) == (3, -3)
