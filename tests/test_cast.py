"""The cast that all other tests rely on."""

import datetime as dt

import time_machine

from branches.models import Branch
from flagship.categories import PoliticalStatus
from flagship.periods import TZ
from flagship.permissions import Permission
from members.models import Member


def test_paths_follow_the_tree(cast):
    assert {b.code: b.path for b in Branch.objects.all()} == {
        "company": f"/{cast.company.pk}/",
        "lg": f"/{cast.company.pk}/{cast.general_branch.pk}/",
        "lg-1": f"/{cast.company.pk}/{cast.general_branch.pk}/{cast.general_one.pk}/",
        "lg-2": f"/{cast.company.pk}/{cast.general_branch.pk}/{cast.general_two.pk}/",
        "a": f"/{cast.company.pk}/{cast.branch_a.pk}/",
        "b": f"/{cast.company.pk}/{cast.branch_b.pk}/",
    }


@time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=TZ), tick=False)
def test_people_of_branch_a_are_those_who_belong_to_it_today(cast):
    people = Member.objects.open_to(cast.clerk_a, Permission.VIEW_ROSTER)
    assert {person.name for person in people} == {"王书记", "李考核", "张先进", "赵职工"}
    assert cast.employee.person.status_on(dt.date(2026, 3, 31)) is PoliticalStatus.NON_PARTY


def test_nobody_passes_every_check(cast):
    for name, user in cast.everyone.items():
        assert {p for p in Permission if user.has_perm(p)} != set(Permission), name
