"""The invented company: as large and as varied as the rules need it, and always the same."""

from collections import Counter

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus
from flagship.periods import Month
from flagship.policies import Policy
from flagship.standard import document_tiers, shipped_templates
from reports.demo.accounts import ACCOUNTS
from reports.demo.people import CAST, everybody
from reports.demo.recipes import RECIPES
from reports.demo.units import UNITS

FIRST = Month(2025, 11)
PEOPLE = everybody(FIRST)


def test_about_260_people_of_every_political_status():
    count = Counter(person.status for person in PEOPLE)
    assert 255 <= len(PEOPLE) <= 270
    assert count[PoliticalStatus.PARTY] > 200
    assert count[PoliticalStatus.NON_PARTY] > 20


def test_the_sizes_hit_every_tier_and_its_edges():
    sizes = {unit.size for unit in UNITS}
    assert {6, 9, 10, 18, 30, 31, 45} <= sizes
    assert {document_tiers().row_for(size).clause for size in sizes} == {"五（三）1", "五（三）2", "五（三）3"}
    assert min(Policy().min_pool, *sizes) == Policy().min_pool


def test_twelve_branches_three_of_them_below_the_general_branch():
    assert len(UNITS) == 12
    assert sum(unit.below_general for unit in UNITS) == 3


def test_every_category_and_track_is_declared():
    flags = {person.flag for person in PEOPLE if person.flag}
    assert flags == {(template.category, template.track or "") for template in shipped_templates()}
    assert {track for category, track in flags if category is FlagCategory.INNOVATION} == set(InnovationTrack)


def test_every_indicator_of_the_standard_has_its_recipe_and_no_other():
    indicators = {
        (template.category, template.track or "", spec.code)
        for template in shipped_templates()
        for spec in template.specs
    }
    assert set(RECIPES) == indicators


def test_numbers_are_unique_and_two_people_share_a_name():
    assert len({person.number for person in PEOPLE}) == len(PEOPLE)
    assert [name for name, count in Counter(person.name for person in PEOPLE).items() if count > 1] == ["王磊"]


def test_names_are_of_many_kinds():
    names = [person.name for person in PEOPLE]
    assert {2, 3, 4, 7} <= {len(name) for name in names}
    assert "阿依古丽·艾山" in names
    assert "张㛃" in names  # not in GB 2312
    assert any(name.startswith(("欧阳", "上官", "诸葛", "司马", "慕容", "东方")) for name in names)


def test_those_the_story_calls_by_name_are_there():
    found = {person.number: person.name for person in PEOPLE}
    assert {number: found.get(number) for number in CAST} == {number: name for number, (name, _post) in CAST.items()}
    assert {account.number for account in ACCOUNTS} - set(found) == {"9001"}


def test_the_same_people_every_time():
    assert everybody(FIRST) == PEOPLE
