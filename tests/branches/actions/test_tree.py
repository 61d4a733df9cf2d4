"""The tree of units: planted, renamed, moved, closed."""

import datetime as dt

import pytest

from branches.actions.tree import move, plant, rename
from branches.models import Branch
from flagship.categories import BranchKind, WorkLayer
from flagship.moves import Refused
from flagship.permissions import Permission
from members.actions.close_branch import close_branch
from members.actions.people import leave
from members.models import Member, User

DAY = dt.date(2026, 3, 2)


def plant_one(cast, **changes):
    fields = {"code": "c", "name": "采掘党支部", "kind": BranchKind.BRANCH, "parent": cast.company, "by": cast.officer}
    return plant(**fields | changes)


def test_a_new_branch_stands_below_its_parent(cast):
    branch = plant_one(cast, parent=cast.general_branch, layer=WorkLayer.OPERATIONS)
    assert branch.path == f"{cast.general_branch.path}{branch.pk}/"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": "a"}, "already a unit"),
        ({"code": "import"}, "cannot be a code"),
        ({"code": "机电"}, "letters, digits"),
        ({"code": "a b"}, "letters, digits"),
        ({"kind": BranchKind.COMMITTEE}, "one Party committee"),
        ({"name": "x" * 81}, "80"),
    ],
)
def test_what_cannot_be_planted(cast, changes, says):
    with pytest.raises(Refused, match=says):
        plant_one(cast, **changes)


def test_what_may_not_stand_below_what(cast):
    with pytest.raises(Refused, match="below a Party branch"):
        plant_one(cast, parent=cast.branch_a)
    with pytest.raises(Refused, match="directly below"):
        plant_one(cast, parent=cast.general_branch, kind=BranchKind.GENERAL_BRANCH)


def test_a_moved_unit_takes_everything_below_it_along(cast):
    other = plant_one(cast, code="g2", kind=BranchKind.GENERAL_BRANCH)
    move(branch=cast.general_one, parent=other, by=cast.officer)
    move(branch=cast.branch_a, parent=other, by=cast.officer)
    assert {b.code: b.path for b in Branch.objects.filter(path__startswith=other.path)} == {
        "g2": other.path,
        "lg-1": f"{other.path}{cast.general_one.pk}/",
        "a": f"{other.path}{cast.branch_a.pk}/",
    }


def test_reach_follows_a_move_at_once(cast):
    before = Branch.objects.open_to(cast.general_secretary, Permission.VIEW_SHEET)
    assert cast.branch_a not in before
    move(branch=cast.branch_a, parent=cast.general_branch, by=cast.officer)
    again = User.objects.get(pk=cast.general_secretary.pk)
    assert cast.branch_a in Branch.objects.open_to(again, Permission.VIEW_SHEET)


def test_a_whole_subtree_of_three_levels_is_re_placed(cast):
    # The kinds allow two levels below the root only; the paths must hold for any depth.
    deep = Branch.objects.create(code="deep", name="小组", kind=BranchKind.BRANCH, parent=cast.general_one)
    other = plant_one(cast, code="g2", kind=BranchKind.GENERAL_BRANCH)
    move(branch=cast.general_one, parent=other, by=cast.officer)
    deep.refresh_from_db()
    assert deep.path == f"{other.path}{cast.general_one.pk}/{deep.pk}/"


def test_what_cannot_be_moved(cast):
    with pytest.raises(Refused, match="root"):
        move(branch=cast.company, parent=cast.general_branch, by=cast.officer)
    with pytest.raises(Refused, match="below itself"):
        move(branch=cast.general_branch, parent=cast.general_one, by=cast.officer)
    with pytest.raises(Refused, match="below a Party branch"):
        move(branch=cast.branch_a, parent=cast.branch_b, by=cast.officer)


def test_renaming_leaves_the_code(cast):
    rename(branch=cast.branch_a, name="机电一党支部", layer=WorkLayer.OFFICE, by=cast.officer)
    assert Branch.objects.get(code="a").name == "机电一党支部"


def test_an_empty_branch_is_closed_with_a_successor(cast):
    close_branch(branch=cast.general_two, on=DAY, successor=cast.general_one, by=cast.officer)
    closed = Branch.objects.get(code="lg-2")
    assert (closed.closed_on, closed.successor) == (DAY, cast.general_one)
    assert closed not in Branch.objects.assessing()
    with pytest.raises(Refused, match="is closed"):
        close_branch(branch=cast.general_two, on=DAY, successor=cast.general_one, by=cast.officer)


def test_a_branch_with_people_stays_open(cast):
    with pytest.raises(Refused, match="4 people"):
        close_branch(branch=cast.branch_a, on=DAY, successor=cast.branch_b, by=cast.officer)
    for person in Member.objects.of(cast.branch_a, on=DAY):
        leave(member=person, on=DAY, by=cast.officer)
    close_branch(branch=cast.branch_a, on=DAY, successor=cast.branch_b, by=cast.officer)


def test_what_cannot_be_closed(cast):
    for branch, successor, says in (
        (cast.company, None, "cannot be closed"),
        (cast.general_branch, None, "move or close it first"),
        (cast.general_two, None, "Name the branch"),
        (cast.general_two, cast.general_two, "another open"),
        (cast.general_two, cast.general_branch, "another open"),
    ):
        with pytest.raises(Refused, match=says):
            close_branch(branch=branch, on=DAY, successor=successor, by=cast.officer)
    assert not Branch.objects.exclude(closed_on=None).exists()
